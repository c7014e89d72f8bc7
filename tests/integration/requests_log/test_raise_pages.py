"""An officer raises a request: one question a page, left and resumed."""

from __future__ import annotations

import pytest

from areas.models import AreaMember, Authority
from requests_log.models import Freedom, LoggedRequest, RaiseDraft
from requests_log.services import mark_addressed
from tests.integration.requests_log.pages import everything, hidden, in_box, read, signed_in
from tests.integration.requests_log.raising import ANSWERS, CHECK, answer_all, draft_of, question
from tests.integration.requests_log.world import START, accepted


@pytest.fixture
def freedom(world):
    entry = accepted(world, world.dfe, area=world.barnet, issue="May we pool the drugs budget with health")
    mark_addressed(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        outcome="already_existed",
        text="You may",
        freedom="Any area may pool the drugs budget",
    )
    return Freedom.objects.get()


def test_an_officer_of_one_place_answers_question_after_question_and_gets_a_reference(world, officer):
    response = officer.post("/requests/raise/")
    asked = []
    for _, said in ANSWERS:
        asked.append(response["Location"])
        assert officer.get(response["Location"]).status_code == 200
        response = officer.post(response["Location"], said)
    assert asked == [question(slug) for slug, _ in ANSWERS]
    assert response["Location"] == CHECK
    page = officer.get(CHECK)
    for said in (
        "Let us pool the drugs budget",
        "The grant letter forbids it",
        "Department DfE, Department MoJ",
        "Swindon",
    ):
        assert said in read(page)
    sent = officer.post(CHECK, {"draft": hidden(page, "draft")})
    entry = LoggedRequest.objects.get()
    assert sent["Location"] == f"/requests/{entry.reference}/raised/"
    assert (entry.issue, entry.kind, entry.areas_label) == ("Let us pool the drugs budget", "pooling", "Swindon")
    assert (entry.departments_label, entry.status, entry.raised_by) == ("DfE, MoJ", "raised", world.people["officer"])
    assert entry.reference in read(officer.get(sent["Location"]))


def test_nobody_is_asked_more_than_six_questions(world, officer, freedom):
    champion = signed_in(world.person("champion"))
    response = champion.post("/requests/raise/")
    pages = 0
    for said in ({"areas": "Swindon and others"}, *(said for _, said in ANSWERS), {"need": "raise"}):
        pages += 1
        response = champion.post(response["Location"], said)
        assert response.status_code == 302
    assert (pages, response["Location"]) == (6, CHECK)


def test_the_confirmation_can_be_visited_again_by_who_raised_it_only(world, officer):
    answer_all(officer)
    address = officer.post(CHECK, {"draft": draft_of(world.people["officer"]).pk})["Location"]
    assert officer.get(address).status_code == officer.get(address).status_code == 200
    assert signed_in(world.person("secretariat")).get(address).status_code == 404


def test_a_draft_can_be_left_and_resumed_on_another_machine(world, officer):
    officer.post("/requests/raise/")
    officer.post(question("issue"), {"issue": "Let us pool"})
    elsewhere = signed_in(world.person("officer"))
    page = elsewhere.get("/requests/raise/")
    assert "Let us pool" in read(page)
    assert f'href="{question("detail")}"' in page.content.decode()
    assert in_box(elsewhere.get(question("issue")), "issue") == "Let us pool"
    elsewhere.post("/requests/raise/")
    assert RaiseDraft.objects.count() == 1


def test_a_draft_can_be_deleted(world, officer):
    officer.post("/requests/raise/")
    assert officer.post("/requests/raise/delete/", {"draft": draft_of(world.people["officer"]).pk}).status_code == 302
    assert not RaiseDraft.objects.exists()


def test_a_draft_is_its_owners_alone(world, officer):
    answer_all(officer)
    draft = draft_of(world.people["officer"])
    other = signed_in(world.person("champion"))
    before = everything()
    for address in (CHECK, "/requests/raise/delete/", question("issue")):
        response = other.post(address, {"draft": draft.pk, "issue": "Mine now"})
        assert response["Location"] == "/requests/raise/"
    assert everything() == before


def test_an_answer_is_changed_from_the_check_and_nothing_is_asked_again(officer):
    answer_all(officer)
    page = officer.get(CHECK)
    assert f'href="{question("kind")}"' in page.content.decode()
    assert officer.post(question("kind"), {"kind": "flexibility"})["Location"] == CHECK
    assert "Flexibility or derogation" in read(officer.get(CHECK))


def test_the_check_leads_to_the_first_question_without_an_answer(officer):
    answer_all(officer, but=("kind",))
    assert officer.get(CHECK)["Location"] == question("kind")


def test_an_officer_of_a_member_says_for_whom_it_is(world, officer):
    second = Authority.objects.create(
        gss_code="E06000099",
        official_name="Moonraker Council",
        short_name="Moonraker",
        slug="moonraker",
        kind="unitary",
        region_code="E12000009",
        region_name="South West",
    )
    AreaMember.objects.create(area=world.swindon, authority=second, from_on=START)
    assert officer.post("/requests/raise/")["Location"] == question("place")
    page = read(officer.get(question("place")))
    assert "Swindon, within Swindon" in page
    assert "Swindon as a whole" in page
    assert "Moonraker, within" not in page
    officer.post(question("place"), {"areas": f"swindon:{world.swindon.lead_authority.gss_code}"})
    for slug, said in ANSWERS:
        officer.post(question(slug), said)
    officer.post(CHECK, {"draft": draft_of(world.people["officer"]).pk})
    assert LoggedRequest.objects.get().areas_label == "Swindon (Swindon)"


def test_the_secretariat_raises_for_any_areas_or_all(world):
    client = signed_in(world.person("secretariat"))
    client.post("/requests/raise/")
    client.post(question("place"), {"areas": "All areas"})
    answer_all(client)
    client.post(CHECK, {"draft": draft_of(world.people["secretariat"]).pk})
    assert LoggedRequest.objects.get().scope == "all"


def test_a_lead_raises_for_own_places(world):
    client = signed_in(world.person("locality_lead"))
    answer_all(client)
    client.post(CHECK, {"draft": draft_of(world.people["locality_lead"]).pk})
    assert LoggedRequest.objects.get().areas_label == "Swindon"


def test_an_officer_without_a_place_is_told_whom_to_ask(world, officer):
    world.people["officer"].authority_memberships.update(to_on=START)
    assert "you cannot raise a request yet" in read(officer.get("/requests/raise/"))
    assert officer.post("/requests/raise/").status_code == 404
    assert not RaiseDraft.objects.exists()


def test_somebody_who_lost_the_place_meanwhile_raises_nothing(world, officer):
    answer_all(officer)
    draft = draft_of(world.people["officer"])
    world.people["officer"].authority_memberships.update(to_on=START)
    assert officer.post(CHECK, {"draft": draft.pk}).status_code == 422
    assert not LoggedRequest.objects.exists()
    draft.refresh_from_db()
    assert draft.submitted_at is None


# --- What may already be possible ---


def test_a_similar_freedom_is_shown_before_the_request_is_raised(officer, freedom):
    response = answer_all(officer)
    assert response["Location"] == question("possible")
    page = read(officer.get(question("possible")))
    assert "This may already be possible" in page
    assert freedom.text in page


def test_a_need_that_is_answered_ends_kindly_and_raises_nothing(officer, freedom):
    answer_all(officer)
    before = LoggedRequest.objects.count()
    response = officer.post(question("possible"), {"need": "answered"}, follow=True)
    assert "You do not need to ask" in read(response)
    assert LoggedRequest.objects.count() == before
    assert not RaiseDraft.objects.exists()


def test_a_need_that_is_not_answered_is_raised(world, officer, freedom):
    answer_all(officer)
    assert officer.get(CHECK)["Location"] == question("possible")
    assert officer.post(question("possible"), {"need": "raise"})["Location"] == CHECK
    officer.post(CHECK, {"draft": draft_of(world.people["officer"]).pk})
    assert LoggedRequest.objects.filter(raised_by=world.people["officer"]).count() == 1


def test_another_issue_asks_again_whether_it_is_possible_already(officer, freedom):
    answer_all(officer)
    officer.post(question("possible"), {"need": "raise"})
    response = officer.post(question("issue"), {"issue": "Let us pool the drugs budget with police"})
    assert response["Location"] == question("possible")


# --- Bad input ---

BAD = {
    "no issue": ("issue", {"issue": " \r\n"}, "Enter what you need Whitehall to do"),
    "a long issue": ("issue", {"issue": "x" * 20000}, "must be 5000 characters or fewer"),
    "NUL": ("issue", {"issue": "a\x00b"}, "must not contain control characters"),
    "long detail": ("detail", {"detail": "x" * 20000}, "must be 10000 characters or fewer"),
    "no kind": ("kind", {}, "Choose the kind of help you need"),
    "an unknown kind": ("kind", {"kind": "money"}, "from the list"),
    "an unknown department": ("departments", {"departments": ["DfE", "XYZ"]}, "from the list"),
    "nothing at all": ("issue", {}, "Enter what you need Whitehall to do"),
}


@pytest.mark.parametrize(("slug", "said", "message"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_named_at_its_question_and_changes_nothing(officer, slug, said, message):
    officer.post("/requests/raise/")
    before = everything()
    response = officer.post(question(slug), said)
    assert response.status_code == 422
    assert message in read(response)
    assert everything() == before


def test_an_unknown_area_is_named_with_the_nearest_known(world):
    client = signed_in(world.person("secretariat"))
    client.post("/requests/raise/")
    before = everything()
    response = client.post(question("place"), {"areas": "Swinden"})
    assert response.status_code == 422
    assert "“Swinden” is not a known area or authority. Nearest known: Swindon" in read(response)
    assert everything() == before


def test_a_question_that_is_not_asked_is_not_there(officer):
    officer.post("/requests/raise/")
    assert officer.get(question("place")).status_code == 404
    assert officer.get(question("colour")).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"draft": "one"}, {"draft": "-1"}, {"draft": "9" * 30}])
def test_a_check_that_does_not_say_of_what_is_refused(officer, sent):
    answer_all(officer)
    before = everything()
    response = officer.post(CHECK, sent)
    assert response.status_code == 422
    assert "was not sent complete" in read(response)
    assert everything() == before
