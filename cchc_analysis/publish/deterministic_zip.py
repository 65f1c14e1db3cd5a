"""Zip packages (.pptx, .xlsx) whose bytes depend on their content only."""

from __future__ import annotations

import io
import zipfile

# The earliest moment a zip entry can carry: visibly not a real one.
_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o600 << 16
_UNIX = 3


def repack(package: bytes) -> bytes:
    """Return the same zip package without clock, operating system or writer in its bytes.

    The order of the entries is kept: Office reads ``[Content_Types].xml`` first. Packages inside the
    package are left as they are: repack them before they are put in.

    Raises `zipfile.BadZipFile` for bytes that are no zip.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ENTRY_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            target.writestr(entry, source.read(name))
    return packed.getvalue()
