import pytest

from flows.errors import InputError
from storage.audiences import Audience, parse_audience


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        ("all", Audience()),
        (" Everyone ", Audience()),
        ("area:Marsh Lane", Audience(area="Marsh Lane")),
        (
            "area:Marsh Lane, language:tr, topic:damp",
            Audience(area="Marsh Lane", language="tr", topic="damp"),
        ),
        (
            "Area: Marsh Lane, Leeds ; channel: sms",
            Audience(area="Marsh Lane, Leeds", channel="sms"),
        ),
        (
            'engagement:"What would make life better here"',
            Audience(engagement="What would make life better here"),
        ),
    ],
)
def test_parse_audience_reads_what_people_write(written: str, audience: Audience) -> None:
    assert parse_audience(written) == audience


@pytest.mark.parametrize(
    "audience",
    [Audience(), Audience(area="a, b", language="tr"), Audience(topic="damp", channel="telegram")],
)
def test_parse_audience_reads_what_an_audience_writes(audience: Audience) -> None:
    assert parse_audience(str(audience)) == audience


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Marsh Lane", "write all, or one or more of area:..., language:..."),
        ("ward:North", "names no audience"),
        ("area:", "area: is empty"),
        ("area:North, area:South", "area stands there twice"),
    ],
)
def test_parse_audience_says_what_can_be_written(written: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_audience(written)
