"""`./dev bench [NAME] [--json]`: run one measurement, or all."""

import sys
from collections.abc import Callable, Iterator

import orjson

from bench.engines import measure_engines
from bench.line import Line
from bench.texts import measure_texts
from bench.turns import measure_turns

BENCHES: dict[str, Callable[[], Iterator[str] | Iterator[Line]]] = {
    "turns": measure_turns,
    "engines": measure_engines,
    "texts": measure_texts,
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
            if "--json" in words:
                row = {"bench": name, "line": line.text, **line.figures}
                print(orjson.dumps(row).decode(), flush=True)
            else:
                print(f"{name}: {line.text}", flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
