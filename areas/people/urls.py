"""Addresses of the pages about people."""

from django.urls import path

from cbtracker.accounts.views import demo_sign_in

app_name = "accounts"

urlpatterns = [
    path("demonstration/sign-in/", demo_sign_in, name="demo_sign_in"),
]
