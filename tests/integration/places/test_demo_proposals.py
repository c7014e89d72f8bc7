"""The proposals of the demonstration: what the paper says stays, what follows is invented and says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cbtracker.places.demo.people import load_people
from cbtracker.places.demo.proposals import NOTE, tell_proposals
from families.models import ProposalRevision
from families.models.proposals import FIGURES
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
BEGAN = datetime(2010, 10, 20, tzinfo=UTC)


@pytest.fixture
def told():
    reference_data()
    before = figures()
    tell_proposals(load_people(began=BEGAN, handed_over=BEGAN))
    return before


def figures():
    """The figures of 22 March 2011, by area."""
    rows = ProposalRevision.objects.as_at(date(2011, 3, 22)).values_list("proposal__area__slug", *FIGURES, "comment")
    return set(rows)


def test_some_are_clarified_some_confirmed_and_one_is_revised(told):
    newest = {one.proposal.area.slug: one for one in ProposalRevision.objects.as_at(date(2013, 1, 1))}
    assert {one.action for one in newest.values()} == set(ProposalRevision.Action.values)
    assert (newest["leicestershire"].action, newest["leicestershire"].incremental_from) == ("confirmed", 2012)
    assert (newest["lewisham"].action, newest["lewisham"].version) == ("entered", 3)
    assert {one.covers for one in newest.values()} == set(ProposalRevision.Covers.values)
    assert {one.additional for one in newest.values()} == set(ProposalRevision.Additional.values)


def test_what_the_paper_says_stays_as_it_was_loaded(told):
    assert len(told) == 16
    assert figures() == told


def test_every_invented_word_says_so_and_whoever_clarified_changed_no_figure(told):
    clarified = ProposalRevision.objects.filter(action="clarified").select_related("proposal")
    assert [one for one in clarified if NOTE not in one.basis] == []
    for one in clarified:
        earlier = one.proposal.revisions.get(version=one.version - 1)
        assert [getattr(one, name) for name in FIGURES] == [getattr(earlier, name) for name in FIGURES]
    assert NOTE in ProposalRevision.objects.get(action="entered", version=3).comment
