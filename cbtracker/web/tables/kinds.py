"""Which kind of file it is: decided by its content, and compared with what its name says."""

import io
import zipfile
import zlib
from pathlib import PurePath

from .faults import whole_file
from .limits import Limits

CSV, XLSX, ODS = "csv", "xlsx", "ods"
KIND_OF_EXTENSION = {".csv": CSV, ".tsv": CSV, ".txt": CSV, ".xlsx": XLSX, ".ods": ODS, "": None}
CALLED = {CSV: "a CSV file", XLSX: "an Excel workbook", ODS: "an OpenDocument spreadsheet"}
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
OTHER_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a word-processed document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
MARKUP_BEGINNINGS = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table")
SAVE_AS = "Save it as CSV, XLSX or ODS and try again."


def kind_of(content: bytes, name: str, limits: Limits) -> str:
    """ "csv", "xlsx" or "ods". Raises UnreadableFile for anything else and for a name that says otherwise."""
    if not content.strip():
        raise whole_file("The file is empty.")
    kind = _kind_by_content(content, limits)
    extension = PurePath(name).suffix.lower()
    if extension not in KIND_OF_EXTENSION:
        raise whole_file(f"“{name}” is not a CSV, XLSX or ODS file. {SAVE_AS}")
    said = KIND_OF_EXTENSION[extension]
    if said not in (None, kind):
        raise whole_file(f"The name ends in “{extension}”, but the file is {CALLED[kind]}. {SAVE_AS}")
    return kind


def _kind_by_content(content: bytes, limits: Limits) -> str:
    for beginning, called in OTHER_BEGINNINGS:
        if content.startswith(beginning):
            raise whole_file(f"The file is {called}. {SAVE_AS}")
    if content.startswith(b"PK"):
        return _kind_of_zip(content, limits)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(MARKUP_BEGINNINGS):
        raise whole_file(f"The file is a web page or XML. {SAVE_AS}")
    return CSV


def _kind_of_zip(content: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unsafe(archive, limits)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                kind = XLSX
            elif "mimetype" in names and archive.read("mimetype").strip() == ODS_TYPE:
                kind = ODS
            else:
                raise whole_file(f"The file is neither an Excel workbook nor an ODS spreadsheet. {SAVE_AS}")
            _refuse_document_types(archive)
            return kind
    # RuntimeError is also what zipfile raises for a compression that it does not know.
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        if hasattr(error, "faults"):
            raise
        raise whole_file(f"The file is damaged. {SAVE_AS}") from error


def _refuse_unsafe(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse passwords and zip bombs.

    zipfile unpacks no more of a part than it declares where it unpacks piece by piece; other methods it unpacks whole.
    """
    parts = archive.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise whole_file("The file has a password. Take the password off and try again.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise whole_file(f"The file is packed in a way that no spreadsheet program uses. {SAVE_AS}")
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise whole_file(f"The file unpacks to more than {limits.unpacked_bytes // 1_000_000} MB.")


def _refuse_document_types(archive: zipfile.ZipFile) -> None:
    """No spreadsheet program writes a DOCTYPE; entities in one can read files or fill the memory."""
    declarations = [
        text.encode(code) for text in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    for part in archive.infolist():
        if part.filename.endswith((".xml", ".rels")):
            content = archive.read(part)
            if any(declaration in content for declaration in declarations):
                raise whole_file("The file holds an XML document type, which no spreadsheet needs.")
