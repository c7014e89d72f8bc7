"""Documents of places: adding one, replacing it by a newer version, withdrawing it (F000 ¶2, ¶9)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, require
from areas.models import Area, AreaMember, Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from rollout.document_files import read_kind, safe_name
from rollout.models import PROGRAMME_BEGAN, AreaDocument
from rollout.models.documents import LINK_LENGTH, TITLE_LENGTH, WITHDRAWAL_LENGTH

_is_link = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: the name that its sender gave it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class DocumentTerms:
    """What a document is: a `file` or a `link`, never both."""

    kind: str
    title: str
    dated: date
    file: SentFile | None = None
    link: str = ""


@transaction.atomic
def add_document(*, place: Area | Authority, terms: DocumentTerms, by: Any, now: datetime) -> AreaDocument:
    """Keep a document of `place`: an area, or an authority that is not in one yet.

    Raises NotPermitted; ValidationError, by field, also where the same file is kept already.
    """
    document = _of(place, terms, by, now)
    _require(by, document)
    _lock(place)
    _check_place(place, now)
    return _keep(document, terms, "document.added", now)


@transaction.atomic
def replace_document(*, old: AreaDocument, terms: DocumentTerms, by: Any, now: datetime) -> AreaDocument:
    """Keep a newer version of `old`, which is kept too.

    Raises NotPermitted; ValidationError, by field, and where `old` was replaced or withdrawn meanwhile.
    """
    _require(by, old)
    _lock(old.place)
    if not AreaDocument.objects.current().filter(pk=old.pk).exists():
        raise ValidationError("Somebody else has replaced or withdrawn this version. Look at the document again")
    document = _of(old.place, terms, by, now)
    document.replaces = old
    return _keep(document, terms, "document.replaced", now)


@transaction.atomic
def withdraw_document(*, document: AreaDocument, reason: str, by: Any, now: datetime) -> None:
    """Withdraw a document: it is kept with the `reason`, and nobody opens it any more.

    Raises NotPermitted; ValidationError where no reason is given and where it has been withdrawn already.
    """
    _require(by, document)
    _lock(document.place)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the document is withdrawn"})
    if len(reason) > WITHDRAWAL_LENGTH:
        raise ValidationError({"reason": f"Reason must be {WITHDRAWAL_LENGTH:,} characters or fewer"})
    values = {"withdrawn_at": now, "withdrawn_by": by, "withdrawal": reason}
    if AreaDocument.objects.filter(pk=document.pk, withdrawn_at__isnull=True).update(**values) != 1:
        raise ValidationError("This document has already been withdrawn")
    _audit(by, "document.withdrawn", document, now)


def take_file(document: AreaDocument, *, by: Any) -> bytes:
    """The bytes of the file of `document` as it was sent. Raises NotPermitted, also where it was withdrawn."""
    require(by, Permission.READ_AREA_DOCUMENTS, on=document)
    if document.withdrawn_at is not None or not document.file_name:
        raise NotPermitted(f"{by} cannot open this document")
    return bytes(AreaDocument.objects.values_list("content", flat=True).get(pk=document.pk))


def _require(by: Any, document: AreaDocument) -> None:
    require(by, Permission.EDIT_AREA_DOCUMENTS, on=document)


def _lock(place: Area | Authority) -> None:
    """Two writers of one place go one after the other."""
    type(place)._default_manager.select_for_update().get(pk=place.pk)


def _check_place(place: Area | Authority, now: datetime) -> None:
    if isinstance(place, Area):
        return
    membership = AreaMember.objects.in_force(timezone.localdate(now, LONDON)).filter(authority=place).first()
    if membership is not None:
        raise ValidationError({"place": f"{place} is in the area {membership.area}. Add the document there"})


def _of(place: Area | Authority, terms: DocumentTerms, by: Any, now: datetime) -> AreaDocument:
    owner = {"area": place} if isinstance(place, Area) else {"authority": place}
    said = {"kind": terms.kind, "title": terms.title.strip(), "dated": terms.dated, "link": terms.link.strip()}
    return AreaDocument(**owner, **said, added_by=by, added_at=now)


def _keep(document: AreaDocument, terms: DocumentTerms, verb: str, now: datetime) -> AreaDocument:
    _check(document, terms, now)
    if terms.file is not None:
        _take_in(document, terms.file)
    document.save()
    _audit(document.added_by, verb, document, now)
    return document


def _check(document: AreaDocument, terms: DocumentTerms, now: datetime) -> None:
    """Raise ValidationError that names the fields to mend."""
    faults: dict[str, str] = {}
    if document.kind not in AreaDocument.Kind.values:
        faults["kind"] = "Select what it is"
    if not document.title:
        faults["title"] = "Enter title"
    elif len(document.title) > TITLE_LENGTH:
        faults["title"] = f"Title must be {TITLE_LENGTH} characters or fewer"
    if document.dated < PROGRAMME_BEGAN:
        faults["dated"] = f"Date must be on or after {as_date(PROGRAMME_BEGAN)}, when the programme began"
    elif document.dated > timezone.localdate(now, LONDON):
        faults["dated"] = "Date must be today or in the past"
    faults |= _faults_of_source(document, terms)
    if faults:
        raise ValidationError(faults)


def _faults_of_source(document: AreaDocument, terms: DocumentTerms) -> dict[str, str]:
    if (terms.file is None) == (document.link == ""):
        both = terms.file is not None
        return {"file": "Send a file or enter a link, not both" if both else "Select a file, or enter a link to it"}
    if len(document.link) > LINK_LENGTH:
        return {"link": f"Link must be {LINK_LENGTH} characters or fewer"}
    if document.link:
        try:
            _is_link(document.link)
        except ValidationError:
            return {"link": "Enter a link that begins with https:// or http://"}
        if "@" in urlsplit(document.link).netloc:  # what stands before "@" looks like the site that it leads to
            return {"link": "A link must not have a name or a password in it"}
    return {}


def _take_in(document: AreaDocument, sent: SentFile) -> None:
    """Put the file into `document`. Raises ValidationError for one that cannot be kept, or is there already."""
    try:
        kind = read_kind(sent.content, name=sent.name, most_bytes=settings.DOCUMENT_MAX_BYTES)
    except ValidationError as wrong:
        raise ValidationError({"file": wrong.messages}) from wrong
    document.content, document.size = sent.content, len(sent.content)
    document.file_name, document.file_kind = safe_name(sent.name, kind), kind.ending
    document.digest = hashlib.sha256(sent.content).hexdigest()
    same = AreaDocument.objects.current().filter(
        area=document.area, authority=document.authority, digest=document.digest
    )
    found = same.defer("content").first()
    if found is not None:
        raise ValidationError({"file": f"This file is kept already: {found.title}, {as_date(found.dated)}"})


def _audit(by: Any, verb: str, document: AreaDocument, now: datetime) -> None:
    """Record what was done. Administrators read labels, and no programme data."""
    data = {"kind": document.kind, "dated": document.dated.isoformat(), "digest": document.digest}
    record(by=by, verb=verb, on=document, label=f"Document of {document.place}", data=data, now=now)
