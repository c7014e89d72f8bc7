"""Addresses of papers, of the bodies that they are for and of their meetings, in the namespace `papers`."""

from django.urls import include, path

from cbtracker.papers import body_urls
from cbtracker.papers.views.requests_paper import DownloadRequestsPaperView, RequestsPaperView

app_name = "papers"

urlpatterns = [
    path("papers/requests/", RequestsPaperView.as_view(), name="requests"),
    path("papers/requests/download/", DownloadRequestsPaperView.as_view(), name="download"),
    path("", include(body_urls)),
]
