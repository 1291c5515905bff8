"""From the text of flow files to a Flow. Reads no disk: the caller hands over name -> text."""

import hashlib
from collections.abc import Mapping

from flows.catalogue import parse_catalogue, translate
from flows.definition import Flow
from flows.errors import FlowError
from flows.grammar import parse_flow, parse_system
from flows.yaml_tree import parse_tree


def load_flow(sources: Mapping[str, str]) -> Flow:
    """Load one flow with the texts that every flow shares.

    Args:
        sources: file name -> text: one "<id>.yaml", "system.yaml", and "<id>.<lang>.po" and
            "system.<lang>.po" for the languages there are.

    Raises:
        FlowError: the first thing that is wrong, with its file and line.
    """
    file = _find_flow_file(sources)
    stem = file.removesuffix(".yaml")
    draft = parse_flow(parse_tree(sources[file], file), file)
    shared = parse_system(parse_tree(sources["system.yaml"], "system.yaml"), "system.yaml")
    own_catalogues = _parse_catalogues(sources, stem)
    offered = tuple(
        (str(number), language)
        for number, language in enumerate(draft.languages, 1)
        if number == 1 or language in own_catalogues
    )
    texts = translate(draft.texts, draft.languages, own_catalogues)
    texts |= translate(shared, draft.languages, _parse_catalogues(sources, "system"))
    return Flow(
        id=draft.id,
        version=_hash(sources),
        title=draft.title,
        languages=draft.languages,
        offered=offered,
        keywords=draft.keywords,
        purpose=draft.purpose,
        promise=draft.promise,
        initial=draft.initial,
        states=draft.states,
        texts=texts,
    )


def _find_flow_file(sources: Mapping[str, str]) -> str:
    flows = sorted(name for name in sources if name.endswith(".yaml") and name != "system.yaml")
    if len(flows) != 1:
        named = ", ".join(flows) or "none"
        raise FlowError(f"give exactly one flow file, not {named}", file=named, line=1)
    if "system.yaml" not in sources:
        raise FlowError("add system.yaml, the texts every flow shares", file="system.yaml", line=1)
    stems = (flows[0].removesuffix(".yaml"), "system")
    for name in sources:
        known = name.endswith(".yaml") or (name.endswith(".po") and name.split(".")[0] in stems)
        if not known:
            message = f"not a file of this flow; name it {stems[0]}.<language>.po"
            raise FlowError(message, file=name, line=1)
    return flows[0]


def _parse_catalogues(sources: Mapping[str, str], stem: str) -> dict[str, Mapping[str, str]]:
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
