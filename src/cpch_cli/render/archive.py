"""ZIP archives that hold nothing of the moment or the machine that made them: the same entries give the same bytes."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Final

# The earliest time that an entry of a ZIP archive can have.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READ_AND_WRITE: Final = 0o600 << 16


def with_fixed_times(content: bytes, replaced: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return a ZIP archive with the same entries in the same order, each dated 1980-01-01.

    Args:
        content: the archive.
        replaced: what entries are to hold instead, by their names; names that the archive lacks are ignored.
    """
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(_entry(name), replaced[name] if name in replaced else old.read(name))
    return written.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Both would tell the system it was made on.
    entry.create_system = _UNIX
    entry.external_attr = _READ_AND_WRITE
    return entry
