"""Addresses of the board papers, in the namespace `papers`."""

from django.urls import path

from cbtracker.papers.views import DownloadRequestsPaperView, RequestsPaperView

app_name = "papers"

urlpatterns = [
    path("requests/", RequestsPaperView.as_view(), name="requests"),
    path("requests/download/", DownloadRequestsPaperView.as_view(), name="download"),
]
