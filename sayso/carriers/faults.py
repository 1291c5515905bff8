"""What may go wrong at the carriers, on purpose and repeatably."""

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often things go wrong, 0 to 1 each; the same seed goes wrong at the same calls.

    Attributes:
        seed: starts the dice.
        channel: "telegram" or "sms": only there; "" is both.
        fail_before_accept: 500, and the message was not taken.
        fail_after_accept: 500, though it was taken.
        accept_then_hang: taken, and no answer until the client gives up.
        accept_then_reset: taken, and the line is cut.
        garbled_answer: taken, and the answer is half a JSON text.
        latency_s: every answer to a send takes this much longer.
        duplicate_callback: a status callback comes twice.
        reorder_callback: a message's status callbacks come in the wrong order.
        lose_callback: a status callback never comes.
        recipients: address -> what happens to each message for it. SMS: a Twilio code; 3xxxx is
            taken and then fails, every other code is refused at once. Telegram: "blocked",
            "deactivated", "not found", "kicked", or "moved:<new chat id>".
    """

    seed: int = 1
    channel: str = ""
    fail_before_accept: float = 0.0
    fail_after_accept: float = 0.0
    accept_then_hang: float = 0.0
    accept_then_reset: float = 0.0
    garbled_answer: float = 0.0
    latency_s: float = 0.0
    duplicate_callback: float = 0.0
    reorder_callback: float = 0.0
    lose_callback: float = 0.0
    recipients: Mapping[str, str] = field(default_factory=dict)


NONE = Faults()
AFTER_ACCEPT = ("accept_then_hang", "accept_then_reset", "fail_after_accept", "garbled_answer")


class Dice:
    """Throws the dice for a set of faults."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._throws = itertools.count()

    def strikes(self, fault: str, channel: str) -> bool:
        """Say whether this fault strikes now, on this channel."""
        chance: float = getattr(self.faults, fault)
        if not chance or not self._is_here(channel):
            return False
        throw = f"{self.faults.seed}:{next(self._throws)}".encode()
        drawn = int.from_bytes(hashlib.blake2b(throw, digest_size=8).digest()) / 2**64
        return drawn < chance

    def latency_s(self, channel: str) -> float:
        """Say how much longer an answer takes on this channel."""
        return self.faults.latency_s if self._is_here(channel) else 0.0

    def after_accept(self, channel: str) -> str:
        """Say what goes wrong with the answer to a message that was taken, "" for nothing."""
        return next((fault for fault in AFTER_ACCEPT if self.strikes(fault, channel)), "")

    def _is_here(self, channel: str) -> bool:
        return self.faults.channel in {"", channel}
