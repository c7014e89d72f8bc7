"""Where each app's pages hang: includes only."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("", include("requests_log.urls")),
]
