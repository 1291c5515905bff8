"""Renders a digest's first page, and what people chose, in large print. Reads what is shown."""

from insight.model import Digest
from workers.digests.chosen import TITLE, list_chosen, part_tables
from workers.digests.html import environment


def render_plain(digest: Digest) -> bytes:
    """Render the page: short, large, black on white, no chart and no table.

    It is not called Easy Read: that takes pictures, and people with learning disabilities who
    checked it.
    """
    answers, _ = part_tables(digest.shown)
    template = environment().get_template("plain.html.j2")
    page = template.render(
        shown=digest.shown, chosen=TITLE, answers=answers, list_chosen=list_chosen
    )
    return page.encode("utf-8", "replace")
