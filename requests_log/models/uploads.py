"""A file between its upload and its confirmation."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.tables.uploads import KeptUpload


class ImportUploadQuerySet(models.QuerySet):
    """Uploads, each for the person who sent it only."""

    def visible_to(self, user: Any) -> Self:
        """The uploads of `user`, who must be allowed to import."""
        return self.filter(owner=user) if can(user, Permission.IMPORT_REGISTER) else self.none()


class ImportUpload(KeptUpload):
    """A file that was uploaded to be imported and waits for its preview to be confirmed."""

    effective_on = models.DateField(null=True, blank=True)

    objects = ImportUploadQuerySet.as_manager()
