"""Addresses of the offer, its take-up and the open pages; part of the namespace `rollout`."""

from django.urls import URLPattern, path

from rollout.views.offer import AnswerComment, EditOffer, OfferHistory, OfferTextPage, PublishOffer
from rollout.views.open_pages import OfferPage, OpenFreedoms, OpenTimeline
from rollout.views.take_up import AreaTakeUp, EndTakeUp, RecordTakeUp, TakeUpByElement

OFFER: list[URLPattern] = [
    path("offer/", OfferPage.as_view(), name="offer"),
    path("offer/timeline/", OpenTimeline.as_view(), name="open_timeline"),
    path("offer/freedoms/", OpenFreedoms.as_view(), name="open_freedoms"),
    path("offer/history/", OfferHistory.as_view(), name="offer_history"),
    path("offer/texts/<int:number>/", OfferTextPage.as_view(), name="offer_text"),
    path("offer/edit/", EditOffer.as_view(), name="edit_offer"),
    path("offer/publish/", PublishOffer.as_view(), name="publish_offer"),
    path("offer/comments/<int:pk>/answer/", AnswerComment.as_view(), name="answer_comment"),
    path("offer/take-up/", TakeUpByElement.as_view(), name="take_up"),
    path("offer/take-up/<slug:slug>/", AreaTakeUp.as_view(), name="area_take_up"),
    path("offer/take-up/<slug:slug>/record/", RecordTakeUp.as_view(), name="record_take_up"),
    path("offer/take-up/<slug:slug>/<int:pk>/end/", EndTakeUp.as_view(), name="end_take_up"),
]
