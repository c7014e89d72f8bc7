"""A body's sight is changed after papers were issued: nobody learns more than they may, and nothing looks new."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Body, Rendition, RenditionFile
from cbtracker.papers.models.choices import Audience, BodySight
from cbtracker.papers.renditions import build_rendition, compared_for
from requests_log.sights import Sight
from tests.factories.papers import BodyMemberFactory
from tests.integration.papers.conftest import say
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, drafted, quickly_issued
from tests.integration.requests_log.world import accepted

pytestmark = pytest.mark.django_db
WORDS, SECRET = "Schools may join.", "Ministers are against it."


@pytest.fixture
def paper(world):
    """A paper of the CB Group that holds what is for Whitehall only."""
    entry = accepted(world, world.dfe, now=TUESDAY - timedelta(days=2))
    say(world, entry, WORDS, at=TUESDAY - timedelta(days=1))
    say(world, entry, SECRET, at=TUESDAY - timedelta(hours=1), audience="whitehall")
    return quickly_issued(world)


def now_sees(paper, sight) -> None:
    Body.objects.filter(pk=paper.body_id).update(sight=sight)


@pytest.mark.parametrize("role", ["partner", "officer"])
def test_a_body_that_may_read_less_now_does_not_read_its_earlier_papers_in_full(world, paper, role):
    person = world.person(role)
    BodyMemberFactory(body=paper.body, user=person, from_on=date(2011, 1, 1))
    assert Rendition.objects.visible_to(person).filter(audience=Audience.BODY).exists()
    now_sees(paper, BodySight.PARTNERS)
    own = {"partner": Audience.PARTNERS, "officer": Audience.AREAS}[role]
    assert [one.audience for one in Rendition.objects.visible_to(person)] == [own]
    assert {file.rendition.audience for file in RenditionFile.objects.visible_to(person)} == {own}
    assert Rendition.objects.visible_to(world.person("champion")).count() == 3


def test_a_body_that_may_read_more_now_reads_its_earlier_papers_as_they_were(world, paper):
    person = world.person("partner")
    BodyMemberFactory(body=paper.body, user=person, from_on=date(2011, 1, 1))
    now_sees(paper, BodySight.PARTNERS)
    later = quickly_issued(world, now=THURSDAY)
    now_sees(paper, BodySight.WHITEHALL)
    found = Rendition.objects.visible_to(person).get(paper=later, audience=Audience.BODY)
    assert WORDS in found.structure
    assert SECRET not in found.structure


@pytest.mark.parametrize("audience", [Audience.BODY, Audience.PARTNERS])
def test_what_was_said_in_whitehall_makes_no_request_look_new(world, paper, audience):
    now_sees(paper, BodySight.PARTNERS)
    update = drafted(world, now=THURSDAY, compared_with=paper, sections=(Section("changes"),))
    built = build_rendition(update, audience, now=THURSDAY)
    assert "No request changed." in str(built.paper.blocks)
    assert SECRET not in str(built.paper)


def test_each_sight_is_compared_with_what_the_same_sight_knew(paper):
    knew = {sight: compared_for(drafted_after(paper), sight).knew for sight in Sight}
    assert len({tuple(said.items()) for said in (knew[Sight.WHITEHALL], knew[Sight.PARTNERS])}) == 2
    now_sees(paper, BodySight.PARTNERS)
    assert {sight: compared_for(drafted_after(paper), sight).knew for sight in Sight} == knew


def drafted_after(paper):
    """A draft that is compared with `paper`, as its body is now."""
    following = type(paper).objects.get(pk=paper.pk)
    following.compared_with = type(paper).objects.get(pk=paper.pk)
    return following
