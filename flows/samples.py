"""A community that is made up, for trying flows out and for their golden transcripts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from flows.rendering import Setting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GIVEN = {
    "en": {
        "topic.name": "cold, damp homes",
        "topic.summary": "Homes are cold and damp, and repairs take months",
        "quote.words": "The walls are wet and my son coughs all night",
        "response.words": "The council says YES, new boilers in blocks A to C by 31 March",
        "draft.preview": '"What do teenagers need here?" goes to 377 people. Not to 14 who stopped.'
        " It costs about 23 pounds and is done by 18:40.",
        "staff.code": "4821",
    },
    "tr": {
        "topic.name": "soğuk, rutubetli evler",
        "topic.summary": "Evler soğuk ve rutubetli, tamirat aylar sürüyor",
        "quote.words": "Duvarlar ıslak, oğlum bütün gece öksürüyor",
        "response.words": "Belediye EVET diyor, 31 Mart'a kadar A, B ve C bloklarına yeni kombi",
        "draft.preview": '"Burada gençlerin neye ihtiyacı var?" 377 kişiye gider. Duran 14 kişiye'
        " gitmez. Yaklaşık 23 sterlin tutar, 18:40'ta biter.",
        "staff.code": "4821",
    },
    "cy": {
        "topic.name": "cartrefi oer a llaith",
        "topic.summary": "Mae'r cartrefi'n oer ac yn llaith, ac mae trwsio'n cymryd misoedd",
        "quote.words": "Mae'r waliau'n wlyb ac mae fy mab yn pesychu drwy'r nos",
        "response.words": "Mae'r cyngor yn dweud IE, boeleri newydd ym mlociau A i C cyn 31 Mawrth",
        "draft.preview": '"Beth sydd ei angen ar bobl ifanc yma?" Mae\'n mynd at 377 o bobl, nid at'
        " 14 a ddywedodd stop. Tua 23 punt, wedi gorffen erbyn 18:40.",
        "staff.code": "4821",
    },
}
"""What staff fill in, by language."""


def make_sample_setting(language: str, channel: str) -> Setting:
    """Make up what a community puts into its texts; numbers are Ofcom's fictional ones."""
    given: Mapping[str, str] = GIVEN.get(language, GIVEN["en"])
    return Setting(
        community_name="Marsh Lane Hall",
        phone="020 7946 0123",
        contact="Rosa",
        decider="the council",
        promise_day=date(2026, 12, 12),
        source="2026-05-14" if channel == "sms" else "",
        channel=channel,
        given=given,
    )
