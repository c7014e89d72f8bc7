"""Rows of the register as they lie in the database, for tests of the database itself.

Whatever tests how the register behaves raises requests through its services, which write revisions too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from requests_log.models import (
    ChangeBatch,
    Freedom,
    ImportUpload,
    LoggedRequest,
    Position,
    RaiseDraft,
    ReferenceCounter,
    RequestArea,
    RequestDepartment,
    RequestLink,
    Revision,
    SavedView,
    Status,
    Watch,
    Workshop,
    Workstream,
    WorkstreamStatus,
)
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, DepartmentFactory

MOMENT = datetime(2011, 3, 22, 17, tzinfo=UTC)


class WorkstreamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workstream

    slug = factory.Sequence(lambda n: f"test-workstream-{n}")
    name = factory.Sequence(lambda n: f"Test workstream {n}")
    order = factory.Sequence(lambda n: 1000 + n)


class WorkstreamStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkstreamStatus

    workstream = factory.SubFactory(WorkstreamFactory)
    text = "A workshop is being arranged"
    effective_at = recorded_at = MOMENT


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workshop

    workstream = factory.SubFactory(WorkstreamFactory)
    title = "A workshop"
    held_on = date(2011, 5, 1)


class LoggedRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LoggedRequest

    number = factory.Sequence(lambda n: 100_000 + n)
    reference = factory.LazyAttribute(lambda entry: f"CB-{entry.number}")
    issue = "Sharing of data on families"
    raised_on = date(2011, 2, 1)
    paper_order = factory.SelfAttribute("number")
    effective_at = updated_at = area_updated_at = MOMENT


class RequestAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequestArea

    entry = factory.SubFactory(LoggedRequestFactory)
    area = factory.SubFactory(AreaFactory)
    order = 1


class RequestDepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequestDepartment

    entry = factory.SubFactory(LoggedRequestFactory)
    department = factory.SubFactory(DepartmentFactory)
    order = 1
    status = Status.RAISED
    updated_at = MOMENT


class RequestLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequestLink

    from_entry = factory.SubFactory(LoggedRequestFactory)
    to_entry = factory.SubFactory(LoggedRequestFactory)
    kind = RequestLink.Kind.RELATED


class WatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Watch

    entry = factory.SubFactory(LoggedRequestFactory)
    user = factory.SubFactory(UserFactory)
    since = MOMENT


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"View {n}")
    query = "status=accepted"
    created_at = MOMENT


class ReferenceCounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferenceCounter

    pk = 1


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Position

    entry = factory.SubFactory(LoggedRequestFactory)
    text = "The department is considering it"
    effective_at = recorded_at = MOMENT


class ChangeBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChangeBatch

    kind = ChangeBatch.Kind.BULK
    at = MOMENT
    reason = "The April dates moved"


class RevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Revision

    entry = factory.SubFactory(LoggedRequestFactory)
    version = area_version = 1
    area_visible = True
    action = "raised"
    by_name = "A person"
    effective_at = recorded_at = MOMENT
    data = factory.LazyFunction(dict)


class FreedomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Freedom

    entry = factory.SubFactory(LoggedRequestFactory)
    text = "Any area may pool this grant"
    declared_at = MOMENT


class RaiseDraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RaiseDraft

    user = factory.SubFactory(UserFactory)
    started_at = updated_at = MOMENT


class ImportUploadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportUpload

    owner = factory.SubFactory(UserFactory)
    file_name = "register.csv"
    content = b"section,areas,issue,departments,position"
    uploaded_at = MOMENT
