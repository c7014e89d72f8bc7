"""Importing a file of requests: its plan, which changes nothing, and its confirmation, which carries the plan out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import Stale, TooLate, Wrong
from cbtracker.rest.operation import operation
from cbtracker.rest.preconditions import etag_of, seen_alone
from cbtracker.rest.tables import of_fault
from cbtracker.web.tables.faults import faults_shown
from requests_log.api.import_shapes import ImportedOut, ImportIn, ImportOut, of_imported, of_plan
from requests_log.importing.plan import Plan, make_plan
from requests_log.models import ImportUpload
from requests_log.models.uploads import ImportUploadQuerySet
from requests_log.services.core import StaleVersion
from requests_log.services.register_import import ImportRefused, StalePreview
from requests_log.services.uploads import confirm_upload, effective_moment, keep_upload, plan_of, read_upload

REFUSED = "The register has moved on, and this can no longer be imported as it is. See errors."


class OfImports(ProgrammeViewSet):
    """A viewset of files between their upload and their confirmation: each its owner's alone, for a day."""

    tag = "Bulk changes and imports"

    def rows(self) -> ImportUploadQuerySet:
        """The person's own."""
        return ImportUpload.objects.visible_to(self.request.user)

    def version_of(self, row: Any) -> Any:
        """The fingerprint of a plan: the file, and the versions of the requests that it rests on."""
        return row["fingerprint"]

    def stale(self, upload: ImportUpload, plan: Plan) -> Stale:
        """412 with the plan as it is now."""
        return Stale(ImportOut(of_plan(upload, plan)).data, etag_of(plan.fingerprint))


class Imports(OfImports):
    """Plans."""

    @operation(
        "Upload a file of requests",
        permission=Permission.IMPORT_REGISTER,
        takes=ImportIn,
        gives=ImportOut,
        status=201,
        upload=True,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """A dry run: the answer says what importing the file would do, and nothing of the register is changed.

        The file is kept for a day, or until the next one is uploaded. Of a file that cannot be imported, every fault
        is named by its row and column, and it is not kept.
        """
        said, now = self.said(), timezone.now()
        file, day = said["file"], said["effective_on"]
        content = file.read()
        parsed = read_upload(content, name=file.name, now=now)
        plan = make_plan(parsed, effective_at=effective_moment(day, now=now), now=now)
        if plan.faults:
            raise Wrong([of_fault(fault) for fault in faults_shown(plan.faults).listed])
        upload = keep_upload(by=request.user, file_name=file.name, content=content, effective_on=day, now=now)
        return self.answer(of_plan(upload, plan), location=reverse("api:import", kwargs={"upload": upload.pk}))

    @operation("Read the plan of an import", permission=Permission.IMPORT_REGISTER, gives=ImportOut)
    def retrieve(self, request: Any, upload: str) -> HttpResponseBase:
        """What importing the file would do now. Where the register has moved since, the plan says so."""
        found: ImportUpload = self.find(pk=upload)
        return self.answer(of_plan(found, plan_of(found, now=timezone.now())))


class ImportConfirmations(OfImports):
    """Plans that are carried out."""

    @operation(
        "Import an uploaded file",
        permission=Permission.IMPORT_REGISTER,
        gives=ImportedOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, upload: str) -> HttpResponseBase:
        """Do what the plan says, all of it or nothing. If-Match names the plan by its ETag.

        412 with the plan as it is now, where the register has moved since. The file is not kept.
        """
        found: ImportUpload = self.find(pk=upload)
        try:
            result = confirm_upload(found, by=request.user, expected=seen_alone(request, of="one plan"))
        except StalePreview as moved:
            raise self.stale(found, moved.plan) from moved
        except StaleVersion as moved:
            raise self.stale(found, plan_of(found, now=timezone.now())) from moved
        except ImportRefused as refused:
            raise TooLate(REFUSED, [of_fault(fault) for fault in refused.faults]) from refused
        return self.answer(of_imported(result))

    def version_of(self, row: Any) -> Any:
        """None: what an import did has no version."""
        return None
