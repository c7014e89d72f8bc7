"""Files that would do harm before they are read as a spreadsheet."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from cbtracker.web.tables.faults import UnreadableFile
from cbtracker.web.tables.kinds import ODS, ODS_TYPE, kind_of
from cbtracker.web.tables.limits import Limits


def packed(line: bytes, method: int) -> bytes:
    """A ZIP whose line that names its type is packed by `method`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("mimetype", line)
    return file.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        kind_of(content, "register.ods", Limits())
    return str(refused.value)


def test_a_part_that_is_unpacked_whole_is_refused_however_little_it_declares():
    size = 50_000_000
    bomb = packed(b"\0" * size, zipfile.ZIP_BZIP2).replace(size.to_bytes(4, "little"), (99).to_bytes(4, "little"))
    tracemalloc.start()
    try:
        said, (_, most) = refusal(bomb), tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "packed in a way" in said
    assert most < 5_000_000


def test_a_broken_part_is_a_damaged_file():
    content = packed(ODS_TYPE, zipfile.ZIP_DEFLATED)
    assert kind_of(content, "register.ods", Limits()) == ODS, "the negative control"
    start = 30 + len("mimetype")
    assert "damaged" in refusal(content[:start] + b"\xff" * 20 + content[start + 20 :])
