import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import contributions, outbox
from storage.streaming import AT_ONCE, stream
from tests.integration.command_line import invoke
from tests.integration.town import Town

ANN = "+447700900001"
SAID = [
    *("id", "received_at", "channel", "language", "kind", "state", "resident_id", "words", "themes")
]
SENT = [
    *("id", "channel", "kind", "state", "error", "segments", "queued_at", "accepted_at"),
    *("provider_id", "body"),
]


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.none()
        | st.sampled_from(("\\N", "\\", "\\t", "a\tb", "c\r\nd", "\x01\x08\x0b\x0c", "", "é👍🏽"))
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        min_size=1,
        max_size=6,
    )
)
def test_cells_are_streamed_as_they_stand(town: Town, cells: list[str | None]) -> None:
    with town.house.database.transaction() as db:
        columns, *parts = stream(
            db,
            "select n, one from unnest(%(cells)s::text[]) with ordinality o(one, n)",
            {"cells": cells},
        )

    assert columns == [["n", "one"]]
    assert [row for part in parts for row in part] == [
        [str(n), cell or ""] for n, cell in enumerate(cells, start=1)
    ]


def test_rows_come_in_parts_and_in_order(town: Town) -> None:
    many = 2 * AT_ONCE + 1

    with town.house.database.transaction() as db:
        _, *parts = stream(db, "select generate_series(1, %(many)s) as n", {"many": many})

    assert [len(part) for part in parts] == [AT_ONCE, AT_ONCE, 1]
    assert [int(row[0]) for part in parts for row in part] == list(range(1, many + 1))


def test_exports_have_the_columns_and_times_that_scripts_know(town: Town) -> None:
    town.said("sms", ANN, "more benches\nand a\ttree \\N")
    town.deliver()

    with town.house.database.transaction() as db:
        (columns,), said = contributions.export(db, town.present.community.id)
        (sent_columns,), sent = outbox.export(db, town.present.community.id)
        row = town.rows("select * from message where kind <> 'staff' order by id")[0]

    assert columns == SAID
    assert [one[7] for one in said] == ["more benches\nand a\ttree \\N"]
    assert sent_columns == SENT
    assert sent[0] == ["" if row[name] is None else str(row[name]) for name in sent_columns]


def test_export_of_nothing_names_the_columns(town_environment: dict[str, object]) -> None:
    out = invoke(town_environment, "export", "contributions").stdout

    assert list(csv.reader(io.StringIO(out))) == [SAID]
