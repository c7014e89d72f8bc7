"""Signing in and out, passwords, and what is closed to people who may not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as active
from django.contrib.auth.hashers import identify_hasher
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.conventions.matrix.routes import every_route
from tests.factories.people import PASSWORD, UserFactory
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db

NEW = "seventeen umbrellas in Hull"


@pytest.fixture(autouse=True)
def _no_tries_remembered():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def person():
    return UserFactory(email="amina@example.org", full_name="Amina Khan", password=PASSWORD)


def sign_in(client: Client, email="amina@example.org", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def test_a_person_signs_in_with_email_and_password_in_any_case(client, person):
    assert sign_in(client, "AMINA@example.org").status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_signs_nobody_in_and_says_what_to_do(client, person):
    response = sign_in(client, password="wrong")
    assert "One of them is not right" in response.text
    assert not is_signed_in(client)


def test_an_unknown_address_gets_the_same_words_as_a_wrong_password(client, person):
    def words(response):
        return re.findall(r"govuk-error-summary__body.*?</div>", response.text, re.S)

    unknown, wrong = sign_in(client, "nobody@example.org"), sign_in(client, password="wrong")
    assert words(unknown) == words(wrong) != []


def test_signing_in_goes_on_to_the_page_that_was_asked_for_but_to_no_other_site(client, person):
    login = reverse("account_login")
    data = {"login": person.email, "password": PASSWORD}
    asked = client.post(login, {**data, "next": reverse("account_change_password")})
    assert asked["Location"] == reverse("account_change_password")
    client.logout()
    elsewhere = client.post(login, {**data, "next": "https://evil.example/"})
    assert elsewhere["Location"] == "/"


def test_signing_out_takes_a_post(client, person):
    client.force_login(person)
    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_a_person_whose_access_has_ended_cannot_sign_in_and_is_told_so(client, person):
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    response = sign_in(client)
    assert response["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)
    assert "Your access has ended" in client.get(response["Location"]).text


def test_a_session_ends_when_the_access_does(client, person):
    sign_in(client)
    assert is_signed_in(client)
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    assert not is_signed_in(client)


def test_passwords_are_kept_by_argon2():
    from cbtracker import settings as product

    assert product.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_a_password_of_the_product_is_hashed_by_argon2(settings, client):
    from cbtracker import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    user = UserFactory(email="strong@example.org", password=PASSWORD)
    assert identify_hasher(user.password).algorithm == "argon2"
    sign_in(client, user.email)
    assert is_signed_in(client)


def test_five_wrong_tries_close_an_account_for_a_while_whatever_host_they_name(client, person, settings):
    settings.ALLOWED_HOSTS = ["example.gov.uk"]
    for port in range(5):
        sign_in(
            client, password="wrong", headers={"host": f"example.gov.uk:{9000 + port}"}, REMOTE_ADDR=f"10.1.0.{port}"
        )
    response = sign_in(client, headers={"host": "example.gov.uk"}, REMOTE_ADDR="10.1.0.99")
    assert "Wait 5 minutes" in response.text
    assert not is_signed_in(client)


def test_four_wrong_tries_do_not_close_an_account(client, person):
    for _ in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302


def test_tries_are_counted_where_every_process_counts_them():
    assert active.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def many_wrong_tries(headers_of) -> list[bool]:
    """Ten wrong tries and then one more, each for another account; says of each whether it was let through."""
    let_through = []
    for n in range(12):
        response = sign_in(Client(), f"person{n}@example.org", "wrong", **headers_of(n))
        let_through.append(response.status_code == 200 and "Wait 5 minutes" not in response.text)
    return let_through


def test_behind_one_proxy_a_made_up_forwarded_address_does_not_escape_the_limit(settings, person):
    settings.PROXY_COUNT = 1

    def spoofed(n):
        return {"headers": {"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(spoofed) == [True] * 10 + [False] * 2


def test_behind_one_proxy_different_people_are_counted_apart(settings, person):
    """The negative control: what our own proxy wrote does count, so that one person does not lock out all."""
    settings.PROXY_COUNT = 1

    def honest(n):
        return {"headers": {"x-forwarded-for": f"198.51.100.{n}"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(honest) == [True] * 12


def test_without_a_proxy_nothing_forwarded_counts(settings, person):
    settings.PROXY_COUNT = 0

    def spoofed(n):
        return {"headers": {"x-forwarded-for": f"203.0.113.{n}"}, "REMOTE_ADDR": "10.0.0.1"}

    assert many_wrong_tries(spoofed) == [True] * 10 + [False] * 2


@pytest.mark.parametrize(
    ("count", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "not-an-address", "10.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
    ],
)
def test_the_client_address_is_what_the_outermost_of_our_proxies_saw(rf, settings, count, forwarded, expected):
    from cbtracker.accounts.adapter import AccountAdapter

    settings.PROXY_COUNT = count
    request = rf.get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1")
    assert AccountAdapter().get_client_ip(request) == expected


def test_nobody_signs_up_or_reaches_a_page_of_allauth_that_is_not_listed(client, person):
    client.force_login(person)
    for page in ("signup/", "email/", "confirm-email/", "login/code/", "password/reset/confirm/", "3rdparty/", ""):
        assert client.get(f"/account/{page}").status_code == 404, page


PAGES_OF_ALLAUTH = {
    "account_login": ({}, False),
    "account_logout": ({}, True),
    "account_inactive": ({}, False),
    "account_reauthenticate": ({}, True),
    "account_change_password": ({}, True),
    "account_set_password": ({}, True),
    "account_reset_password": ({}, False),
    "account_reset_password_done": ({}, False),
    "account_reset_password_from_key": ({"uidb36": "1", "key": "not-a-key"}, False),
    "account_reset_password_from_key_done": ({}, False),
}


def test_every_page_of_allauth_is_known_to_the_test_below():
    of_allauth = {route.name for route in every_route() if route.path.startswith("/account/")}
    assert of_allauth == set(PAGES_OF_ALLAUTH)


@pytest.mark.parametrize("name", PAGES_OF_ALLAUTH)
def test_every_page_of_allauth_is_drawn_from_our_template(client, person, name, monkeypatch):
    drawn: list[str] = []
    backend = engines["jinja"]
    original = backend.get_template

    def noted(template_name):
        template = original(template_name)
        drawn.append(template_name)
        return template

    monkeypatch.setattr(backend, "get_template", noted)
    monkeypatch.setattr(engines["django"], "get_template", lambda name: pytest.fail(f"{name} is not ours"))
    kwargs, signed_in = PAGES_OF_ALLAUTH[name]
    if name == "account_set_password":
        person.set_unusable_password()
        person.save()
    if signed_in:
        client.force_login(person)
    response = client.get(reverse(name, kwargs=kwargs))
    assert response.status_code == 200
    assert [template for template in drawn if template.startswith("account/")]
    assert "cbtracker</title>" in response.text


def test_too_many_requests_get_our_page(client, person):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": person.email})
    response = client.post(reverse("account_reset_password"), {"email": person.email})
    assert response.status_code == 429
    assert "Wait before you try again" in response.text
    assert "cbtracker</title>" in response.text


def reset_link_from(box) -> str:
    text = box.messages[-1].get_payload()[0].get_payload(decode=True).decode()
    return re.search(r"http://127\.0\.0\.1:8000(\S+)", text).group(1)


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client, person, settings):
    client.post(reverse("account_reset_password"), {"email": "Amina@example.org"})
    with smtp_server(settings) as box:
        deliver_due(now=timezone.now())
        link = reset_link_from(box)
        assert box.addressees() == ["amina@example.org"]
        form = client.get(link)["Location"]
        assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
        assert sign_in(client, password=NEW).status_code == 302
        assert "does not work any more" in Client().get(link).text
        deliver_due(now=timezone.now())
        assert "was reset" in box.messages[-1]["Subject"]


def test_the_outbox_holds_no_link_and_no_token_of_a_reset(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    [message] = OutboxMessage.objects.all()
    assert message.payload == {"template": "password_reset_key"}


def test_asking_for_a_reset_of_an_unknown_address_says_the_same_and_sends_nothing(client, person):
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"]
    assert [m.recipient for m in OutboxMessage.objects.all()] == [person]


def test_a_reset_queued_before_the_access_ended_is_not_sent(client, person, settings):
    client.post(reverse("account_reset_password"), {"email": person.email})
    person.is_active, person.access_ended_at = False, timezone.now()
    person.save()
    with smtp_server(settings) as box:
        assert deliver_due(now=timezone.now()) == {"dropped": 1}
        assert box.messages == []


def test_changing_the_password_needs_the_old_one_tells_the_person_and_keeps_the_session(client, person):
    sign_in(client)
    change = reverse("account_change_password")
    wrong = client.post(change, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert "not your password" in wrong.text
    client.post(change, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_signed_in(client)
    assert OutboxMessage.objects.get().payload == {"template": "password_changed"}
    assert sign_in(Client(), password=NEW).status_code == 302


def test_changing_the_password_ends_every_other_session(client, person):
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert not is_signed_in(other)


@pytest.mark.parametrize("weak", ["short", "123456789012345", "qwerty123456", "amina@example.org"])
def test_weak_passwords_are_refused(client, person, weak):
    sign_in(client)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_reauthentication_takes_the_persons_password_and_no_other(client, person):
    sign_in(client)
    page = reverse("account_reauthenticate")
    assert "not your password" in client.post(page, {"password": "wrong"}).text
    assert client.post(page, {"password": PASSWORD}).status_code == 302


def test_people_not_signed_in_are_sent_to_sign_in_and_then_on(client, person):
    response = client.get(reverse("account_change_password"))
    assert response["Location"] == f"{reverse('account_login')}?next={reverse('account_change_password')}"


def test_demonstration_users_sign_in_by_a_button(client, settings):
    settings.DEMONSTRATION = True
    for role in Role:
        UserFactory(email=f"{role.value}@demo.example", role=role)
    page = client.get(reverse("account_login")).text
    for role in Role:
        assert f'value="{role.value}"' in page
        response = client.post(reverse("accounts:demo_sign_in"), {"role": role.value})
        assert response["Location"] == "/"
        assert client.session["_auth_user_id"]
        client.post(reverse("account_logout"))


def test_without_demonstration_mode_there_is_no_such_button_and_no_such_page(client, settings):
    settings.DEMONSTRATION = False
    UserFactory(email="secretariat@demo.example")
    response = client.post(reverse("accounts:demo_sign_in"), {"role": "secretariat"})
    assert response.status_code == 404
    assert "_auth_user_id" not in client.session
    assert reverse("accounts:demo_sign_in") not in client.get(reverse("account_login")).text


def test_the_demonstration_page_takes_no_other_role_and_no_get(client, settings):
    settings.DEMONSTRATION = True
    UserFactory(email="minister@demo.example")
    assert client.post(reverse("accounts:demo_sign_in"), {"role": "minister"}).status_code == 404
    assert client.get(reverse("accounts:demo_sign_in")).status_code == 404


def test_a_demonstration_user_whose_access_has_ended_cannot_sign_in(client, settings):
    settings.DEMONSTRATION = True
    UserFactory(
        email="partner@demo.example",
        role=Role.PARTNER,
        is_active=False,
        access_ended_at=datetime(2011, 4, 1, tzinfo=UTC),
    )
    assert client.post(reverse("accounts:demo_sign_in"), {"role": "partner"}).status_code == 404


def test_a_reset_link_is_too_old_after_the_time_that_the_settings_give(client, person, settings, time_machine):
    from cbtracker.accounts.mail import reset_link

    start = datetime(2011, 3, 22, 12, 0, tzinfo=UTC)
    time_machine.move_to(start)
    link = reset_link(person).removeprefix(settings.SITE_URL)
    assert client.get(link).status_code == 302
    time_machine.move_to(start + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60))
    assert "does not work any more" in Client().get(link).text
