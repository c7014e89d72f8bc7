"""Files and people for the tests of the import."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from requests_log.importing.files import ParsedFile, read_requests
from requests_log.importing.plan import read_known
from requests_log.models import ChangeBatch, Freedom, LoggedRequest, Position, Revision, Workstream
from requests_log.services.register_import import ImportRefused, import_register

MARCH_17 = datetime(2011, 3, 17, 0, 0, tzinfo=UTC)
MARCH_22 = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
LATER = MARCH_22 + timedelta(days=7)
HEADER = ("section", "areas", "issue", "departments", "position")
SCHOOLS = ("to_resolve", "All / many areas", "Schools to take part", "DfE", "Being considered.")
COURTS = ("to_resolve", "West London Group (H&F)", "Shorten delays in court", "DfE / MoJ", "To be looked at.")
FINANCE = ("workstream", "", "New forms of finance", "", "Continuing work.")
HEALTH = ("later", "Leicestershire", "Councils to commission", "DH", "Early talk offered.")
POOLING = ("addressed", "Hull", "Pool the treatment budget", "DH", "May be pooled locally.")
FIVE = (SCHOOLS, COURTS, FINANCE, HEALTH, POOLING)


def csv_file(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """A CSV file of `rows`."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([header, *rows])
    return buffer.getvalue().encode("utf-8-sig")


def parsed(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> ParsedFile:
    """`rows` as the import reads them."""
    return read_requests(csv_file(*rows, header=header), name="requests.csv", known=read_known(on=MARCH_22.date()))


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """`row` with some cells otherwise."""
    return tuple((dict(zip(HEADER, row, strict=True)) | cells).values())


def secretariat() -> User:
    """A member of the secretariat."""
    return User.objects.create_user("secretariat@test.example", full_name="A Secretary", role=Role.SECRETARIAT)


def workstream(name: str = "Innovative finance", order: int = 1) -> Workstream:
    """A workstream."""
    return Workstream.objects.create(slug=name.lower().replace(" ", "-"), name=name, order=order)


def entry(issue: str) -> LoggedRequest:
    """The request with this issue."""
    return LoggedRequest.objects.get(issue=issue)


def snapshot() -> list[Any]:
    """Every row that an import may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (LoggedRequest, Revision, Position, Freedom, ChangeBatch, AuditEvent, Workstream)
    ]


def faults_of(file: ParsedFile, by: User, **more: Any) -> list[tuple[int, str]]:
    """Row and column of each fault for which the import of `file` is refused, having changed nothing."""
    before = snapshot()
    with pytest.raises(ImportRefused) as caught:
        import_register(file, by=by, now=MARCH_22, **more)
    assert snapshot() == before
    return [(fault.row, fault.column) for fault in caught.value.faults]
