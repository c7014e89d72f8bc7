"""Addresses of the pages that read the register."""

from django.urls import URLPattern, path, re_path

from requests_log.references import ONE_REQUEST
from requests_log.views.reading import workstream_forms
from requests_log.views.reading.detail import LoggedRequestDetail
from requests_log.views.reading.exports import ExportList
from requests_log.views.reading.freedoms import FreedomList
from requests_log.views.reading.lists import LoggedRequestList
from requests_log.views.reading.revisions import Revisions
from requests_log.views.reading.saved_views import DeleteView, SavedViews, ShareView
from requests_log.views.reading.workstream_changes import ChangeWorkstream
from requests_log.views.reading.workstreams import EndStatus, WorkstreamDetail, WorkstreamList

READING: list[URLPattern] = [
    path("requests/", LoggedRequestList.as_view(), name="list"),
    re_path(r"^requests/export\.(?P<format>csv|xlsx)$", ExportList.as_view(), name="export_list"),
    path("requests/saved-views/", SavedViews.as_view(), name="saved_views"),
    path("requests/saved-views/<int:pk>/share/", ShareView.as_view(), name="share_view"),
    path("requests/saved-views/<int:pk>/delete/", DeleteView.as_view(), name="delete_view"),
    path("requests/workstreams/", WorkstreamList.as_view(), name="workstreams"),
    path("requests/workstreams/add/", workstream_forms.AddWorkstream.as_view(), name="add_workstream"),
    path("requests/workstreams/<slug:slug>/", WorkstreamDetail.as_view(), name="workstream"),
    path(
        "requests/workstreams/<slug:slug>/statuses/", workstream_forms.AddStatus.as_view(), name="add_workstream_status"
    ),
    path("requests/workstreams/<slug:slug>/statuses/<int:pk>/end/", EndStatus.as_view(), name="end_workstream_status"),
    path("requests/workstreams/<slug:slug>/change/", ChangeWorkstream.as_view(), name="change_workstream"),
    path("requests/workstreams/<slug:slug>/workshops/", workstream_forms.AddWorkshop.as_view(), name="add_workshop"),
    path(f"{ONE_REQUEST}/", LoggedRequestDetail.as_view(), name="detail"),
    path(f"{ONE_REQUEST}/revisions/", Revisions.as_view(), name="revisions"),
    path("freedoms/", FreedomList.as_view(), name="freedoms"),
]
