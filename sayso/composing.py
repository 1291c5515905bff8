"""The composer in the terminal: the eight questions of `ask`, typed or read from a file.

Each answer is read and judged as by phone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flows.conversation import Conversation, name_question
from flows.dictating import dictate
from flows.effects import Effect, Say
from flows.engine import advance
from flows.errors import FlowError, InputError
from flows.events import Started
from flows.rendering import render
from flows.yaml_tree import parse_tree, to_plain
from workers.asking.composing import Ordered, Preview, order, preview
from workers.asking.drafting import Answers, read_draft
from workers.asking.judging import Remark, check_answer
from workers.broadcast import broadcast
from workers.desk import Words
from workers.house import House, Present
from workers.phone.composing import CONFIRM, tell_preview
from workers.scenes import set_scene

Read = Callable[[str, str], str]
"""Gives the answer to a question: its name, and the question as it is put."""
Tell = Callable[[str], None]


class Composer:
    """Asks the eight questions; each answer is judged before the next is asked."""

    def __init__(self, house: House, present: Present, *, strict: bool) -> None:
        """Prepare; nothing is asked yet.

        Args:
            strict: what cannot stand is an error, instead of being asked again.
        """
        self._house = house
        self._present = present
        self._strict = strict
        with house.database.transaction() as db:
            self.words = Words(house=house, scene=set_scene(db, house, present))

    def ask(self, read: Read, tell: Tell) -> Answers:
        """Ask everything but the last question, which is whether it shall be sent.

        Raises:
            InputError: an answer of a file cannot stand.
        """
        flow, now, zone = self._house.flows.composer, self._house.clock(), self.words.scene.zone
        begun = Conversation.begin(self.words.language, True).changed(version=flow.version)
        step = advance(flow, begun, Started(), now=now, zone=zone)
        while step.conversation.state != CONFIRM:
            at = step.conversation
            name = flow.states[at.state].save
            asked = self._write(step.effects)
            given = read(name, asked)
            after = dictate(flow, at, given, now=now, zone=zone)
            if self._accept(at, after.conversation, name, given, tell):
                step = after
            elif after.conversation.menu or len(after.conversation.trail) < len(at.trail):
                step = after  # asked back, or BACK
        return step.conversation.answers

    def _accept(
        self, at: Conversation, after: Conversation, name: str, given: str, tell: Tell
    ) -> bool:
        """Judge an answer; tell what there is to say of it."""
        if [name_question(one) for one in after.trail[-1:]] != [at.state]:
            if self._strict:
                raise InputError(f"{name}: {given[:40]!r} is no answer to that")
            return False
        with self._house.database.transaction() as db:
            found = check_answer(db, self._house, self._present, name, after.answers)
        if found.refusal and self._strict:
            raise InputError(f"{name}: {self.write(found.refusal)}")
        for remark in filter(None, (found.refusal, *found.warnings)):
            tell(self.write(remark))
        return found.refusal is None

    def preview(self, answers: Answers) -> tuple[Preview, str]:
        """Work out what ordering it would do, and tell it in a few sentences.

        Raises:
            InputError: it cannot go out.
        """
        with self._house.database.transaction() as db:
            draft = read_draft(db, self._present, answers, now=self._house.clock())
            shown = preview(db, self._house, self._present, draft, channel="sms")
        if shown.remarks.refusal:
            raise InputError(self.write(shown.remarks.refusal))
        return shown, tell_preview(self.words, str(answers["question"]), shown)

    def order(self, answers: Answers, *, who: str) -> Ordered:
        """Send it, or let it wait for its time."""
        house = self._house
        with house.database.transaction() as db:
            draft = read_draft(db, self._present, answers, now=house.clock())
            ordered = order(db, house, self._present, draft, who=who)
        broadcast(house)
        return ordered

    def write(self, remark: Remark) -> str:
        """Write out what there is to say."""
        key, given = remark
        shown = {"list": self.words.write(key, **given)} if key.startswith("day_") else given
        return self.words.write("warn_days" if key.startswith("day_") else key, **shown)

    def _write(self, effects: Sequence[Effect]) -> str:
        flow, setting = self._house.flows.composer, replace(self.words.setting, given={})
        said = [render(flow, one, setting) for one in effects if isinstance(one, Say)]
        return said[-1] if said else ""


def read_file(text: str, file: str) -> Mapping[str, str]:
    """Read a file of answers: a line each, named as `docs/how-to/by-phone.md` lists them.

    Raises:
        InputError: it is no such file.
    """
    try:
        tree: Any = to_plain(parse_tree(text, file))
    except FlowError as error:
        raise InputError(str(error)) from error
    if not isinstance(tree, dict):
        raise InputError(f"{file} needs `name: answer` lines, such as `question: What ...?`")
    return {str(name): str(value) for name, value in tree.items()}


def answer_from(given: Mapping[str, str], file: str) -> Read:
    """Make what reads answers out of a file.

    A question that the file leaves open is an error, which says how it is put.
    """

    def read(name: str, question: str) -> str:
        if name not in given:
            raise InputError(f"{file} has no {name}: {question}")
        return given[name]

    return read
