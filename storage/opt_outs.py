"""SQL that keeps people's STOP, and what they withdrew, through a load of an older dump.

Runs in psql, in the load's own transaction.
"""

from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.sealing import Keyring

SET_ASIDE = """
set local lock_timeout = '10s';
create temporary table kept_suppression as select hash, how, since from public.suppression;
create temporary table kept_stops as
    select hash, stopped_at from public.address where stopped_at is not null;
create temporary table kept_withdrawals as
    select a.hash, s.purpose, cast(to_jsonb(s) ->> 'withdrawn_at' as timestamptz) as since
    from public.consent s
    join public.address a on a.community_id = s.community_id and a.resident_id = s.resident_id
    where to_jsonb(s) ->> 'withdrawn_at' is not null;
"""
"""Before the load, where there is something."""

SET_ASIDE_NOTHING = """
create temporary table kept_suppression (hash bytea, how text, since timestamptz);
create temporary table kept_stops (hash bytea, stopped_at timestamptz);
create temporary table kept_withdrawals (hash bytea, purpose text, since timestamptz);
"""

REPLACE = "drop schema public cascade; create schema public;"

BRING_BACK = """
insert into public.suppression (community_id, hash, how, since)
    select c.id, k.hash, k.how, k.since from pg_temp.kept_suppression k
    cross join (select id from public.community order by created_at limit 1) c
    on conflict do nothing;
update public.address a set stopped_at = k.stopped_at from pg_temp.kept_stops k
    where a.hash = k.hash and a.stopped_at is null;
create temporary table withdrawn as
    select s.community_id, s.id, s.resident_id, s.purpose, max(k.since) as since
    from public.consent s
    join public.address a on a.community_id = s.community_id and a.resident_id = s.resident_id
    join pg_temp.kept_withdrawals k on k.hash = a.hash and k.purpose = s.purpose
    where to_jsonb(s) ->> 'withdrawn_at' is null and s.recorded_at < k.since
    group by 1, 2, 3, 4;
do $$ begin
    if to_regclass('public.consent_change') is null then  -- of before withdrawals were kept
        delete from public.consent s using pg_temp.withdrawn w where s.id = w.id;
    else
        update public.consent s set withdrawn_at = w.since from pg_temp.withdrawn w
            where s.id = w.id;
        insert into public.consent_change
            (community_id, id, resident_id, purpose, given, how, changed_at)
            select community_id, gen_random_uuid(), resident_id, purpose, false,
                'kept through a load', since from pg_temp.withdrawn;
    end if;
end $$;
"""
"""After the load: whoever has said stop here, or withdrew, since the dump was made has done so."""

LEAVE_UNSENT = """
update public.message set state = 'expired', error = 'loaded from a dump', owner = null,
    lease_until = null, settled_at = now() where state in ('queued', 'leased', 'calling',
    'unknown');
"""
"""What was waiting when the dump was made may have been sent since.

It is not sent again, but listed.
"""

COUNT = """
select (select count(*) from pg_temp.kept_suppression where how not like 'withdrew %') || ' ' ||
    (select count(*) from public.message where error = 'loaded from a dump');
"""

_TABLES = text("select count(*) from pg_tables where schemaname = 'public'")


def count_tables(db: Db) -> int:
    """Count the tables of the database, whoever made them."""
    return int(db.execute(_TABLES).scalar_one())


_OPEN = text("""
    select community_id, id, channel, sealed from address
    where stopped_at is null and resident_id is not null and id > :after order by id limit 10000
""")

_STOP = text("""
    update address a set stopped_at = s.since
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, hash bytea)
    join suppression s on s.hash = r.hash
    where a.id = r.id and a.community_id = s.community_id
""")


def stop_suppressed(db: Db, keys: Keyring) -> int:
    """Stop every address that is on the suppression list.

    A dump brings back people who were erased after it was made: only the list knows them.

    Returns:
        How many were stopped.
    """
    after, stopped = UUID(int=0), 0
    while rows := db.execute(_OPEN, {"after": after}).all():
        hashes = [
            {"id": row.id, "hash": keys.suppression(row.channel, keys.open(bytes(row.sealed)))}
            for row in rows
        ]
        stopped += db.execute(_STOP, {"rows": as_records(hashes)}).rowcount
        after = rows[-1].id
    return stopped
