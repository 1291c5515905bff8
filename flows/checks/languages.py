"""Whether every text is there in every language, and who has checked it."""

import io
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from flows.checks.case import SYSTEM, Case
from flows.checks.finding import Finding
from flows.templates import find_placeholders


def check_languages(case: Case) -> Iterator[Finding]:
    """Check the translations: none of this is an error, since the first language steps in."""
    for language in case.flow.languages[1:]:
        for stem in (case.flow.id, SYSTEM.removesuffix(".yaml")):
            yield from _check_file(case, stem, language)
        for state in case.states():
            if state.invoke and f"{state.invoke}.{language}.po" not in case.sources:
                yield case.at(
                    "translation-missing",
                    f"states.{state.name}.invoke",
                    f"{state.invoke}, which is played here, has no texts in {language}: "
                    "residents read them in its first language",
                    f"add {state.invoke}.{language}.po",
                )


def _check_file(case: Case, stem: str, language: str) -> Iterator[Finding]:
    file = f"{stem}.{language}.po"
    keys = {key for key in case.text_keys() if key.startswith("system.") == (stem == "system")}
    texts = {
        case.flow.texts[(key, case.flow.languages[0])]: key
        for key, one in case.flow.texts
        if one == language and key in keys
    }
    messages = _read(case.sources.get(file, ""))
    lacking = [key for text, key in texts.items() if not _is_there(messages.get(text))]
    if lacking:
        shown = ", ".join(lacking[:5]) + (" and more" if len(lacking) > 5 else "")
        means = f"{len(lacking)} of {len(texts)} texts are not in {language} ({shown}): "
        yield Finding(
            code="translation-missing",
            file=file if file in case.sources else f"{stem}.yaml",
            line=1 if file in case.sources or stem == "system" else case.line("languages"),
            means=means + "residents read them in the first language",
            fix=f"add them to {file}",
        )
    fuzzy = [one for text, one in messages.items() if text in texts and one.fuzzy]
    if fuzzy:
        yield Finding(
            code="translation-fuzzy",
            file=file,
            line=fuzzy[0].lineno or 1,
            means=f"{len(fuzzy)} of {len(texts)} texts in {language} are as yet unchecked "
            "by a native reader: they may read oddly, or say something else",
            fix="let a native reader check them and take out '#, fuzzy'",
        )
    for text, message in messages.items():
        yield from _check_message(file, message, texts.get(text, ""))


def _check_message(file: str, message: Message, key: str) -> Iterator[Finding]:
    if not key:
        yield Finding(
            code="translation-stale",
            file=file,
            line=message.lineno or 1,
            means="this text is no longer said, so its translation is never read",
            fix="take it out, or copy the text as it is now into its msgid",
        )
    elif message.string:
        lost = find_placeholders(str(message.id)) ^ find_placeholders(str(message.string))
        if lost:
            yield Finding(
                code="translation-differs",
                file=file,
                line=message.lineno or 1,
                means=f"{key} has {', '.join(sorted(lost))} in one language only: "
                "residents are not told the same",
                fix="use the same placeholders in both",
            )


def _is_there(message: Message | None) -> bool:
    return message is not None and bool(message.string)


def _read(text: str) -> dict[str, Message]:
    catalogue = read_po(io.StringIO(text)) if text else ()
    return {" ".join(str(one.id).split()): one for one in catalogue if one.id}
