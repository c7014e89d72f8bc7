"""Addresses of the pages that change requests."""

from django.urls import URLPattern, path

from requests_log.references import ONE_REQUEST
from requests_log.views.writing import bulk, changes, lifecycle, outcomes, positions, queue, raising, replies, triage

WRITING: list[URLPattern] = [
    path("requests/yours/", queue.QueueView.as_view(), name="queue"),
    path("requests/yours/next/", queue.NextInQueueView.as_view(), name="queue_next"),
    path("requests/untriaged/", triage.UntriagedView.as_view(), name="untriaged"),
    path("requests/untriaged/next/", triage.NextUntriagedView.as_view(), name="untriaged_next"),
    path("requests/raise/", raising.StartView.as_view(), name="raise"),
    path("requests/raise/check/", raising.CheckView.as_view(), name="raise_check"),
    path("requests/raise/delete/", raising.DeleteDraftView.as_view(), name="raise_delete"),
    path("requests/raise/answered/", raising.AnsweredView.as_view(), name="raise_answered"),
    path("requests/raise/<slug:question>/", raising.QuestionView.as_view(), name="raise_question"),
    path("requests/bulk/", bulk.BulkView.as_view(), name="bulk"),
    path("requests/changes/", changes.ChangesView.as_view(), name="changes"),
    path("requests/changes/<int:pk>/", changes.ChangeBatchView.as_view(), name="change"),
    path("requests/changes/<int:pk>/reverse/", changes.ReverseView.as_view(), name="reverse"),
    path(f"{ONE_REQUEST}/raised/", raising.RaisedView.as_view(), name="raised"),
    path(f"{ONE_REQUEST}/triage/", triage.TriageView.as_view(), name="triage"),
    path(f"{ONE_REQUEST}/position/", positions.PositionView.as_view(), name="position"),
    path(f"{ONE_REQUEST}/confirm/", positions.ConfirmView.as_view(), name="confirm"),
    path(f"{ONE_REQUEST}/next-step/", positions.NextStepView.as_view(), name="next_step"),
    path(f"{ONE_REQUEST}/outcome/", outcomes.OutcomeView.as_view(), name="outcome"),
    path(f"{ONE_REQUEST}/freedom/", outcomes.FreedomView.as_view(), name="freedom"),
    path(f"{ONE_REQUEST}/reopen/", lifecycle.ReopenView.as_view(), name="reopen"),
    path(f"{ONE_REQUEST}/withdraw/", lifecycle.WithdrawView.as_view(), name="withdraw"),
    path(f"{ONE_REQUEST}/duplicate/", lifecycle.DuplicateView.as_view(), name="duplicate"),
    path(f"{ONE_REQUEST}/links/", lifecycle.LinksView.as_view(), name="links"),
    path(f"{ONE_REQUEST}/links/<int:link>/remove/", lifecycle.UnlinkView.as_view(), name="unlink"),
    path(f"{ONE_REQUEST}/reply/", replies.ReplyView.as_view(), name="reply"),
    path(f"{ONE_REQUEST}/persists/", replies.PersistsView.as_view(), name="persists"),
    path(f"{ONE_REQUEST}/watch/", replies.WatchView.as_view(), name="watch"),
    path(f"{ONE_REQUEST}/unwatch/", replies.UnwatchView.as_view(), name="unwatch"),
]
