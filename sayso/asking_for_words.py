"""The questions of `sayso write-down`, answered into the cells that its spreadsheet has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import typer

from flows.errors import InputError
from sayso.written_rows import read_cells

KINDS = {
    "paper": "a paper form: I type in what somebody wrote",
    "helper": "I write down what somebody tells me",
    "meeting": "notes of a meeting",
}
RELATIONS = {
    "family": "family",
    "friend": "a friend or neighbour",
    "carer": "a paid carer",
    "worker": "a worker or volunteer",
    "other": "somebody else",
}
REASONS = {
    "phone": "no phone or credit",
    "language": "language",
    "reading": "reading or writing",
    "body": "sight, hands or health",
    "wish": "they asked me to",
}


def ask_cells(given: Mapping[str, str], community: str, *, today: date) -> dict[str, str] | None:
    """Ask for what is not given yet, each question again until its answer can be taken.

    Returns:
        Cells by column; None where the person does not agree, and nothing is to be written down.
    """
    cells = dict(given)
    _choose(cells, "kind", "What is it?", KINDS)
    _ask(cells, "writer", "Who writes it down? Your name", today)
    if cells["kind"] == "helper":
        _choose(cells, "relation", "What are you to them?", RELATIONS)
        _choose(cells, "why", "Why do you write for them?", REASONS)
    if not _agree(cells, community):
        return None
    if cells["kind"] == "meeting":
        _ask(cells, "place", "Which meeting? Such as: tea at the hall", today, default="")
        _ask(cells, "headcount", "How many people were there?", today)
    _ask_words(cells)
    _ask(cells, "language", "In which language? Such as en, tr; Enter: find out", today, default="")
    _ask(cells, "area", "Which area? Enter: not known", today, default="")
    _ask(cells, "day", "Which day was it?", today, default=today.isoformat())
    if cells["kind"] != "meeting":
        _ask(cells, "slip", "The code on the slip you give them? Enter: none", today, default="")
    if cells["kind"] == "helper":
        question = "And you: what do you think yourself? It is kept apart. Enter: nothing"
        _ask(cells, "view", question, today, default="")
    return cells


def _agree(cells: dict[str, str], community: str) -> bool:
    if "consent" not in cells:
        told = (
            f"Tell them: it goes to {community}, without their name. They can take it back until"
            " it is in print. Do they agree?"
        )
        cells["consent"] = "yes" if typer.confirm(told, err=True) else "no"
    return cells["consent"].lower() != "no"


def _choose(cells: dict[str, str], name: str, question: str, options: Mapping[str, str]) -> None:
    codes = list(options)
    lines = [f"  {n} {label}" for n, label in enumerate(options.values(), start=1)]
    while cells.get(name, "") not in codes:
        typer.echo("\n".join([question, *lines]), err=True)
        said = str(typer.prompt("A digit", err=True)).strip().lower()
        cells[name] = _pick(said, codes)


def _pick(said: str, codes: Sequence[str]) -> str:
    if said.isdecimal() and 1 <= int(said) <= len(codes):
        return codes[int(said) - 1]
    return said


def _ask(
    cells: dict[str, str], name: str, question: str, today: date, *, default: str | None = None
) -> None:
    while name not in cells:
        said = str(typer.prompt(question, default=default, show_default=bool(default), err=True))
        if _can_take(cells, name, said.strip(), today):
            cells[name] = said.strip()


def _can_take(cells: Mapping[str, str], name: str, said: str, today: date) -> bool:
    """Read the one cell with the rest made up, to say at once what is wrong with it."""
    made_up = {"consent": "yes", "words": "x", "writer": "x", "headcount": "1"}
    made_up |= {"relation": "other", "why": "wish"}
    try:
        read_cells({**made_up, **cells, name: said}, today=today)
    except InputError as error:
        typer.echo(f"{error}.", err=True)
        return False
    return True


def _ask_words(cells: dict[str, str]) -> None:
    if "words" in cells:
        return
    if cells["kind"] != "meeting":
        question = "What do they say? Their own words and language, no names; do not mend it"
        cells["words"] = _until_said(lambda: typer.prompt(question, err=True))
        return
    typer.echo("What was said? One point a line, no names; an empty line ends it.", err=True)
    points = [_until_said(lambda: typer.prompt("-", err=True))]
    while said := str(typer.prompt("-", default="", show_default=False, err=True)).strip():
        points.append(said)
    cells["words"] = "\n".join(points)


def _until_said(ask: Callable[[], object]) -> str:
    while not (said := str(ask()).strip()):
        continue
    return said
