"""The dice."""

from sayso.carriers.faults import Dice, Faults


def test_dice_fall_the_same_for_the_same_seed_and_as_often_as_asked() -> None:
    faults = Faults(fail_before_accept=0.15)

    first, second = (
        [dice.strikes("fail_before_accept", "sms") for _ in range(2000)]
        for dice in (Dice(faults), Dice(faults))
    )

    assert first == second
    assert 240 < sum(first) < 360


def test_dice_strike_one_channel_when_told_so() -> None:
    dice = Dice(Faults(channel="sms", accept_then_hang=1.0))

    assert dice.after_accept("sms") == "accept_then_hang"
    assert dice.after_accept("telegram") == ""
