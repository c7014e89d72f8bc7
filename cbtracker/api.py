"""The REST API: the only router, at /api/v1/. What hangs where is said by each app in its `api/addresses.py`."""

from __future__ import annotations

from django.urls import URLPattern, re_path
from rest_framework.routers import BaseRouter

from cbtracker.rest.routes import Route
from requests_log.api.addresses import ROUTES as REGISTER

app_name = "api"

ROUTES: list[Route] = [*REGISTER]


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
