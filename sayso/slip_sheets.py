"""Paper slips: makes their codes, and the sheet to print. The codes are in no file of ours."""

import secrets
from collections.abc import Sequence
from html import escape

from flows.errors import InputError
from flows.reader.slip_codes import DIGITS, HALF, LETTERS, find_code, write_code
from storage import slips
from workers.house import House, Present

MOST = 1_000
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Slips</title>
<style>
body {{ font: 12pt/1.4 sans-serif; margin: 0; columns: 2; column-gap: 0 }}
section {{ border: 1px dashed; padding: 5mm; height: 44mm; box-sizing: border-box;
 break-inside: avoid; overflow: hidden }}
strong {{ font: bold 20pt monospace; letter-spacing: 2pt }}
p {{ margin: 2mm 0 }}
</style>
{slips}
</html>
"""


def print_slips(house: House, present: Present, n: int) -> list[str]:
    """Make slips with new codes, and keep their hashes.

    Returns:
        The codes, as they stand on slips. They cannot be had again.

    Raises:
        InputError: too few or too many.
    """
    if not 1 <= n <= MOST:
        raise InputError(f"{n} slips: print 1 to {MOST} at a time")
    codes: set[str] = set()
    while len(codes) < n:
        codes.add(_make_code())
    made = sorted(codes)
    with house.database.transaction() as db:
        hashes = [house.keys.lookup("slip", code) for code in made]
        slips.add(db, present.community.id, hashes, now=house.clock())
    return [write_code(code) for code in made]


def render_text(codes: Sequence[str], lines: Sequence[str]) -> str:
    """Lay slips out as plain text, to be cut along the dashes."""
    rule = "- " * 30
    return "".join(
        "\n".join([f"   {code}", "", *(f"   {line}" for line in lines), rule, ""]) for code in codes
    )


def render_html(codes: Sequence[str], lines: Sequence[str]) -> str:
    """Lay slips out as a page to print, two beside each other."""
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    each = (f"<section><strong>{escape(code)}</strong>{told}</section>" for code in codes)
    return _PAGE.format(slips="\n".join(each))


def write_lines(present: Present, *, number: str) -> list[str]:
    """Write what stands under each code."""
    community = present.community
    text_to = f"Text this code to {number}" if number else "Tell us this code"
    return [
        f"{community.name}. You told us something. Keep this slip.",
        f"{text_to}: what you said is yours, and counts once. Then you can change it or take it"
        " back. What is in print stays.",
        f"No phone? Come by, or ring {community.profile['phone']}.",
    ]


def _make_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(2 * HALF))
        if find_code(code):
            return code
