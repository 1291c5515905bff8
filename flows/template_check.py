"""Refuses a template that asks for more than the allow-list has."""

from flows.errors import FlowError
from flows.templates import PLACEHOLDERS, find_unknown


def check_template(text: str, file: str, line: int) -> None:
    """Raise a FlowError for the first brace that is not a placeholder we know."""
    unknown = find_unknown(text)
    if unknown:
        known = ", ".join(sorted(PLACEHOLDERS))
        raise FlowError(
            f"'{unknown[:40]}' cannot be filled in; use one of: {known}",
            file=file,
            line=line,
            finding="placeholder-unknown",
        )
