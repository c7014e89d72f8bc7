"""The REST API: the only router, at /api/v1/. What hangs where is said by each app in its `api/addresses.py`."""

from __future__ import annotations

from django.urls import URLPattern, re_path
from rest_framework.routers import BaseRouter

from areas.api import addresses as areas
from cbtracker.digests.api import addresses as digests
from cbtracker.papers.api import addresses as papers
from cbtracker.papers.api import annex_d_addresses as annex_d
from cbtracker.rest.routes import Route
from families.api import addresses as families
from requests_log.api import addresses as requests
from requests_log.api import call_addresses as calls
from requests_log.api import writing_addresses as writing
from rollout.api import coverage_addresses as coverage
from rollout.api import nomination_addresses as nominations
from rollout.api import support_addresses as support
from rollout.workstrands.api import addresses as workstrands

app_name = "api"

APPS = (
    requests,
    writing,
    calls,
    areas,
    coverage,
    nominations,
    support,
    workstrands,
    families,
    annex_d,
    papers,
    digests,
)
ROUTES: list[Route] = [route for app in APPS for route in app.ROUTES]


class Router(BaseRouter):
    """Makes an address of each route."""

    def get_urls(self) -> list[URLPattern]:
        """The addresses; each name is its route's."""
        return [
            re_path(
                rf"^{route.address}/$",
                route.viewset.as_view(dict(route.actions), basename=route.name),
                name=route.name,
            )
            for route in ROUTES
        ]


urlpatterns = Router().urls
