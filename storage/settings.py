"""The only reader of the environment. Each key is explained in docs/reference/settings.md."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.errors import SettingsError
from storage.sealing import Keyring, parse_keys

SAMPLES = ("changeme", "change-me", "example", "sample", "secret", "your-", "xxx", "<")

WORDS = {
    "float_parsing": "must be a number, with a point: 4.1",
    "finite_number": "must be a number, with a point: 4.1",
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be on or off",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
    "literal_error": "must be {expected}",
    "too_short": "needs {min_length} letters or more",
}
"""What pydantic finds wrong, by its own name for it -> how we say it."""


class Settings(BaseSettings):
    """What the environment says. A channel without its settings is off."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    redis_url: SecretStr | None = Field(None, validation_alias="REDIS_URL")
    public_url: str | None = Field(None, validation_alias="PUBLIC_URL")
    telegram_bot_token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_webhook_secret: SecretStr | None = Field(
        None, validation_alias="TELEGRAM_WEBHOOK_SECRET"
    )
    telegram_api_base_url: str = Field(
        "https://api.telegram.org/bot", validation_alias="TELEGRAM_API_BASE_URL"
    )
    telegram_per_s: float = Field(
        28.0, validation_alias="TELEGRAM_MESSAGES_PER_S", gt=0, allow_inf_nan=False
    )
    twilio_account_sid: str | None = Field(None, validation_alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: SecretStr | None = Field(None, validation_alias="TWILIO_AUTH_TOKEN")
    twilio_from: str | None = Field(None, validation_alias="TWILIO_FROM")
    twilio_messaging_service_sid: str | None = Field(
        None, validation_alias="TWILIO_MESSAGING_SERVICE_SID"
    )
    twilio_api_base_url: str | None = Field(None, validation_alias="TWILIO_API_BASE_URL")
    twilio_segments_per_s: float = Field(
        1.0, validation_alias="TWILIO_SEGMENTS_PER_S", gt=0, allow_inf_nan=False
    )
    twilio_opt_out: Literal["twilio", "ours"] = Field("twilio", validation_alias="TWILIO_OPT_OUT")
    twilio_keep_bodies_days: int = Field(
        30, validation_alias="TWILIO_KEEP_BODIES_DAYS", ge=0, le=3650
    )
    twilio_voice: bool = Field(False, validation_alias="TWILIO_VOICE")
    segment_pence: float | None = Field(
        None, validation_alias="SAYSO_SEGMENT_PENCE", ge=0, allow_inf_nan=False
    )
    keys: SecretStr | None = Field(None, validation_alias="SAYSO_KEYS")
    lease_s: float = Field(60.0, validation_alias="SAYSO_LEASE_S", gt=0, allow_inf_nan=False)
    reconcile_s: float = Field(
        60.0, validation_alias="SAYSO_RECONCILE_S", gt=0, allow_inf_nan=False
    )
    metrics_token: SecretStr | None = Field(
        None, validation_alias="SAYSO_METRICS_TOKEN", min_length=16
    )
    data_dir: Path = Field(Path(".sayso"), validation_alias="SAYSO_DATA_DIR")
    port: int = Field(8000, validation_alias="PORT", ge=1, le=65535)

    @field_validator("keys")
    @classmethod
    def _check_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                parse_keys(value.get_secret_value())
            except SettingsError as error:
                raise ValueError(str(error)) from error
        return value

    @field_validator(
        "telegram_webhook_secret", "telegram_bot_token", "twilio_auth_token", "metrics_token"
    )
    @classmethod
    def _refuse_samples(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and value.get_secret_value().lower().startswith(SAMPLES):
            raise ValueError("is still the sample value; put your own")
        return value

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if not parts.hostname or parts.scheme not in ("http", "https"):
            raise ValueError("must look like https://sayso.example.org")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise ValueError("must be https (http is for this machine only)")
        return value.rstrip("/")

    @field_validator("telegram_api_base_url", "twilio_api_base_url")
    @classmethod
    def _check_carrier_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// or http://")
        return value

    @model_validator(mode="after")
    def _check_sender(self) -> Self:
        if self.twilio_account_sid and not (self.twilio_from or self.twilio_messaging_service_sid):
            raise ValueError("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID is missing")
        return self

    @property
    def public_address(self) -> str:
        """Where people reach the pages."""
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @property
    def serves_loopback(self) -> bool:
        """Whether PUBLIC_URL is on this machine alone, or not set."""
        host = urlsplit(self.public_url or "http://localhost").hostname or ""
        return _is_loopback(host)

    @property
    def telegram_on(self) -> bool:
        """Whether Telegram has what it needs to send."""
        return self.telegram_bot_token is not None

    @property
    def sms_on(self) -> bool:
        """Whether Twilio has what it needs to send."""
        return bool(self.twilio_account_sid and self.twilio_auth_token)

    @property
    def number_to_ring(self) -> str:
        """Our number, where people may ring it and hang up; else ""."""
        return (self.twilio_from or "") if self.sms_on and self.twilio_voice else ""

    @property
    def channels_on(self) -> tuple[str, ...]:
        """The channels that can send, by name."""
        on = {"telegram": self.telegram_on, "sms": self.sms_on}
        return tuple(name for name, is_on in on.items() if is_on)

    @property
    def keyring(self) -> Keyring:
        """The keys, parsed.

        Raises:
            SettingsError: SAYSO_KEYS is missing.
        """
        if self.keys is None:
            raise SettingsError(
                "SAYSO_KEYS is missing: run `sayso keys new` and keep what it prints"
            )
        return parse_keys(self.keys.get_secret_value())

    def missing(self, *names: str) -> tuple[str, ...]:
        """Name those of the given environment keys that are not set."""
        by_alias = {
            str(info.validation_alias): name for name, info in type(self).model_fields.items()
        }
        return tuple(name for name in names if getattr(self, by_alias[name]) is None)


def environment_names() -> tuple[str, ...]:
    """List every environment key that is read, in the order of docs/reference/settings.md."""
    return tuple(str(info.validation_alias) for info in Settings.model_fields.values())


def load_settings(**given: object) -> Settings:
    """Read the environment.

    Args:
        given: values by environment key that stand before the environment's.

    Raises:
        SettingsError: names every wrong or missing key at once, never a value.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("; ".join(_explain(item) for item in error.errors())) from error


def _explain(item: object) -> str:
    assert isinstance(item, dict)  # noqa: S101  (pydantic's shape)
    name = ".".join(str(part) for part in item["loc"])
    words = WORDS.get(item["type"], str(item["msg"]).removeprefix("Value error, "))
    said = words.format(**item.get("ctx", {}))
    return said if not name or said.startswith(name) else f"{name}: {said}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def inherited_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Make the environment of a child process: ours, but of our own keys only those given."""
    ours = set(environment_names())
    kept = {name: value for name, value in os.environ.items() if name not in ours}  # noqa: TID251
    return {**kept, **given}
