"""Requests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.web.streaming import XLSX_TYPE
from requests_log.models import Action, Freedom, RequestLink
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import NOBODY, PROGRAMME, READERS, SECRETARIAT, WHITEHALL


def reference(side, user):
    return {"reference": side.read_entry.reference}


STATERS = frozenset({Role.SECRETARIAT, Role.CHAMPION})


def revision(side, user):
    return {**reference(side, user), "version": 1}


def link(side, user):
    return {**reference(side, user), "to__reference": side.linked_entry.reference}


def to_linked(side, user):
    return {"to": side.linked_entry.reference}


def furnish(world: Any) -> None:
    """Beside each side's request another that is related to it."""
    now = timezone.now()
    for side in (world.own, world.other):
        draft = Draft(
            issue="Let budgets be aligned",
            areas=AreasNamed("named", (NamedArea(side.area),)),
            departments=DepartmentsNamed("named", (side.department,)),
        )
        [side.linked_entry] = create_requests([draft], by=None, action=Action.IMPORTED, now=now)
        side.freedom = Freedom.objects.create(entry=side.linked_entry, text="Align them", declared_at=now)
        RequestLink.objects.create(from_entry=side.read_entry, to_entry=side.linked_entry, kind="related")


def freedom(side, user):
    return {"id": side.freedom.pk}


def view(side, user):
    return {"id": side.views[user.pk].pk if user else 1}


def workstream(side, user):
    return {"slug": side.workstream.slug}


def status(side, user):
    return {**workstream(side, user), "id": side.workstream_status.pk}


KNOWS_OTHERS = READERS - {Role.OFFICER}
ROWS = [
    ApiRow("requests_list", READERS),
    ApiRow("requests_list", READERS, accept="text/csv"),
    ApiRow("requests_list", READERS, accept=XLSX_TYPE),
    ApiRow("queue_list", STATERS),
    ApiRow("request_positions_list", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_revisions_list", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_revision_retrieve", READERS, other=KNOWS_OTHERS, kwargs=revision),
    ApiRow("request_links_list", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_links_create", SECRETARIAT, kwargs=reference, body=to_linked),
    ApiRow("request_link_destroy", SECRETARIAT, kwargs=link),
    ApiRow("request_watch_retrieve", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_watch_update", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_watch_destroy", READERS, other=KNOWS_OTHERS, kwargs=reference),
    ApiRow("request_retrieve", READERS, other=READERS - {Role.OFFICER}, kwargs=reference),
    ApiRow("request_positions_create", STATERS, other=SECRETARIAT, kwargs=reference),
    ApiRow("request_confirmations_create", STATERS, other=SECRETARIAT, kwargs=reference),
    ApiRow("freedoms_list", PROGRAMME),
    ApiRow("freedom_retrieve", PROGRAMME, kwargs=freedom),
    ApiRow("similar_freedoms_ask", READERS - {Role.PARTNER}),
    ApiRow("saved_views_list", READERS),
    ApiRow("saved_views_create", READERS),
    ApiRow("saved_view_retrieve", READERS, other=NOBODY, kwargs=view),
    ApiRow("saved_view_partial_update", WHITEHALL, other=NOBODY, kwargs=view),
    ApiRow("saved_view_destroy", READERS, other=NOBODY, kwargs=view),
    ApiRow("workstreams_list", READERS),
    ApiRow("workstreams_create", SECRETARIAT),
    ApiRow("workstream_retrieve", READERS, kwargs=workstream),
    ApiRow("workstream_partial_update", SECRETARIAT, kwargs=workstream),
    ApiRow("workstream_statuses_create", SECRETARIAT, kwargs=workstream),
    ApiRow("workstream_status_end", SECRETARIAT, kwargs=status),
    ApiRow("workshops_create", SECRETARIAT, kwargs=workstream),
    ApiRow("changes_retrieve", READERS),
    ApiRow("changes_retrieve", READERS, accept="text/csv"),
]
