"""PO files on disk: which there are for a flow, and writing them. What is in them: flows."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex
from babel.messages.mofile import write_mo

from flows.catalogue import read_translations
from flows.checks.case import SYSTEM, Case, make_case
from flows.errors import FlowError, InputError
from flows.grammar import LANGUAGE, SHARED
from flows.loading import load_flow
from flows.translating import (
    Progress,
    Remark,
    count_progress,
    extract,
    find_remarks,
    list_texts,
)
from sayso.flow_files import FlowFiles, read_flow_files, read_shipped_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one YAML file.

    Attributes:
        stem: the flow's id, or "system".
        folder: where its file stands; its translations stand beside it.
        case: the flow, for "system" one that uses it.
    """

    stem: str
    folder: Path
    case: Case

    def file(self, language: str) -> str:
        """Name the PO file of a language."""
        return f"{self.stem}.{language}.po"

    def languages(self) -> list[str]:
        """List the languages that have a PO file."""
        beginning = f"{self.stem}."
        return sorted(
            name.removeprefix(beginning).removesuffix(".po")
            for name in self.case.sources
            if name.startswith(beginning) and name.endswith(".po")
        )

    def progress(self, language: str) -> Progress:
        """Count how far a translation is, in the file that is there or in none."""
        file = self.file(language)
        catalogue = read_translations(self.case.sources.get(file, ""), file)
        return count_progress(list_texts(self.case, self.stem).values(), catalogue)


def find_texts(given: Sequence[str], *, shared: bool = False) -> list[Texts]:
    """Find texts to translate, each file once.

    Args:
        given: paths of flow files, of folders, or ids of shipped flows; "system" or a path of a
            system.yaml for what every flow shares. Nothing means all that comes with Sayso.
        shared: with each flow also the texts it shares, wherever they stand.

    Raises:
        InputError: one cannot be read.
        FlowError: a flow that does not load.
    """
    found: dict[Path, Texts] = {}
    for name in given or [str(_shipped_folder())]:
        path = _shipped_folder() / SYSTEM if name == SHARED else Path(name)
        only_shared = path.name == SYSTEM
        if only_shared and not path.is_file():
            raise InputError(f"There is no {path}; write system for the texts that come with Sayso")
        folder = path.parent if only_shared else path
        for bundle in read_flow_files([str(folder) if only_shared else name]):
            case = _make_case(bundle)
            if not only_shared:
                _add(found, bundle.id, bundle.paths[f"{bundle.id}.yaml"], case)
            if shared or bundle.paths[SYSTEM].parent == folder:
                _add(found, SHARED, bundle.paths[SYSTEM], case)
    return sorted(found.values(), key=lambda one: (one.stem == SHARED, one.stem))


def _add(found: dict[Path, Texts], stem: str, path: Path, case: Case) -> None:
    """Add a file; shared texts know the languages of every flow that was given."""
    before = found.get(path)
    if before:
        languages = dict.fromkeys((*before.case.flow.languages, *case.flow.languages))
        case = replace(before.case, flow=replace(before.case.flow, languages=tuple(languages)))
    found[path] = Texts(stem=stem, folder=path.parent, case=case)


def _make_case(bundle: FlowFiles) -> Case:
    written = {name: text for name, text in bundle.sources.items() if name.endswith(".yaml")}
    return make_case(load_flow(written), bundle.sources)


def _shipped_folder() -> Path:
    return read_shipped_files()[0].paths[SYSTEM].parent


def extract_file(texts: Texts, language: str, out: Path | None) -> tuple[Path, Progress]:
    """Write or update one PO file; a file that needs no change is not touched.

    Args:
        out: the folder for it, if not beside the flow. A file there is updated; where it has none,
            the one beside the flow is.

    Raises:
        InputError: no such language, or the file cannot be read or written.
        FlowError: the file that is there is not PO.
    """
    check_language(texts, language)
    file = texts.file(language)
    path = (out or texts.folder) / file
    present = texts.case.sources.get(file, "")
    if out and path.exists():
        present = _read(path)
    written = extract(texts.case, texts.stem, language, present)
    if written != present or not path.exists():
        _write(path, written.encode())
    catalogue = read_translations(written, file)
    return path, count_progress(list_texts(texts.case, texts.stem).values(), catalogue)


def check_language(texts: Texts, language: str) -> None:
    """Raise an InputError for what is no language, or is the one the flow is written in."""
    if not regex.fullmatch(LANGUAGE, language):
        raise InputError(f"'{language[:20]}' is no language code; write one such as cy or bn-Latn")
    if language == texts.case.flow.languages[0]:
        raise InputError(f"{texts.stem} is written in {language}; name another language")


def list_remarks(texts: Texts, language: str) -> list[Remark]:
    """List what is wrong in a PO file, first what its reader refuses."""
    try:
        return list(find_remarks(texts.case, texts.stem, language))
    except FlowError as error:
        return [Remark(file=error.file, line=error.line, words=error.message)]


def compile_file(texts: Texts, language: str, out: Path | None) -> Path:
    """Write a PO file as gettext's .mo, with the translations Sayso itself says, fuzzy ones too.

    Raises:
        InputError: it cannot be written.
    """
    file = texts.file(language)
    data = io.BytesIO()
    write_mo(data, read_translations(texts.case.sources[file], file), use_fuzzy=True)
    path = (out or texts.folder) / f"{texts.stem}.{language}.mo"
    _write(path, data.getvalue())
    return path


def list_progress(texts: Sequence[Texts]) -> Iterator[Mapping[str, str | int]]:
    """Count every translation there is or should be, in the order of files and languages."""
    for one in texts:
        for language in sorted({*one.case.flow.languages[1:], *one.languages()}):
            yield tell_progress(one, language, one.progress(language))


def tell_progress(texts: Texts, language: str, progress: Progress) -> dict[str, str | int]:
    """Give a translation's figures as plain data."""
    return {
        "flow": texts.stem,
        "language": language,
        "texts": progress.texts,
        "translated": progress.translated,
        "fuzzy": progress.fuzzy,
        "missing": progress.missing,
        "stale": progress.stale,
    }


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text") from error


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name --out") from error
