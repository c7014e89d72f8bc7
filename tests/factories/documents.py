"""Documents of places for tests, written past the services, and files as people send them."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

import factory

from rollout.document_files import KINDS
from rollout.models import AreaDocument
from tests.factories.places import AreaFactory

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def zipped(**parts: str) -> bytes:
    """A ZIP of `parts`, named by keyword with "__" for "/" and "_" for "."."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


DOCX = zipped(word__document_xml="<w:document/>")
XLSX = zipped(xl__workbook_xml="<workbook/>")
ODT, ODS = (zipped(mimetype=KINDS[kind].media_type, content_xml="<x/>") for kind in ("odt", "ods"))


class AreaDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaDocument

    area = factory.SubFactory(AreaFactory)
    kind = "plan"
    title = factory.Sequence(lambda n: f"Plan {n}")
    dated = date(2011, 7, 1)
    file_name = "plan.pdf"
    file_kind = "pdf"
    content = PDF
    size = len(PDF)
    digest = sha256(PDF).hexdigest()
    added_at = datetime(2011, 7, 1, 9, tzinfo=UTC)
