"""Addresses of the officer's side of a nomination, below /nominations/."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from rollout.nomination_pages import Page
from rollout.views.nominations.ending import Confirmation, Resume, Submit, Withdraw
from rollout.views.nominations.questions import Question
from rollout.views.nominations.signing import AskSignOff
from rollout.views.nominations.starting import Check, Start, Tasks


class PageConverter(StringConverter):
    """The name of a page of questions, so that no other address below a nomination is taken for one."""

    regex = "|".join(Page.values)


register_converter(PageConverter, "nomination_page")

NOMINATING: list[URLPattern] = [
    path("nominations/start/", Start.as_view(), name="nominate"),
    path("nominations/<int:pk>/tasks/", Tasks.as_view(), name="nomination_tasks"),
    path("nominations/<int:pk>/<nomination_page:page>/", Question.as_view(), name="nomination_page"),
    path("nominations/<int:pk>/check/", Check.as_view(), name="nomination_check"),
    path("nominations/<int:pk>/sign-off/<slug:slug>/", AskSignOff.as_view(), name="nomination_sign_off"),
    path("nominations/<int:pk>/submit/", Submit.as_view(), name="nomination_submit"),
    path("nominations/<int:pk>/confirmation/", Confirmation.as_view(), name="nomination_confirmation"),
    path("nominations/<int:pk>/withdraw/", Withdraw.as_view(), name="nomination_withdraw"),
    path("nominations/<int:pk>/resume/", Resume.as_view(), name="nomination_resume"),
]
