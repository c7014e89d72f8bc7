"""Addresses of digests."""

from django.urls import path

from cbtracker.digests.views import links, own, quiet, sent

app_name = "digests"
urlpatterns = [
    path("", own.OwnDigest.as_view(), name="own"),
    path("send-now/", own.SendNow.as_view(), name="send_now"),
    path("sent/", sent.DigestList.as_view(), name="sent"),
    path("quiet/", quiet.QuietPeriods.as_view(), name="quiet"),
    path("quiet/add/", quiet.AddQuietPeriod.as_view(), name="add_quiet"),
    path("quiet/<int:pk>/", quiet.ChangeQuietPeriod.as_view(), name="change_quiet"),
    path("quiet/<int:pk>/remove/", quiet.RemoveQuietPeriod.as_view(), name="remove_quiet"),
    path("choice/<str:token>/", links.ChoiceByLink.as_view(), name="choice"),
    path("stop/<str:token>/", links.Unsubscribe.as_view(), name="unsubscribe"),
]
