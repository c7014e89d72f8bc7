"""Issued papers: the list, one as it was frozen for its reader, its files, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.api.draft_shapes import PaperDraftOut, PaperReissueIn
from cbtracker.papers.api.files import FROZEN_TYPES, FilesViewSet, sent
from cbtracker.papers.api.paper_shapes import PaperLine, PaperMatchOut, PaperOut
from cbtracker.papers.api.said import of_draft, of_line, of_rendition
from cbtracker.papers.checking import matches
from cbtracker.papers.forms.checking import read_digest
from cbtracker.papers.models import Body, Paper, Rendition, RenditionFile
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.reading import (
    ISSUED_ORDER,
    issued_board_papers,
    paper_rows,
    renditions_for,
    who_issued,
    with_updates,
)
from cbtracker.papers.services import AlreadyIssued, start_reissue, start_tabled_update
from cbtracker.papers.services.exporting import take_file
from cbtracker.papers.services.following import reissues_begun, updates_begun
from cbtracker.rest.errors import TooLate, wrong_parameter
from cbtracker.rest.operation import Query, operation

AUDIENCE = Query(
    "For whom: the body, areas or partners. Without it the fullest that you may read",
    "areas",
    {"type": "string", "enum": list(Audience.values)},
)
OF_BODY = Query("Only papers of this body", "cb-group")
DIGEST = Query("The SHA-256 of a file that you have, in hexadecimal", "0" * 64)


@contextmanager
def in_time() -> Iterator[None]:
    """Say with 409 that it is too late, or too early, for what was asked; faults of what was sent stay 422."""
    try:
        yield
    except AlreadyIssued as late:
        raise TooLate(who_issued(late.paper)) from None
    except ValidationError as wrong:
        if hasattr(wrong, "error_dict"):
            raise
        raise TooLate(" ".join(wrong.messages)) from None


def audience_of(params: Any) -> str | None:
    """The audience that was asked for; None for the fullest. Raises Wrong."""
    asked = params.get("audience")
    if asked is not None and asked not in Audience.values:
        raise wrong_parameter("audience", f"Choose from {', '.join(Audience.values)}.")
    return str(asked) if asked is not None else None


def chosen_rendition(found: Sequence[Rendition], audience: str | None) -> Rendition:
    """The rendition for `audience` of those `found`, else the fullest; 404 where the reader has none."""
    chosen = next((one for one in found if audience in (None, one.audience)), None)
    if chosen is None:
        raise Http404
    return chosen


class Papers(ProgrammeViewSet):
    """Issued papers."""

    tag = "Papers"

    def rows(self) -> QuerySet[Paper]:
        """Those that the person may know of."""
        return issued(paper_rows(self.request.user))

    @operation(
        "List issued papers",
        permission=Permission.READ_PAPERS,
        gives=PaperLine,
        many=True,
        paged=True,
        query={"body": OF_BODY},
    )
    def list(self, request: Any) -> HttpResponseBase:
        """What was issued, the newest first, each with the updates that were tabled to it."""
        papers = Paper.objects.visible_to(request.user)
        rows = issued_board_papers(papers)
        if "body" in self.params:
            rows = rows.filter(body=self._body(rows))
        return self.page(with_updates(rows, papers), order=ISSUED_ORDER, never_blank={"issued_at"})

    def _body(self, rows: QuerySet[Paper]) -> Body:
        slug = self.params["body"]
        found = None
        if "\x00" not in slug:
            found = Body.objects.filter(pk__in=rows.order_by().values("body"), slug=slug).first()
        if found is None:
            raise wrong_parameter("body", "There is no body of this name of which you can read papers.")
        return found

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Lines of the list."""
        return super().represent_all([of_line(paper) for paper in rows])

    @operation("Read a paper", permission=Permission.READ_PAPERS, gives=PaperOut, query={"audience": AUDIENCE})
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """An issued paper as it was frozen for you: its text, its requests as data, its files and their digests."""
        audience = audience_of(self.params)
        return self.answer(issued_paper(request.user, self.find(pk=id), audience))

    @operation(
        "Start a tabled update",
        permission=Permission.EDIT_PAPERS,
        gives=PaperDraftOut,
        status=201,
        also=(200,),
        late=True,
    )
    def start_update(self, request: Any, id: str) -> HttpResponseBase:
        """Begin the draft that holds only what changed since a paper; where somebody has begun one, that one (200)."""
        paper = self.find(pk=id)
        begun = self._known(updates_begun(paper))
        with in_time():
            return self._draft(start_tabled_update(paper, by=request.user), begun)

    @operation(
        "Start a numbered reissue",
        permission=Permission.EDIT_PAPERS,
        takes=PaperReissueIn,
        gives=PaperDraftOut,
        status=201,
        also=(200,),
        late=True,
    )
    def start_reissue(self, request: Any, id: str) -> HttpResponseBase:
        """Begin the draft of the next issue, which corrects this one; where somebody has begun it, that one (200)."""
        paper, said = self.find(pk=id), self.said()
        begun = self._known(reissues_begun(paper))
        with in_time():
            return self._draft(start_reissue(paper, by=request.user, **said), begun)

    def _known(self, drafts: QuerySet[Paper]) -> frozenset[int]:
        return frozenset(drafts.values_list("pk", flat=True))

    def _draft(self, draft: Paper, begun: frozenset[int]) -> HttpResponseBase:
        response = self.answer(draft, location=reverse("api:draft", kwargs={"id": draft.pk}))
        response.status_code = 200 if draft.pk in begun else 201
        return response

    def represent(self, row: Any) -> Any:
        """A draft, or what is one already as plain values."""
        return super().represent(of_draft(row) if isinstance(row, Paper) else row)


def issued(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of `papers` those that were issued."""
    return papers.filter(state="issued")


def issued_paper(user: Any, paper: Paper, audience: str | None = None) -> dict[str, Any]:
    """`paper` as `PaperOut` gives it out to `user`: the rendition for `audience`, or the fullest; else 404."""
    found = renditions_for(user, paper)
    return of_rendition(paper, found, chosen_rendition(found, audience), user)


class PaperFiles(FilesViewSet):
    """The files of issued papers: the very bytes that were frozen."""

    @operation(
        "Take a file of a paper",
        permission=Permission.READ_PAPERS,
        files=FROZEN_TYPES,
        query={"audience": AUDIENCE},
    )
    def retrieve(self, request: Any, id: str, extension: str) -> HttpResponseBase:
        """An issued paper as a file, as it was frozen; its ETag is its digest, and who took it is on record."""
        audience, format = audience_of(self.params), self.format()
        paper = self.find(issued(paper_rows(request.user)), pk=id)
        rendition = chosen_rendition(renditions_for(request.user, paper), audience)
        rows = RenditionFile.objects.visible_to(request.user).select_related("rendition__paper")
        file: RenditionFile = self.find(rows, rendition=rendition, format=format)
        if known := self.unchanged(file.digest):
            return known
        content = take_file(file, by=request.user)
        return sent(file.name, file.content_type, content, ETag=f'"{file.digest}"')


class Checks(ProgrammeViewSet):
    """That a file is one that was issued, unchanged."""

    tag = "Papers"

    @operation("Check a digest", permission=None, gives=PaperMatchOut, many=True, query={"digest": DIGEST})
    def list(self, request: Any) -> HttpResponseBase:
        """Say which issued paper a digest belongs to: none where the file is none of ours, or was changed."""
        try:
            digest = read_digest(self.params.get("digest", ""))
        except ValueError:
            raise wrong_parameter("digest", "Send 64 characters: numbers and the letters a to f.") from None
        return self.whole(vars(one) for one in matches(digest))
