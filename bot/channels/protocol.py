"""What every channel can do, and the message it is handed. Holds no carrier's own words."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flows.errors import SaysoError

ProviderId = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message as it leaves us.

    Attributes:
        id: our own id of the message.
        to: E.164 for SMS, a decimal chat id for Telegram.
        text: the rendered text, as it shall appear on the handset.
        kind: reply, prompt, reminder, receipt or staff.
        expires_in_s: seconds of life left; None: for ever. SMS is dropped after that.
        status_callback: public URL for delivery receipts, or None where the carrier has none.
        buttons: (value, label) of what may be pressed instead of written, where the channel can.
        press: the carrier's id of the press of a button that this answers, or "".
    """

    id: UUID
    to: str
    text: str
    kind: str
    expires_in_s: int | None
    status_callback: str | None
    buttons: tuple[tuple[str, str], ...] = ()
    press: str = ""


class Channel(Protocol):
    """A way to reach people: Telegram, SMS, or the terminal."""

    name: str
    in_flight: int  # sockets open now

    async def send(self, message: Outgoing) -> ProviderId:
        """Hand one message to the carrier.

        Returns:
            The carrier's id, by which its delivery receipts name it; "" where it gave none.

        Raises:
            NotSent: it surely did not leave us (no connection, 429); again after `retry_after_s`.
            FateUnknown: it may have left us (read timeout, reset, 5xx); reconcile it.
            Refused: no, for good; `closes_address` says whether to stop sending there.
        """

    async def close(self) -> None:
        """Close the sockets. The channel cannot be used again."""


class CarrierError(SaysoError):
    """A carrier did not do what `connect` or `doctor` asked; the text says what to check."""

    code = "carrier"


class NotOffered(CarrierError):  # noqa: N818  (named as the finding it is)
    """This server answers 404 for a call that we can do without: log it and go on."""

    code = "not_offered"
