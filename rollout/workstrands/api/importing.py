"""Importing lines of a shadow budget: what a file would do, which changes nothing, and its confirmation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import Stale, TooLate, Wrong
from cbtracker.rest.operation import operation
from cbtracker.rest.preconditions import etag_of, seen_alone
from cbtracker.rest.tables import of_fault
from cbtracker.web.tables.faults import faults_shown
from rollout.workstrands.api.importing_shapes import (
    BudgetImportedOut,
    BudgetImportIn,
    BudgetImportOut,
    of_budget_preview,
)
from rollout.workstrands.api.parts import KEPT_BY, PlanParts
from rollout.workstrands.importing.preview import preview_of
from rollout.workstrands.models import BudgetUpload
from rollout.workstrands.services.budget_import import (
    BudgetImportRefused,
    BudgetMoved,
    confirm_budget_upload,
    keep_budget_upload,
    preview_of_upload,
    read_file,
)

EDIT = Permission.EDIT_STRAND_PLAN
REFUSED = "The plan has moved on, and this can no longer be imported as it is. See errors."


class OfBudgetImports(PlanParts):
    """Files of budget lines between their upload and their confirmation: each its owner's alone, for a day."""

    def rows(self) -> Any:
        """The person's own."""
        return BudgetUpload.objects.visible_to(self.request.user).select_related("plan__place__strand")

    def version_of(self, row: Any) -> Any:
        """The version of the budget that a preview rests on."""
        return row.get("budget_version")

    def upload(self, slug: str, key: str) -> BudgetUpload:
        """The upload `key` for the plan of the place `slug`; 404 unless the person still keeps that plan."""
        found: BudgetUpload = self.find(pk=key, plan__place__slug=slug)
        self.require(EDIT, found.plan)
        return found


class BudgetImports(OfBudgetImports):
    """Previews."""

    @operation(
        "Upload lines of a shadow budget",
        permission=EDIT,
        takes=BudgetImportIn,
        gives=BudgetImportOut,
        status=201,
        upload=True,
        late=True,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """A dry run: the answer says what importing the file would do, and nothing of the budget is changed.

        By the place's officers, its community, its joint team and the secretariat. The file is kept for a day, or
        until the next one is uploaded. Of a file that cannot be imported, every fault is named by its row and column,
        and it is not kept.
        """
        plan = self.plan(EDIT, slug)
        said = self.said()
        file, how = said["file"], said["how"]
        content = file.read()
        read = read_file(content, name=file.name, plan=plan)
        if read.faults:
            raise Wrong([of_fault(fault) for fault in faults_shown(read.faults).listed])
        upload = keep_budget_upload(
            plan=plan, how=how, file_name=file.name, content=content, by=request.user, now=timezone.now()
        )
        address = reverse("api:budget_import", kwargs={"slug": slug, "upload": upload.pk})
        return self.answer(of_budget_preview(upload, preview_of(read, plan=plan, how=how)), location=address)

    @operation("Read what an import of budget lines would do", permission=EDIT, gives=BudgetImportOut)
    def retrieve(self, request: Any, slug: str, upload: str) -> HttpResponseBase:
        """What importing the file would do now. Where the budget has changed since, this says so."""
        found = self.upload(slug, upload)
        return self.answer(of_budget_preview(found, preview_of_upload(found)))


class BudgetImportConfirmations(OfBudgetImports):
    """Imports that are carried out."""

    @operation(
        "Import uploaded lines of a shadow budget",
        permission=EDIT,
        gives=BudgetImportedOut,
        versioned=True,
        late=True,
        description=f"{KEPT_BY} All of the file or nothing. If-Match names what would be done by its ETag; 412 with "
        "what would be done now, where the budget has changed since. The file is not kept.",
    )
    def create(self, request: Any, slug: str, upload: str) -> HttpResponseBase:
        """Do what was said."""
        found = self.upload(slug, upload)
        expected = _version(seen_alone(request, of="one preview"))
        try:
            done = confirm_budget_upload(upload=found, expected_version=expected, by=request.user, now=timezone.now())
        except BudgetMoved as moved:
            found = self.upload(slug, upload)
            preview = preview_of_upload(found)
            raise Stale(BudgetImportOut(of_budget_preview(found, preview)).data, etag_of(preview.version)) from moved
        except BudgetImportRefused as refused:
            raise TooLate(REFUSED, [of_fault(fault) for fault in refused.faults]) from refused
        return self.answer({"added": done.added, "removed": done.removed})


def _version(etag: str) -> int:
    """The version that an ETag of ours says, 0 for what is none."""
    return int(etag) if etag.isascii() and etag.isdigit() and len(etag) < 10 else 0
