"""Rows of the matrix: the import of requests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.models import ImportUpload
from tests.conventions.matrix.rows import SECRETARIAT, Row


def furnish(world: Any) -> None:
    """A file of the secretariat that waits for its confirmation."""
    owner = world.people[Role.SECRETARIAT]
    upload = ImportUpload.objects.create(
        owner=owner, file_name="requests.csv", content=b"section", uploaded_at=timezone.now()
    )
    world.own.upload = world.other.upload = upload


def upload_of(side: Any, user: Any) -> dict[str, Any]:
    """The file."""
    return {"upload": side.upload.pk}


ROWS: list[Row] = [
    Row("requests:import", "GET", SECRETARIAT),
    Row("requests:import", "POST", SECRETARIAT),
    Row("requests:import_preview", "GET", SECRETARIAT, kwargs=upload_of),
    Row("requests:import_preview", "POST", SECRETARIAT, kwargs=upload_of),
]
