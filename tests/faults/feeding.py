"""How texts arrive: so many of so many residents, at once or over a while."""

from time import monotonic

from sayso.launching import wait_until
from tests.faults.town import LiveTown, Said


def resident(number: int) -> tuple[str, str]:
    """Name the nth resident: every other one has Telegram."""
    channel = "sms" if number % 2 else "telegram"
    return channel, f"+4477009{number:05}" if channel == "sms" else str(5_000_000 + number)


def feed(town: LiveTown, texts: int, residents: int) -> None:
    """Let texts arrive, going round the residents."""
    for number in range(len(town.said), len(town.said) + texts):
        channel, address = resident(number % residents)
        town.says(channel, address, f"number {number}: benches by the pond")


def wait(seconds: float) -> None:
    """Let time pass: a server is away for so long."""
    wait_until(lambda: False, seconds=seconds)


def send_evenly(town: LiveTown, texts: int, residents: int, *, seconds: float) -> list[Said]:
    """Let texts arrive over a while."""
    before, begun = len(town.said), monotonic()
    for number in range(texts):
        feed(town, 1, residents)
        wait(begun + seconds * (number + 1) / texts - monotonic())
    return town.said[before:]
