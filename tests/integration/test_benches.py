from collections.abc import Callable, Iterator

import pytest

from bench.ack import measure_ack
from bench.broadcast import measure_broadcast
from bench.drain import measure_drain
from bench.inbound import measure_inbound
from bench.line import Line

FIGURES = {"ratio", "ours_per_s", "anchor_per_s", "p50_ms", "p99_ms"}
SMALL = {
    "ack": lambda: measure_ack(rounds=1, texts=100),
    "drain": lambda: measure_drain(rounds=1, texts=100),
    "inbound": lambda: measure_inbound(rounds=1, texts=100, five_s=1, half_s=0.5, alone=0),
    "broadcast": lambda: measure_broadcast(rounds=1, recipients=200, sends=100),
}


@pytest.mark.parametrize("measure", SMALL.values(), ids=SMALL)
def test_bench_measures_ours_beside_its_anchor_on_real_servers(
    measure: Callable[[], Iterator[Line]],
) -> None:
    whole = [line for line in measure() if line.whole]

    assert [set(line.figures) for line in whole] == [FIGURES]
    assert all(float(figure) > 0 for figure in whole[0].figures.values())
