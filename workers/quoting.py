"""Own words in digests: picked by a person, asked for by text, and taken back."""

from uuid import UUID

from flows.errors import InputError
from insight.quoting import MOST_LETTERS, shorten
from storage import contributions, quotes
from storage.quotes import Quote
from workers.house import House, Present


def pick_words(house: House, present: Present, said: UUID, *, words: str, by: str) -> Quote:
    """Fix the very words that may be quoted.

    Args:
        said: id of a contribution.
        words: pieces of it, with "..." where something is left out; "": all of it.

    Raises:
        InputError: it is held back or not there, these are not its words, they are too long for
            the text that asks, or its resident was asked already: once ever.
    """
    community = present.community.id
    with house.database.transaction() as db:
        own = contributions.find_words(db, community, said)
        if own is None:
            raise InputError(
                f"Nothing to pick under {said}; `sayso words list` shows what there is"
            )
        cut = shorten(own, words)
        if cut is None:
            raise InputError(
                "These are not the words that were said, in their order. Leave out what is not to"
                f" be shown and write ... there: {shorten(own)}"
            )
        if len(cut) > MOST_LETTERS:
            raise InputError(
                f"{len(cut)} letters; the text that asks has room for {MOST_LETTERS}. Shorten it:"
                ' --words "first words ... last words"'
            )
        id = quotes.pick(db, community, said, words=cut, by=by, now=house.clock())
        if id is None:
            raise InputError("They were asked for this already; nobody is asked twice")
        found = quotes.find(db, community, id)
    assert found is not None  # noqa: S101  (it was written just now)
    return found


def withdraw_quote(
    house: House, present: Present, quote: Quote, *, by: str
) -> list[tuple[int, int]]:
    """Take words back for good.

    Returns:
        Number and edition of digests that were made again without them.
    """
    with house.database.transaction() as db:
        quotes.withdraw(db, present.community.id, quote.id, by=by, now=house.clock())
    return []
