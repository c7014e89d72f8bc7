"""Addresses of the rollout, in the namespace `rollout`. Hung at the root: /coverage/, /timeline/."""

from django.urls import URLPattern, path

from rollout.money_urls import FINANCE
from rollout.views.conversation_addresses import CONVERSATIONS
from rollout.views.coverage import CoverageCsv, CoveragePage, MapPage
from rollout.views.document_addresses import DOCUMENTS
from rollout.views.nomination_addresses import NOMINATIONS
from rollout.views.nominations.addresses import NOMINATING
from rollout.views.offer_addresses import OFFER
from rollout.views.steps import RetractStep, StepsPage, TakeStep
from rollout.views.support.addresses import SUPPORT
from rollout.views.timeline import TimelineCalendar, TimelinePage
from rollout.views.timeline_forms import AddEntry, ChangeEntry, ChangePhase, RemoveEntry

app_name = "rollout"

COVERAGE: list[URLPattern] = [
    path("coverage/", CoveragePage.as_view(), name="coverage"),
    path("coverage/coverage.csv", CoverageCsv.as_view(), name="coverage_csv"),
    path("coverage/map/", MapPage.as_view(), name="map"),
]

STEPS: list[URLPattern] = [
    path("coverage/authorities/<slug:slug>/", StepsPage.as_view(), name="steps"),
    path("coverage/authorities/<slug:slug>/take/", TakeStep.as_view(), name="take_step"),
    path("coverage/authorities/<slug:slug>/<int:pk>/retract/", RetractStep.as_view(), name="retract_step"),
]

TIMELINE: list[URLPattern] = [
    path("timeline/", TimelinePage.as_view(), name="timeline"),
    path("timeline.ics", TimelineCalendar.as_view(), name="timeline_calendar"),
    path("timeline/add/", AddEntry.as_view(), name="add_to_timeline"),
    path("timeline/<int:pk>/", ChangeEntry.as_view(), name="change_timeline"),
    path("timeline/<int:pk>/remove/", RemoveEntry.as_view(), name="remove_from_timeline"),
    path("timeline/phases/<slug:slug>/", ChangePhase.as_view(), name="change_phase"),
]

urlpatterns = [
    *COVERAGE,
    *STEPS,
    *TIMELINE,
    *CONVERSATIONS,
    *DOCUMENTS,
    *NOMINATIONS,
    *NOMINATING,
    *OFFER,
    *SUPPORT,
    *FINANCE,
]
