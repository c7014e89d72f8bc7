"""Populations and indicators: what there is, and a new one by file, preview and confirmation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.services.reference import ReferenceFault
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLarge, TooLate, Wrong
from cbtracker.rest.operation import operation
from families.api.base import FamiliesViewSet
from families.api.input_shapes import (
    AddedOut,
    InputLine,
    InputOut,
    UploadIn,
    UploadOut,
    of_added,
    of_input,
    of_upload,
    of_whole_input,
)
from families.forms.runs import LARGEST_FILE
from families.input_presenters import faults_shown
from families.inputs import Contents
from families.models import InputUpload
from families.selectors.runs import bases_for, figures_in, indicators_for, runs_for
from families.services import InputWords
from families.services.uploads import confirm_upload, contents_of, keep_upload, read_contents


class Populations(FamiliesViewSet):
    """How many people live in each authority."""

    made_of = "base"

    def rows(self) -> Any:
        """Those that the reader may know of."""
        return bases_for(self.request.user)

    @operation("List populations", permission=Permission.READ_RUNS, gives=InputLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The populations that runs can be made of, by name. Each is kept as it came in."""
        return self._all()

    @operation("Read a population", permission=Permission.READ_RUNS, gives=InputOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """Where it is from, the people of each authority, and the runs made of it."""
        return self._one(slug)

    def _all(self) -> HttpResponseBase:
        return self.whole(of_input(one) for one in self.rows())

    def _one(self, slug: str) -> HttpResponseBase:
        found = self.find(slug=slug)
        made = runs_for(self.request.user).filter(**{self.made_of: found})
        return self.answer(of_whole_input(found, figures_in(found), made))


class Indicators(Populations):
    """A score of need for each authority."""

    made_of = "indicators"

    def rows(self) -> Any:
        """Those that the reader may know of."""
        return indicators_for(self.request.user)

    @operation("List indicators", permission=Permission.READ_RUNS, gives=InputLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The indicators that runs can be made of, by name. Each is kept as it came in."""
        return self._all()

    @operation("Read an indicator", permission=Permission.READ_RUNS, gives=InputOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """Where it is from, the score of each authority, and the runs made of it."""
        return self._one(slug)


class Uploads(FamiliesViewSet):
    """A file of figures between its upload and its confirmation: its owner's alone, for a day."""

    def rows(self) -> Any:
        """The person's own."""
        return InputUpload.objects.visible_to(self.request.user)

    @operation(
        "Upload a file of figures",
        permission=Permission.EDIT_RUNS,
        status=201,
        takes=UploadIn,
        gives=UploadOut,
        upload=True,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Read a CSV file and keep it for its preview, which is the answer. Every fault is named by its row, and then
        nothing is kept. A new file takes the place of the person's earlier one.
        """
        said = self.said()
        upload = self._kept(said, said["file"])
        address = reverse("api:input_upload", kwargs={"upload": upload.pk})
        return self._preview(upload, location=request.build_absolute_uri(address))

    @operation("Read the preview of a file of figures", permission=Permission.EDIT_RUNS, gives=UploadOut)
    def retrieve(self, request: Any, upload: str) -> HttpResponseBase:
        """What the file would bring, authority by authority."""
        return self._preview(self.find(pk=upload))

    def _kept(self, said: dict[str, Any], file: Any) -> InputUpload:
        if file.size > LARGEST_FILE:
            raise TooLarge
        words = InputWords(name=said["name"], source=said["source"])
        contents = Contents(file.name, file.read())
        try:
            return keep_upload(kind=said["kind"], words=words, file=contents, by=self.request.user, now=timezone.now())
        except ReferenceFault as wrong:
            raise Wrong([{"pointer": "#/file", "detail": text} for text in _faults(wrong, file.name)]) from wrong

    def _preview(self, upload: InputUpload, *, location: str = "") -> HttpResponseBase:
        preview = read_contents(upload.kind, contents_of(upload))
        return self.answer(of_upload(upload, preview), location=location)


class Confirmations(Uploads):
    """The second step: the file becomes an input, all of it or nothing."""

    @operation("Add an uploaded file", permission=Permission.EDIT_RUNS, status=201, gives=AddedOut, late=True)
    def create(self, request: Any, upload: str) -> HttpResponseBase:
        """Add what the preview showed. 409 where something else of its name or its figures was added since."""
        kept = self.find(pk=upload)
        try:
            added = confirm_upload(upload=kept, by=request.user, now=timezone.now())
        except ValidationError as wrong:
            raise TooLate(" ".join(wrong.messages)) from wrong
        said = of_added(added)
        address = reverse(f"api:{said['kind']}", kwargs={"slug": said["slug"]})
        return self.answer(said, location=request.build_absolute_uri(address))


def _faults(wrong: ReferenceFault, file: str) -> list[str]:
    """Each fault by its row, as the page lists them."""
    shown = faults_shown(wrong, file)
    return [*shown.listed, *([f"There are {shown.more:,} more."] if shown.more else [])]
