"""The errors of the house, as one tree. Holds no wording that residents read.

SaysoError
|-- FlowError           a flow file that cannot be run, with file and line
|-- SettingsError       a setting that is missing or wrong
|-- InputError          a file or argument that a person gave us
|-- ServersError        the embedded servers cannot start, or are busy
`-- DeliveryError       a message that did not reach the carrier as it should
    |-- NotSent         it surely did not leave us; try again
    |-- FateUnknown     it may have left us; reconcile, never resend blindly
    `-- Refused         the carrier said no for good
"""


class SaysoError(Exception):
    """Anything that Sayso itself says went wrong; its text is one line that says what to do."""

    code = "sayso"


class FlowError(SaysoError):
    """A flow file that cannot be run."""

    code = "flow"

    def __init__(self, message: str, *, file: str, line: int, finding: str = "not-a-flow") -> None:
        """Say what is wrong and where.

        Args:
            message: one line: what is wrong and how to mend it.
            file: the file's name as the author knows it.
            line: 1-based line in that file.
            finding: the checker's code for it, as docs/reference/flow-checks.md lists them.
        """
        super().__init__(f"{file}:{line}: {message}")
        self.message = message
        self.finding = finding
        self.file = file
        self.line = line


class SettingsError(SaysoError):
    """Settings that are missing or wrong; names every one of them at once."""

    code = "settings"


class InputError(SaysoError):
    """Something a person gave us that we cannot take; nothing of it was kept."""

    code = "input"


class ServersError(SaysoError):
    """The embedded servers cannot start here, or are already running."""

    code = "servers"


class DeliveryError(SaysoError):
    """A message that did not reach the carrier as it should.

    Attributes:
        retryable: whether sending it again can be right without looking first.
        retry_after_s: how long the carrier asks us to wait, in seconds; None where it did not say.
        alerts: staff should know, for every message will fail like this one until they act.
    """

    code = "delivery"
    retryable = False
    retry_after_s: float | None = None
    alerts = False


class NotSent(DeliveryError):  # noqa: N818  (the three outcomes are named as outcomes)
    """It surely did not leave us: no connection, 429, a queue that is full. Send again."""

    code = "not_sent"
    retryable = True

    def __init__(
        self,
        why: str,
        *,
        retry_after_s: float | None = None,
        scope: str = "message",
        alerts: bool = False,
    ) -> None:
        """Say why, and for whom to wait.

        Args:
            why: a short code or phrase without personal data.
            retry_after_s: seconds to wait at least; None lets the caller choose.
            scope: what the wait is for: "message", "address" or "channel".
            alerts: staff should know.
        """
        super().__init__(why)
        self.retry_after_s = retry_after_s
        self.scope = scope
        self.alerts = alerts


class FateUnknown(DeliveryError):  # noqa: N818
    """It may have left us: read timeout, reset, 5xx. Reconcile."""

    code = "fate_unknown"


class Refused(DeliveryError):  # noqa: N818
    """The carrier said no for good."""

    code = "refused"

    def __init__(
        self,
        why: str,
        *,
        carrier_code: str,
        closes_address: bool = False,
        moved_to: str | None = None,
        retry_after_s: float | None = None,
        alerts: bool = False,
    ) -> None:
        """Keep the carrier's own code.

        Args:
            why: a short phrase without personal data.
            carrier_code: the carrier's code, such as "21610" or "403".
            closes_address: stop sending to this address.
            moved_to: the chat id the carrier says to use instead, for a migrated Telegram group.
            retry_after_s: one more try can be right after so long, in seconds; None: it cannot.
            alerts: staff should know.
        """
        super().__init__(why)
        self.carrier_code = carrier_code
        self.closes_address = closes_address
        self.moved_to = moved_to
        self.retry_after_s = retry_after_s
        self.alerts = alerts
