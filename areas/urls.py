"""Addresses of the lists of places."""

from django.urls import path

from areas import neighbourhood_views, views

app_name = "areas"
urlpatterns = [
    path("areas/", views.AreaList.as_view(), name="list"),
    path("areas/map/", views.MapPage.as_view(), name="map"),
    path("authorities/", views.AuthorityList.as_view(), name="authorities"),
    path("authorities/<slug:slug>/", views.AuthorityDetail.as_view(), name="authority"),
    path(
        "authorities/<slug:slug>/neighbourhoods/add/",
        neighbourhood_views.AddNeighbourhood.as_view(),
        name="add_neighbourhood",
    ),
    path("neighbourhoods/", neighbourhood_views.NeighbourhoodList.as_view(), name="neighbourhoods"),
    path("neighbourhoods/<slug:slug>/", neighbourhood_views.NeighbourhoodDetail.as_view(), name="neighbourhood"),
    path(
        "neighbourhoods/<slug:slug>/change/",
        neighbourhood_views.ChangeNeighbourhood.as_view(),
        name="change_neighbourhood",
    ),
]
