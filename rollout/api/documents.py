"""Documents of places: submissions, plans, local partnership agreements (F000 ¶2, ¶9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLarge
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort
from rollout.api.document_shapes import (
    AreaDocumentIn,
    AreaDocumentLine,
    AreaDocumentOut,
    AreaDocumentVersionIn,
    AreaDocumentWithdrawalIn,
)
from rollout.api.late import too_late
from rollout.document_download import file_response
from rollout.document_files import KINDS
from rollout.filters.documents import DEFAULT_ORDER, DOCUMENT_ORDERS, DocumentFilterSet
from rollout.models import AreaDocument
from rollout.selectors.documents import documents_listed, versions_of
from rollout.services.documents import DocumentTerms, SentFile, add_document, replace_document, withdraw_document


def of_line(document: AreaDocument) -> dict[str, Any]:
    """A document in the list."""
    return {
        **{name: getattr(document, name) for name in ("id", "kind", "title", "dated", "file_kind")},
        "area": document.area.slug if document.area else None,
        "authority": document.authority.gss_code if document.authority else None,
        "place": str(document.place),
    }


def of_document(document: AreaDocument, versions: Sequence[AreaDocument]) -> dict[str, Any]:
    """One version, with all of them; a withdrawn one does not say what could be opened."""
    is_open = document.withdrawn_at is None
    withdrawal = None
    if not is_open:
        by = str(document.withdrawn_by)
        withdrawal = {"reason": document.withdrawal, "by": by, "at": document.withdrawn_at}
    return {
        **of_line(document),
        "file_name": document.file_name if is_open else "",
        "size": document.size,
        "link": document.link if is_open else "",
        "added_at": document.added_at,
        "added_by": _name(document.added_by),
        "withdrawal": withdrawal,
        "versions": [of_version(one) for one in versions],
    }


def of_version(document: AreaDocument) -> dict[str, Any]:
    """A version among the others."""
    names = {name: getattr(document, name) for name in ("id", "title", "dated", "added_at")}
    return {**names, "added_by": _name(document.added_by), "withdrawn": document.withdrawn_at is not None}


def _name(person: Any) -> str:
    return str(person) if person else ""


class Documents(ProgrammeViewSet):
    """Documents of places."""

    tag = "Documents of places"
    names: ClassVar[dict[str, str]] = {"place": "authority"}

    def rows(self) -> QuerySet[AreaDocument]:
        """Those that the person may read, without the bytes of their files."""
        rows = AreaDocument.objects.visible_to(self.request.user)
        return rows.select_related("area", "authority", "added_by", "withdrawn_by")

    def document(self, permission: Permission) -> AreaDocument:
        """The document of the address; 404 unless the person may do `permission` to it."""
        document: AreaDocument = self.find(pk=self.kwargs["id"])
        self.require(permission, document)
        return document

    def represent(self, row: AreaDocument) -> Any:
        """A document with its versions."""
        return super().represent(of_document(row, versions_of(row, self.request.user)))

    def terms(self, said: dict[str, Any]) -> DocumentTerms:
        """What was sent, for the service. Raises TooLarge before a file is read that cannot be kept."""
        file = said.pop("file", None)
        if file is not None and (file.size or 0) > settings.DOCUMENT_MAX_BYTES:
            raise TooLarge
        return DocumentTerms(**said, file=SentFile(file.name or "", file.read()) if file is not None else None)

    @operation(
        "List documents",
        permission=Permission.READ_AREA_DOCUMENTS,
        gives=AreaDocumentLine,
        many=True,
        paged=True,
        filters=DocumentFilterSet,
        sorts=tuple(DOCUMENT_ORDERS),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """The current documents that match the filters, the newest first unless `sort` says otherwise."""
        rows = self.filtered(documents_listed(request.user)).qs
        return self.page(rows, order=Sort(self.params, DOCUMENT_ORDERS, DEFAULT_ORDER).order)

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines of the list."""
        return super().represent_all([of_line(one) for one in rows])

    @operation(
        "Add a document",
        permission=Permission.EDIT_AREA_DOCUMENTS,
        takes=AreaDocumentIn,
        gives=AreaDocumentOut,
        status=201,
        upload=True,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Keep a document of an area, or of an authority that is in none: a PDF, ODT, DOCX, ODS or XLSX, or a link."""
        said = self.said()
        place = said.pop("area", None) or said.pop("authority", None)
        added = add_document(place=place, terms=self.terms(said), by=request.user, now=timezone.now())
        return self._made(added)

    @operation("Read a document", permission=Permission.READ_AREA_DOCUMENTS, gives=AreaDocumentOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One version of a document, and its other versions."""
        return self.answer(self.document(Permission.READ_AREA_DOCUMENTS))

    @operation(
        "Take the file of a document",
        permission=Permission.READ_AREA_DOCUMENTS,
        files=tuple(kind.media_type for kind in KINDS.values()),
    )
    def file(self, request: Any, id: str) -> HttpResponseBase:
        """The file as it was sent. There is none where it is a link, or was withdrawn."""
        return file_response(self.document(Permission.READ_AREA_DOCUMENTS), by=request.user)

    @operation(
        "Replace a document by a newer version",
        permission=Permission.EDIT_AREA_DOCUMENTS,
        takes=AreaDocumentVersionIn,
        gives=AreaDocumentOut,
        status=201,
        upload=True,
        late=True,
    )
    def replace(self, request: Any, id: str) -> HttpResponseBase:
        """Keep a newer version beside the old one."""
        old = self.document(Permission.EDIT_AREA_DOCUMENTS)
        terms = self.terms(self.said())
        with too_late():
            newer = replace_document(old=old, terms=terms, by=request.user, now=timezone.now())
        return self._made(newer)

    @operation(
        "Withdraw a document",
        permission=Permission.EDIT_AREA_DOCUMENTS,
        takes=AreaDocumentWithdrawalIn,
        gives=AreaDocumentOut,
        late=True,
    )
    def withdraw(self, request: Any, id: str) -> HttpResponseBase:
        """Withdraw a version that should not have been sent: it is kept with the reason, and nobody opens it."""
        document = self.document(Permission.EDIT_AREA_DOCUMENTS)
        said = self.said()
        with too_late():
            withdraw_document(document=document, by=request.user, now=timezone.now(), **said)
        return self.answer(self.find(pk=document.pk))

    def _made(self, document: AreaDocument) -> HttpResponseBase:
        kept = self.find(pk=document.pk)
        return self.answer(kept, location=reverse("api:document", kwargs={"id": document.pk}))
