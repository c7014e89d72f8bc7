"""Which files a place may keep as its documents: decided by their content, and compared with what their name says."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024
MOST_PARTS = 5000
NAME_LENGTH = 120
SAVE_AS = "Save it as PDF, ODT, DOCX, ODS or XLSX and try again"


@dataclass(frozen=True)
class Kind:
    """A kind of file, by its ending: what people call it, and its media type."""

    ending: str
    called: str
    media_type: str


KINDS: dict[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf"),
        Kind("odt", "ODT", "application/vnd.oasis.opendocument.text"),
        Kind("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet"),
        Kind("docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    )
}
_OF_MEDIA_TYPE = {kind.media_type.encode(): kind for kind in KINDS.values()}
_OF_PART = {"word/document.xml": KINDS["docx"], "xl/workbook.xml": KINDS["xlsx"]}


def read_kind(content: bytes, *, name: str, most_bytes: int) -> Kind:
    """The kind of the file that was sent as `name`.

    Raises ValidationError for a file that is empty, larger than `most_bytes`, of another kind, that holds macros or
    has a password, and for one whose name ends otherwise than its content says.
    """
    if not content:
        raise ValidationError("The file is empty")
    if len(content) > most_bytes:
        raise ValidationError(f"The file must be smaller than {most_bytes // MEGABYTE}MB")
    kind = KINDS["pdf"] if content.startswith(b"%PDF-") else _kind_of_zip(content)
    if kind is None:
        raise ValidationError(f"The file must be a PDF, ODT, DOCX, ODS or XLSX without a password. {SAVE_AS}")
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending != kind.ending:
        said = f"ends in “.{ending}”" if ending else "has no ending"
        raise ValidationError(f"The name of the file {said[:20]}, but it is {kind.called}. {SAVE_AS}")
    return kind


def _kind_of_zip(content: bytes) -> Kind | None:
    """The kind of an office document; nothing of it is unpacked but the line that names its type."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or any(part.flag_bits & 0x1 for part in parts):
                return None
            if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
                raise ValidationError("The file holds macros. Save it without them and try again")
            if "mimetype" in names:
                return _of_media_type(archive)
            return next((kind for part, kind in _OF_PART.items() if part in names), None)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        return None


def _of_media_type(archive: zipfile.ZipFile) -> Kind | None:
    """The kind that the line says; none where it is packed by a method that Python unpacks whole, not piece by piece.

    A line of 300 bytes can hold gigabytes.
    """
    if archive.getinfo("mimetype").compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return None
    with archive.open("mimetype") as line:
        return _OF_MEDIA_TYPE.get(line.read(200).strip())


def safe_name(name: str, kind: Kind) -> str:
    """`name` without path, quotes, control and other odd characters, at most NAME_LENGTH long, with its ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = last[: -len(kind.ending) - 1] if last.lower().endswith(f".{kind.ending}") else last
    tidy = re.sub(r"\s+", " ", re.sub(r"[^\w .,()&+-]", "", stem)).strip(" .-")
    room = NAME_LENGTH - len(kind.ending) - 1
    return f"{tidy[:room].strip() or 'document'}.{kind.ending}"
