"""The offer in the demonstration: versions, a draft, comments, and areas that take up its elements."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from areas.models import Area
from cbtracker.places.demo.load import BEGAN, HANDED_OVER
from cbtracker.places.demo.offer import INVENTED, SECOND, tell_offer
from cbtracker.places.demo.people import load_people
from requests_log.importing.moments import start_of
from rollout.models import OfferComment, OfferElement, OfferText, OfferVersion, TakeUp
from tests.integration.requests_log.pages import words
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def people():
    reference_data()
    return load_people(began=start_of(BEGAN), handed_over=start_of(HANDED_OVER))


def test_there_are_two_versions_a_draft_after_them_and_comments_with_and_without_an_answer(people):
    tell_offer(people, now=NOW)
    versions = list(OfferVersion.objects.order_by("number"))
    assert [one.number for one in versions] == [1, 2]
    assert OfferText.objects.first().number > versions[-1].text.number
    assert {bool(one.reply) for one in OfferComment.objects.all()} == {True, False}
    assert all(INVENTED in one.words for one in OfferComment.objects.all())
    assert INVENTED in words(Client().get("/offer/"))


def test_every_area_takes_up_something_every_element_is_taken_up_and_some_use_has_ended(people):
    tell_offer(people, now=NOW)
    assert set(TakeUp.objects.values_list("area", flat=True)) == set(Area.objects.values_list("pk", flat=True))
    assert {one.element.key for one in TakeUp.objects.current()} == {one.key for one in OfferElement.objects.all()}
    assert TakeUp.objects.exclude(ended_on=None).exists()
    assert all(one.note == INVENTED for one in TakeUp.objects.all())


def test_nothing_is_told_that_has_not_happened_yet(people):
    tell_offer(people, now=SECOND)
    assert not OfferText.objects.exists()
