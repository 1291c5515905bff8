"""`./dev bench [NAME] [--json]`: run one measurement, or all."""

import sys
from collections.abc import Callable, Iterator

import orjson

from bench.ack import measure_ack
from bench.broadcast import measure_broadcast
from bench.digests import measure_digests
from bench.drain import measure_drain
from bench.engines import measure_engines
from bench.exports import measure_csv
from bench.inbound import measure_inbound
from bench.line import Line
from bench.themes import measure_themes
from bench.turns import measure_turns

BENCHES: dict[str, Callable[[], Iterator[str] | Iterator[Line]]] = {
    "turns": measure_turns,
    "engines": measure_engines,
    "ack": measure_ack,
    "drain": measure_drain,
    "inbound": measure_inbound,
    "broadcast": measure_broadcast,
    "themes": measure_themes,
    "digests": measure_digests,
    "csv": measure_csv,
}


def main(words: list[str]) -> int:
    """Run the named measurements, or all of them; `--json` prints one object a line."""
    names = [word for word in words if word != "--json"]
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"bench: no {', '.join(unknown)}; there is: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        for found in BENCHES[name]():
            line = found if isinstance(found, Line) else Line(found)
            said = as_json(name, line) if "--json" in words else f"{name}: {line.text}"
            if said:
                print(said, flush=True)
    return 0


def as_json(name: str, line: Line) -> str:
    """Write a line for programs; nothing where it is for people only."""
    if line.aside:
        return ""
    row = line.figures if line.whole else {"bench": name, "line": line.text, **line.figures}
    return orjson.dumps(row).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
