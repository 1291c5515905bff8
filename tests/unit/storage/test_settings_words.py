import pytest

from flows.errors import SettingsError
from storage.settings import load_settings


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("SAYSO_SEGMENT_PENCE", "4,1", "must be a number, with a point: 4.1"),
        ("SAYSO_LEASE_S", "inf", "must be a number, with a point: 4.1"),
        ("TWILIO_KEEP_BODIES_DAYS", "x", "must be a whole number"),
        ("TWILIO_KEEP_BODIES_DAYS", "-1", "must be 0 or more"),
        ("PORT", "99999", "must be 65535 or less"),
        ("TWILIO_SEGMENTS_PER_S", "0", "must be more than 0"),
        ("TWILIO_VOICE", "perhaps", "must be on or off"),
        ("TWILIO_OPT_OUT", "maybe", "must be 'twilio' or 'ours'"),
        ("SAYSO_METRICS_TOKEN", "short", "needs 16 letters or more"),
        ("TELEGRAM_API_BASE_URL", "banana", "must begin with https:// or http://"),
        ("TWILIO_API_BASE_URL", "banana", "must begin with https:// or http://"),
    ],
)
def test_a_wrong_setting_is_named_in_plain_words(key: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as found:
        load_settings(**{key: value})

    assert str(found.value) == f"{key}: {said}"
