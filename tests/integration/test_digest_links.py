import pytest

from flows.errors import InputError
from sayso.commands.linking_digests import read_until
from storage import digest_links, digests
from tests.integration.command_line import invoke
from tests.integration.serving import serving
from tests.integration.town import Town, make_environment
from workers.digest import build_digest


@pytest.fixture
def built(speaking_town: Town) -> Town:
    assert build_digest(speaking_town.house) is not None
    return speaking_town


def make(town: Town, **days: float) -> str:
    until = read_until(town.house, town.present, "")
    with town.house.database.transaction() as db:
        community = town.present.community.id
        frozen = digests.find_by_number(db, community, 1)
        assert frozen is not None
        return digest_links.make(db, community, frozen.id, until=until, now=town.hands.now)


def test_each_use_of_a_link_is_counted_and_nothing_is_kept_of_who_it_was(built: Town) -> None:
    token = make(built)
    with serving(built) as web:
        for path in (token, f"{token}/digest.pdf", f"{token}/digest.exe", "guess"):
            web.ask(f"/digests/{path}", method="GET")

    uses = built.rows("select * from digest_use order by id")
    assert [use["format"] for use in uses] == ["html", "pdf"]
    assert set(uses[0]) == {"community_id", "id", "link_id", "format", "at"}
    with built.house.database.transaction() as db:
        links = digest_links.list_links(db, built.present.community.id, 1)
    assert [(one.n, one.uses) for one in links] == [(1, 0), (2, 2)]


def test_link_can_be_renewed_and_withdrawn(built: Town) -> None:
    token = make(built)
    community, id = built.present.community.id, built.values("select id from digest")[0]
    built.hands.move(days=61)
    with serving(built) as web:
        assert web.ask(f"/digests/{token}", method="GET")[0] == 404
        until = read_until(built.house, built.present, "")
        with built.house.database.transaction() as db:
            assert digest_links.renew(db, community, id, 2, until=until)
            assert not digest_links.renew(db, community, id, 9, until=until)
        assert web.ask(f"/digests/{token}", method="GET")[0] == 200
        with built.house.database.transaction() as db:
            assert digest_links.withdraw(db, community, id, 2, now=built.hands.now)
            assert not digest_links.renew(db, community, id, 2, until=until)
        assert web.ask(f"/digests/{token}", method="GET")[0] == 404


@pytest.mark.parametrize("words", ["soon", "2026-11-23", "2027-01-24"])
def test_link_lives_until_a_day_within_sixty_days(town: Town, words: str) -> None:
    with pytest.raises(InputError):
        read_until(town.house, town.present, words)

    assert read_until(town.house, town.present, "2026-12-01").isoformat() == (
        "2026-12-02T00:00:00+00:00"
    )


def test_commands_build_list_link_publish_and_verify(built: Town) -> None:
    settings = built.house.settings
    environment = make_environment(
        settings.database_url.get_secret_value() if settings.database_url else "",
        settings.redis_url.get_secret_value() if settings.redis_url else "",
        None,
        settings.data_dir,
    )

    def run(*words: str) -> str:
        done = invoke(environment, "digest", *words)
        assert done.exit_code == 0, done.output
        return done.output

    assert "Digest 1, edition 1" in run("list")
    assert "/digests/1" in run("publish", "1")
    assert "the same bytes" in run("rebuild", "1")
    assert "Nothing was changed." in run("verify")
    assert "Nothing was changed." in run("verify", "1")
    assert "/digests/" in run("link", "1")
    assert "opened 0 times" in run("link", "1", "--list")
    assert "withdrawn" in run("link", "1", "--withdraw", "1")
    assert "None is scheduled" in run("schedule")
    assert "every week" in run("schedule", "--every", "week")
    assert "None is scheduled" in run("schedule", "--end", "1")
    assert "Nobody" in run("send", "1")

    (settings.data_dir / "digests" / "digest-1-edition-1" / "digest-1.txt").write_text("x")
    assert invoke(environment, "digest", "verify", "1").exit_code == 1
    wrong = invoke(environment, "digest", "build", "--from", "2026-11-03", "--to", "2026-11-05")
    assert "whole weeks" in str(wrong.exception)
