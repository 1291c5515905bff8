"""Own words in digests: picked by a person, asked for by text, and taken back."""

from dataclasses import replace
from uuid import UUID

from flows.errors import InputError
from flows.templates import MOST_LETTERS
from insight.quoting import shorten
from storage import contributions, quotes, topics
from storage.digests import Frozen
from storage.outbox import PROMPT
from storage.quotes import SUBJECT, Quote
from storage.rounds import TOLD_BEFORE
from workers.digest import rebuild_editions
from workers.house import House, Present
from workers.rounds import begin_flow

WORDS = "quote.words"
WITHDRAWN = "words in it were taken back"


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
        if len(cut) > MOST_LETTERS[WORDS]:
            raise InputError(
                f"{len(cut)} letters; the text that asks has room for {MOST_LETTERS[WORDS]}:"
                ' --words "first words ... last words"'
            )
        id = quotes.pick(db, community, said, words=cut, by=by, now=house.clock())
        if id is None:
            raise InputError("They were asked for this already; nobody is asked twice")
        found = quotes.find(db, community, id)
    assert found is not None  # noqa: S101  (it was written just now)
    return found


def ask_quote(house: House, present: Present, quote: Quote) -> None:
    """Ask whoever said it, by text, for these very words: once ever, as often as this is called.

    Raises:
        InputError: says why they cannot be asked by text, or not now.
    """
    if quote.state not in ("picked", "asked"):
        raise InputError(f"Nothing to ask: it stands as {quote.state!r}")
    if quote.resident_id is None:
        raise InputError("Said at a meeting, or a helper's own view: nobody can be asked")
    begun = begin_flow(
        house,
        replace(present, engagement=present.every[quote.engagement_id]),
        flow_id="quote",
        people={quote.resident_id: {WORDS: quote.words}},
        kind=PROMPT,
        reason=f"{SUBJECT}{quote.id}",
        veiled=(quote.resident_id,) if _is_sensitive(house, present, quote) else (),
        own_words=True,
    )
    why_not = begun.why_not.get(quote.resident_id, "")
    if why_not and why_not != TOLD_BEFORE:
        raise InputError(
            f"Not asked: {why_not}. Where a text cannot ask, a person can: `sayso quotes tell`"
        )
    with house.database.transaction() as db:
        quotes.mark_asked(db, present.community.id, quote.id, now=house.clock())


def _is_sensitive(house: House, present: Present, quote: Quote) -> bool:
    """Tell whether a topic of these words is not to be seen on somebody's phone."""
    with house.database.transaction() as db:
        listed = topics.list_topics(db, present.community.id, quote.engagement_id)
    return any(one.sensitive for one in listed if one.code in quote.topics)


def withdraw_quote(house: House, present: Present, quote: Quote, *, by: str) -> None:
    """Take words back for good; `leave_out_withdrawn` then mends the digests."""
    with house.database.transaction() as db:
        quotes.withdraw(db, present.community.id, quote.id, by=by, now=house.clock())


def leave_out_withdrawn(house: House) -> list[Frozen]:
    """Cut further editions of digests that show words which were taken back. It may run twice.

    Returns:
        The new editions.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
        gone = quotes.list_gone(db, present.community.id) if present else []
    if present is None or not gone:
        return []
    made = rebuild_editions(house, because=WITHDRAWN)
    with house.database.transaction() as db:
        quotes.mark_left_out(db, present.community.id, gone, now=house.clock())
    return made
