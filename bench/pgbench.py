"""PostgreSQL's own pgbench running the five statements a message takes: an anchor."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import text

from sayso.places import find_program
from storage.database import Database

CLIENTS = 16
_TABLES = (
    "create table five_inbox (id bigint generated always as identity primary key,"
    " provider_id text not null unique, session integer not null, body text not null)",
    "create table five_session (id integer primary key, state jsonb not null)",
    "create table five_outbox (id bigint generated always as identity primary key,"
    " session integer not null, body text not null, state text not null)",
    "insert into five_session select n, jsonb_build_object('state', 'need', 'language', 'en',"
    " 'status', 'open', 'answers', jsonb_build_object('need', repeat('words ', 10)))"
    " from generate_series(1, 100000) n",
)
_SCRIPT = """\\set session random(1, 100000)
\\set sid random(1, 9000000000000000000)
begin;
insert into five_inbox (provider_id, session, body)
 values ('SM' || :sid, :session, 'the damp in my flat is making my kids ill')
 on conflict (provider_id) do nothing;
select state from five_session where id = :session for update;
update five_session set state = jsonb_set(state, '{state}', '"reach"') where id = :session;
insert into five_outbox (session, body, state) values
 (:session, 'Thank you. That counts, and you can stop here. One more if you like', 'queued');
commit;
"""


def make_tables(database: Database) -> None:
    """Make what the script works on: a hundred thousand sessions."""
    with database.transaction() as db:
        for statement in _TABLES:
            db.execute(text(statement))


def run_five(database_url: str, folder: Path, *, seconds: int) -> float:
    """Run the five statements on sixteen connections; give the messages a second."""
    script = folder / "five.sql"
    script.write_text(_SCRIPT, "utf-8")
    words: Sequence[str] = [
        str(find_program("pgbench")),
        *("--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}", "--jobs=1"),
        *(f"--time={seconds}", f"--file={script}", *_name_server(database_url)),
    ]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found, done.stdout  # noqa: S101
    return float(found[1])


def _name_server(url: str) -> list[str]:
    parts = urlsplit(url)
    host = parse_qs(parts.query)["host"][0]
    return [f"--host={host}", f"--username={parts.username}", parts.path.removeprefix("/")]
