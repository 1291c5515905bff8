"""Renders a digest as one accessible, self-contained page. Reads the shown document only."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from insight.model import Digest
from insight.picking import pick_words, say_rest
from workers.digests.chart import draw_chart
from workers.digests.chosen import TITLE, part_tables

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku-Arab", "ps", "ur", "yi"})


def render_html(digest: Digest) -> bytes:
    """Render the page.

    Returns:
        UTF-8, byte-identical for the same digest; no script and nothing fetched from outside.
    """
    answers, others = part_tables(digest.shown)
    page = (
        environment()
        .get_template("digest.html.j2")
        .render(
            shown=digest.shown,
            chart=draw_chart(digest.shown.topics),
            draw_chart=draw_chart,
            chosen=TITLE,
            answers=answers,
            others=others,
            checksum=digest.checksum,
            right_to_left=RIGHT_TO_LEFT,
            pick_words=pick_words,
            say_rest=say_rest,
        )
    )
    return page.encode("utf-8", "replace")


@cache
def environment() -> Environment:
    """Give the templates; every value is escaped."""
    return Environment(
        loader=PackageLoader("workers.digests", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
