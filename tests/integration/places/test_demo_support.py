"""Support in the demonstration: invented, said to be so, with something to come and something unrecorded."""

from datetime import UTC, datetime

import pytest

from cbtracker.accounts.permissions import Role
from cbtracker.places.demo.support import INVENTED, tell_support
from rollout.models import Attendee, BuddyPair, Hub, LearningSet, Workshop
from tests.factories.people import person
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def told():
    reference_data()
    tell_support(by=person(Role.SECRETARIAT), now=NOW)


def test_all_support_of_the_demonstration_says_that_it_is_invented(told):
    texts = [
        *Hub.objects.values_list("contact", flat=True),
        *BuddyPair.objects.values_list("note", flat=True),
        *LearningSet.objects.values_list("purpose", flat=True),
        *Workshop.objects.values_list("about", flat=True),
    ]
    assert len(texts) > 10
    assert all(INVENTED in text for text in texts)


def test_there_are_workshops_to_come_and_one_person_of_whom_nothing_is_recorded(told):
    assert Workshop.objects.to_come(NOW).count() == 2
    held = Attendee.objects.filter(workshop__starts_at__lt=NOW)
    assert held.filter(attended=True).exists()
    assert held.filter(attended__isnull=True).exists()
