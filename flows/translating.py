"""A flow's texts for translators: what a PO file gets, what is left to do, what is wrong in one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import regex
from babel.messages.catalog import Message

from flows.catalogue import Translations, parse_catalogue, read_translations, translate
from flows.catalogue import write_translations as write
from flows.checks.case import Case
from flows.checks.lengths import MOST_SEGMENTS, measure_text
from flows.definition import Flow
from flows.errors import FlowError
from flows.grammar import SHARED, TITLE
from flows.templates import MOST_LETTERS, find_placeholders, find_unknown

MEANINGS = {
    "address.source": "a sentence, such as You gave us your number in May.",
    "channel.call_line": "a sentence, such as To talk, ring 020 7946 0123.",
    "community.address": "where people find the community",
    "community.name": "the community, as people know it",
    "community.phone": "a number people can ring",
    "contact.name": "who answers there",
    "draft.preview": "what an organiser is about to send",
    "link.code": "six digits that join two of a person's addresses",
    "emergency.danger": "the number to ring in danger",
    "emergency.talk": "a number to talk, day and night",
    "flow.title": "the title of this flow",
    "menu.languages": "the other languages, such as POLSKI 3.",
    "promise.day": "the day by which people hear back, such as 12 Dec",
    "promise.decider": "who decides, such as the council",
    "promise.next": "the day that is promised once the other has passed, such as 20 Jan",
    "quote.words": "their own words, which we ask to print",
    "reading.echo": "what we understood of a reply, such as 3 Mar",
    "response.words": "what the decider answers",
    "source.month": "the month in which we were given the number",
    "staff.code": "the code that confirms it, such as 4821",
    "staff.cost": "what it costs, in pounds",
    "staff.list": "several things in a row",
    "staff.name": "one of staff",
    "staff.number": "how many, or the number of a reply or a call",
    "staff.people": "how many people",
    "staff.time": "a day, a time, or both",
    "staff.title": "what a question, a feast or a language is called",
    "staff.words": "words that somebody wrote",
    "topic.name": "a topic, such as warm homes",
    "topic.summary": "what we heard about a topic, in one sentence",
}
_KEY = regex.compile(rf"(?:{TITLE}|[A-Za-z]\w*\.[\w.]+)(?=:|$)")
_HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_PLAIN, _LARGE = MOST_SEGMENTS["GSM-7"], MOST_SEGMENTS["UCS-2"]
_GUIDE = (
    "# The texts of {file} in {language}, for translators.",
    "# Write each into its msgstr. Fuzzy means: no native reader has checked it. Then take it out.",
    f"# At most {_PLAIN} SMS segments: {153 * _PLAIN} signs with all that is filled in, or "
    f"{67 * _LARGE} ({_LARGE} segments) where the language has letters such as ş or ব.",
    "# In braces stands what is filled in. Leave it as it is, and use all that the original has:",
)
_BEGUN = (*(line.partition("{")[0] for line in _GUIDE[:1]), *_GUIDE[1:], "# {")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a translation is; translated, fuzzy and missing add up to texts.

    Attributes:
        translated: a native reader has checked it.
        fuzzy: used, but not checked.
        stale: translations of what is no longer said.
    """

    texts: int
    translated: int
    fuzzy: int
    missing: int
    stale: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about a translation; where `wrong`, residents would not be told the same."""

    file: str
    line: int
    words: str
    wrong: bool = True


def list_texts(case: Case, stem: str) -> dict[str, str]:
    """List a file's texts in its order: key -> text as written.

    Args:
        case: the flow.
        stem: the flow's id, or "system" for what every flow shares.
    """
    first = case.flow.languages[0]
    keys = dict.fromkeys(key for key, _ in case.flow.texts if _find_stem(case, key) == stem)
    return {key: case.flow.texts[(key, first)] for key in sorted(keys, key=case.line)}


def _find_stem(case: Case, key: str) -> str:
    """Find the file a text is from; those of a flow that is played stand in its own."""
    if "/" in key:
        return ""
    return SHARED if key.startswith(f"{SHARED}.") else case.flow.id


def extract(case: Case, stem: str, language: str, present: str) -> str:
    """Write the PO file of a flow, or bring the one there is up to date.

    What is translated stays. Where a text was changed, its translation stays as fuzzy, with the
    text it was made from; what is no longer said is kept as obsolete, and comes back as fuzzy.

    Args:
        case: the flow.
        stem: the flow's id, or "system".
        language: of the translation, such as cy.
        present: the PO file as it is, "" for none.

    Raises:
        FlowError: that file is not PO.
    """
    catalogue = read_translations(present, f"{stem}.{language}.po")
    template = _make_template(case, stem)
    before = {str(message.id): message for message in catalogue.entries()}
    retired = {str(message.id): message for message in catalogue.obsolete.values()}
    by_key = {key: message for message in before.values() for key in _find_keys(message)}
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalogue.entries():
        kept = before.get(str(message.id))
        changed = (by_key.get(key) for key in _find_keys(message))
        sources = (kept, retired.get(str(message.id)), *changed)
        source = next((one for one in sources if one and one.string), None)
        if source:
            _carry_over(source, message)
            catalogue.obsolete.pop(str(source.id), None)
    for id, message in tuple(catalogue.obsolete.items()):
        if not message.string:
            del catalogue.obsolete[id]
    catalogue.mime_headers = [*({"Language": language} | _HEADER).items()]
    catalogue.header_comment = _write_guide(catalogue, stem, language)
    return write(catalogue)


def count_progress(texts: Collection[str], catalogue: Translations) -> Progress:
    """Count how far a translation is; a text said in two places counts once."""
    entries = [one for one in catalogue.entries() if one.string]
    said = [one for one in entries if one.id in set(texts)]
    fuzzy = sum(one.fuzzy for one in said)
    total = len(set(texts))
    return Progress(
        texts=total,
        translated=len(said) - fuzzy,
        fuzzy=fuzzy,
        missing=total - len(said),
        stale=len(entries) - len(said),
    )


def find_remarks(case: Case, stem: str, language: str) -> Iterator[Remark]:
    """Find what is wrong in a PO file, and which texts are too long.

    Args:
        case: the flow, with the file among its sources.
        stem: the flow's id, or "system".
        language: of the translation.

    Raises:
        FlowError: the file is not PO.
    """
    file = f"{stem}.{language}.po"
    catalogue = read_translations(case.sources[file], file)
    wrong = [remark for one in catalogue.entries() for remark in _compare(one, file)]
    yield from wrong or _measure(case, stem, language, catalogue)


def _make_template(case: Case, stem: str) -> Translations:
    template = Translations()
    for key, text in list_texts(case, stem).items():
        place = (f"{stem}.yaml", case.line(key))
        template.add(text, locations=[place], auto_comments=[_describe(case, key)])
    return template


def _describe(case: Case, key: str) -> str:
    """Say where a text stands and what it must keep to."""
    if ".option" in key:
        return f"{key}: a choice, after its digit; a word or two"
    if key not in case.said_keys():
        return f"{key}: part of other texts"
    room = f"at most {MOST_SEGMENTS['GSM-7']} SMS segments"
    follows = ", options follow" if case.options(key, case.flow.languages[0]) else ""
    return f"{key}: {_name_role(case, key)}; {room}{follows}"


def _name_role(case: Case, key: str) -> str:
    if key.startswith(f"{SHARED}."):
        return "shared by all flows"
    state = case.flow.states.get(key.partition(".")[0])
    if ".after." in key:
        return f"a reminder, after {key.rpartition('.')[2]}"
    if state is None:
        return "a text"
    if key == state.welcome:
        return "said first where the language is not known"
    if key == state.again:
        return "asked again in plainer words"
    if state.final:
        return "the last text"
    return "the first text" if case.is_first(key) else "a question"


def _find_keys(message: Message) -> list[str]:
    """Find the keys in a text's comments, as this version or an older one wrote them."""
    return [found[0] for one in message.auto_comments if (found := _KEY.match(one))]


def _carry_over(source: Message, message: Message) -> None:
    """Take over a translation; one that was made from another text, or had gone, is fuzzy."""
    if not message.string:
        message.string = source.string
        message.user_comments = source.user_comments
        message.flags.add("fuzzy")
    if message.fuzzy:
        original = source.previous_id if source.fuzzy else []
        message.previous_id = [one for one in original or [str(source.id)] if one != message.id]


def _write_guide(catalogue: Translations, stem: str, language: str) -> str:
    """Write what translators need to know, below what they wrote there themselves."""
    own = [one for one in catalogue.header_comment.splitlines() if not one.startswith(_BEGUN)]
    used = sorted(set().union(*(find_placeholders(str(one.id)) for one in catalogue.entries())))
    filled = [f"# {{{name}}}: {MEANINGS.get(name, '')}{_tell_most(name)}" for name in used]
    guide = [line.format(file=f"{stem}.yaml", language=language) for line in _GUIDE[:-1]]
    return "\n".join([*own, *guide, *(_GUIDE[-1:] if filled else ()), *filled])


def _tell_most(name: str) -> str:
    return f"; up to {MOST_LETTERS[name]} signs" if name in MOST_LETTERS else ""


def _compare(message: Message, file: str) -> Iterator[Remark]:
    original, translation, line = str(message.id), str(message.string), message.lineno or 1
    if not translation:
        return
    unknown = find_unknown(translation)
    if unknown:
        words = f"'{unknown[:40]}' cannot be filled in; copy what is in braces from the original"
        yield Remark(file=file, line=line, words=words)
    lost = find_placeholders(original) - find_placeholders(translation)
    for name in sorted(lost):
        words = f"{{{name}}} is missing; residents would not be told the same"
        yield Remark(file=file, line=line, words=words)
    for name in sorted(find_placeholders(translation) - find_placeholders(original)):
        if f"{{{name}}}" != unknown:
            words = f"{{{name}}} is not in the original; take it out"
            yield Remark(file=file, line=line, words=words)


def _measure(case: Case, stem: str, language: str, catalogue: Translations) -> Iterator[Remark]:
    lines = {str(one.id): one.lineno or 1 for one in catalogue.entries() if one.string}
    said = _translate(case, language)
    for key, text in list_texts(case, stem).items():
        if text not in lines or key not in case.said_keys():
            continue
        cost = measure_text(said, key, language)
        most = MOST_SEGMENTS[cost.encoding]
        if cost.segments > most:
            words = (
                f"{key} takes {cost.segments} segments ({cost.units} {cost.encoding} units) "
                f"at its longest; cut it to {most}"
            )
            file = f"{stem}.{language}.po"
            yield Remark(file=file, line=lines[text], words=words, wrong=False)


def _translate(case: Case, language: str) -> Case:
    """Give the flow with its texts in a language, which it need not list yet."""
    texts: Mapping[tuple[str, str], str] = case.flow.texts
    for stem in (case.flow.id, SHARED):
        file = f"{stem}.{language}.po"
        try:
            catalogue = parse_catalogue(case.sources.get(file, ""), file)
        except FlowError:  # the other file's, which is checked by itself
            continue
        texts = {**texts, **translate(list_texts(case, stem), [language], {language: catalogue})}
    return replace(case, flow=replace(case.flow, texts=texts))


def count_fuzzy(flow: Flow, sources: Mapping[str, str]) -> dict[str, int]:
    """Count the texts a flow says that no native reader has checked, by language.

    Args:
        sources: file name -> text, as the flow was loaded from.
    """
    first = flow.languages[0]
    written = {text for (_, language), text in flow.texts.items() if language == first}
    found = {}
    for language in flow.languages[1:]:
        fuzzy = {
            str(one.id)
            for name, text in sources.items()
            if name.endswith(f".{language}.po")
            for one in read_translations(text, name).entries()
            if one.fuzzy
        }
        if fuzzy & written:
            found[language] = len(fuzzy & written)
    return found
