"""doctor: what is wrong here, in words."""

from dataclasses import asdict

import typer

from sayso.checking import check_everything
from sayso.commands.printing import Json, print_json, say

MARKS = {"well": "ok   ", "note": "note ", "off": "off  ", "wrong": "WRONG"}


def doctor(as_json: Json = False) -> None:
    """Check every setting, the servers and the carriers; say what is wrong and what to do."""
    findings = check_everything()
    wrong = sum(one.state == "wrong" for one in findings)
    if as_json:
        print_json({"well": not wrong, "findings": [asdict(one) for one in findings]})
    else:
        for one in findings:
            say(f"{MARKS[one.state]} {one.about}: {one.words}")
        say("All is well." if not wrong else f"To mend: {wrong}.")
    raise typer.Exit(1 if wrong else 0)
