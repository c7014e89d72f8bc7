"""Issuing a paper: all of it is made first, then frozen in one transaction, so it is issued whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.papers.exporters import ExportedFile, export_all
from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.models.choices import Audience, PaperState
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.papers.renditions import Built, Gap, build_rendition
from cbtracker.papers.services.drafting import AlreadyIssued, StalePaper, check_compared, claim, told
from cbtracker.papers.structure_json import digest, to_json


class PaperNotReady(ValidationError):
    """The paper cannot be issued as it is; `gaps` are the sections that cannot be made."""

    def __init__(self, message: str, gaps: tuple[Gap, ...] = ()) -> None:
        super().__init__(message)
        self.gaps = gaps


@dataclass(frozen=True)
class _Made:
    audience: str
    sight: str
    structure: str
    knew: dict[int, int]
    files: tuple[ExportedFile, ...]
    holds_estimates: bool

    def digests(self) -> dict[str, str]:
        """The digest of the structure and of each file: kept in the audit too, so that two places would have to lie."""
        named = zip(FROZEN_FORMATS, self.files, strict=True)
        return {"structure": digest_of(self.structure), **{name: digest(file.content) for name, file in named}}


def issue_paper(paper: Paper, *, by: Any, expected_version: int, now: datetime | None = None) -> Paper:
    """Freeze `paper` for each audience, as structure and as files, and mark it issued (issue 3; DESIGN §5).

    The files are made before the transaction that keeps them begins: a crash leaves the draft, or the whole issue.
    Of two people who issue at once one does; the other gets AlreadyIssued. Raises NotPermitted, StalePaper where the
    draft has changed since it was read, and PaperNotReady with what is missing.
    """
    now = now or timezone.now()
    require(by, Permission.ISSUE_PAPERS)
    _require_draft(paper, expected_version)
    if reason := why_not(paper, now=now):
        raise PaperNotReady(reason)
    made = _made({audience: build_rendition(paper, audience, now=now) for audience in Audience.values})
    with transaction.atomic():
        claim(paper, expected_version=expected_version, as_at=paper.as_at or now)
        for one in made:
            _keep(paper, one)
        _mark_issued(paper, by=by, now=now)
        record(
            by=by,
            verb="paper.issued",
            on=paper,
            **told(paper, issue=paper.issue_number, digests={one.audience: one.digests() for one in made}),
            now=now,
        )
    return paper


def digest_of(structure: str) -> str:
    """The SHA-256 of a rendition's structure, in hexadecimal."""
    return digest(structure.encode())


def _require_draft(paper: Paper, expected_version: int) -> None:
    """Spare the work of making files for a draft that is not what was read; `claim` decides in the end."""
    current = Paper.objects.filter(pk=paper.pk).first()
    if current is None:
        raise PaperNotReady("This draft has been discarded by somebody else.")
    if current.is_issued:
        raise AlreadyIssued(current)
    if not current.version == paper.version == expected_version:
        raise StalePaper(current)


def why_not(paper: Paper, *, now: datetime) -> str:
    """Why `paper` cannot be issued at `now`, whatever its sections hold; blank: it can."""
    if not paper.sections:
        return "Add at least one section. A paper without sections cannot be issued."
    as_at = paper.as_at or now
    if as_at > now:
        return "The paper is as at a moment in the future. Choose a moment up to now."
    try:
        check_compared(paper.compared_with, as_at=as_at, paper=paper)
    except ValidationError as wrong:
        return str(wrong.messages[0])
    return ""


def _made(built: dict[str, Built]) -> list[_Made]:
    """The renditions of `built`, by audience, as they will be kept; files are made several at once."""
    for one in built.values():
        if one.gaps:
            first = one.gaps[0]
            raise PaperNotReady(f"“{first.title}” cannot be made. {first.sentence}", one.gaps)
    files = export_all([one.paper for one in built.values()], FROZEN_FORMATS)
    return [
        _Made(audience, one.sight, to_json(one.paper), one.knew, tuple(made.values()), one.holds_estimates)
        for (audience, one), made in zip(built.items(), files, strict=True)
    ]


def _keep(paper: Paper, made: _Made) -> None:
    rendition = Rendition.objects.create(
        paper=paper,
        audience=made.audience,
        sight=made.sight,
        holds_estimates=made.holds_estimates,
        structure=made.structure,
        knew=made.knew,
        digest=digest_of(made.structure),
    )
    RenditionFile.objects.bulk_create(
        RenditionFile(
            rendition=rendition,
            format=format,
            name=_named_for(file.name, made.audience),
            content_type=file.content_type,
            content=file.content,
            size=len(file.content),
            digest=digest(file.content),
        )
        for format, file in zip(FROZEN_FORMATS, made.files, strict=True)
    )


def _named_for(name: str, audience: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{audience}.{ending}"


def _mark_issued(paper: Paper, *, by: Any, now: datetime) -> None:
    Paper.objects.filter(pk=paper.pk).update(
        state=PaperState.ISSUED, issued_at=now, issued_by=by, changed_at=now, changed_by=by
    )
    paper.refresh_from_db()
