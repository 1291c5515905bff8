"""From the text of flow files to a Flow. Reads no disk: the caller hands over name -> text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.catalogue import Catalogue, parse_catalogue, translate
from flows.definition import Flow
from flows.errors import FlowError
from flows.grammar import (
    SHARED,
    TITLE,
    FlowDraft,
    find_invoked,
    parse_flow,
    parse_system,
    parse_texts,
)
from flows.inlining import inline
from flows.tables import make_tables
from flows.yaml_tree import Node, parse_tree

MAX_STATES = 1_000
_SHARED_FILE = f"{SHARED}.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """A flow with those it plays; `origins` is text key -> (the flow it is from, its key there)."""

    draft: FlowDraft
    origins: Mapping[str, tuple[str, str]]


def load_flow(sources: Mapping[str, str]) -> Flow:
    """Load one flow with the flows it plays and the texts that every flow shares.

    Args:
        sources: file name -> text: "<id>.yaml" of the flow and of those it plays, "system.yaml",
            and "<id>.<lang>.po" and "system.<lang>.po" for the languages there are.

    Raises:
        FlowError: the first thing that is wrong, with its file and line.
    """
    trees = _parse_trees(sources)
    main = _find_main(trees)
    drafts: dict[str, FlowDraft] = {}
    gathered = _gather(main, trees, drafts, ())
    draft = gathered.draft
    shared = parse_system(parse_tree(sources[_SHARED_FILE], _SHARED_FILE), _SHARED_FILE)
    own_catalogues = _parse_catalogues(sources, main)
    translated = {
        name: translate(one.texts, draft.languages, _parse_catalogues(sources, name))
        for name, one in drafts.items()
    }
    texts = {
        (key, language): translated[origin][at, language]
        for key, (origin, at) in gathered.origins.items()
        for language in draft.languages
    }
    texts |= translate(shared, draft.languages, _parse_catalogues(sources, SHARED))
    offered = tuple(
        (str(number), language)
        for number, language in enumerate(draft.languages, 1)
        if number == 1 or own_catalogues.get(language)
    )
    return Flow(
        id=draft.id,
        version=_hash(sources),
        title=draft.title,
        languages=draft.languages,
        offered=offered,
        keywords=draft.keywords,
        codes=draft.codes,
        audience=draft.audience,
        purpose=draft.purpose,
        promise=draft.promise,
        sensitive=draft.sensitive,
        initial=draft.initial,
        states=draft.states,
        texts=texts,
        tables=make_tables(draft.states, texts, draft.languages, offered),
    )


def load_texts(sources: Mapping[str, str], name: str, languages: tuple[str, ...]) -> Flow:
    """Load texts that belong to no flow, as a flow without states, for `flows.rendering.render`.

    Args:
        sources: file name -> text: "<name>.yaml", which is like system.yaml, and its PO files,
            and those of system.yaml.
        languages: the first is the one they are written in.

    Raises:
        FlowError: the first thing that is wrong, with its file and line.
    """
    texts: dict[tuple[str, str], str] = {}
    for stem in (SHARED, name):
        file = f"{stem}.yaml"
        written = parse_texts(parse_tree(sources[file], file), file)
        texts |= translate(written, languages, _parse_catalogues(sources, stem))
    return Flow(
        id=name,
        version=_hash(sources),
        title=name,
        languages=languages,
        offered=(),
        keywords=(),
        codes=(),
        audience="staff",
        purpose="service",
        promise="",
        sensitive=False,
        initial="",
        states={},
        texts=texts,
        tables=make_tables({}, texts, languages, ()),
    )


def find_played(text: str, file: str) -> tuple[str, ...]:
    """Find the flows that a flow's file plays, so that whoever reads it can read them too.

    Raises:
        FlowError: the file is no YAML.
    """
    return tuple(find_invoked(parse_tree(text, file)))


def _parse_trees(sources: Mapping[str, str]) -> dict[str, Node]:
    """Parse every flow there is: id -> its tree."""
    if _SHARED_FILE not in sources:
        raise FlowError("add system.yaml, the texts every flow shares", file=_SHARED_FILE, line=1)
    stems = [name.removesuffix(".yaml") for name in sorted(sources) if name.endswith(".yaml")]
    for name in sources:
        if not name.endswith(".yaml") and (
            not name.endswith(".po") or name.split(".")[0] not in stems
        ):
            message = "not a file of this flow; name it <flow>.yaml or <flow>.<language>.po"
            raise FlowError(message, file=name, line=1)
    stems.remove(SHARED)
    return {stem: parse_tree(sources[f"{stem}.yaml"], f"{stem}.yaml") for stem in stems}


def _find_main(trees: Mapping[str, Node]) -> str:
    """Find the one flow that no other plays; in a ring any of them, since it will be refused."""
    played = {name: set(find_invoked(tree)) for name, tree in trees.items()}
    main = [
        name
        for name in trees
        if not any(name in others for one, others in played.items() if one != name)
    ]
    if len(main) == 1:
        return main[0]
    if main or not trees:
        named = ", ".join(f"{name}.yaml" for name in main) or "none"
        raise FlowError(f"give exactly one flow file, not {named}", file=named, line=1)
    return next(iter(trees))


def _gather(
    name: str, trees: Mapping[str, Node], drafts: dict[str, FlowDraft], chain: tuple[str, ...]
) -> _Gathered:
    """Parse a flow after the flows it plays, and put them into it."""
    file = f"{name}.yaml"
    played: dict[str, _Gathered] = {}
    for one, node in find_invoked(trees[name]).items():
        if one == name or one in chain:
            raise FlowError(
                f"{name} plays {one}, which comes back to it; take out one 'invoke:'",
                file=file,
                line=node.line,
                finding="subflow-cycle",
            )
        if one in trees:
            played[one] = _gather(one, trees, drafts, (*chain, name))
    draft = parse_flow(trees[name], file, {one: found.draft for one, found in played.items()})
    drafts[name] = draft
    origins = {key: (name, key) for key in draft.texts}
    for state in draft.states.values():
        if state.invoke:
            below = played[state.invoke].origins
            origins |= {f"{state.name}/{key}": at for key, at in below.items() if key != TITLE}
    _check_size(draft, played, file)
    states = inline(draft, {one: found.draft for one, found in played.items()})
    return _Gathered(draft=replace(draft, states=states), origins=origins)


def _check_size(draft: FlowDraft, played: Mapping[str, _Gathered], file: str) -> None:
    """Refuse flows that play flows that play flows, until the table of states fills the memory."""
    below = sum(len(played[one.invoke].draft.states) for one in draft.states.values() if one.invoke)
    if len(draft.states) + below > MAX_STATES:
        raise FlowError(
            f"{draft.id} and what it plays have over {MAX_STATES} states; play less",
            file=file,
            line=1,
        )


def _parse_catalogues(sources: Mapping[str, str], stem: str) -> dict[str, Catalogue]:
    return {
        name.removeprefix(f"{stem}.").removesuffix(".po"): parse_catalogue(text, name)
        for name, text in sources.items()
        if name.endswith(".po") and name.startswith(f"{stem}.")
    }


def _hash(sources: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(sources):
        text = sources[name].replace("\r\n", "\n").replace("\r", "\n")
        for part in (name, text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
