"""How the texts speak: one thing asked a text, needs before plans, no inside words."""

from collections.abc import Iterator

import regex

from flows.checks.case import STAFF_TEXTS, Case
from flows.checks.finding import Finding

_QUESTION = regex.compile(r"[^.!?؟:]*[?؟]")
_ANSWERED = regex.compile(
    r"\s*(?:ring|call|text|ask|see|visit|arayın|sorun|şimdi yazın|yazın)\b", regex.IGNORECASE
)
_TWO_IN_ONE = regex.compile(
    r"\b(?:and|or)\s+(?:what|who|where|when|why|how|which|(?:do|are|would|can) you|is it)\b",
    regex.IGNORECASE,
)
_CONSULT = regex.compile(
    r"\b(?:(?:we|the council) (?:are|is) (?:thinking of|planning|proposing|considering|minded to)|"
    r"we(?:'re| have) (?:thinking of|planning|proposing|decided)|we (?:plan|propose|intend) to|"
    r"our (?:proposal|plan|draft)s?\b|(?:do|would) you (?:agree|support)\b|"
    r"what do you think (?:of|about)|don't you (?:think|agree)|have your say on)",
    regex.IGNORECASE,
)
_HARD_TO_REACH = regex.compile(r"\bhard[ -]to[ -]reach\b|\bseldom[ -]heard\b", regex.IGNORECASE)
_VOTE = regex.compile(r"\b(?:vot(?:e|es|ed|ing)|budgets?|ballots?)\b", regex.IGNORECASE)
AVOID = {
    "anonymised": "without your name",
    "anonymous": "without your name",
    "engagement": "the topic's own title",
    "stakeholder": "people",
    "service user": "people",
    "beneficiary": "people",
    "beneficiaries": "people",
    "respondent": "people who answered",
    "contribution": "what you told us",
    "constraint": "what cannot change",
    "code frame": "list of topics",
    "coding": "sorting the answers",
    "disclosure": "what you told us",
    "tension": "where people disagree",
    "broadcast": "a text to people",
    "consultation": "asking people",
    "survey": "a question",
    "no rush": "the day by which you need it",
    "easy read": "plain page",
    "we have told someone": "what is true: a person will read it",
    "we read this all the time": "we do not read this all the time",
    "MYDATA": "HELP",
    "deprived": "the name of the place",
    "vulnerable": "what people need",
}
"""What residents do not see -> what they see instead."""
_AVOID = regex.compile(
    r"(?<!not )\b(" + "|".join(AVOID) + r")s?\b",
    regex.IGNORECASE,
)


def check_wording(case: Case) -> Iterator[Finding]:
    """Check the texts one by one; questions are counted in every language, words in English."""
    for key in case.said_keys():
        if key in STAFF_TEXTS:
            continue
        for language in case.flow.languages:
            yield from _check_questions(case, key, language)
    if case.flow.languages[0].partition("-")[0] == "en":
        for key in case.text_keys():
            yield from _check_words(case, key, case.flow.text(key, case.flow.languages[0]))


def count_questions(text: str) -> int:
    """Count what a text asks; a question that the text itself answers does not count.

    "Is this real? Ring 020 7946 0123" asks nothing.
    """
    count = 0
    for found in _QUESTION.finditer(text):
        if not _ANSWERED.match(text, found.end()):
            count += 1 + len(_TWO_IN_ONE.findall(found[0]))
    return count


def _check_questions(case: Case, key: str, language: str) -> Iterator[Finding]:
    asked = count_questions(case.flow.text(key, language))
    if asked > 1:
        yield case.at(
            "two-questions",
            key,
            f"{key} in {language} asks {asked} things: a resident answers one, "
            "and we cannot tell which",
            "ask one thing a text",
        )


def _check_words(case: Case, key: str, text: str) -> Iterator[Finding]:
    for code, pattern, means, fix in _RULES:
        found = pattern.search(text)
        if found:
            yield case.at(code, key, f"'{found[0]}' in {key} {means}", fix)
    for found in _AVOID.finditer(text):
        better = next(word for bad, word in AVOID.items() if bad.lower() == found[1].lower())
        means = f"'{found[0]}' in {key} is our word, not a resident's"
        yield case.at("word-to-avoid", key, means, f"write: {better}")


_RULES = (
    (
        "consult-style",
        _CONSULT,
        "asks people about something that others have thought out: needs come first",
        "ask what people need, before any plan",
    ),
    (
        "hard-to-reach",
        _HARD_TO_REACH,
        "puts it down to people that we have not reached them",
        "write: we have not yet reached",
    ),
    (
        "vote-without-budget",
        _VOTE,
        "promises a decision, and a flow cannot yet say sum, holder, signatory and pay-by date: "
        "people feel cheated when someone else decides",
        "ask what people need or prefer, without the words vote, ballot and budget",
    ),
)
