"""What is taken at one look leads where the long way leads."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest
from msgspec import structs

from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import advance
from flows.events import Started, TextReceived
from flows.loading import load_flow
from flows.plain_replies import PlainReplies, list_plain_replies
from flows.reader.options import Options
from flows.reader.reading import read

ASKING = """
id: asking
title: Asking
languages: [en, tr, bn]
keywords: [asking, street]
purpose: service
initial: first
states:
  first:
    say: Who needs it most?
    welcome: "Who needs it most? {menu.languages}"
    expect: {choice: {me: Just me, street: My street, many: {label: Lots, words: [all of us, সবাই]}}}
    save: answers.first
    on: {answered: second, skipped: second}
  second: {say: How many?, expect: number, save: answers.second, on: {answered: third}}
  third: {say: Is it bad?, expect: yes_no, save: answers.third, on: {answered: fourth}}
  fourth: {say: How bad?, expect: {scale: {1: A bit, 5: Very}}, on: {answered: first}}
"""
BENGALI = """
msgid ""
msgstr ""
"Language: bn\\n"

#. second.say
msgid "How many?"
msgstr "কত জন?"
"""
REACH = (("me", "Just me", "only me"), ("street", "My street"), ("many", "Lots of us", "everyone"))
ASKED: list[tuple[str, Options, list[str]]] = [
    ("choice", REACH, ["2", "b", "my street", "option 3"]),
    ("choice", (("a", "Yes"), ("b", "No")), ["1"]),
    ("number", (), ["40", "forty"]),
    ("yes_no", (), ["1", "2", "yes please", "nope"]),
    ("scale", (("1", "x"), ("5", "y")), ["1", "5"]),
    ("words", (), []),
]


@pytest.fixture(scope="module")
def asking(sources: dict[str, str]) -> Flow:
    shared = {name: text for name, text in sources.items() if name.startswith("system.")}
    return load_flow(shared | {"asking.yaml": ASKING, "asking.bn.po": BENGALI})


def go_the_long_way(flow: Flow) -> Flow:
    return replace(flow, tables=replace(flow.tables, plain_replies=PlainReplies({}, {})))


@pytest.mark.parametrize("language", ["en", "tr", "pl", "bn"])
@pytest.mark.parametrize(("kind", "options", "among"), ASKED)
def test_plain_replies_are_what_the_reader_reads(
    kind: str, options: Options, among: list[str], language: str, now: datetime
) -> None:
    replies = list_plain_replies(kind, options, language)

    assert set(among) <= replies.keys() or language != "en"
    for text, meant in replies.items():
        for written in (text, text.upper()):
            reading = read(kind, written, language=language, options=options, now=now)
            assert reading == structs.replace(meant, raw=written)
            assert reading.sure
            assert not reading.spare


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("is_known", [True, False])
def test_plain_replies_lead_where_the_long_way_leads(
    asking: Flow, now: datetime, language: str, is_known: bool
) -> None:
    long_way = go_the_long_way(asking)
    begun = advance(asking, Conversation.begin(language, is_known), Started(), now=now)
    beside = ("street", "asking", "2 ", "সবাই")

    for state, doors in product(asking.states, ({}, {"me": "another flow", "2": "another flow"})):
        at = begun.conversation.changed(state=state, menu="")
        for text in (*asking.tables.plain_replies[state, language], *beside):
            event = TextReceived(text.title())
            short, long = (
                advance(flow, at, event, now=now, doors=doors) for flow in (asking, long_way)
            )
            assert short == long, (state, text)


def test_plain_replies_do_not_answer_what_a_menu_asks(asking: Flow, now: datetime) -> None:
    begun = advance(asking, Conversation.begin(), Started(), now=now)
    in_menu = begun.conversation.changed(menu="help")

    step = advance(asking, in_menu, TextReceived("2"), now=now)

    assert step.conversation.state == "first"
    assert step.conversation.answers == {}
