"""Which files a place may keep: by what they hold, not by what they are called."""

from __future__ import annotations

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from rollout.document_files import KINDS, NAME_LENGTH, read_kind, safe_name
from tests.factories.documents import DOCX, ODS, ODT, PDF, XLSX, zipped

FILES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX, "odt": ODT, "ods": ODS}
MOST = 10_000


def refusal(content, name):
    with pytest.raises(ValidationError) as refused:
        read_kind(content, name=name, most_bytes=MOST)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("ending", KINDS)
def test_each_kind_is_known_by_its_content(ending):
    assert read_kind(FILES[ending], name=f"Our plan.{ending.upper()}", most_bytes=MOST).ending == ending


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_name_that_says_otherwise_is_refused(ending, name):
    if name != ending:
        assert f"but it is {KINDS[ending].called}" in refusal(FILES[ending], f"plan.{name}")


def test_a_name_without_an_ending_is_refused():
    assert "has no ending" in refusal(PDF, "plan")


def test_an_empty_file_and_one_that_is_too_large_are_refused():
    assert "empty" in refusal(b"", "plan.pdf")
    assert "smaller than" in refusal(PDF + b"x" * MOST, "plan.pdf")
    assert read_kind(PDF + b"x" * (MOST - len(PDF)), name="plan.pdf", most_bytes=MOST), "the negative control"


@pytest.mark.parametrize(
    "content",
    [
        b"Just words",
        b"MZ\x90\x00",
        b"<!doctype html><script>1</script>",
        b"x%PDF-1.4",
        b"\xd0\xcf\x11\xe0" + b"x" * 600,
        zipped(anything_txt="x"),
        zipped(mimetype="application/zip"),
        DOCX[:40],
        b"PK\x03\x04" + b"\x00" * 50,
    ],
    ids=["words", "program", "page", "late", "old", "zip", "named", "cut", "empty"],  # zips tell the time
)
def test_whatever_else_is_called_a_pdf_is_refused(content):
    assert "must be a PDF, ODT, DOCX, ODS or XLSX" in refusal(content, "plan.pdf")


def packed(line: bytes, method: int) -> bytes:
    """A ZIP whose line that names its type is packed by `method`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("mimetype", line)
    return file.getvalue()


def test_a_bomb_in_the_line_that_names_the_type_is_refused_before_it_is_unpacked():
    bomb = packed(b"\0" * 50_000_000, zipfile.ZIP_BZIP2)
    assert len(bomb) < MOST
    tracemalloc.start()
    try:
        said, (_, most) = refusal(bomb, "plan.odt"), tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "must be a PDF, ODT" in said
    assert most < 5_000_000


def test_a_line_that_is_packed_as_word_processors_may_is_read_and_a_broken_one_is_refused():
    content = packed(KINDS["odt"].media_type.encode(), zipfile.ZIP_DEFLATED)
    assert read_kind(content, name="plan.odt", most_bytes=MOST).ending == "odt"
    start = 30 + len("mimetype")
    broken = content[:start] + b"\xff" * 20 + content[start + 20 :]
    assert "must be a PDF, ODT" in refusal(broken, "plan.odt")


def test_a_file_with_macros_is_refused():
    assert "macros" in refusal(zipped(word__document_xml="x", word__vbaProject_bin="x"), "plan.docx")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\Our plan.PDF", "Our plan.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("…/.pdf", "document.pdf"),
        ("\u202eplan\x00.pdf", "plan.pdf"),
        ("Leeds’ plan (2011), final.pdf", "Leeds plan (2011), final.pdf"),
        ("Ysgol Llanfair é.pdf", "Ysgol Llanfair é.pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(name, kept):
    assert safe_name(name, KINDS["pdf"]) == kept


def test_a_very_long_name_is_shortened_and_keeps_its_ending():
    kept = safe_name("x" * 400 + ".pdf", KINDS["pdf"])
    assert len(kept) == NAME_LENGTH
    assert kept.endswith("x.pdf")
