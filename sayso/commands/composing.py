"""ask: put a question together and send it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say, warn
from sayso.composing import Composer, answer_from, read_file
from workers.asking.composing import Preview


def ask(
    from_file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Read the answers from a file.")
    ] = None,
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who answers for it; else the contact.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking again.")] = False,
    as_json: Json = False,
) -> None:
    """Put a question together, see what it costs and who gets it, and send it."""
    house = open_house()
    present = find_present(house)
    composer = Composer(house, present, strict=from_file is not None)
    answers = composer.ask(_find_reader(from_file), warn)
    shown, told = composer.preview(answers)
    if not as_json:
        say(f"{shown.text}\n\n{told}")
    if not yes and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    ordered = composer.order(answers, who=name.strip() or present.community.profile["contact"])
    if as_json:
        print_json({**_describe(shown), "flow": ordered.flow_id, "broadcast": ordered.broadcast_id})
    else:
        say("It is on its way, or waits for its time. `sayso status` shows how it goes.")


def _find_reader(file: Path | None) -> Any:
    if file is None:
        return lambda name, question: str(typer.prompt(question, err=True))
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as text") from error
    return answer_from(read_file(text, str(file)), str(file))


def _describe(shown: Preview) -> dict[str, Any]:
    plan = shown.plan
    return {
        "text": shown.text,
        "people": plan.people,
        "segments": plan.total_segments,
        "pence": plan.total_pence,
        "not_asked": dict(plan.not_asked),
        "starts": plan.starts.isoformat(timespec="seconds"),
        "done_by": plan.done_by.isoformat(timespec="seconds"),
        "unchecked": shown.unchecked,
    }
