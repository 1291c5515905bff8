"""Renders a digest as JSON: the shown document, with its form and checksum."""

from dataclasses import asdict

import orjson

from insight.model import Digest


def render_json(digest: Digest) -> bytes:
    """Render the data; docs/reference/digest-schema.md describes it. The exact counts stay out."""
    shown = _clean(asdict(digest.shown))
    data = {"schema": digest.schema, "checksum": digest.checksum, "digest": shown}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _clean(value: object) -> object:
    """Mark broken halves of characters, which JSON cannot hold as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list | tuple) else value
