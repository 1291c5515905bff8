"""Golden transcripts as files: how they begin, what was texted in them, how they are played."""

from dataclasses import dataclass
from pathlib import Path

import flows
from flows.conversation import Conversation
from flows.definition import Flow
from flows.loading import find_played, load_flow
from flows.play import RESIDENT, play
from flows.samples import NOW, make_sample_setting

LIBRARY = Path(next(iter(flows.__path__))) / "library"
SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What the first line of a golden file says, and what was texted.

    The line is "# FLOW LANGUAGE CHANNEL", and behind it, where it is so, "unknown": nobody has
    told us the language, and "unprompted": they text before we ask.
    """

    head: str
    flow: str
    language: str
    channel: str
    known: bool
    started: bool
    lines: tuple[str, ...]

    def play(self) -> str:
        """Play it, and write it as a golden file."""
        transcript = play(
            load_one(self.flow),
            self.lines,
            make_sample_setting(self.language, self.channel),
            now=NOW,
            conversation=Conversation.begin(self.language, self.known),
            started=self.started,
        )
        return f"{self.head}\n{transcript.to_text()}\n"


def read_journey(written: str) -> Journey:
    head, *below = written.splitlines()
    flow, language, channel, *how = head.removeprefix("#").split()
    return Journey(
        head=head,
        flow=flow,
        language=language,
        channel=channel,
        known="unknown" not in how,
        started="unprompted" not in how,
        lines=tuple(find_texted(below)),
    )


def find_texted(below: list[str]) -> list[str]:
    lines = []
    for line in below:
        if line.startswith(f"{RESIDENT}: "):
            lines.append(line.removeprefix(f"{RESIDENT}: "))
        elif line.startswith("  [>>"):
            lines.append(line.strip()[1:-1])
    return lines


def is_played(written: str) -> bool:
    """Tell a golden transcript from one whose resident's lines wait for the translation."""
    said_by = make_sample_setting("en", "sms").community_name
    return any(line.startswith(f"{said_by}: ") for line in written.splitlines())


def load_one(flow: str) -> Flow:
    sources: dict[str, str] = {}
    _gather(flow, sources)
    _gather(SYSTEM, sources)
    return load_flow(sources)


def list_flows() -> list[str]:
    return sorted(path.stem for path in LIBRARY.glob("*.yaml") if path.stem != SYSTEM)


def has_texts(flow: str, language: str) -> bool:
    """Tell whether a flow of the library has been translated, or was written in this language."""
    return language == load_one(flow).languages[0] or _path(flow, language).is_file()


def _path(flow: str, language: str) -> Path:
    return LIBRARY / f"{flow}.{language}.po"


def _gather(stem: str, sources: dict[str, str]) -> None:
    """Read a flow with its translations and the flows it plays."""
    paths = [LIBRARY / f"{stem}.yaml", *sorted(LIBRARY.glob(f"{stem}.*.po"))]
    sources |= {path.name: path.read_text(encoding="utf-8") for path in paths}
    played = find_played(sources[f"{stem}.yaml"], f"{stem}.yaml") if stem != SYSTEM else ()
    for one in played:
        if f"{one}.yaml" not in sources:
            _gather(one, sources)
