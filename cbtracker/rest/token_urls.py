"""Addresses of the pages of access tokens."""

from django.urls import path

from cbtracker.rest import token_views

app_name = "tokens"
urlpatterns = [
    path("", token_views.OwnTokens.as_view(), name="own"),
    path("create/", token_views.CreateToken.as_view(), name="create"),
    path("<int:pk>/revoke/", token_views.RevokeToken.as_view(), name="revoke"),
]
