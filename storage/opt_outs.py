"""SQL that keeps people's STOP through a load of an older dump.

Runs in psql, in the load's own transaction.
"""

from sqlalchemy import text

from storage.database import Db

SET_ASIDE = """
set local lock_timeout = '10s';
create temporary table kept_suppression as select hash, how, since from public.suppression;
create temporary table kept_stops as
    select hash, stopped_at from public.address where stopped_at is not null;
"""
"""Before the load, where there is something."""

SET_ASIDE_NOTHING = """
create temporary table kept_suppression (hash bytea, how text, since timestamptz);
create temporary table kept_stops (hash bytea, stopped_at timestamptz);
"""

REPLACE = "drop schema public cascade; create schema public;"

BRING_BACK = """
insert into public.suppression (community_id, hash, how, since)
    select c.id, k.hash, k.how, k.since from pg_temp.kept_suppression k
    cross join (select id from public.community order by created_at limit 1) c
    on conflict do nothing;
update public.address a set stopped_at = k.stopped_at from pg_temp.kept_stops k
    where a.hash = k.hash and a.stopped_at is null;
"""
"""After the load: whoever has said stop here since the dump was made stays stopped."""

LEAVE_UNSENT = """
update public.message set state = 'expired', error = 'loaded from a dump', owner = null,
    lease_until = null, settled_at = now() where state in ('queued', 'leased', 'calling',
    'unknown');
"""
"""What was waiting when the dump was made may have been sent since.

It is not sent again, but listed.
"""

COUNT = """
select (select count(*) from pg_temp.kept_suppression) || ' ' ||
    (select count(*) from public.message where error = 'loaded from a dump');
"""

_TABLES = text("select count(*) from pg_tables where schemaname = 'public'")


def count_tables(db: Db) -> int:
    """Count the tables of the database, whoever made them."""
    return int(db.execute(_TABLES).scalar_one())
