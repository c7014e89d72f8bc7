"""Where each app's pages hang: includes only."""

from django.urls import include, path

urlpatterns = [
    path("", include("cbtracker.web.urls")),
    path("account/tokens/", include("cbtracker.rest.token_urls")),
    path("account/", include("cbtracker.accounts.sign_in_urls")),
    path("", include("areas.people.urls")),
    path("", include("areas.urls")),
    path("audit/", include("cbtracker.audit.urls")),
    path("", include("cbtracker.health.urls")),
    path("emails/", include("cbtracker.outbox.urls")),
    path("", include("requests_log.urls")),
    path("", include("rollout.urls")),
    path("", include("rollout.workstrands.urls")),
    path("families/", include("families.urls")),
    path("api/v1/", include("cbtracker.api")),
    path("api/", include("cbtracker.rest.reference_urls")),
    path("digest/", include("cbtracker.digests.urls")),
    path("", include("cbtracker.papers.urls")),
    path("", include("cbtracker.places.home_urls")),
    path("", include("cbtracker.places.urls")),
]

handler400 = "cbtracker.web.errors.bad_request"
handler403 = "cbtracker.web.errors.forbidden"
handler404 = "cbtracker.web.errors.not_found"
handler500 = "cbtracker.web.errors.server_error"
