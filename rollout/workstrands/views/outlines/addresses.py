"""Addresses of outline proposals, below /workstrands/outlines/."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from rollout.workstrands.outline_pages import OutlinePage
from rollout.workstrands.views.outlines.ending import OutlineConfirmation, SubmitOutline, WithdrawOutline
from rollout.workstrands.views.outlines.questions import OutlineQuestion
from rollout.workstrands.views.outlines.reading import OutlineList, OutlinePageOfOne, OutlinesCsv
from rollout.workstrands.views.outlines.signing import AskOutlineSignOff, SignedOutline, SignOutline
from rollout.workstrands.views.outlines.starting import CheckOutline, OutlineTaskList, StartOutline


class OutlinePageConverter(StringConverter):
    """The name of a page of questions, so that no other address below an outline proposal is taken for one."""

    regex = "|".join(OutlinePage.values)


register_converter(OutlinePageConverter, "outline_page")
ONE = "outlines/<int:pk>"

URLS: list[URLPattern] = [
    path("outlines/", OutlineList.as_view(), name="outlines"),
    path("outlines/outlines.csv", OutlinesCsv.as_view(), name="outlines_csv"),
    path("outlines/sign/<str:token>/", SignOutline.as_view(), name="sign_outline"),
    path("outlines/sign/<str:token>/done/", SignedOutline.as_view(), name="outline_signed_off"),
    path("<int:number>/outlines/start/", StartOutline.as_view(), name="start_outline"),
    path(f"{ONE}/", OutlinePageOfOne.as_view(), name="outline"),
    path(f"{ONE}/tasks/", OutlineTaskList.as_view(), name="outline_tasks"),
    path(f"{ONE}/<outline_page:page>/", OutlineQuestion.as_view(), name="outline_page"),
    path(f"{ONE}/check/", CheckOutline.as_view(), name="outline_check"),
    path(f"{ONE}/sign-off/<slug:side>/", AskOutlineSignOff.as_view(), name="outline_sign_off"),
    path(f"{ONE}/submit/", SubmitOutline.as_view(), name="submit_outline"),
    path(f"{ONE}/confirmation/", OutlineConfirmation.as_view(), name="outline_confirmation"),
    path(f"{ONE}/withdraw/", WithdrawOutline.as_view(), name="withdraw_outline"),
]
