"""Archives: the same entries give the same bytes, whenever and wherever they were packed."""

import zipfile
from io import BytesIO

from cpch_cli.render.archive import with_fixed_times

ENTRIES = {"b.xml": b"<b/>" * 100, "a.xml": b"", "folder/c.png": bytes(range(256))}


def packed(year: int, *, method: int = zipfile.ZIP_STORED, system: int = 3) -> bytes:
    """Return an archive of the entries, packed in a year on a kind of system."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in ENTRIES.items():
            entry = zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6))
            entry.compress_type = method
            entry.create_system = system
            archive.writestr(entry, content)
    return written.getvalue()


def entries(content: bytes) -> dict[str, bytes]:
    """Return what an archive holds, in its order; its checksums must be right."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_neither_the_time_nor_the_system_nor_the_packing_of_an_archive_changes_its_bytes() -> None:
    """Archives of the same entries come to the same bytes."""
    expected = with_fixed_times(packed(1999))
    assert expected == with_fixed_times(packed(2026))
    assert expected == with_fixed_times(packed(1999, system=0))
    assert expected == with_fixed_times(packed(1999, method=zipfile.ZIP_DEFLATED))


def test_an_archive_keeps_its_entries_and_their_order() -> None:
    """Names, order and contents stay."""
    assert list(ENTRIES.items()) == list(entries(with_fixed_times(packed(2026))).items())


def test_every_entry_is_dated_1980_and_packed_small() -> None:
    """The time is the earliest that an archive can hold; the method is deflate."""
    with zipfile.ZipFile(BytesIO(with_fixed_times(packed(2026)))) as archive:
        assert {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)} == {
            (entry.date_time, entry.compress_type) for entry in archive.infolist()
        }


def test_entries_are_replaced_where_they_stand() -> None:
    """A replaced entry keeps its place, the others keep their contents, an unknown name changes nothing."""
    expected = {**ENTRIES, "a.xml": b"new"}
    actual = entries(with_fixed_times(packed(2026), {"a.xml": b"new", "unknown": b"x"}))
    assert list(expected.items()) == list(actual.items())
