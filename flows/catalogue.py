"""Texts in every language: as YAML has them, and as gettext PO files translate them."""

import io
from collections.abc import Mapping, Sequence

import regex
from babel.messages.pofile import PoFileError, read_po

from flows.errors import FlowError
from flows.template_check import check_template
from flows.yaml_tree import MAX_BYTES

Catalogue = Mapping[str, str]

_LINE = regex.compile(
    r"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?\"(?:[^\"\\]|\\.)*+\"\s*)?+"
)


def parse_catalogue(text: str, file: str) -> Catalogue:
    """Parse a PO file.

    Args:
        text: the file's text. Entries marked fuzzy (no native has checked them) are used too.
        file: its name, for errors.

    Returns:
        original -> translation, both with single spaces; untranslated entries are left out.

    Raises:
        FlowError: not PO, or a translation with a placeholder that is not allowed.
    """
    if len(text) > MAX_BYTES:
        raise FlowError(f"the file is too long; {MAX_BYTES} bytes are allowed", file=file, line=1)
    for number, row in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(row):
            raise FlowError("not a line of a PO file; mend its quotes", file=file, line=number)
    try:
        catalogue = read_po(io.StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        at = int(getattr(error, "lineno", 0) or 0) + 1
        raise FlowError(f"not a PO file, mend it: {error}", file=file, line=at) from error
    found: dict[str, str] = {}
    for message in catalogue:
        line = message.lineno or 1
        if not message.id or not message.string:
            continue
        if not isinstance(message.id, str) or not isinstance(message.string, str):
            raise FlowError("plural forms are not used; write one text", file=file, line=line)
        check_template(message.string, file, line)
        found[" ".join(message.id.split())] = " ".join(message.string.split())
    return found


def translate(
    written: Mapping[str, str], languages: Sequence[str], catalogues: Mapping[str, Catalogue]
) -> dict[tuple[str, str], str]:
    """Look every text up in every language; what has no translation stays as it was written.

    Args:
        written: key -> text.
        languages: the ones to look up.
        catalogues: language -> translations.

    Returns:
        (key, language) -> template.
    """
    return {
        (key, language): catalogues.get(language, {}).get(text) or text
        for key, text in written.items()
        for language in languages
    }
