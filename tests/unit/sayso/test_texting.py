from collections.abc import Sequence

import pytest

from flows.errors import InputError
from sayso.demo.texting import Phone, converse


class Answering(Phone):
    def __init__(self, replies: Sequence[Sequence[str]]) -> None:
        super().__init__("http://127.0.0.1:1", "sms", "+447700900500")
        self._replies = list(replies)
        self._shown: list[str] = []
        self._late: list[str] = []

    def show(self) -> list[str]:
        shown = list(self._shown)
        self._shown += self._late[:1]
        self._late = self._late[1:]
        return shown

    def send(self, text: str) -> None:
        self._late = list(self._replies.pop(0))


def test_every_reply_to_a_text_is_shown_under_it() -> None:
    said: list[str] = []

    converse(
        Answering([["the carrier's", "ours"], ["another"]]), ["HELP\n", "\n", "1\n"], said.append
    )

    assert said == ["< the carrier's", "< ours", "< another"]


def test_texting_says_so_when_the_demo_has_ended() -> None:
    with pytest.raises(InputError, match="the demo has ended"):
        Phone("http://127.0.0.1:1", "sms", "+447700900500").show()
