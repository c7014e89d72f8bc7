"""What a nomination says, as the check page, the nomination's page, the sign-off and the emails print it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from areas.models import Authority
from rollout.models import Nomination, NominationAuthority, OfferElement
from rollout.nomination_answers import answer_sections, join_words, nomination_title
from tests.factories.people import person
from tests.factories.places import AuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 7, 1, 9, tzinfo=UTC)


def nomination_of(*authorities: Authority, **fields) -> Nomination:
    """A draft of `authorities`."""
    by = person("officer")
    times = {"started_by": by, "started_at": NOW, "changed_by": by, "changed_at": NOW}
    nomination = Nomination.objects.create(lead_authority=authorities[0], **times, **fields)
    for one in authorities:
        NominationAuthority.objects.create(nomination=nomination, authority=one)
    return nomination


def said(nomination: Nomination) -> dict[str, str]:
    """Label → text of every answer."""
    return {one.label: one.text for section in answer_sections(nomination) for one in section.answers}


def test_a_draft_without_answers_names_its_authority_and_says_what_is_not_answered():
    nomination = nomination_of(AuthorityFactory(short_name="Westshire"))
    who, *others = answer_sections(nomination)
    assert [(one.label, one.lines) for one in who.answers] == [("Authority", ("Westshire",))]
    assert [section.is_answered for section in [who, *others]] == [False] * 6
    assert others[0].rows == [{"key": "Questions", "value": "Not answered yet"}]


def test_every_answer_is_said_in_words():
    DepartmentFactory(abbreviation="XYZ", name="Department of Everything")
    key, title = OfferElement.objects.values_list("key", "title").first() or ("", "")
    answers = {
        "who": {"contacts": [{"name": "Ann Lee", "job_title": "Head", "email": "a@b.example", "phone": ""}]},
        "focus": {"focus": "broader", "detail": "Early help"},
        "pace": {"budget_cycle": "February", "detail": ""},
        "partners": {"sectors": ["business", "health"], "detail": "Two of them"},
        "offer": {"elements": [key], "detail": ""},
        "barriers": {
            "barriers": [{"issue": "Data", "detail": "No sharing", "departments": ["XYZ"]}, {"issue": "Rent"}]
        },
    }
    pair = AuthorityFactory(short_name="Westshire"), AuthorityFactory(short_name="Eastshire")
    nomination = nomination_of(*pair, name="The Shires", wanted_start=date(2012, 4, 1), answers=answers)
    found = said(nomination)
    assert found["Authorities"] == "Eastshire\nWestshire"
    assert found["Name of the area"] == "The Shires"
    assert found["People to ask"] == "Ann Lee, Head, a@b.example"
    assert found["Focus"] == "A broader focus, such as earlier intervention"
    assert (found["Wanted start"], found["Local budget cycle"]) == ("1 April 2012", "February")
    assert found["Sectors"] == "Health services\nBusiness"
    assert found["Wanted of the offer"] == title
    assert found["Barrier 1"] == "Data\n\nNo sharing\n\nFor Department of Everything"
    assert found["Barrier 2"] == "Rent"


def test_no_barriers_is_an_answer_too():
    nomination = nomination_of(AuthorityFactory(), answers={"barriers": {"barriers": []}})
    assert said(nomination)["Barriers"] == "None so far"


def test_markup_in_an_answer_is_escaped():
    nomination = nomination_of(AuthorityFactory(), answers={"pace": {"budget_cycle": "<b>", "detail": ""}})
    pace = next(section for section in answer_sections(nomination) if section.page == "pace")
    assert "&lt;b&gt;" in str(pace.rows)


def test_answers_are_read_in_three_queries(django_assert_max_num_queries):
    answers = {"offer": {"elements": []}, "barriers": {"barriers": [{"issue": "Data"}]}, "who": {"contacts": []}}
    nomination = nomination_of(AuthorityFactory(), answers=answers)
    with django_assert_max_num_queries(3):
        answer_sections(nomination)


def test_a_nomination_is_called_by_its_area_or_by_its_authorities():
    one = nomination_of(AuthorityFactory(short_name="Westshire"))
    assert nomination_title(one) == "Westshire"
    two = nomination_of(AuthorityFactory(short_name="Northam"), AuthorityFactory(short_name="Southam"))
    assert nomination_title(two) == "Northam and Southam"
    two.name = "The Hams"
    assert nomination_title(two) == "The Hams"
    assert join_words([]) == ""
    assert join_words(["A", "B", "C"]) == "A, B and C"
