"""Requests as they are raised, triaged and changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import Wrong
from cbtracker.rest.operation import operation
from requests_log.api.naming import NAMING_FIELDS, areas_to_raise_for, new_areas, new_departments, places
from requests_log.api.requests import Requests
from requests_log.api.shapes import RequestOut
from requests_log.api.writing_shapes import RaiseIn, TriageIn
from requests_log.models import LoggedRequest
from requests_log.services import raise_request, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed

NO_LEVEL = "Choose the level of attention too."


class Register(Requests):
    """The register, read and written."""

    @operation("Raise a request", permission=Permission.RAISE_REQUEST, takes=RaiseIn, gives=RequestOut, status=201)
    def create(self, request: Any) -> HttpResponseBase:
        """Ask Whitehall for something. It waits for the secretariat's triage.

        Officers and locality leads raise requests for their own places; the secretariat and champions for any, and for
        many or all areas by `scope`. Look at the freedoms first: what you need may be possible already.
        """
        said = self.said()
        named = AreasNamed(said.pop("scope"), places(said.pop("areas"), areas_to_raise_for(request.user)))
        asked = DepartmentsNamed(items=tuple(said.pop("departments")), lead=said.pop("lead"))
        entry = raise_request(by=request.user, areas=named, departments=asked, **said)
        return self.answer(entry, location=reverse("api:request", kwargs={"reference": entry.reference}))

    @operation(
        "Triage or change a request", permission=Permission.TRIAGE, takes=TriageIn, gives=RequestOut, versioned=True
    )
    def partial_update(self, request: Any, reference: str) -> HttpResponseBase:
        """Say whom a request is made of, by when and through what. A raised request is accepted by it.

        What is left out stays as it is. A due date that moves to a later day, or goes, needs `reason`. A workstream
        brings its timescale. `scope` “many” or “all” takes the areas off; `department_scope` “all” asks every
        department besides those named. Where nothing would change, nothing is written.
        """
        entry = self.entry(Permission.TRIAGE)
        said = self.said(partial=True)
        self.expect(entry)
        check_attention(entry, said)
        triage(
            entry,
            by=request.user,
            expected_version=entry.shared_version,
            areas=new_areas(entry, said, request.user),
            departments=new_departments(entry, said),
            **{name: value for name, value in said.items() if name not in NAMING_FIELDS},
        )
        return self.answer(entry)


def check_attention(entry: LoggedRequest, said: dict[str, Any]) -> None:
    """Raise Wrong for a reason without a level of attention, which the service would drop."""
    if said.get("attention_reason") and not said.get("attention", entry.attention):
        raise Wrong([{"pointer": "#/attention", "detail": NO_LEVEL}])
