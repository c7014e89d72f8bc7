"""An officer nominates by API alone, and each reader sees as much of it as on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from rollout.models import Conversation, Nomination, SignOff
from rollout.services.nominations import send_back, sign
from tests.factories.duties import LocalityLeadFactory
from tests.factories.nominations import CONTACT, NominationFactory
from tests.factories.people import person
from tests.factories.places import AreaMemberFactory, AuthorityFactory, DepartmentFactory
from tests.integration.api.conftest import pointers
from tests.integration.rollout.nominating import NOW, a_place, answered, officer_of, submitted

pytestmark = pytest.mark.django_db
PAGES: dict[str, dict[str, Any]] = {
    "who": {"contacts": [CONTACT]},
    "focus": {"focus": "families", "detail": "Families whom several services know"},
    "pace": {"wanted_start": "2012-04-01", "budget_cycle": "February"},
    "partners": {"sectors": ["health"]},
    "offer": {"elements": []},
    "barriers": {"barriers": [{"issue": "Share data on families", "departments": ["DfE"]}]},
}
SIGNER = {"full_name": "Robin Chief", "post": "chief_executive", "email": "chief@example.org"}


@pytest.fixture
def place(db: None) -> Iterator[Any]:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        yield a_place("Kent")


def answer_all(client: Any, address: str) -> Any:
    read = client.get(address)
    for page, body in PAGES.items():
        read = client.patch(f"{address}answers/{page}/", body, match=read)
        assert read.status_code == 200, read.content
    return read


def test_an_officer_starts_answers_asks_for_the_signature_and_submits(api, place):
    authority, officer = place
    DepartmentFactory(abbreviation="DfE")
    client = api(officer)
    begun = client.post("nominations/", {"authority": authority.gss_code}, key="begin")
    assert (begun.status_code, begun["Location"]) == (
        201,
        f"http://testserver/api/v1/nominations/{begun.json()['id']}/",
    )
    assert begun.json()["missing"] == list(PAGES)
    address = f"nominations/{begun.json()['id']}/"
    again = client.post("nominations/", {"authority": authority.gss_code})
    assert (again.status_code, again.json()["id"], Nomination.objects.count()) == (200, begun.json()["id"], 1)

    empty = client.post(f"{address}submission/", match=begun)
    assert (empty.status_code, len(empty.json()["errors"])) == (422, len(PAGES))
    early = client.post(f"{address}sign-offs/", {"authority": authority.gss_code, **SIGNER}, match=begun)
    assert (early.status_code, "Who is nominating" in early.json()["errors"][0]["detail"]) == (422, True)
    read = answer_all(client, address)
    assert read.json()["missing"] == []
    assert read.json()["answers"]["barriers"]["barriers"][0]["departments"] == ["DfE"]
    unsigned = client.post(f"{address}submission/", match=read)
    assert (unsigned.status_code, "Kent" in unsigned.json()["errors"][0]["detail"]) == (422, True)

    asked = client.post(f"{address}sign-offs/", {"authority": authority.gss_code, **SIGNER}, match=read)
    assert asked.json()["members"][0]["sign_off"]["state"] == "asked"
    sign(SignOff.objects.get().token(), now=NOW + timedelta(days=1))
    assert client.post(f"{address}submission/", match=asked).status_code == 412
    read = client.get(address)
    assert read.json()["members"][0]["sign_off"]["state"] == "signed"
    sent = client.post(f"{address}submission/", match=read)
    assert (sent.status_code, sent.json()["state"], len(sent.json()["requests"])) == (200, "submitted", 1)
    assert sent.json()["area"] == Area.objects.get().slug
    late = client.patch(f"{address}answers/focus/", {"detail": "More"}, match=sent)
    assert (late.status_code, Nomination.objects.get().answers["focus"]["detail"]) == (409, PAGES["focus"]["detail"])
    told = [one["title"] for one in client.get(f"{address}history/").json()["results"]]
    assert {"Started", "Submitted"} < set(told)


def test_of_two_officers_on_one_draft_one_saves_and_the_other_sees_what_was_answered(api, place):
    authority, officer = place
    draft = answered(officer, authority)
    mine, theirs = api(officer), api(officer_of(authority))
    address = f"nominations/{draft.pk}/"
    read = mine.get(address)
    assert theirs.get(address)["ETag"] == read["ETag"]
    first = theirs.patch(f"{address}answers/focus/", {"detail": "Theirs"}, match=read)
    second = mine.patch(f"{address}answers/focus/", {"detail": "Mine"}, match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    current = second.json()["current"]
    assert current["answers"]["focus"] == {"focus": "families", "detail": "Theirs"}
    assert (current["changed_by"], second["ETag"]) == (str(theirs.user), first["ETag"])
    assert mine.patch(f"{address}answers/focus/", {"detail": "Mine"}).status_code == 428
    assert Nomination.objects.get().answers["focus"]["detail"] == "Theirs"
    assert mine.patch(f"{address}answers/focus/", {"detail": "Both"}, match=second).status_code == 200


def test_the_rules_of_the_question_pages_hold_and_a_fault_is_named_where_it_is(api, place):
    authority, officer = place
    live = AuthorityFactory(short_name="Leeds")
    other = NominationFactory(lead_authority=live)
    draft = answered(officer, authority)
    client, address = api(officer), f"nominations/{draft.pk}/answers"
    read = client.get(f"nominations/{draft.pk}/")
    wrong: list[tuple[str, Any, set[str]]] = [
        ("who", {"contacts": [{**CONTACT, "phone": "call me"}]}, {"#/contacts/0/phone"}),
        ("who", {"contacts": [CONTACT, {"name": "No Address"}]}, {"#/contacts/1/email"}),
        ("who", {"contacts": []}, {"#/contacts"}),
        ("who", {"contacts": [CONTACT] * 4}, {"#/contacts"}),
        ("who", {"authorities": []}, {"#/authorities"}),
        ("who", {"authorities": [live.gss_code]}, {"#/authorities"}),
        ("who", {"authorities": [authority.gss_code, live.gss_code], "name": "South"}, {"#/authorities"}),
        ("who", {"authorities": [authority.gss_code, AuthorityFactory().gss_code]}, {"#/name"}),
        ("focus", {"focus": "everything"}, {"#/focus"}),
        ("focus", {"detail": "x" * 4001}, {"#/detail"}),
        ("focus", {"score": 7}, {"#/score"}),
        ("pace", {"wanted_start": "2031-04-01"}, {"#/wanted_start"}),
        ("pace", {"wanted_start": None}, {"#/wanted_start"}),
        ("partners", {"sectors": [], "detail": ""}, {"#/sectors"}),
        ("offer", {"elements": ["a-medal"]}, {"#/elements/0"}),
        ("barriers", {"barriers": [{"detail": "Of what?"}]}, {"#/barriers/0/issue"}),
        ("barriers", {"barriers": [{"issue": "One"}] * 11}, {"#/barriers"}),
        ("barriers", {"barriers": [{"issue": "One", "departments": ["Nobody"]}]}, {"#/barriers/0/departments/0"}),
    ]
    for page, body, places in wrong:
        answer = client.patch(f"{address}/{page}/", body, match=read)
        assert (answer.status_code, set(pointers(answer))) == (422, places), (page, body, answer.content)
    kept = Nomination.objects.get(pk=draft.pk)
    assert (kept.answers, kept.version, kept.wanted_start) == (draft.answers, draft.version, date(2012, 4, 1))
    assert other.members.count() == 1


def test_an_authority_that_is_in_an_area_already_is_named_where_it_was_sent(api, place):
    authority, officer = place
    submitted(officer, authority)
    other = AuthorityFactory()
    AreaMemberFactory(authority=other, area=Area.objects.get())
    client = api(officer_of(other))
    for code in (other.gss_code, authority.gss_code, "E99999999", None):
        answer = client.post("nominations/", {"authority": code})
        assert (answer.status_code, set(pointers(answer))) == (422, {"#/authority"}), answer.content
    assert Nomination.objects.count() == 1


def test_what_is_left_out_of_a_body_stays_and_a_list_takes_the_place_of_the_one_before(api, place):
    authority, officer = place
    draft = answered(officer, authority, barriers=[{"issue": "One", "detail": "x", "departments": []}] * 2)
    client, address = api(officer), f"nominations/{draft.pk}/answers"
    read = client.get(f"nominations/{draft.pk}/")
    read = client.patch(f"{address}/pace/", {"budget_cycle": "In March"}, match=read)
    assert read.json()["answers"]["pace"] == {"wanted_start": "2012-04-01", "budget_cycle": "In March", "detail": ""}
    read = client.patch(f"{address}/barriers/", {"barriers": [{"issue": "Two"}]}, match=read)
    assert read.json()["answers"]["barriers"]["barriers"] == [{"issue": "Two", "detail": "", "departments": []}]
    read = client.patch(f"{address}/barriers/", {"barriers": []}, match=read)
    assert read.json()["answers"]["barriers"]["barriers"] == []
    two = [CONTACT, {"name": "Sam Two", "email": "sam@example.org"}]
    read = client.patch(f"{address}/who/", {"contacts": two}, match=read)
    read = client.patch(f"{address}/who/", {"contacts": two[1:]}, match=read)
    assert [one["name"] for one in read.json()["answers"]["who"]["contacts"]] == ["Sam Two"]
    assert read.json()["answers"]["who"]["authorities"] == [authority.gss_code]


def test_a_partner_reads_what_was_submitted_without_addresses_and_signers_and_others_no_draft(api, place):
    authority, officer = place
    sent = submitted(officer, authority)
    draft = answered(officer_of(north := AuthorityFactory(short_name="North")), north)
    partner, stranger = api(person("partner")), api(officer_of(AuthorityFactory()))
    told = partner.get(f"nominations/{sent.pk}/")
    assert told.status_code == 200
    said = told.json()
    assert said["answers"]["who"]["contacts"] == [{"name": CONTACT["name"], "job_title": CONTACT["job_title"]}]
    assert [one["sign_off"] for one in said["members"]] == [None]
    assert (said["changed_by"], said["acknowledgement"]) == (None, None)
    for secret in (CONTACT["email"], "Robin Chief", "chief@"):
        assert secret not in told.content.decode()
    assert "Robin Chief" not in partner.get(f"nominations/{sent.pk}/history/").content.decode()
    assert partner.get(f"nominations/{draft.pk}/").status_code == 404
    assert stranger.get(f"nominations/{sent.pk}/").status_code == 404
    assert [one["id"] for one in partner.get("nominations/").json()["results"]] == [sent.pk]
    assert stranger.get("nominations/").json()["count"] == 0
    assert api(person("administrator")).get("nominations/").status_code == 404
    whole = api(person("secretariat"))
    assert [one["place"] for one in whole.get("nominations/?sort=-place").json()["results"]] == ["North", "Kent"]
    assert [one["id"] for one in whole.get("nominations/?state=draft").json()["results"]] == [draft.pk]
    assert CONTACT["email"] in whole.get(f"nominations/{sent.pk}/").content.decode()
    for path, body in {"submission": {}, "withdrawal": {}, "answers/focus": {"detail": "x"}}.items():
        read = whole.get(f"nominations/{draft.pk}/")
        send = whole.patch if path.startswith("answers") else whole.post
        assert send(f"nominations/{draft.pk}/{path}/", body, match=read).status_code == 404, path


def test_what_the_second_person_wants_changed_is_for_their_own_officers(api, place):
    authority, officer = place
    draft = answered(officer, authority)
    mine, whitehall = api(officer), api(person("champion"))
    address = f"nominations/{draft.pk}/"
    mine.post(f"{address}sign-offs/", {"authority": authority.gss_code, **SIGNER}, match=mine.get(address))
    send_back(SignOff.objects.get().token(), comment="Say more of the police", now=NOW + timedelta(days=1))
    own = mine.get(address).json()["members"][0]["sign_off"]
    assert (own["state"], own["comment"]) == ("sent_back", "Say more of the police")
    told = whitehall.get(address)
    assert (told.json()["members"][0]["sign_off"]["state"], "police" in told.content.decode()) == ("sent_back", False)


def test_the_secretariat_acknowledges_once_talks_with_the_place_and_finds_it_a_lead(api, place):
    authority, officer = place
    sent = submitted(officer, authority)
    lead = person("locality_lead")
    client, address = api(person("secretariat")), f"nominations/{sent.pk}/"
    read = client.get(address)
    who = {"authority": authority.gss_code, "lead": lead.email}
    wrong: list[tuple[dict[str, Any], set[str]]] = [
        ({"leads": [{**who, "lead": officer.email}]}, {"#/leads/0/lead"}),
        ({"leads": [who, who]}, {"#/leads"}),
        ({"message": "x" * 4001, "score": 3}, {"#/message", "#/score"}),
    ]
    for body, places in wrong:
        answer = client.post(f"{address}acknowledgement/", body, match=read)
        assert (answer.status_code, set(pointers(answer))) == (422, places), answer.content
    body = {"message": "Thank you", "converse": True, "leads": [who]}
    done = client.post(f"{address}acknowledgement/", body, match=read)
    assert (done.status_code, done.json()["state"], done.json()["acknowledgement"]) == (
        200,
        "acknowledged",
        "Thank you",
    )
    assert done.json()["members"][0]["locality_lead"] == str(lead)
    assert Conversation.objects.get().authority == authority
    assert client.post(f"{address}acknowledgement/", {}, match=read).status_code == 412
    assert client.post(f"{address}acknowledgement/", {}, match=done).status_code == 409
    assert api(officer).post(f"{address}acknowledgement/", {}, match=done).status_code == 404


def test_a_nomination_is_withdrawn_with_a_reason_and_goes_on_where_it_was(api, place):
    authority, officer = place
    draft = answered(officer, authority)
    client, address = api(officer), f"nominations/{draft.pk}/"
    read = client.get(address)
    left = client.post(f"{address}withdrawal/", {"reason": "More time"}, match=read)
    assert (left.json()["state"], left.json()["withdrawal"]) == ("withdrawn", "More time")
    assert client.post(f"{address}withdrawal/", {}, match=left).status_code == 409
    assert client.post(f"{address}submission/", match=left).status_code == 409
    back = client.post(f"{address}resumption/", match=left)
    assert (back.status_code, back.json()["state"], back.json()["withdrawal"]) == (200, "draft", None)
    assert client.post(f"{address}resumption/", match=back).status_code == 409


def test_a_list_and_a_record_cost_as_many_statements_for_many_as_for_few(api, place):
    authority, officer = place
    sent = submitted(officer, authority)
    client = api(person("secretariat"))
    counted = _statements(client, sent.pk)
    several = [AuthorityFactory(short_name=name) for name in ("Bath", "Hull", "York")]
    for one in several:
        LocalityLeadFactory(authority=one, from_on=date(2011, 1, 1))
    barriers = [{"issue": f"Barrier {number}", "detail": "", "departments": []} for number in range(3)]
    joint = submitted(officer_of(several[0]), *several, name="The north", barriers=barriers)
    answered(officer_of(more := AuthorityFactory()), more)
    assert _statements(client, joint.pk) == counted
    assert client.get("nominations/", Accept="text/csv").getvalue().decode().count("N-0") == 3


def _statements(client: Any, pk: int) -> list[int]:
    counts = []
    for path in ("nominations/", f"nominations/{pk}/"):
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert client.get(path).status_code == 200
        counts.append(len(told))
    return counts
