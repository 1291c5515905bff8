"""The bare statements that the drain is held against: one jsonb parameter each, nothing read.

For each text a row of an inbox with a unique key, a session that is locked and rewritten, a row of
an outbox with a unique key: docs/reference/benchmarks.md.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import orjson
from sqlalchemy import text

from bench.twilio import Text
from storage.database import Database, Db
from storage.ids import new_id

BATCH = 1_000
_TABLES = (
    "create table bare_inbox (id uuid primary key, provider_id text not null unique,"
    " session uuid not null, body text not null)",
    "create table bare_session (id uuid primary key, state jsonb not null,"
    " updated_at timestamptz not null default now())",
    "create table bare_outbox (id uuid primary key, session uuid not null,"
    " dedupe_key text not null unique, body text not null, state text not null)",
)
_STORE = text("""
    insert into bare_inbox (id, provider_id, session, body)
    select id, provider_id, session, body from jsonb_to_recordset(cast(:rows as jsonb))
        as r(id uuid, provider_id text, session uuid, body text)
    on conflict (provider_id) do nothing
""")
_LOCK = text("""
    select s.id, s.state from bare_session s
    join jsonb_to_recordset(cast(:rows as jsonb)) as r(session uuid) on s.id = r.session
    order by s.id for update of s
""")
_KEEP = text("""
    update bare_session s set state = r.state, updated_at = now()
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(session uuid, state jsonb)
    where s.id = r.session
""")
_PUT = text("""
    insert into bare_outbox (id, session, dedupe_key, body, state)
    select id, session, dedupe_key, reply, 'queued' from jsonb_to_recordset(cast(:rows as jsonb))
        as r(id uuid, session uuid, dedupe_key text, reply text)
    on conflict (dedupe_key) do nothing
""")
_REPLY = (
    "Thank you. That counts, and you can stop here. One more if you like: who needs it most?"
    " 1 Just me 2 My home 3 My street 4 Lots of us"
)
_STATE = {
    "version": "0" * 64,
    "state": "reach",
    "language": "en",
    "status": "open",
    "answers": {"need": "the damp in my flat is making my kids ill"},
    "trail": ["need"],
}


def make_sessions(database: Database, many: int) -> list[UUID]:
    """Make the tables, and so many sessions."""
    ids = [new_id() for _ in range(many)]
    given = {"rows": orjson.dumps([{"id": id, "state": _STATE} for id in ids]).decode()}
    with database.transaction() as db:
        for table in _TABLES:
            db.execute(text(table))
        db.execute(
            text("""
                insert into bare_session (id, state) select id, state
                from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, state jsonb)
            """),
            given,
        )
    return ids


def answer_bare(database: Database, texts: Sequence[Text], sessions: Sequence[UUID]) -> None:
    """Take texts in, rewrite their sessions and reply, a transaction for each thousand."""
    for start in range(0, len(texts), BATCH):
        pairs = zip(texts[start : start + BATCH], sessions[start : start + BATCH], strict=True)
        rows = [_as_row(one, session) for one, session in pairs]
        with database.transaction() as db:
            _answer(db, rows)


def _answer(db: Db, rows: Sequence[Mapping[str, object]]) -> None:
    given = {"rows": orjson.dumps(rows).decode()}
    db.execute(_STORE, given)
    db.execute(_LOCK, given).all()
    db.execute(_KEEP, given)
    db.execute(_PUT, given)


def _as_row(one: Text, session: UUID) -> dict[str, object]:
    return {
        "id": new_id(),
        "provider_id": one.sid,
        "session": session,
        "body": one.words,
        "state": _STATE,
        "dedupe_key": f"reply:{one.sid}:0",
        "reply": _REPLY,
    }
