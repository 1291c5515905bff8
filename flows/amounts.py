"""A number with what it counts, in English: one of a thing, or several."""


def amount(n: int, one: str, many: str = "") -> str:
    """Say how many there are.

    Args:
        one: what is said of a single one, such as "text" or "person waits".
        many: of several, or none; left out, it is `one` with an s.
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def people(n: int, one: str = "", many: str = "") -> str:
    """Say how many people there are, and with `one` and `many` what they do."""
    return amount(n, f"person {one}".rstrip(), f"people {many}".rstrip())
