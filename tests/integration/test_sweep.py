from sayso.carriers.server import FakeCarriers
from storage.clock import utc_now
from tests.integration.outbox import ANN, claim, owe
from tests.integration.town import Town
from workers.sweep import sweep


def test_sweep_finds_everything_again_after_redis_lost_it(town: Town) -> None:
    town.store(town.sms(ANN, "benches"))
    town.house.redis.flushdb()
    sweep(town.house)
    assert town.house.redis.llen("rq:queue:converse") == 1
    town.answer()
    town.house.redis.flushdb()

    sweep(town.house)

    assert town.house.redis.llen("rq:queue:deliver-sms") == 1
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1


def test_sweep_stores_texts_that_twilio_could_not_hand_over(
    town: Town, carriers: FakeCarriers
) -> None:
    town.hands.now = utc_now()  # Twilio dates its list by its own clock
    for words in ("benches", "4", "the bus stop"):
        assert carriers.sends("sms", ANN, words).wait().status == 0
    sweep(town.house)
    sweep(town.house)
    town.answer()

    assert town.values("select body from inbox order by id") == ["benches", "4", "the bus stop"]
    assert town.values("select n from counter where name = 'repeats'") == []


def test_sweep_leaves_its_turn_to_another_that_sweeps(town: Town) -> None:
    owe(town)
    claim(town, "dead")
    town.age(61)
    with town.house.database.transaction() as db:
        reclaimed = town.house.find_present(db)
        assert reclaimed is not None
        db.exec_driver_sql("select pg_advisory_xact_lock(7329003)")
        sweep(town.house)
        assert town.states() == ["leased"]
    sweep(town.house)
    assert town.states() == ["queued"]
