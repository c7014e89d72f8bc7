"""The sink's addresses beside the product's."""

from django.urls import include, path

from cbtracker.urls import handler400, handler403, handler404, handler500
from tests.browser.sink import views

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    path("sink/form/", views.form),
    path("sink/list/", views.listing),
    path("sink/parts/", views.parts),
    path("sink/bare/", views.bare),
    path("sink/missing/", views.missing),
    path("sink/denied/", views.denied),
    path("sink/broken/", views.broken),
    path("", include("cbtracker.urls")),
]
