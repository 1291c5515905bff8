"""Texts in every language: as YAML has them, and as gettext PO files translate them."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import regex
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, write_po

from flows.errors import FlowError
from flows.template_check import check_template
from flows.yaml_tree import MAX_BYTES

Catalogue = Mapping[str, str]

_LINE = regex.compile(
    r"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?\"(?:[^\"\\]|\\.)*+\"\s*)?+"
)
_QUOTED = regex.compile(r"\"(?:[^\"\\]|\\.)*+\"")


class Translations(Catalog):
    """One PO file, with the header its translators gave it; babel would date it and sign it."""

    def __init__(self) -> None:
        super().__init__(fuzzy=False)
        self._headers: dict[str, str] = {}
        self._comment = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header's fields, each once; the last ends its line, as gettext wants it."""
        *others, (name, value) = (self._headers or {"Language": ""}).items()
        return [*others, (name, f"{value}\n")]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self._headers |= {name: value.strip() for name, value in headers}

    @property
    def header_comment(self) -> str:
        """What stands above the header, each line with its #."""
        return self._comment

    @header_comment.setter
    def header_comment(self, comment: str) -> None:
        self._comment = comment

    def entries(self) -> Iterator[Message]:
        """List the texts, without the header."""
        return (message for message in self if message.id)


def read_translations(text: str, file: str) -> Translations:
    """Read a PO file as translators keep it: with comments, flags and texts no longer said.

    Args:
        text: the file's text.
        file: its name, for errors.

    Returns:
        Its entries, originals and translations with single spaces.

    Raises:
        FlowError: not PO.
    """
    if len(text) > MAX_BYTES:
        raise FlowError(f"the file is too long; {MAX_BYTES} bytes are allowed", file=file, line=1)
    rows = text.removeprefix("\ufeff").splitlines()
    for number, row in enumerate(rows, 1):
        if not _LINE.fullmatch(row):
            raise FlowError("not a line of a PO file; mend its quotes", file=file, line=number)
    found = Translations()
    try:
        # babel knows no previous texts of texts no longer said
        parsed = ("" if row.startswith("#~|") else row for row in rows)
        PoFileParser(found, abort_invalid=True).parse(parsed)
    except (PoFileError, ValueError) as error:
        at = int(getattr(error, "lineno", 0) or 0) + 1
        raise FlowError(f"not a PO file, mend it: {error}", file=file, line=at) from error
    for message in [*found.entries(), *found.obsolete.values()]:
        _tidy(message, file)
    return found


def _tidy(message: Message, file: str) -> None:
    """Put spaces right, and the previous text, which babel takes for a comment, in its place."""
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        line = message.lineno or 1
        raise FlowError("plural forms are not used; write one text", file=file, line=line)
    message.id, message.string = (" ".join(one.split()) for one in (message.id, message.string))
    previous = [one for one in message.user_comments if one.startswith("|")]
    message.user_comments = [one for one in message.user_comments if not one.startswith("|")]
    parts = _QUOTED.findall(" ".join(previous))
    message.previous_id = [denormalize("\n".join(parts))] if parts else []


def write_translations(catalogue: Translations) -> str:
    """Write a PO file: each text on a line of its own, so that a change shows as one."""
    for message in catalogue.entries():
        message.flags.discard("python-format")  # babel takes "50% off" for one
    file = io.BytesIO()
    write_po(file, catalogue, width=MAX_BYTES, include_previous=True)
    return file.getvalue().decode().rstrip("\n") + "\n"


@lru_cache(maxsize=64)
def parse_catalogue(text: str, file: str) -> Catalogue:
    """Parse a PO file into what is said.

    Args:
        text: the file's text. Entries marked fuzzy (no native has checked them) are used too, but
            not those that translate an older wording (with "#| msgid"): that may say another thing.
        file: its name, for errors.

    Returns:
        original -> translation, both with single spaces; untranslated entries are left out.

    Raises:
        FlowError: not PO, or a translation with a placeholder that is not allowed.
    """
    found: dict[str, str] = {}
    for message in read_translations(text, file).entries():
        if message.string and not (message.fuzzy and message.previous_id):
            check_template(str(message.string), file, message.lineno or 1)
            found[str(message.id)] = str(message.string)
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
