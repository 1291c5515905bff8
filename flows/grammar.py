"""What a flow file may say; `grammar_states` has what one state may say."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from flows.definition import State
from flows.draft import Draft
from flows.grammar_states import PURPOSES, look_round, parse_state
from flows.reader.normal import words
from flows.yaml_tree import Node

SYSTEM_TEXTS = frozenset(
    words("""
    again again_date again_digits again_email again_kind again_number again_person
    again_phone again_postcode again_several again_time call call_line complaint
    complaint_more danger data delete echo happened help language language_set late less
    media no_language offer option_agree option_call option_complain option_data
    option_delete option_disagree option_happened option_language option_less option_no
    option_pass option_yes paused pleasantry resume ring_no ring_yes source started stop
    stop_ask who
""")
)
SHARED = "system"
TITLE = "title"
PROMISES = ("engagement",)
AUDIENCES = ("residents", "staff")
FLOW_KEYS = words(
    "id title languages keywords codes audience purpose promise sensitive initial states"
)
NEEDED_KEYS = words("id title languages initial states")
LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
_LANGUAGE = regex.compile(LANGUAGE)
_NONE: Mapping[str, "FlowDraft"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowDraft:
    """A flow before its texts are translated; `texts` is key -> text as written."""

    id: str
    title: str
    languages: tuple[str, ...]
    keywords: tuple[str, ...]
    codes: tuple[str, ...]
    audience: str
    purpose: str
    promise: str
    sensitive: bool
    initial: str
    states: Mapping[str, State]
    texts: Mapping[str, str]

    @property
    def saved(self) -> frozenset[str]:
        """The names under which it saves answers."""
        return frozenset(state.save for state in self.states.values() if state.save)


def find_invoked(root: Node) -> dict[str, Node]:
    """Find the flows that a flow's tree plays: id -> where it says so. Nothing is checked yet."""
    states = root.value.get("states") if isinstance(root.value, Mapping) else None
    below = states.value.values() if states and isinstance(states.value, Mapping) else ()
    found = [one.value.get("invoke") for one in below if isinstance(one.value, Mapping)]
    return {one.value: one for one in found if one and isinstance(one.value, str)}


def parse_flow(root: Node, file: str, invoked: Mapping[str, FlowDraft] = _NONE) -> FlowDraft:
    """Read a flow's tree.

    Args:
        root: the document.
        file: its name, "<id>.yaml".
        invoked: the flows it plays.

    Raises:
        FlowError: the first thing that is wrong, with its line.
    """
    draft = Draft(file)
    head = draft.take_mapping(root, "a flow", FLOW_KEYS)
    for key in NEEDED_KEYS:
        if key not in head:
            raise draft.refuse(f"add '{key}:' to the flow", root)
    named = draft.take_flow_id(head["id"], "id")
    if file != f"{named}.yaml":
        raise draft.refuse(
            f"id must be the file's name, '{file.removesuffix('.yaml')}'", head["id"]
        )
    title = draft.keep_text(TITLE, head["title"], "title")
    entries = draft.take_mapping(head["states"], "states")
    around = look_round(entries, {one.id: one.saved for one in invoked.values()})
    states = {}
    for name, node in entries.items():
        draft.check_name(name, node, "a state's name")
        if name in (SHARED, TITLE):
            raise draft.refuse(f"a state cannot be named {name}; choose another name", node)
        states[name] = parse_state(draft, name, node, around)
    initial = draft.take_name(head["initial"], "initial")
    if initial not in states:
        raise draft.refuse(f"initial names '{initial}', which is no state", head["initial"])
    if not states[initial].say or not states[initial].expect:
        raise draft.refuse(
            "the initial state must say something and expect a reply", entries[initial]
        )
    return FlowDraft(
        id=named,
        title=draft.texts[title],
        languages=_parse_languages(draft, head["languages"]),
        keywords=_parse_words(draft, head, "keywords"),
        codes=_parse_words(draft, head, "codes"),
        audience=_parse_word(draft, head, "audience", AUDIENCES) or AUDIENCES[0],
        purpose=_parse_word(draft, head, "purpose", PURPOSES),
        promise=_parse_word(draft, head, "promise", PROMISES),
        sensitive=draft.take_flag(head, "sensitive"),
        initial=initial,
        states=states,
        texts=draft.texts,
    )


def parse_system(root: Node, file: str) -> Mapping[str, str]:
    """Read system.yaml, the texts every flow shares: key -> text; it may hold more."""
    texts = parse_texts(root, file)
    missing = sorted(name for name in SYSTEM_TEXTS if f"system.{name}" not in texts)
    if missing:
        raise Draft(file).refuse(f"add the texts {', '.join(missing)}", root)
    return texts


def parse_texts(root: Node, file: str) -> Mapping[str, str]:
    """Read a file that holds texts alone: key, such as system.stop, -> text."""
    draft = Draft(file)
    head = draft.take_mapping(root, file, ("texts",))
    if "texts" not in head:
        raise draft.refuse("add 'texts:'", root)
    for name, node in draft.take_mapping(head["texts"], "texts").items():
        draft.check_name(name, node, "a text's name")
        draft.keep_text(f"{file.removesuffix('.yaml')}.{name}", node, name)
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


def _parse_words(draft: Draft, head: Mapping[str, Node], name: str) -> tuple[str, ...]:
    listed = draft.take_list(head[name], name) if name in head else ()
    return tuple(draft.take_text(one, f"one of {name}") for one in listed)
