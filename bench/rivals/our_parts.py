"""The parts of a turn of ours, each alone on the replies of the walk."""

from collections.abc import Callable, Sequence

from bench.rivals.ours import NOW, begin, load_ten, play_ours
from bench.rivals.walk import TEXTS, Given
from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import advance
from flows.events import TextReceived
from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.options import Options
from flows.reader.reading import read_said
from flows.reader.safeguarding import find_danger

Work = Callable[[int], object]
READER, ADVANCING = "the reader", "the engine with its reader"
STEPS = ("plain form", "words that always work", "danger", "reading the answer")


def list_parts() -> dict[str, Work]:
    """Give each part as a function that does it for every reply of the walk so many times."""
    flow = load_ten()
    stored = [begin(flow), *play_ours()(1)]
    standing = [Conversation.from_bytes(one) for one in stored]
    saids = [normalise(text) for text in TEXTS]
    asked = [_ask(flow, at) for at in standing[:-1]]
    return {
        READER: _each(lambda one: _read(*one), list(zip(TEXTS, asked, strict=True))),
        ADVANCING: _each(
            lambda one: advance(flow, one[0], TextReceived(one[1]), now=NOW),
            list(zip(standing[:-1], TEXTS, strict=True)),
        ),
        "restoring": _each(Conversation.from_bytes, stored[:-1]),
        "plain form": _each(normalise, TEXTS),
        "words that always work": _each(find_command, saids),
        "danger": _each(find_danger, saids),
        "reading the answer": _each(
            lambda one: read_said(one[0][0], one[1], language="en", options=one[0][1]),
            list(zip(asked, saids, strict=True)),
        ),
        "storing": _each(Conversation.to_bytes, standing[1:]),
    }


def _ask(flow: Flow, at: Conversation) -> tuple[str, Options]:
    expect = flow.states[at.state].expect
    assert expect is not None  # noqa: S101
    return expect.kind, tuple(
        (option.code, flow.text(option.key, at.language), *option.words)
        for option in expect.options
    )


def _read(text: str, asked: tuple[str, Options]) -> object:
    """Read one reply from its letters on, as a turn does: each part finds the work of the last."""
    said = normalise(text)
    kind, options = asked
    command, danger = find_command(said), find_danger(said)
    return command, danger, read_said(kind, said, language="en", options=options)


def _each(do: Callable[[Given], object], given: Sequence[Given]) -> Work:
    def work(times: int) -> None:
        for _ in range(times):
            for one in given:
                do(one)

    return work
