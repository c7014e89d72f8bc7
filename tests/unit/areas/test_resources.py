"""What an area brings together: who may change it, and who loses a simultaneous change."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import AuthorityMembership, FundingStream, Resource
from areas.services.resources import Contribution, add_resource, change_resource, contribution_of, remove_resource
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory

pytestmark = pytest.mark.django_db
IN_KIND = Contribution(year=2011, contributor="Voluntary sector", manner="in_kind", other_stream="Volunteers’ time")


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    member = AreaMemberFactory(area=area)
    AuthorityMembership.objects.create(user=user, authority=member.authority, from_on=START)
    return user


@pytest.fixture
def resource(area, officer):
    return add_resource(area=area, contribution=IN_KIND, by=officer)


def test_an_officer_adds_a_resource_whose_amount_is_not_yet_known(area, officer):
    resource = add_resource(area=area, contribution=IN_KIND, by=officer)
    resource.refresh_from_db()
    assert resource.amount_pence is None
    assert contribution_of(resource) == IN_KIND
    assert AuditEvent.objects.get().verb == "resource.added"


def test_nothing_and_not_yet_known_stay_two_answers(area, officer):
    nothing = add_resource(area=area, contribution=replace(IN_KIND, amount_pence=0), by=officer)
    assert Resource.objects.get(pk=nothing.pk).amount_pence == 0


def test_a_change_that_saw_the_newest_version_is_kept_and_audited_with_both_texts(resource, officer):
    changed = change_resource(
        resource=resource, contribution=replace(IN_KIND, amount_pence=500_00), expected_version=1, by=officer
    )
    resource.refresh_from_db()
    assert (resource.amount_pence, resource.version, changed.version) == (500_00, 2, 2)
    event = AuditEvent.objects.get(verb="resource.changed")
    assert (event.data["before"]["amount_pence"], event.data["after"]["amount_pence"]) == (None, 500_00)


def test_a_change_that_saw_an_older_version_changes_nothing_and_shows_the_newer(resource, officer):
    change_resource(resource=resource, contribution=replace(IN_KIND, note="First"), expected_version=1, by=officer)
    with pytest.raises(StaleVersion) as caught:
        change_resource(resource=resource, contribution=replace(IN_KIND, note="Second"), expected_version=1, by=officer)
    assert caught.value.current.note == "First"
    assert Resource.objects.get().note == "First"
    assert AuditEvent.objects.filter(verb="resource.changed").count() == 1


def test_a_removal_that_saw_an_older_version_removes_nothing(resource, officer):
    change_resource(resource=resource, contribution=replace(IN_KIND, note="First"), expected_version=1, by=officer)
    with pytest.raises(StaleVersion):
        remove_resource(resource=resource, expected_version=1, by=officer)
    assert Resource.objects.count() == 1
    assert not AuditEvent.objects.filter(verb="resource.removed").exists()


def test_a_removed_resource_is_kept_in_the_audit(resource, officer):
    remove_resource(resource=resource, expected_version=1, by=officer)
    assert not Resource.objects.exists()
    assert AuditEvent.objects.get(verb="resource.removed").data["before"]["other_stream"] == "Volunteers’ time"


def test_a_change_to_a_resource_that_is_gone_says_that_it_is_gone(resource, officer):
    remove_resource(resource=resource, expected_version=1, by=officer)
    with pytest.raises(StaleVersion) as caught:
        change_resource(resource=resource, contribution=IN_KIND, expected_version=1, by=officer)
    assert caught.value.current is None


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR, Role.LOCALITY_LEAD])
def test_only_those_who_look_after_the_place_and_the_secretariat_may_write(area, resource, role):
    stranger = person(role)
    with pytest.raises(NotPermitted):
        add_resource(area=area, contribution=IN_KIND, by=stranger)
    with pytest.raises(NotPermitted):
        change_resource(resource=resource, contribution=IN_KIND, expected_version=1, by=stranger)
    with pytest.raises(NotPermitted):
        remove_resource(resource=resource, expected_version=1, by=stranger)


def test_the_secretariat_may_write_for_any_place(area):
    assert add_resource(area=area, contribution=IN_KIND, by=person(Role.SECRETARIAT)).pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"other_stream": ""},
        {"contributor": ""},
        {"manner": "lent"},
        {"amount_pence": -1},
        {"year": 1999},
        {"contributor": "x" * 151},
    ],
)
def test_what_cannot_be_a_resource_is_refused_and_nothing_is_written(area, officer, wrong):
    with pytest.raises(ValidationError):
        add_resource(area=area, contribution=replace(IN_KIND, **wrong), by=officer)
    assert not Resource.objects.exists()


def test_a_resource_has_a_stream_of_the_menu_or_another_but_not_both(area, officer):
    stream = FundingStream.objects.create(slug="s", name="Stream", menu_dated=START, order=1, source="test")
    with pytest.raises(ValidationError):
        add_resource(area=area, contribution=replace(IN_KIND, stream=stream), by=officer)
    kept = add_resource(area=area, contribution=replace(IN_KIND, stream=stream, other_stream=""), by=officer)
    assert kept.stream == stream
