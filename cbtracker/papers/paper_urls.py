"""Addresses of papers: listed, written, issued, read and checked; part of the namespace `papers`."""

from django.urls import path, register_converter

from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.models.renditions import FROZEN_FORMATS
from cbtracker.papers.plan_paper import FORMATS as PLAN_FORMATS
from cbtracker.papers.views.checking import CheckPaper
from cbtracker.papers.views.drafting import DraftPage, NewPaper
from cbtracker.papers.views.following import DiscardDraft, StartReissue, StartTabledUpdate
from cbtracker.papers.views.issuing import IssuePaper
from cbtracker.papers.views.listing import PaperList
from cbtracker.papers.views.previews import DraftFile, LivePreview, PreviewPage
from cbtracker.papers.views.reading import FrozenFile, PaperPage, RenditionPage


class AudienceConverter:
    """One of the audiences of papers, in an address."""

    regex = "|".join(Audience.values)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class FormatConverter(AudienceConverter):
    """One of the formats that are frozen, in an address."""

    regex = "|".join(FROZEN_FORMATS)


class AnyFormatConverter(AudienceConverter):
    """One of the formats that there are, in an address."""

    regex = "|".join(FORMATS)


class PlanFormatConverter(AudienceConverter):
    """One of the formats that an operational plan can be had in, in an address."""

    regex = "|".join(PLAN_FORMATS)


register_converter(AudienceConverter, "audience")
register_converter(PlanFormatConverter, "plan_format")
register_converter(FormatConverter, "frozen_format")
register_converter(AnyFormatConverter, "any_format")

urlpatterns = [
    path("papers/", PaperList.as_view(), name="list"),
    path("papers/new/", NewPaper.as_view(), name="new"),
    path("papers/check/", CheckPaper.as_view(), name="check"),
    path("papers/<int:pk>/", PaperPage.as_view(), name="paper"),
    path("papers/<int:pk>/edit/", DraftPage.as_view(), name="draft"),
    path("papers/<int:pk>/preview/", LivePreview.as_view(), name="live_preview"),
    path("papers/<int:pk>/preview/<audience:audience>/", PreviewPage.as_view(), name="preview"),
    path("papers/<int:pk>/preview/<audience:audience>/<frozen_format:format>/", DraftFile.as_view(), name="draft_file"),
    path("papers/<int:pk>/issue/", IssuePaper.as_view(), name="issue"),
    path("papers/<int:pk>/discard/", DiscardDraft.as_view(), name="discard"),
    path("papers/<int:pk>/tabled-update/", StartTabledUpdate.as_view(), name="tabled_update"),
    path("papers/<int:pk>/reissue/", StartReissue.as_view(), name="reissue"),
    path("papers/<int:pk>/<audience:audience>/", RenditionPage.as_view(), name="rendition"),
    path("papers/<int:pk>/<audience:audience>/<frozen_format:format>/", FrozenFile.as_view(), name="file"),
]
