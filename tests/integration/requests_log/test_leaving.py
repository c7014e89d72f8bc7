"""What somebody leaves in the register when their access ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import charges_of, end_access
from cbtracker.audit.models import AuditEvent
from requests_log.models import LoggedRequest, SavedView, Watch
from tests.factories.people import person
from tests.factories.register import LoggedRequestFactory, SavedViewFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR)


def test_shared_views_and_watched_requests_go_to_the_chosen_person(administrator):
    leaving, successor = person(Role.CHAMPION, full_name="Lee"), person(Role.CHAMPION)
    SavedViewFactory(user=leaving, name="Late ones", shared=True)
    SavedViewFactory(user=leaving, name="Mine", shared=False)
    both, one = LoggedRequestFactory(), LoggedRequestFactory()
    for entry, user in ((both, leaving), (one, leaving), (both, successor)):
        Watch.objects.create(entry=entry, user=user, since=NOW)
    [charge] = charges_of(leaving, now=NOW)
    assert charge.label == "Shared views (1) and watched requests (2)"
    end_access(leaving, by=administrator, now=NOW, reassign_to={charge.key: successor})
    assert list(SavedView.objects.values_list("name", "user")) == [("Late ones", successor.pk)]
    assert set(Watch.objects.values_list("entry", "user")) == {(both.pk, successor.pk), (one.pk, successor.pk)}
    assert AuditEvent.objects.filter(verb="saved_view.handed_over").count() == 1


def test_access_does_not_end_while_a_shared_view_has_no_new_owner(administrator):
    leaving = person(Role.LOCALITY_LEAD)
    SavedViewFactory(user=leaving, shared=True)
    with pytest.raises(ValidationError, match="Choose who takes over: Shared views"):
        end_access(leaving, by=administrator, now=NOW)
    assert SavedView.objects.get().user == leaving


def test_a_view_keeps_its_words_when_its_new_owner_has_one_of_that_name(administrator):
    leaving, successor = person(Role.CHAMPION, full_name="Lee"), person(Role.CHAMPION)
    long = "x" * 100
    for user in (leaving, successor):
        SavedViewFactory(user=user, name="Late ones", shared=True)
        SavedViewFactory(user=user, name=long, shared=True)
    SavedViewFactory(user=successor, name="Late ones (from Lee)")
    end_access(leaving, by=administrator, now=NOW, reassign_to={"register": successor})
    names = set(SavedView.objects.filter(user=successor).values_list("name", flat=True))
    assert "Late ones (from Lee) 2" in names
    assert f"{'x' * 89} (from Lee)" in names
    assert max(map(len, names)) == 100


def test_a_partner_cannot_be_given_whitehall_s_shared_views(administrator):
    leaving = person(Role.CHAMPION)
    SavedViewFactory(user=leaving, shared=True)
    with pytest.raises(ValidationError):
        end_access(leaving, by=administrator, now=NOW, reassign_to={"register": person(Role.PARTNER)})


def test_an_officer_s_watches_end_and_what_they_raised_stays_theirs(administrator):
    officer = person(Role.OFFICER)
    entry = LoggedRequestFactory(raised_by=officer)
    Watch.objects.create(entry=entry, user=officer, since=NOW)
    assert charges_of(officer, now=NOW) == []
    end_access(officer, by=administrator, now=NOW)
    assert not Watch.objects.exists()
    assert LoggedRequest.objects.get().raised_by == officer
