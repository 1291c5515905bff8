import csv
import io
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.masking import mask
from storage import contributions, outbox
from storage.settings import inherited_environment
from storage.streaming import AT_ONCE, read_cells, stream
from tests.architecture.test_documented import first_cells
from tests.integration.command_line import invoke
from tests.integration.town import Town
from workers.cells import disarm

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

    assert columns == ["n\tone"]
    assert [read_cells(line) for part in parts for line in part] == [
        [str(n), cell or ""] for n, cell in enumerate(cells, start=1)
    ]


def test_rows_come_in_parts_and_in_order(town: Town) -> None:
    many = 2 * AT_ONCE + 1

    with town.house.database.transaction() as db:
        _, *parts = stream(db, "select generate_series(1, %(many)s) as n", {"many": many})

    assert [len(part) for part in parts] == [AT_ONCE, AT_ONCE, 1]
    assert [int(line) for part in parts for line in part] == list(range(1, many + 1))


def test_exports_have_the_columns_and_times_that_scripts_know(town: Town) -> None:
    town.said("sms", ANN, "more benches\nand a\ttree \\N")
    town.deliver()

    with town.house.database.transaction() as db:
        (columns,), said = contributions.export(db, town.present.community.id)
        (sent_columns,), sent = outbox.export(db, town.present.community.id)
        row = town.rows("select * from message where kind <> 'staff' order by id")[0]

    assert first_cells("exports.md") == [*SAID, *SENT]
    assert read_cells(columns) == SAID
    assert [read_cells(one)[7] for one in said] == ["more benches\nand a\ttree \\N"]
    assert read_cells(sent_columns) == SENT
    assert read_cells(sent[0]) == ["" if row[name] is None else str(row[name]) for name in SENT]


def test_export_of_nothing_names_the_columns(town_environment: dict[str, object]) -> None:
    out = invoke(town_environment, "export", "contributions").stdout

    assert list(csv.reader(io.StringIO(out))) == [SAID]


HOSTILE = (
    *(
        "=1+1",
        "+44 7700 900123",
        "\t-1",
        "\r\n@here",
        "\u200b＝1",
        '"',
        'say "no", twice',
        "a,b",
        "\\N \\.",
    ),
    *(
        "a\nb\r\nc",
        "\x08\x0b\x0c\x1c",
        "my name is zofia, ring 07700 900123",
        "اسمي علي ٠٧٧٠٠٩٠٠١٢٣",
    ),
    *(
        "আমার নাম রহিম",
        "N17 0XX",
        "ali@example.org, QQ 12 34 56 C",
        "943 476 5919",
        "é👍🏽",
        "bus 243",
    ),
)


def test_export_prints_hostile_words_as_each_cell_alone_would_be(
    town: Town, town_environment: dict[str, object]
) -> None:
    fill(town, HOSTILE)

    out = invoke(town_environment, "export", "contributions").stdout_bytes

    _, *rows = csv.reader(io.StringIO(out.decode(), newline=""))
    assert [row[7] for row in rows] == [disarm(mask(words)) for words in HOSTILE]
    page = io.StringIO()
    csv.writer(page, lineterminator="\r\n").writerows([SAID, *rows])
    assert out.decode() == page.getvalue()


def test_stream_that_is_closed_before_its_end_leaves_the_line_to_others(town: Town) -> None:
    endless = "select generate_series(1, 100000000) as n"
    with town.house.database.transaction() as db, closing(stream(db, endless, {})) as parts:
        assert next(parts) == ["n"]
        assert len(next(parts)) == AT_ONCE

    assert town.values("select 1") == [1]


def test_export_that_cannot_be_written_says_so_in_one_line(
    town: Town, town_environment: dict[str, object]
) -> None:
    fill(town, MANY)

    with Path("/dev/full").open("wb") as full, export(town_environment, full) as exporting:
        _, said = exporting.communicate(timeout=WAIT_S)

    assert exporting.returncode == 2
    assert said == (
        b"sayso: The export broke off (No space left on device):"
        b" what was printed is not the whole export\n"
    )


@pytest.mark.parametrize(
    ("stop", "code", "told"),
    [
        (lambda exporting: exporting.stdout.close(), 1, b""),
        (
            lambda exporting: exporting.send_signal(signal.SIGINT),
            2,
            b"sayso: Stopped: what was printed is not the whole export\n",
        ),
    ],
    ids=["as the reader goes", "by Ctrl-C"],
)
def test_export_that_is_stopped_ends_at_once(
    town: Town,
    town_environment: dict[str, object],
    stop: Callable[[subprocess.Popen[bytes]], None],
    code: int,
    told: bytes,
) -> None:
    fill(town, MANY)

    with export(town_environment, subprocess.PIPE) as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        exporting.stdout.readline()
        stop(exporting)
        said = exporting.stderr.read()
        assert exporting.wait(WAIT_S) == code

    assert said == told


MANY = ["the lift is broken again"] * 20_000  # more than pipes and sockets hold
WAIT_S = 60


def export(environment: dict[str, object], out: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Export contributions from a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sayso", "export", "contributions"],
        stdout=out,
        stderr=subprocess.PIPE,
        env=inherited_environment({key: str(one) for key, one in environment.items()}),
    )


def fill(town: Town, said: Sequence[str]) -> None:
    """Let Ann have said these words, in this order."""
    town.said("sms", ANN, "more benches")
    town.run(
        """
        with gone as (delete from contribution returning *)
        insert into contribution (community_id, id, resident_id, engagement_id, inbox_id, n, kind,
                                  words, state, language, channel, held, received_at)
        select community_id, uuidv7(), resident_id, engagement_id, gen_random_uuid(), 0, kind,
               said, state, language, channel, held, received_at
        from gone, unnest(cast(:said as text[])) with ordinality s(said, place) order by place
        """,
        said=list(said),
    )
