"""The first page of each role."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from cbtracker.places.home import home_for


class HomePage(TemplateView):
    """What waits for the person who signed in."""

    template_name = "places/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The home page of the person's role."""
        return super().get_context_data(home=home_for(self.request.user, now=timezone.now()), **kwargs)
