"""The question pages of a nomination: saved one by one, in any order."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from rollout.models import Step
from rollout.nomination_pages import Page
from tests.factories.places import AuthorityFactory, DepartmentFactory
from tests.factories.register import FreedomFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.rollout.nominating import (
    officer_of,
)
from tests.integration.rollout.nominating_in_browser import (
    CONTACT,
    TYPED,
    at,
    begun,
    fresh,
    of,
    page_at,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_each_page_is_saved_and_leads_to_the_next_one_without_an_answer(place):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    for page, after in pairwise(Page):
        version = fresh(draft).version
        response = client.post(page_at(draft, page), {**TYPED[page], "version": version})
        assert response.url == page_at(draft, after)
        assert page.value in fresh(draft).answers
    response = client.post(page_at(draft, Page.BARRIERS), {"none": "on", "version": fresh(draft).version})
    assert response.url == at("nomination_check", draft)
    assert fresh(draft).wanted_start == date(2012, 4, 1)
    assert fresh(draft).answers["partners"]["sectors"] == ["health", "business"]


def test_pages_are_answered_in_any_order_and_shown_again_as_they_were(place):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    typed = {**TYPED[Page.PACE], "budget_cycle": "In February", "version": 1}
    response = client.post(page_at(draft, Page.PACE), typed)
    assert response.url == page_at(draft, Page.PARTNERS)
    shown = client.get(page_at(draft, Page.PACE)).content.decode()
    assert "In February" in shown
    assert 'value="2012"' in shown


def test_the_task_list_says_what_is_done_and_who_changed_it_last(place):
    authority, officer = place
    draft = begun(authority, officer)
    colleague = officer_of(authority)
    of(colleague).post(page_at(draft, Page.FOCUS), {**TYPED[Page.FOCUS], "version": 1})
    said = text_of(of(officer).get(at("nomination_tasks", draft)))
    assert "You have answered 1 of 6 pages" in said
    assert f"Last changed by {colleague} on 5 July 2011" in said
    assert "Sign-off for Kent Cannot start yet" in said
    assert "Submit the nomination Cannot start yet" in said


def test_the_first_page_begins_with_the_officer(place):
    authority, officer = place
    shown = of(officer).get(page_at(begun(authority, officer), Page.WHO)).content.decode()
    assert f'value="{officer.full_name}"' in shown
    assert f'value="{officer.email}"' in shown


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        (Page.WHO, {"authorities": []}, "Select at least one authority"),
        (Page.WHO, {"contact1_name": ""}, "Enter the full name of person 1"),
        (Page.WHO, {"contact1_email": "nobody"}, "Enter an email address in the correct format"),
        (Page.WHO, {"contact1_email": f"{'a' * 250}@x.example"}, "must be 254 characters or fewer"),
        (Page.WHO, {"contact1_phone": "call me"}, "Enter a phone number, like"),
        (Page.WHO, {"count": "2", "contact2_name": "Al"}, "Enter the email address of person 2"),
        (Page.FOCUS, {"focus": ""}, "Select what your Community Budget is to be about"),
        (Page.FOCUS, {"detail": "<script>alert(1)</script>"}, "must not contain HTML"),
        (Page.FOCUS, {"detail": "x" * 4001}, "must be 4000 characters or fewer"),
        (Page.PACE, {"wanted_start_year": "1999"}, "the years of the programme"),
        (Page.PACE, {"wanted_start_year": "2999"}, "the years of the programme"),
        (Page.PACE, {"wanted_start_day": "31"}, "must be a real date"),
        (Page.PARTNERS, {"sectors": []}, "Select who you will work with, or tell us about them"),
        (Page.OFFER, {"wanted": ["no-such-thing"]}, "from the list"),
        (Page.BARRIERS, {"none": ""}, "Enter a barrier, or select that you see none so far"),
        (Page.BARRIERS, {"barrier1_issue": "Data"}, "You wrote a barrier"),
        (Page.BARRIERS, {"none": "", "barrier1_detail": "Why"}, "Enter what you need Whitehall to do about barrier 1"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_changes_nothing(place, page, typed, said):
    authority, officer = place
    draft = begun(authority, officer)
    response = of(officer).post(page_at(draft, page), {**TYPED[page], **typed, "version": 1})
    assert response.status_code == 422
    assert said in text_of(response)
    assert "<title>Error: " in response.content.decode()
    assert (fresh(draft).answers, fresh(draft).version) == ({}, 1)


def test_several_authorities_make_one_area_with_a_name(place):
    authority, officer = place
    other = AuthorityFactory(short_name="Medway")
    draft = begun(authority, officer)
    typed = {"authorities": [other.slug, authority.slug], **CONTACT, "version": 1}
    response = of(officer).post(page_at(draft, Page.WHO), typed)
    assert response.status_code == 422
    assert "Enter what the area of these authorities is to be called" in text_of(response)
    of(officer).post(page_at(draft, Page.WHO), {**typed, "name": "Kent and Medway"})
    assert [str(one) for one in fresh(draft).authorities.order_by("short_name")] == ["Kent", "Medway"]
    assert of(officer_of(other)).get(at("nomination_tasks", draft)).status_code == 200


def test_an_authority_that_is_taken_is_named_and_nothing_changes(place):
    authority, officer = place
    live, nominated = AuthorityFactory(short_name="Live"), AuthorityFactory(short_name="Nominated")
    EngagementStepFactory(authority=live, step=Step.LIVE, on=date(2011, 4, 1))
    begun(nominated, officer_of(nominated))
    draft = begun(authority, officer)
    for other, said in (
        (live, "already runs a Community Budget"),
        (nominated, "is already in another open nomination"),
    ):
        typed = {"authorities": [authority.slug, other.slug], "name": "Us", **CONTACT, "version": 1}
        response = of(officer).post(page_at(draft, Page.WHO), typed)
        assert response.status_code == 422
        assert f"{other} {said}" in text_of(response)
    assert list(fresh(draft).authorities.all()) == [authority]


def test_another_person_and_another_barrier_are_asked_for_without_saving(place):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    for page, field in ((Page.WHO, "contact2_name"), (Page.BARRIERS, "barrier2_issue")):
        kept = {"contact1_name": "Jo Clerk", "barrier1_issue": "Share data", "count": "1", "step": "another"}
        shown = client.post(page_at(draft, page), {**kept, "version": 1})
        assert shown.status_code == 200
        assert f'name="{field}"' in shown.content.decode()
        assert ("Jo Clerk" if page is Page.WHO else "Share data") in shown.content.decode()
    assert fresh(draft).answers == {}


def test_there_are_ten_barriers_at_most(place):
    authority, officer = place
    draft = begun(authority, officer)
    for count in ("10", "99", "999"):
        typed = {"count": count, "step": "another", "version": 1}
        shown = of(officer).post(page_at(draft, Page.BARRIERS), typed).content.decode()
        assert 'name="barrier11_issue"' not in shown


def test_barriers_keep_their_words_and_departments(place):
    authority, officer = place
    DepartmentFactory(abbreviation="XYZ")
    draft = begun(authority, officer)
    typed = {"count": "2", "barrier1_issue": "Data", "barrier1_departments": ["XYZ"], "barrier2_issue": "Rent"}
    of(officer).post(page_at(draft, Page.BARRIERS), {**typed, "version": 1})
    assert fresh(draft).answers["barriers"]["barriers"] == [
        {"issue": "Data", "detail": "", "departments": ["XYZ"]},
        {"issue": "Rent", "detail": "", "departments": []},
    ]


def test_similar_freedoms_are_shown_and_a_barrier_can_be_left_out(place, a_freedom):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    typed = {"count": "2", "barrier1_issue": a_freedom, "barrier2_issue": "Zebra crossings", "version": 1}
    response = client.post(page_at(draft, Page.BARRIERS), typed, follow=True)
    assert response.redirect_chain[-1][0] == page_at(draft, Page.BARRIERS)
    said = text_of(response)
    assert "Some of what you need may already be possible" in said
    assert said.count("This may already be possible.") == 1
    assert len(fresh(draft).answers["barriers"]["barriers"]) == 2
    version = fresh(draft).version
    unchanged = client.post(page_at(draft, Page.BARRIERS), {**typed, "version": version})
    assert unchanged.url == page_at(draft, Page.WHO)
    client.post(page_at(draft, Page.BARRIERS), {**typed, "barrier1_left_out": "on", "version": version + 1})
    assert [one["issue"] for one in fresh(draft).answers["barriers"]["barriers"]] == ["Zebra crossings"]


@pytest.fixture
def a_freedom() -> str:
    """The issue of a request that ended with a freedom."""
    freedom = FreedomFactory(text="Any area may share data on families between agencies")
    return f"{freedom.text}, please"


def test_the_check_page_leads_to_every_page_and_says_which_has_no_answer(place):
    authority, officer = place
    draft, client = begun(authority, officer), of(officer)
    shown = client.get(at("nomination_check", draft))
    assert all(f'href="{page_at(draft, page)}"' in shown.content.decode() for page in Page)
    assert text_of(shown).count("Not answered yet") == 6
    assert "Go to “Who is nominating”" in text_of(shown)
