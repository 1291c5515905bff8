"""The carriers' book."""

from sayso.carriers.ledger import Ledger


def test_ledger_shows_each_handset_what_it_got_in_order() -> None:
    ledger = Ledger()
    for text in ("one", "two"):
        ledger.deliver("sms", "+447700900123", text, f"id-{text}")
    ledger.deliver("sms", "+447700900123", "stopped", "id", from_carrier=True)

    assert [m.text for m in ledger.handset("sms", "+447700900123")] == ["one", "two", "stopped"]
    assert ledger.handset("telegram", "+447700900123") == []
    assert list(ledger.handsets("sms")) == ["+447700900123"]
    assert ledger.count_received("sms") == 2
    assert ledger.count_received("sms", from_carrier=True) == 1


def test_ledger_finds_the_peak_and_counts() -> None:
    ledger = Ledger()
    for _ in range(3):
        ledger.accept("sms")
    ledger.note("hung")

    assert (ledger.peak_per_s("sms"), ledger.peak_per_s("telegram")) == (3, 0)
    assert (ledger.count_accepted("sms"), ledger.count("hung"), ledger.count("reset")) == (3, 1, 0)
    assert ledger.ignored_retry_after == 0


def test_ledger_says_when_something_did_not_come_to_hold() -> None:
    assert not Ledger().wait_until(lambda: False, timeout_s=0)
