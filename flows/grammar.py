"""What a flow file may say; `grammar_states` has what one state may say."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from flows.definition import State
from flows.draft import Draft
from flows.grammar_states import parse_state
from flows.normal import words
from flows.yaml_tree import Node

SYSTEM_TEXTS = frozenset(
    words("""
    again again_digits again_number again_person call call_line complaint complaint_more
    danger data delete happened help language language_set late media no_language
    option_call option_complain option_data option_delete option_happened
    option_language option_no option_yes paused pleasantry ring_no ring_yes source
    started stop who
""")
)
PURPOSES = ("service", "consultation", "promotion")
SHARED = "system"
PROMISES = ("engagement",)
FLOW_KEYS = words("id title languages keywords purpose promise initial states")
NEEDED_KEYS = words("id title languages initial states")
LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
_LANGUAGE = regex.compile(LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDraft:
    """A flow before its texts are translated; `texts` is key -> text as written."""

    id: str
    title: str
    languages: tuple[str, ...]
    keywords: tuple[str, ...]
    purpose: str
    promise: str
    initial: str
    states: Mapping[str, State]
    texts: Mapping[str, str]


def parse_flow(root: Node, file: str) -> FlowDraft:
    """Read a flow's tree.

    Args:
        root: the document.
        file: its name, "<id>.yaml".

    Raises:
        FlowError: the first thing that is wrong, with its line.
    """
    draft = Draft(file)
    head = draft.take_mapping(root, "a flow", FLOW_KEYS)
    for key in NEEDED_KEYS:
        if key not in head:
            raise draft.refuse(f"add '{key}:' to the flow", root)
    named = draft.take_name(head["id"], "id")
    if file != f"{named}.yaml":
        raise draft.refuse(
            f"id must be the file's name, '{file.removesuffix('.yaml')}'", head["id"]
        )
    entries = draft.take_mapping(head["states"], "states")
    states = {}
    for name, node in entries.items():
        draft.check_name(name, node, "a state's name")
        if name == SHARED:
            raise draft.refuse(f"a state cannot be named {SHARED}; shared texts are", node)
        states[name] = parse_state(draft, name, node, entries)
    initial = draft.take_name(head["initial"], "initial")
    if initial not in states:
        raise draft.refuse(f"initial names '{initial}', which is no state", head["initial"])
    if not states[initial].say or not states[initial].expect:
        raise draft.refuse(
            "the initial state must say something and expect a reply", entries[initial]
        )
    return FlowDraft(
        id=named,
        title=draft.take_text(head["title"], "title"),
        languages=_parse_languages(draft, head["languages"]),
        keywords=_parse_keywords(draft, head.get("keywords")),
        purpose=_parse_word(draft, head, "purpose", PURPOSES),
        promise=_parse_word(draft, head, "promise", PROMISES),
        initial=initial,
        states=states,
        texts=draft.texts,
    )


def parse_system(root: Node, file: str) -> Mapping[str, str]:
    """Read system.yaml, the texts every flow shares: key -> text; it may hold more."""
    draft = Draft(file)
    head = draft.take_mapping(root, "system.yaml", ("texts",))
    if "texts" not in head:
        raise draft.refuse("add 'texts:'", root)
    for name, node in draft.take_mapping(head["texts"], "texts").items():
        draft.check_name(name, node, "a text's name")
        draft.keep_text(f"system.{name}", node, name)
    missing = sorted(name for name in SYSTEM_TEXTS if f"system.{name}" not in draft.texts)
    if missing:
        raise draft.refuse(f"add the texts {', '.join(missing)}", head["texts"])
    return draft.texts


def _parse_word(draft: Draft, head: Mapping[str, Node], name: str, allowed: tuple[str, ...]) -> str:
    return draft.take_one_of(head[name], name, allowed) if name in head else ""


def _parse_languages(draft: Draft, node: Node) -> tuple[str, ...]:
    languages = [draft.take_text(one, "a language") for one in draft.take_list(node, "languages")]
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise draft.refuse(f"'{language[:20]}' is no language code such as en", node)
    if not languages or len(set(languages)) < len(languages) or len(languages) > 9:
        raise draft.refuse("name one to nine languages, each once", node)
    return tuple(languages)


def _parse_keywords(draft: Draft, node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    return tuple(draft.take_text(one, "a keyword") for one in draft.take_list(node, "keywords"))
