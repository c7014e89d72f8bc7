"""Advances over HTTP: what officers type, what the department decides, and what nobody else is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from areas.models import AuthorityMembership, DepartmentMembership
from cbtracker.accounts.permissions import Role
from rollout.models import Advance, AdvanceState, Repayment
from rollout.services.advances import terms_of
from tests.factories.money import AdvanceFactory, agreed_advance, asked_advance, schedule
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, DepartmentFactory
from tests.integration.requests_log.pages import signed_in, words

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 10, 10, 12, tzinfo=UTC)
TYPED = {
    "amount_pence": "£1,250,000",
    "drawn_from": "2011",
    "drawn_to": "2012",
    "purpose": "Family workers before the savings come in",
    "repaid_2013": "625,000",
    "repaid_2014": "625000.00",
}
DECIDED = {"agreed": "yes", "on_day": "3", "on_month": "10", "on_year": "2011", "reason": "It can be afforded"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def dfe():
    return DepartmentFactory(abbreviation="DfE", name="Department for Education")


@pytest.fixture
def area(dfe):
    area = AreaFactory(name="Swindon", slug="swindon")
    AreaMemberFactory(area=area)
    return area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return signed_in(user)


@pytest.fixture
def champion(dfe):
    return of_department(dfe)


@pytest.fixture
def draft(area, dfe):
    return schedule(AdvanceFactory(area=area, department=dfe))


@pytest.fixture
def asked(area, dfe):
    return asked_advance(area=area, department=dfe)


def of_department(department):
    user = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=user, department=department, from_on=START)
    return signed_in(user)


def at(advance, page=""):
    return f"/finance/{advance.area.slug}/advances/{advance.pk}/{page}"


def edit(client, draft, **typed):
    return client.post(at(draft, "edit/"), {**TYPED, "version": str(draft.version), **typed})


def test_an_officer_starts_an_advance_once_however_often_the_button_is_pressed(officer, area):
    for _ in range(2):
        assert officer.post("/finance/swindon/advances/start/", {**TYPED, "once": "a" * 32}).status_code == 302
    advance = Advance.objects.get()
    assert (advance.state, advance.amount_pence) == (AdvanceState.DRAFT, 1_250_000_00)
    assert terms_of(advance).repayments == ((2013, 625_000_00), (2014, 625_000_00))


def test_an_officer_starts_and_asks_in_one_go(officer, area):
    response = officer.post("/finance/swindon/advances/start/", {**TYPED, "action": "ask"}, follow=True)
    assert "The Department for Education is asked" in words(response)
    assert Advance.objects.get().asked_on == NOW.date()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"repaid_2014": "624,999.99"},
            "The repayments come to £1,249,999.99, which is £0.01 less than the advance of £1,250,000.",
        ),
        (
            {"repaid_2014": "625,000.01"},
            "The repayments come to £1,250,000.01, which is £0.01 more than the advance of £1,250,000.",
        ),
        ({"repaid_2013": "", "repaid_2014": ""}, "Enter the repayments: they must add up to the advance of £1,250,000"),
    ],
)
def test_the_form_refuses_to_ask_for_an_advance_that_is_a_penny_out(officer, draft, typed, says):
    before = terms_of(draft)
    response = edit(officer, draft, action="ask", **typed)
    assert response.status_code == 422
    assert says in words(response)
    draft.refresh_from_db()
    assert (draft.state, draft.version, terms_of(draft)) == (AdvanceState.DRAFT, 1, before)


def test_the_form_lets_it_be_asked_for_when_the_penny_is_found(officer, draft):
    """The negative control."""
    assert edit(officer, draft, action="ask").status_code == 302
    draft.refresh_from_db()
    assert draft.state == AdvanceState.ASKED


def test_a_draft_need_not_add_up_yet_and_its_page_says_by_how_much(officer, draft):
    response = officer.get(edit(officer, draft, repaid_2014="624,999.99")["Location"])
    assert "which is £0.01 less than the advance" in words(response)
    assert Repayment.objects.get(year=2014).amount_pence == 624_999_99


def test_adding_up_saves_nothing_and_keeps_what_was_typed(officer, draft):
    typed = {"amount_pence": "1,000", "purpose": "", "repaid_2013": "400", "repaid_2015": "599.99", "repaid_2014": ""}
    response = edit(officer, draft, action="total", **typed)
    assert response.status_code == 200
    assert "Repayments: £999.99, £0.01 less than the advance of £1,000" in words(response)
    assert 'value="599.99"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.amount_pence == 1_250_000_00


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"amount_pence": "a lot"}, "Amount of the advance must be in pounds, like 12,500 or 12,500.50"),
        ({"amount_pence": "0"}, "Amount of the advance must be more than £0"),
        ({"amount_pence": ""}, "Enter amount of the advance"),
        ({"drawn_from": "2013"}, "Last year of drawing must be the first year or later"),
        ({"drawn_to": "2013"}, "Repayments must be after 2013 to 2014, the last year of drawing"),
        ({"drawn_from": "1999"}, "Select first year of drawing from the list"),
        ({"purpose": ""}, "Enter what the advance is for"),
        ({"repaid_2014": "0"}, "Leave it blank if nothing is paid back in this year: blank is not zero"),
        ({"repaid_2014": "-5"}, "Repayment in 2014 to 2015 must be in pounds, like 12,500 or 12,500.50"),
        ({"version": "x"}, "The form was not sent complete."),
    ],
)
def test_what_cannot_be_is_named_at_its_field_and_nothing_changes(officer, draft, typed, says):
    before = terms_of(draft)
    response = edit(officer, draft, **typed)
    assert response.status_code == 422
    assert says in words(response)
    assert terms_of(draft) == before


def test_of_two_officers_the_second_keeps_every_word_and_sees_both_texts(officer, draft):
    assert edit(officer, draft, purpose="Theirs", repaid_2013="1").status_code == 302
    response = edit(officer, draft, purpose="Mine")
    said = words(response)
    assert response.status_code == 409
    assert "Somebody else changed this draft" in said
    for text in ("What the advance is for", "Theirs", "Mine", "Repayment in 2013 to 2014", "£1", "£625,000"):
        assert text in said
    assert terms_of(draft).purpose == "Theirs"
    combined = edit(officer, draft, purpose="Mine", choice="combine")
    assert "Theirs Mine" in words(combined)
    assert edit(officer, draft, purpose="Mine", version="2").status_code == 302
    assert terms_of(draft).purpose == "Mine"


def test_words_written_on_a_draft_that_was_asked_for_meanwhile_are_kept_to_be_copied(officer, draft):
    assert edit(officer, draft, action="ask").status_code == 302
    response = edit(officer, draft, purpose="Mine")
    assert response.status_code == 409
    assert "Somebody else changed this first" in words(response)
    assert "Mine" in response.content.decode()
    assert officer.get(at(draft, "edit/"))["Location"] == at(draft)


def test_words_written_on_a_draft_that_was_discarded_meanwhile_can_be_a_new_draft(officer, draft):
    officer.post(at(draft, "withdraw/"), {"version": "1"})
    assert not Advance.objects.exists()
    response = edit(officer, draft, purpose="Mine")
    assert response.status_code == 409
    assert 'action="/finance/swindon/advances/start/"' in response.content.decode()
    assert "Mine" in response.content.decode()
    assert officer.post(at(draft, "withdraw/"), {"version": "1"})["Location"] == "/finance/swindon/"


def test_the_department_decides_and_the_area_reads_the_reason(officer, champion, asked):
    response = champion.post(at(asked, "next/"), {**DECIDED, "agreed": "no", "version": str(asked.version)})
    assert response["Location"] == at(asked)
    said = words(officer.get(at(asked)))
    assert "Not agreed 3 October 2011, by the Department for Education" in said
    assert "It can be afforded" in said


def test_drawing_and_paying_back_are_recorded_one_after_the_other(champion, area, dfe):
    advance = agreed_advance(area=area, department=dfe)
    day = {"on_day": "4", "on_month": "10", "on_year": "2011", "version": "1"}
    assert "Record that it was drawn down" in words(champion.get(at(advance, "next/")))
    assert champion.post(at(advance, "next/"), day).status_code == 302
    assert champion.post(at(advance, "next/"), {**day, "version": "2", "on_day": "3"}).status_code == 422
    assert champion.post(at(advance, "next/"), {**day, "version": "2"}).status_code == 302
    advance.refresh_from_db()
    assert (advance.state, advance.drawn_on) == (AdvanceState.REPAID, date(2011, 10, 4))
    assert champion.get(at(advance, "next/"))["Location"] == at(advance)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"agreed": ""}, "Select decision"),
        ({"reason": ""}, "Enter reason"),
        ({"on_month": "8"}, "Date must be on or after 5 September 2011"),
        ({"on_year": "2012"}, "Date must be on or before 10 October 2011"),
        ({"version": ""}, "The form was not sent complete."),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(champion, asked, typed, says):
    response = champion.post(at(asked, "next/"), {**DECIDED, "version": "1", **typed})
    assert response.status_code == 422
    assert says in words(response)
    asked.refresh_from_db()
    assert asked.state == AdvanceState.ASKED


def test_who_decides_on_what_was_withdrawn_meanwhile_sees_that_and_their_words(officer, champion, asked):
    assert officer.post(at(asked, "withdraw/"), {"version": "1"}).status_code == 302
    response = champion.post(at(asked, "next/"), {**DECIDED, "version": "1"})
    assert response.status_code == 409
    assert "Withdrawn by the area" in words(response)
    assert "It can be afforded" in response.content.decode()


def test_a_decision_on_what_was_decided_already_changes_nothing_whatever_version_it_names(champion, area, dfe):
    advance = agreed_advance(area=area, department=dfe)
    typed = {**DECIDED, "reason": "Not after all", "version": str(advance.version)}
    response = champion.post(at(advance, "next/"), typed)
    assert response.status_code == 409
    assert "Not after all" in words(response)
    assert Advance.objects.get(pk=advance.pk).state == AdvanceState.AGREED


def test_a_champion_of_another_department_is_told_of_nothing(asked, draft):
    stranger = of_department(DepartmentFactory())
    for path in ("/finance/swindon/", at(asked), at(asked, "next/"), at(draft), at(draft, "edit/")):
        assert stranger.get(path).status_code == 404
    assert "Swindon" not in words(stranger.get("/finance/"))
    assert b"Swindon" not in b"".join(stranger.get("/finance/advances.csv").streaming_content)


def test_a_draft_is_its_areas_own(officer, champion, draft):
    assert words(officer.get(at(draft))).count("Only officers of Swindon see this draft.") == 1
    for client in (champion, signed_in(person(Role.SECRETARIAT))):
        assert client.get(at(draft)).status_code == 404
        assert "Draft" not in words(client.get("/finance/swindon/"))
