"""Addresses of the page of a place and of its resources."""

from django.urls import path

from cbtracker.places.views.place import PlacePage
from cbtracker.places.views.resources import AddResource, ChangeResource, RemoveResource

app_name = "places"
urlpatterns = [
    path("areas/<slug:slug>/", PlacePage.as_view(), name="place"),
    path("areas/<slug:slug>/resources/add/", AddResource.as_view(), name="add_resource"),
    path("areas/<slug:slug>/resources/<int:pk>/", ChangeResource.as_view(), name="change_resource"),
    path("areas/<slug:slug>/resources/<int:pk>/remove/", RemoveResource.as_view(), name="remove_resource"),
]
