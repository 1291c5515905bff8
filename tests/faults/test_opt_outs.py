"""Row 22: opt-outs in words, of every language, on both channels."""

import csv
from functools import partial
from pathlib import Path

from tests.faults.counting import is_settled
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns

CASES = Path(__file__).parents[1] / "unit" / "flows" / "reader" / "cases.csv"


def read_corpus() -> list[tuple[str, bool]]:
    """Read texts and whether each is an opt-out; those that must be asked about are none yet."""
    with CASES.open(encoding="utf-8") as file:
        rows = [one for one in csv.DictReader(file) if one["kind"] == "stop"]
    return [(one["text"], one["expected"] == "stop") for one in rows]


def test_row_22_opt_outs_in_words(towns: Towns, row: Row) -> None:
    corpus = read_corpus()[:: row.size(12, 1)]
    row.sizes = f"{len(corpus)} texts on both channels, then the list of people once more"
    town = towns.open()
    wanted: dict[tuple[str, str], bool] = {}
    for number, (words, is_stop) in enumerate(corpus):
        for channel in ("sms", "telegram"):
            address = f"+4477003{number:05}" if channel == "sms" else f"83{number:05}"
            town.says(channel, address, words)
            wanted[channel, address] = is_stop
    town.waits(partial(is_settled, town, texts=len(wanted)), seconds=120)
    wrong = list_wrong(town, wanted)
    row.lost = len(wrong)
    assert wrong == []

    for channel in ("sms", "telegram"):
        town.imports(channel, [address for each, address in wanted if each == channel], known=True)
    assert list_wrong(town, wanted) == []


def list_wrong(town: LiveTown, wanted: dict[tuple[str, str], bool]) -> list[tuple[str, str]]:
    """List who is stopped though they did not ask for it, or not stopped though they did."""
    found = town.values("select hash from address where stopped_at is not null")
    stopped = {bytes(one) for one in found if isinstance(one, bytes)}
    return [
        key
        for key, is_stop in wanted.items()
        if (town.house.keys.lookup(*key) in stopped) != is_stop
    ]
