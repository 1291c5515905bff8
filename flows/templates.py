"""Placeholders: which there are, and how one pass over a template fills them."""

from collections.abc import Callable

import regex

PLACEHOLDERS = frozenset(
    {
        "address.source",
        "channel.call_line",
        "community.address",
        "community.name",
        "community.phone",
        "contact.name",
        "draft.preview",
        "emergency.danger",
        "emergency.talk",
        "flow.title",
        "link.code",
        "menu.languages",
        "promise.day",
        "promise.decider",
        "promise.next",
        "quote.words",
        "reading.echo",
        "response.words",
        "source.month",
        "staff.code",
        "staff.cost",
        "staff.list",
        "staff.name",
        "staff.number",
        "staff.people",
        "staff.time",
        "staff.title",
        "staff.words",
        "topic.name",
        "topic.summary",
    }
)
MOST_LETTERS = {
    "community.address": 60,
    "community.name": 40,
    "community.phone": 20,
    "contact.name": 30,
    "emergency.danger": 20,
    "emergency.talk": 20,
    "link.code": 6,
    "promise.decider": 60,
    "quote.words": 200,
    "reading.echo": 60,
    "response.words": 120,
    "topic.name": 40,
    "topic.summary": 100,
}
"""How long what a community sets may be; the others follow from these and from the calendar."""
_PLACEHOLDER = regex.compile(r"\{([a-z]+\.[a-z_]+)\}")


def find_unknown(template: str) -> str:
    """Find the first brace that is not a placeholder we know; "" where all is well."""
    rest = _PLACEHOLDER.sub(lambda match: "" if match[1] in PLACEHOLDERS else match[0], template)
    found = regex.search(r"\{[^{}]*\}?|\}", rest)
    return str(found[0]) if found else ""


def find_placeholders(template: str) -> frozenset[str]:
    """List the placeholders of a template."""
    return frozenset(_PLACEHOLDER.findall(template))


def fill(template: str, value_of: Callable[[str], str]) -> str:
    """Fill a template in one pass: what a placeholder gave is never read as a template again.

    Args:
        template: one that was loaded, never something a resident wrote.
        value_of: placeholder -> words; asked only for placeholders of the allow-list.
    """
    filled = _PLACEHOLDER.sub(
        lambda match: value_of(match[1]) if match[1] in PLACEHOLDERS else match[0], template
    )
    return " ".join(filled.split())
