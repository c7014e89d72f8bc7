"""The address of the home page: in no namespace, because settings name it."""

from django.urls import path

from cbtracker.places.views.home import HomePage

urlpatterns = [path("", HomePage.as_view(), name="home")]
