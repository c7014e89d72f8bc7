"""Addresses of papers, of the bodies that they are for and of their meetings, in the namespace `papers`."""

from django.urls import include, path

from cbtracker.papers import body_urls, paper_urls
from cbtracker.papers.views.annex_d import AnnexDFile
from cbtracker.papers.views.changes import ChangesCsvView, ChangesView
from cbtracker.papers.views.place_sheet import PlaceSheetFile, PlaceSheetPage
from cbtracker.papers.views.plan_paper import PlanPaperFile, PlanPaperPage
from cbtracker.papers.views.requests_paper import DownloadRequestsPaperView, RequestsPaperView

app_name = "papers"

PLAN = "workstrands/places/<slug:place>"
VERSION = f"{PLAN}/versions/<int:number>"

urlpatterns = [
    path("areas/<slug:slug>/sheet/", PlaceSheetPage.as_view(), name="place_sheet"),
    path("areas/<slug:slug>/sheet/<slug:format>/", PlaceSheetFile.as_view(), name="place_sheet_file"),
    path(f"{PLAN}/paper/", PlanPaperPage.as_view(), name="plan_paper"),
    path(f"{PLAN}/paper/<plan_format:format>/", PlanPaperFile.as_view(), name="plan_paper_file"),
    path(f"{VERSION}/paper/", PlanPaperPage.as_view(), name="plan_version_paper"),
    path(f"{VERSION}/paper/<plan_format:format>/", PlanPaperFile.as_view(), name="plan_version_paper_file"),
    path("families/annex-d/annex-d.<any_format:format>", AnnexDFile.as_view(), name="annex_d_file"),
    path("papers/requests/", RequestsPaperView.as_view(), name="requests"),
    path("papers/requests/download/", DownloadRequestsPaperView.as_view(), name="download"),
    path("papers/changes/", ChangesView.as_view(), name="changes"),
    path("papers/changes/csv/", ChangesCsvView.as_view(), name="changes_csv"),
    path("", include(body_urls)),
    path("", include(paper_urls)),
]
