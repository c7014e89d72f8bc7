"""What people see when something is wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.test import Client, RequestFactory

from cbtracker.web import errors

HTTP = RequestFactory()


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (lambda: errors.bad_request(HTTP.get("/"), BadRequest("x")), 400, "We could not read that"),
        (lambda: errors.bad_request(HTTP.get("/"), RequestDataTooBig("x")), 413, "That is too large"),
        (lambda: errors.forbidden(HTTP.get("/"), PermissionDenied()), 403, "You do not have access to this"),
        (lambda: errors.csrf_failure(HTTP.get("/"), "x"), 403, "This page was open too long"),
        (lambda: errors.not_found(HTTP.get("/"), Http404("x")), 404, "Page not found"),
        (lambda: errors.server_error(HTTP.get("/")), 500, "Sorry, there is a problem"),
        (lambda: errors.unavailable(HTTP.get("/")), 503, "Sorry, the service is away for a moment"),
    ],
)
def test_error_page_needs_neither_session_nor_database(answer, status, said):
    """pytest-django refuses the database to a test that does not ask for it, as this one does not."""
    response = answer()
    html = response.content.decode()
    assert response.status_code == status
    assert f'<h1 class="govuk-heading-l">{said}</h1>' in html
    assert f"<title>{said} – cbtracker</title>" in html


def test_reason_of_a_missing_row_is_not_shown_but_a_clear_text_is():
    secret = errors.not_found(HTTP.get("/"), Http404("No LoggedRequest matches the given query."))
    clear = errors.not_found(HTTP.get("/"), errors.ClearNotFound("That page of the list is <gone>"))
    assert b"LoggedRequest" not in secret.content
    assert b"That page of the list is &lt;gone&gt;" in clear.content


@pytest.mark.django_db
def test_unknown_address_is_a_404_for_somebody_signed_in(client: Client, django_user_model):
    client.force_login(
        django_user_model.objects.create_user("a@example.org", full_name="A", role="partner"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert b"Page not found" in response.content


@pytest.mark.django_db
def test_form_without_its_token_changes_nothing_and_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a"})
    assert response.status_code == 403
    assert b"This page was open too long" in response.content
