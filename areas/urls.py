"""Addresses of the lists of places."""

from django.urls import path

from areas import views

app_name = "areas"
urlpatterns = [
    path("areas/", views.AreaList.as_view(), name="list"),
    path("areas/map/", views.MapPage.as_view(), name="map"),
    path("authorities/", views.AuthorityList.as_view(), name="authorities"),
    path("authorities/<slug:slug>/", views.AuthorityDetail.as_view(), name="authority"),
]
