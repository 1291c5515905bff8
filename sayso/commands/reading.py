"""read and sms: what we understand of a reply, and what a text costs."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.amounts import amount
from flows.errors import InputError
from flows.reader.cases import check_cases, describe, parse_cases, parse_now, read_one
from flows.sms import count_segments, find_costly, make_cheaper
from sayso.commands.printing import print_json, say
from storage.clock import utc_now

FOUND = 1
Json = Annotated[bool, typer.Option("--json", help="Print data for scripts.")]


def read(
    kind: Annotated[str, typer.Argument(help="What was asked for, such as date.")] = "",
    text: Annotated[str, typer.Argument(help="The reply, in quotes.")] = "",
    options: Annotated[str, typer.Option(help="What to choose from, or a scale's ends: 1,5")] = "",
    language: Annotated[str, typer.Option(help="The language of the question.")] = "en",
    now: Annotated[str, typer.Option(help="When it came (ISO 8601), if not now.")] = "",
    cases: Annotated[Path | None, typer.Option(help="Check a CSV of replies instead.")] = None,
    as_json: Json = False,
) -> None:
    """Show how a reply is read. With --cases, check a table of them: 1 where one is misread."""
    if cases is not None:
        raise typer.Exit(FOUND if _check(cases, as_json=as_json, now=now) else 0)
    if not kind:
        raise InputError('say what was asked and what was replied: sayso read number "about forty"')
    found = read_one(kind, _clean(text), options=options, language=language, now=_when(now))
    if as_json:
        shown = {name: getattr(found, name) for name in ("value", "category", "raw", "sure")}
        print_json(shown)
        return
    say(f"{describe(found) or 'not understood'} ({found.category})")


def sms(
    text: Annotated[str, typer.Argument(help="The text, in quotes.")], as_json: Json = False
) -> None:
    """Show what a text costs as SMS, which signs make it dear, and how to say it for less."""
    text = _clean(text)
    found, costly, cheaper = count_segments(text), find_costly(text), make_cheaper(text)
    segments = count_segments(cheaper).segments
    if as_json:
        print_json(
            {
                "encoding": found.encoding,
                "segments": found.segments,
                "units": found.units,
                "costly": costly,
                "cheaper": {"text": cheaper, "segments": segments},
            }
        )
        return
    say(f"{amount(found.segments, 'segment')}, {found.encoding}, {amount(found.units, 'unit')}")
    if costly:
        say(f"costly: {' '.join(costly)}")
    if cheaper != text:
        say(f"cheaper, {amount(segments, 'segment')}: {cheaper}")


def _check(file: Path, *, as_json: bool, now: str) -> int:
    """Check a table and print what was misread; give how many."""
    try:
        table = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as UTF-8 text: {error}") from error
    cases = parse_cases(table, now=_when(now))
    failed = check_cases(cases)
    if as_json:
        print_json({"total": len(cases), "passed": len(cases) - len(failed), "failed": failed})
    else:
        for one in failed:
            told, expected = one["read"] or "nothing", one["expected"] or "nothing"
            say(f"row {one['row']}: {one['kind']} {one['text']!r}: {told}, not {expected}")
        say(f"{len(cases) - len(failed)} of {len(cases)} read as expected")
    return len(failed)


def _when(now: str) -> datetime:
    return parse_now(now) if now else utc_now()


def _clean(text: str) -> str:
    """Make bytes of the command line that are no UTF-8 into question marks."""
    return text.encode("utf-8", "replace").decode()
