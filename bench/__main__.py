"""`./dev bench [NAME]`: run one measurement, or all."""

import sys

from bench.texts import measure_texts
from bench.turns import measure_turns

BENCHES = {"turns": measure_turns, "texts": measure_texts}


def main(names: list[str]) -> int:
    """Run the named measurements, or all of them."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"bench: no {', '.join(unknown)}; there is: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        for line in BENCHES[name]():
            print(f"{name}: {line}")
    return 0


sys.exit(main(sys.argv[1:]))
