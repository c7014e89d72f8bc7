"""The page of digests for those who read the audit: made for whom, of what time, and what became of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from cbtracker.digests.filters import DigestFilterSet
from cbtracker.digests.models import Digest
from cbtracker.digests.presenters import Became, digest_rows, that_became
from cbtracker.web.lists import FilteredList


class DigestList(FilteredList):
    """Digests, the newest period first; never what they said. Not found for those who may not see them."""

    filterset_class = DigestFilterSet
    template_name = "digests/sent.html"
    orders: ClassVar[dict[str, str]] = {"period": "period"}
    default_order = "-period"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404 unless the person reads the audit."""
        if not request.user.reads_audit:  # type: ignore[union-attr]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Digest]:
        """The digests that the person may see, with their people and messages."""
        return Digest.objects.visible_to(self.request.user).select_related("user", "message")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how many have failed, whatever the filters hide."""
        failed = Digest.objects.visible_to(self.request.user).filter(that_became(Became.FAILED)).count()
        context = super().get_context_data(failed=failed, **kwargs)
        return {**context, "rows": digest_rows(context["page"].rows)}
