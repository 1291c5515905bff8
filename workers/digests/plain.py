"""Renders a digest's first page as a plain page in large print. Reads the shown document only."""

from insight.model import Digest
from workers.digests.html import environment


def render_plain(digest: Digest) -> bytes:
    """Render the page: short, large, black on white, no chart and no table.

    It is not called Easy Read: that takes pictures, and people with learning disabilities who
    checked it.
    """
    page = environment().get_template("plain.html.j2").render(shown=digest.shown)
    return page.encode("utf-8", "replace")
