"""Addresses of nominations for those who read them, acknowledge them, and sign them."""

from django.urls import URLPattern, path

from rollout.views.acknowledging import AcknowledgeNomination
from rollout.views.nomination_reading import NominationList, NominationPage, NominationsCsv
from rollout.views.sign_off import SignedOffPage, SignOffPage

NOMINATIONS: list[URLPattern] = [
    path("nominations/", NominationList.as_view(), name="nominations"),
    path("nominations/nominations.csv", NominationsCsv.as_view(), name="nominations_csv"),
    path("nominations/<int:pk>/", NominationPage.as_view(), name="nomination"),
    path("nominations/<int:pk>/acknowledge/", AcknowledgeNomination.as_view(), name="acknowledge_nomination"),
    path("nominations/sign/<str:token>/", SignOffPage.as_view(), name="sign_off"),
    path("nominations/sign/<str:token>/done/", SignedOffPage.as_view(), name="signed_off"),
]
