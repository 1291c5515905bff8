"""The figures in plain words."""

import pytest

from sayso.standing import describe_standing, find_within, say_span, say_standing
from storage.metrics import BUCKETS_S, Depth, Figures

SOME = Figures(
    inbound={"sms": 100},
    repeats=2,
    waiting=12,
    oldest_waiting_s=190.0,
    dead=0,
    outbox=(Depth(channel="telegram", state="unknown", n=1, oldest_s=7_300.0),),
    replies=(50, 40, 0, 5, 0, 0, 0, 0, 0, 0, 0, 5),
    reply_s=60.0,
    told_to_wait={"telegram": 3},
    unknown={"sms": 0},
)


def test_what_has_happened_is_said_a_line_each() -> None:
    assert say_standing(SOME) == [
        "12 texts wait for an answer, the oldest for 3 minutes.",
        "100 texts were answered: half within 0.1 seconds, 95 % within 1 second.",
        "1 message by telegram is unknown, the oldest for 2 hours.",
        "The carrier of telegram told us to wait 3 times.",
    ]


def test_a_share_beyond_the_last_bucket_is_not_known() -> None:
    assert len(SOME.replies) == len(BUCKETS_S) + 1
    assert find_within(SOME, 99) is None
    assert describe_standing(SOME)["within_s"] == {"half": 0.1, "95 %": 1.0}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (40, "40 seconds"),
        (119, "119 seconds"),
        (180, "3 minutes"),
        (200_000, "2 days"),
    ],
)
def test_a_span_is_said_roughly(seconds: float, said: str) -> None:
    assert say_span(seconds) == said
