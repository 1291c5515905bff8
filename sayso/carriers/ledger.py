"""What really reached which handset, and how well the carriers were treated. Decides nothing."""

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.clock import utc_now


@dataclass(frozen=True, slots=True)
class Received:
    """One message on a handset.

    Attributes:
        at: when it arrived (aware, UTC).
        from_carrier: the carrier itself wrote it (its reply to STOP, START or HELP).
        buttons: (value, label) of the buttons under it, row by row.
    """

    text: str
    at: datetime
    provider_id: str
    from_carrier: bool
    buttons: tuple[tuple[str, str], ...] = ()


class Ledger:
    """The carriers' book. Safe to read from any thread while they run."""

    def __init__(self) -> None:
        self._changed = threading.Condition(threading.RLock())
        self._handsets: dict[tuple[str, str], list[Received]] = defaultdict(list)
        self._accepted_at: dict[str, list[float]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._tries: Counter[tuple[str, str]] = Counter()
        self._longest_hook_s = 0.0

    def handset(self, channel: str, address: str) -> list[Received]:
        """List what one handset shows, in order of arrival."""
        with self._changed:
            return list(self._handsets.get((channel, address), ()))

    def handsets(self, channel: str) -> dict[str, list[Received]]:
        """List every handset of a channel: address -> what it shows."""
        with self._changed:
            return {
                address: list(shown)
                for (each, address), shown in self._handsets.items()
                if each == channel
            }

    def count_accepted(self, channel: str) -> int:
        """Count the messages that the carrier took, on their handset or not yet."""
        with self._changed:
            return len(self._accepted_at[channel])

    def count_tries(self, channel: str, address: str) -> int:
        """Count how often a message for one address was handed to the carrier, taken or not."""
        with self._changed:
            return self._tries[channel, address]

    def count_received(self, channel: str, *, from_carrier: bool = False) -> int:
        """Count what is on handsets; the carrier's own replies are left out unless asked for."""
        return self.count(f"{channel}_from_carrier" if from_carrier else f"{channel}_received")

    def peak_per_s(self, channel: str) -> int:
        """Find the most messages accepted within any one second."""
        with self._changed:
            times = sorted(self._accepted_at[channel])
        peak = first = 0
        for last, at in enumerate(times):
            while at - times[first] >= 1.0:
                first += 1
            peak = max(peak, last - first + 1)
        return peak

    def count(self, what: str) -> int:
        """Count what happened, by name.

        Args:
            what: one of `telegram_429`, `telegram_ignored_retry_after`, `sms_429`, `hung`, `reset`,
                `telegram_refused`, `sms_refused`, `sms_failed`, `webhooks`, `webhook_failures`,
                `webhooks_given_up`, `callbacks`, `callbacks_lost`, `presses_answered`.
        """
        with self._changed:
            return self._counts[what]

    @property
    def longest_hook_s(self) -> float:
        """The longest that a webhook of ours took to answer, or to fail."""
        with self._changed:
            return self._longest_hook_s

    @property
    def ignored_retry_after(self) -> int:
        """Sends to Telegram that came although it had said to wait."""
        return self.count("telegram_ignored_retry_after")

    def wait_until(self, holds: Callable[[], bool], *, timeout_s: float) -> bool:
        """Wait until something holds; looked at whenever the book changes.

        Returns:
            whether it came to hold in time.
        """
        with self._changed:
            return self._changed.wait_for(holds, timeout=timeout_s)

    def try_send(self, channel: str, address: str) -> None:
        """Write down that somebody asked the carrier to take a message."""
        with self._changed:
            self._tries[channel, address] += 1

    def accept(self, channel: str) -> None:
        """Write down that the carrier took a message."""
        with self._changed:
            self._accepted_at[channel].append(time.monotonic())
            self._changed.notify_all()

    def deliver(
        self,
        channel: str,
        address: str,
        text: str,
        provider_id: str,
        *,
        from_carrier: bool = False,
        buttons: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Write down that a message is on its handset."""
        received = Received(text, utc_now(), provider_id, from_carrier, buttons)
        with self._changed:
            self._handsets[channel, address].append(received)
            self._counts[f"{channel}_from_carrier" if from_carrier else f"{channel}_received"] += 1
            self._changed.notify_all()

    def time_hook(self, seconds: float) -> None:
        """Write down how long one request to us took."""
        with self._changed:
            self._longest_hook_s = max(self._longest_hook_s, seconds)

    def note(self, what: str) -> None:
        """Count one more of what happened."""
        with self._changed:
            self._counts[what] += 1
            self._changed.notify_all()
