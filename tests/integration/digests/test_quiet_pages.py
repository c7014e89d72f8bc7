"""Quiet periods: read by everybody who is signed in, changed by the secretariat."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from cbtracker.audit.models import AuditEvent
from cbtracker.digests.models import QuietPeriod
from tests.integration.digests.digesting import MONDAY

pytestmark = pytest.mark.django_db
LIST, ADD = "/digest/quiet/", "/digest/quiet/add/"


def typed(**words) -> dict[str, str]:
    said = {"name": "Easter recess", "kind": "recess", "from_on": "5 4 2011", "until_on": "25 4 2011", **words}
    data = {"name": said["name"], "kind": said["kind"]}
    for name in ("from_on", "until_on"):
        parts = dict(zip(("day", "month", "year"), said[name].split(), strict=False))
        data |= {f"{name}_{part}": text for part, text in parts.items()}
    return data | {key: value for key, value in said.items() if key in ("version", "choice", "once")}


@pytest.fixture
def period(world) -> QuietPeriod:
    return QuietPeriod.objects.create(
        name="Recess", kind="recess", from_on=date(2011, 4, 5), until_on=date(2011, 4, 25), added_at=MONDAY
    )


def change(period) -> str:
    return reverse("digests:change_quiet", args=[period.pk])


def remove(period) -> str:
    return reverse("digests:remove_quiet", args=[period.pk])


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner", "administrator"])
def test_everybody_reads_them_and_only_the_secretariat_is_led_to_change_them(browser_of, period, role):
    for who, leads in ((role, False), ("secretariat", True)):
        told = browser_of(who).get(LIST).text
        assert "Recess" in told
        assert (change(period) in told) is leads
        assert (ADD in told) is leads


def test_one_is_added_once_however_often_the_button_is_pressed(browser_of):
    client = browser_of("secretariat")
    for _ in range(2):
        answer = client.post(ADD, typed(once="a-key"), follow=True)
        assert "The quiet period is added" in answer.text
    made = QuietPeriod.objects.get()
    assert (made.name, made.from_on, made.until_on) == ("Easter recess", date(2011, 4, 5), date(2011, 4, 25))
    assert AuditEvent.objects.filter(verb="quiet_period.added").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter name"),
        ({"kind": ""}, "Select what kind of time it is"),
        ({"from_on": "31 2 2011"}, "First day must be a real date"),
        ({"until_on": "4 4 2011"}, "The last day must be the first day or after it."),
        ({"until_on": "3 8 2011"}, "A quiet period is at most 120 days long."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(browser_of, wrong, said):
    answer = browser_of("secretariat").post(ADD, typed(**wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert not QuietPeriod.objects.exists()


def test_the_second_writer_sees_both_versions(browser_of, period):
    client = browser_of("secretariat")
    assert client.post(change(period), typed(name="First", version="1")).status_code == 302
    answer = client.post(change(period), typed(name="Second", version="1"))
    assert answer.status_code == 409
    assert "First" in answer.text
    assert "Second" in answer.text
    period.refresh_from_db()
    assert (period.name, period.version) == ("First", 2)
    assert client.post(change(period), typed(name="Second", version="2")).status_code == 302
    period.refresh_from_db()
    assert period.name == "Second"


def test_keeping_what_is_there_changes_nothing(browser_of, period):
    answer = browser_of("secretariat").post(change(period), typed(version="1", choice="theirs"), follow=True)
    assert "It was left as it is" in answer.text
    period.refresh_from_db()
    assert period.version == 1


def test_a_form_without_its_version_is_not_taken(browser_of, period):
    assert browser_of("secretariat").post(change(period), typed()).status_code == 422
    period.refresh_from_db()
    assert period.name == "Recess"


def test_what_was_removed_while_it_was_changed_can_be_added_again(browser_of, period):
    client, address = browser_of("secretariat"), change(period)
    period.delete()
    answer = client.post(address, typed(version="1"))
    assert answer.status_code == 409
    assert "Add it again" in answer.text
    assert "Easter recess" in answer.text
    assert client.get(address).status_code == 404


def test_one_is_removed_after_being_asked(browser_of, period):
    client = browser_of("secretariat")
    assert "Recess" in client.get(remove(period)).text
    assert QuietPeriod.objects.exists()
    assert "The quiet period is removed" in client.post(remove(period), {"version": "1"}, follow=True).text
    assert not QuietPeriod.objects.exists()
    assert client.post(remove(period), {"version": "1"}).status_code == 302


def test_one_that_was_changed_meanwhile_is_shown_again_before_it_is_removed(browser_of, period):
    QuietPeriod.objects.update(version=2, name="Now longer")
    answer = browser_of("secretariat").post(remove(period), {"version": "1"})
    assert answer.status_code == 409
    assert "Now longer" in answer.text
    assert QuietPeriod.objects.exists()


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner", "administrator"])
def test_others_find_no_page_to_change_them_on(browser_of, period, role):
    client = browser_of(role)
    for address in (ADD, change(period), remove(period)):
        assert client.get(address).status_code == 404
        assert client.post(address, typed(version="1")).status_code == 404
    period.refresh_from_db()
    assert period.name == "Recess"
