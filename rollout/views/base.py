"""What all pages of the rollout share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.views import View

from areas.access import can
from cbtracker.accounts.permissions import Permission


class RolloutReader(View):
    """Pages of the rollout: not found for those whose role has no programme data (DESIGN §6)."""

    permission: ClassVar[Permission] = Permission.READ_ROLLOUT
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may read the rollout, or what `permission` says instead."""
        self.user: Any = request.user
        if not can(self.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)
