"""flow translate: PO files for translators, how far they are, and what is wrong in them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.errors import InputError
from sayso.commands.printing import print_json, say
from sayso.translating import (
    Texts,
    compile_file,
    extract_file,
    find_texts,
    list_progress,
    list_remarks,
    tell_progress,
)

FOUND = 1
Json = Annotated[bool, typer.Option("--json", help="Print data for scripts.")]
Out = Annotated[Path | None, typer.Option(help="A folder for the files, if not beside the flow.")]

translate = typer.Typer(help="Texts in other languages, as gettext PO.", no_args_is_help=True)


@translate.command("extract")
def extract_texts(
    path: Annotated[
        str, typer.Argument(metavar="FLOW", help="A flow's file, a folder, a shipped flow, system.")
    ],
    language: Annotated[list[str], typer.Option(help="Which, such as cy; again for another one.")],
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Write PO files for translators, or bring them up to date. Translations stay."""
    rows = []
    for texts in find_texts([path]):
        for one in dict.fromkeys(language):
            file, progress = extract_file(texts, one, out)
            row = tell_progress(texts, one, progress)
            rows.append(row | {"file": str(file)})
            if not as_json:
                say(f"{file}: " + ", ".join(f"{row[name]} {name}" for name in _FIGURES))
                _tell_unlisted(texts, one)
    if as_json:
        print_json({"files": rows})


@translate.command("status")
def show_status(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Flow files, folders or shipped flows; or all."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 1 where texts are missing or fuzzy.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show how far each translation is, with the texts all flows share."""
    rows = list(list_progress(find_texts(paths or [], shared=True)))
    if as_json:
        print_json({"flows": rows})
    else:
        names = ("flow", "language", *_FIGURES)
        table = Table(box=None, pad_edge=False)
        for name in names:
            table.add_column(name, justify="right" if name in _FIGURES else "left", no_wrap=True)
        for row in rows:
            table.add_row(*(str(row[name]) for name in names))
        Console(highlight=False).print(table)
    if strict and any(row["missing"] or row["fuzzy"] for row in rows):
        raise typer.Exit(FOUND)


@translate.command("compile")
def compile_texts(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Flow files, folders, shipped flows, system."),
    ],
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Check PO files and write them as gettext's .mo. Sayso itself runs from the PO files."""
    files: list[str] = []
    findings: list[dict[str, str | int]] = []
    for texts in find_texts(paths):
        for language in texts.languages():
            remarks = list_remarks(texts, language)
            findings += [
                {
                    "severity": "error" if one.wrong else "note",
                    "file": str(texts.folder / one.file),
                    "line": one.line,
                    "means": one.words,
                }
                for one in remarks
            ]
            if not any(one.wrong for one in remarks):
                files.append(str(compile_file(texts, language, out)))
    if not files and not findings:
        raise InputError("no PO file there; make one: sayso flow translate extract")
    _tell_compiled(files, findings, as_json=as_json)
    if any(one["severity"] == "error" for one in findings):
        raise typer.Exit(FOUND)


def _tell_compiled(
    files: Sequence[str], findings: Sequence[dict[str, str | int]], *, as_json: bool
) -> None:
    if as_json:
        print_json({"files": files, "findings": findings})
        return
    for one in findings:
        say(f"{one['file']}:{one['line']}: {one['severity']}: {one['means']}")
    for file in files:
        say(file)
    if files:
        say("For translators' tools and other platforms; Sayso itself runs from the PO files.")


def _tell_unlisted(texts: Texts, language: str) -> None:
    if language not in texts.case.flow.languages:
        say(f"  Nobody is sent {language} yet: add it to 'languages:' of the flow.")


_FIGURES = ("texts", "translated", "fuzzy", "missing", "stale")
