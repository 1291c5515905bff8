"""Two pages to look at after the play: one resident's phone, and the question as it was asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.sms import count_segments
from sayso.carriers.ledger import Ledger
from sayso.demo.cast import Resident

CHANNELS = {"sms": "SMS", "telegram": "Telegram"}
MOST_CARDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bubble on a phone."""

    text: str
    from_resident: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One wording of the question; segments is 0 where it did not go by SMS."""

    title: str
    text: str
    people: int
    encoding: str
    segments: int


def write_phone(
    folder: Path,
    ledger: Ledger,
    cast: Sequence[Resident],
    community: str,
    said: Mapping[str, str],
) -> Path:
    """Write the phone of the resident who said most in turn, of those who heard what came of it.

    Args:
        said: resident -> what they texted when they heard it.
    """
    told = [each for each in cast if each.id in said and not each.together]
    others = [each for each in cast if not each.together]
    one = max(told or others, key=lambda each: len(each.turns))
    shown = [received.text for received in ledger.handset(one.channel, one.address)]
    return _write(
        folder / "phone.html",
        name=one.name,
        area=one.area,
        language=one.language,
        channel=CHANNELS[one.channel],
        community=community,
        lines=_interleave(shown, one.turns, said.get(one.id, "")),
    )


def write_question(folder: Path, ledger: Ledger, cast: Sequence[Resident]) -> Path:
    """Write each wording of the first question that reached a handset."""
    first: Counter[tuple[str, str]] = Counter()
    for one in cast:
        shown = ledger.handset(one.channel, one.address)
        if shown:
            first[one.channel, shown[0].text] += 1
    cards = [_as_card(channel, text, n) for (channel, text), n in first.most_common(MOST_CARDS)]
    return _write(folder / "question.html", cards=cards)


def _interleave(shown: Sequence[str], turns: Sequence[str], last: str) -> list[Line]:
    """Put texts and replies in the order they crossed: question, text, reply, text, reply.

    Then what came of it, and what they said to that.
    """
    lines = [Line(text=text, from_resident=False) for text in shown[:1]]
    for turn, reply in zip(turns, shown[1:], strict=False):
        lines += [Line(text=turn, from_resident=True), Line(text=reply, from_resident=False)]
    after = [Line(text=text, from_resident=False) for text in shown[1 + len(turns) :]]
    if after and last:
        after.insert(1, Line(text=last, from_resident=True))
    return lines + after


def _as_card(channel: str, text: str, people: int) -> Card:
    counted = count_segments(text)
    return Card(
        title=CHANNELS[channel],
        text=text,
        people=people,
        encoding=counted.encoding if channel == "sms" else "",
        segments=counted.segments if channel == "sms" else 0,
    )


def _write(path: Path, **given: object) -> Path:
    templates = Environment(
        loader=PackageLoader("sayso.demo"), autoescape=True, undefined=StrictUndefined
    )
    path.write_text(templates.get_template(f"{path.name}.j2").render(**given), "utf-8")
    return path
