"""Packs office files so that the same digest always gives the same bytes."""

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can name
MIMETYPE = "mimetype"  # stands first and unpacked in OpenDocument (part 3, 3.3)


def repack(packed: bytes) -> bytes:
    """Write a zip file anew with no time in it and its parts in order."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as given, ZipFile(made, "w") as out:
        for name in sorted(given.namelist(), key=lambda name: (name != MIMETYPE, name)):
            part = ZipInfo(name, EPOCH)
            part.compress_type = ZIP_STORED if name == MIMETYPE else ZIP_DEFLATED
            out.writestr(part, given.read(name))
    return made.getvalue()
