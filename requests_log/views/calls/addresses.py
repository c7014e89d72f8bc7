"""Addresses of calls and returns."""

from django.urls import URLPattern, path

from requests_log.views.calls import answering, issuing, reading

CALLS: list[URLPattern] = [
    path("calls/", reading.CallList.as_view(), name="calls"),
    path("calls/new/", issuing.NewCall.as_view(), name="call_new"),
    path("calls/<slug:slug>/", reading.CallDetail.as_view(), name="call"),
    path("calls/<slug:slug>/returns.csv", reading.CallCsv.as_view(), name="call_csv"),
    path("calls/<slug:slug>/extend/", issuing.ExtendCall.as_view(), name="call_extend"),
    path("calls/<slug:slug>/answer/<int:addressee>/", answering.AnswerCall.as_view(), name="answer"),
]
