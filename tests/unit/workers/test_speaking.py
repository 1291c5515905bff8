from uuid import UUID

import pytest

from flows.effects import Say
from flows.loading import load_flow
from flows.samples import make_sample_setting
from storage.library import read_flow_sources
from workers.speaking import as_messages

ADDRESS = UUID(int=7)
LONG = "We heard this from many people here. " * 60


@pytest.mark.parametrize(("channel", "most"), [("sms", 6), ("telegram", 1)])
def test_long_text_becomes_numbered_messages_with_buttons_under_the_last(
    channel: str, most: int
) -> None:
    sources = read_flow_sources("needs")
    needs = sources["needs.yaml"].replace("Thank you. That counts, and you can stop here.", LONG)
    flow = load_flow(sources | {"needs.yaml": needs})
    say = Say("reach.say", "en", options=(("1", "Just me"), ("2", "My home")))

    rows = as_messages(
        say, flow, make_sample_setting("en", channel), address=ADDRESS, dedupe_key="reply:1:0"
    )

    assert all(row["segments"] <= most for row in rows)
    assert [row["dedupe_key"] for row in rows][:2] == ["reply:1:0", "reply:1:0/1"][: len(rows)]
    assert rows[-1]["body"].endswith("1 Just me 2 My home")
    assert [bool(row["options"]) for row in rows] == [False] * (len(rows) - 1) + [
        channel == "telegram"
    ]
    if channel == "sms":
        assert [row["body"][:4] for row in rows] == [f"{n}/{len(rows)} " for n in (1, 2, 3)]
    else:
        assert len(rows) == 1
