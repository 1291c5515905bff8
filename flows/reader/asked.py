"""What a reply is read for, and what a reader of one kind gives. Reads nothing."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from flows.conversation import JsonScalar
from flows.reader.normal import Said
from flows.reader.options import Options


class Asked(msgspec.Struct, gc=False):
    """The question: its language and options, when the reply came, and where."""

    language: str
    options: Options
    now: datetime
    zone: str
    region: str


Read = tuple[JsonScalar, str, bool, bool]
"""Value, category, whether it is sure, and whether the words say more."""
Reader = Callable[[Said, Asked], Read]
