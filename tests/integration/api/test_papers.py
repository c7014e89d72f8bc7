"""Papers by API: written, issued and followed by the secretariat; read by each as it was frozen for them."""

from __future__ import annotations

import hashlib
import json

import pytest

from cbtracker.audit.models import AuditEvent
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper, Rendition
from cbtracker.rest.models import Scope
from requests_log.models import Audience, LoggedRequest
from tests.factories.papers import BodyMemberFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements
from tests.integration.api.paper_words import world_with_words
from tests.integration.papers.paper_world import THURSDAY, drafted, quickly_issued
from tests.integration.requests_log.world import World, state

pytestmark = pytest.mark.django_db
SECRET = "Ministers have not decided"


@pytest.fixture
def world() -> World:
    return world_with_words(SECRET)


def structure(answer) -> str:
    return json.dumps(answer.json()["structure"], ensure_ascii=False)


def test_the_secretariat_has_a_correct_paper_in_two_calls_and_what_changed_since_in_one_more(api, world):
    client = api(world.person("secretariat"))
    started = client.post("papers/drafts/", {"body": "cb-group"}, key="start")
    assert started.status_code == 201, started.content
    assert client.post("papers/drafts/", {"body": "cb-group"}, key="start").json() == started.json()
    address = started["Location"].removeprefix("/api/v1/")
    sections = [{"kind": "summary", "text": "All is well."}, {"kind": "annex_a"}]
    written = client.patch(address, {"sections": sections, "title": "Paper of March"}, match=started)
    assert written.status_code == 200, written.content
    assert [one["audiences"] for one in written.json()["sections"]] == [["body"], ["body", "areas", "partners"]]
    preview = client.get(f"{address}preview/").json()
    assert (preview["gaps"], preview["why_not"]) == ([], "")
    made = client.post(f"{address}issue/", match=written)
    assert made.status_code == 201, made.content
    paper = Paper.objects.get()
    assert (paper.is_issued, paper.title, Rendition.objects.count()) == (True, "Paper of March", 3)
    assert (made.json()["audience"], made.json()["audiences"]) == ("body", ["body", "areas", "partners"])
    assert SECRET in structure(made)

    update = client.post(f"papers/{paper.pk}/updates/")
    assert update.status_code == 201, update.content
    again = client.post(f"papers/{paper.pk}/updates/")
    assert (again.status_code, again.json()["id"]) == (200, update.json()["id"])
    [only] = update.json()["sections"]
    assert (only["kind"], only["options"]["only_changed"], update.json()["supplement_to"]) == (
        "changes",
        True,
        paper.pk,
    )
    reissue = client.post(f"papers/{paper.pk}/reissues/", {"correction": "A date was wrong"})
    assert (reissue.status_code, reissue.json()["issue_number"], reissue.json()["corrects"]) == (201, 2, paper.pk)
    assert client.post(f"papers/{paper.pk}/reissues/", {"correction": "Another"}).status_code == 200
    assert pointers(client.post(f"papers/{paper.pk}/reissues/", {"correction": " "})).keys() == {"#/correction"}


def test_each_reads_the_rendition_for_them_and_nothing_of_another(api, world):
    paper = quickly_issued(world, sections=(Section("summary", ("body",), "For the body alone"), Section("annex_a")))
    member = world.person("partner")
    read = {
        role: api(world.person(role)).get(f"papers/{paper.pk}/")
        for role in ("secretariat", "champion", "officer", "partner")
    }
    assert {role: answer.json()["audience"] for role, answer in read.items()} == {
        "secretariat": "body",
        "champion": "body",
        "officer": "areas",
        "partner": "partners",
    }
    for role in ("officer", "partner"):
        client = api(world.person(role))
        assert SECRET not in read[role].content.decode()
        assert "For the body alone" not in read[role].content.decode()
        assert client.get(f"papers/{paper.pk}/?audience=body").status_code == 404
        assert client.get(f"papers/{paper.pk}/files/pdf/?audience=body").status_code == 404
        assert read[role].json()["audiences"] == [read[role].json()["audience"]]
    assert SECRET in read["champion"].content.decode()
    BodyMemberFactory(body=paper.body, user=member)
    in_full = api(world.person("partner")).get(f"papers/{paper.pk}/").json()
    assert (in_full["audience"], in_full["audiences"]) == ("body", ["body", "partners"])
    assert api(world.person("administrator")).get("papers/").status_code == 404
    assert "audience" in pointers(api(member).get(f"papers/{paper.pk}/?audience=everybody"))


def test_estimates_stay_with_those_who_may_see_every_one_even_among_the_members_of_a_body(api, world):
    paper = quickly_issued(world, sections=(Section("annex_a"), Section("annex_d", ("body",))))
    for role in ("officer", "champion"):
        BodyMemberFactory(body=paper.body, user=world.person(role))
    officer = api(world.person("officer"))
    read = officer.get(f"papers/{paper.pk}/").json()
    assert (read["audience"], read["audiences"]) == ("areas", ["areas"])
    assert "Annex D" not in json.dumps(read)
    assert officer.get(f"papers/{paper.pk}/?audience=body").status_code == 404
    assert officer.get(f"papers/{paper.pk}/files/xlsx/?audience=body").status_code == 404
    assert api(world.person("champion")).get(f"papers/{paper.pk}/").json()["audience"] == "body"


def test_what_is_read_is_what_was_frozen_and_its_digest_can_be_checked(api, world):
    paper = quickly_issued(world)
    client = api(world.person("officer"))
    read = client.get(f"papers/{paper.pk}/")
    said = read.json()
    canonical = json.dumps(said["structure"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == said["digest"]
    assert client.get(f"papers/{paper.pk}/", **{"If-None-Match": read["ETag"]}).status_code == 304
    [match] = client.get(f"papers/check/?digest={said['digest']}").json()["results"]
    assert (match["audience"], match["issue_number"]) == ("Areas", 1)
    assert client.get(f"papers/check/?digest={'0' * 64}").json()["results"] == []
    assert "digest" in pointers(client.get("papers/check/?digest=short"))


def test_a_file_is_the_frozen_bytes_and_who_took_it_is_on_record(api, world):
    paper = quickly_issued(world)
    client = api(world.person("officer"))
    address = f"papers/{paper.pk}/files/odt/"
    file = client.get(address)
    assert file.content == f"{paper.pk} areas odt".encode()
    assert file["ETag"] == f'"{hashlib.sha256(file.content).hexdigest()}"'
    [event] = AuditEvent.objects.filter(verb="papers.exported")
    assert (event.data["audience"], event.data["format"]) == ("areas", "odt")
    assert client.get(address, **{"If-None-Match": file["ETag"]}).status_code == 304
    assert AuditEvent.objects.filter(verb="papers.exported").count() == 1
    assert client.get(f"papers/{paper.pk}/files/csv/").status_code == 404
    assert client.get(address, Accept="application/pdf").status_code == 406
    assert api(world.person("officer"), Scope.READ).get(address).status_code == 403


def test_the_register_and_a_place_are_papers_as_at_any_moment_for_those_who_may_have_them(api, world):
    champion, officer = api(world.person("champion")), api(world.person("officer"))
    now = champion.get("papers/requests/?marking=PROTECT").json()["structure"]
    assert (now["marking"], SECRET in json.dumps(now)) == ("PROTECT", True)
    assert champion.get("papers/requests/?as_at=2011-03-01").json()["structure"]["lines"] == []
    file = champion.get("papers/requests/files/csv/?as_at=2011-03-22T17:00Z", Accept="text/csv")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert AuditEvent.objects.filter(verb="papers.exported").count() == 1
    assert officer.get("papers/requests/").status_code == officer.get("papers/requests/files/csv/").status_code == 404
    assert SECRET not in officer.get("areas/swindon/sheet/").content.decode()
    assert officer.get("areas/swindon/sheet/files/html/").status_code == 200
    assert officer.get("areas/swindon/sheet/files/docx/").status_code == 404
    for query in ("as_at=2999-01-01", "as_at=soon", "marking=%00", f"marking={'x' * 61}"):
        assert champion.get(f"papers/requests/?{query}").status_code == 422, query


def test_what_changed_since_a_paper_is_told_to_each_as_they_may_know_it(api, world):
    paper = quickly_issued(world)
    moved = LoggedRequest.objects.get()
    state(world, moved, "The form is agreed", department=world.dfe)
    state(world, moved, "Ministers have decided", department=world.dfe, audience=Audience.WHITEHALL)
    address = f"papers/{paper.pk}/changes/"
    read = {role: api(world.person(role)).get(address) for role in ("secretariat", "partner")}
    for answer in read.values():
        [change] = answer.json()["requests"]
        assert (change["kind"], change["reference"]) == ("position", moved.reference)
        assert answer.json()["known_at"] == "2011-03-22T17:00:00Z"
    assert "Ministers have decided" in read["secretariat"].content.decode()
    assert "Ministers have decided" not in read["partner"].content.decode()
    secretariat = api(world.person("secretariat"))
    assert secretariat.get(f"{address}?until=2011-03-23").json()["totals"] == {"silent": 1}
    assert secretariat.get(f"{address}?until=2011-03-01").status_code == 422
    csv = secretariat.get(address, Accept="text/csv")
    assert "Ministers have decided" in b"".join(csv.streaming_content).decode()
    assert secretariat.get(f"papers/{drafted(world).pk}/changes/").status_code == 404


def test_papers_are_listed_newest_first_of_one_body_and_read_with_the_same_number_of_statements(api, world):
    client = api(world.person("secretariat"))
    first = quickly_issued(world, title="First")
    draft = drafted(world)
    paths = ("papers/", "papers/drafts/", f"papers/{first.pk}/", f"papers/drafts/{draft.pk}/")

    few = [statements(client, path) for path in paths]
    for number in range(3):
        quickly_issued(world, title=f"Later {number}", now=THURSDAY)
        drafted(world)
    client.post(f"papers/{first.pk}/reissues/", {"correction": "A date"})
    assert [statements(client, path) for path in paths] == few
    titles = [one["title"] for one in client.get("papers/?body=cb-group&size=2").json()["results"]]
    assert titles == ["Later 2", "Later 1"]
    assert client.get("papers/").json()["results"][-1]["replaced_by"] is None, "nobody learns of a draft"
    assert "body" in pointers(client.get("papers/?body=nobody"))
    assert "body" in pointers(client.get("papers/?body=%00"))
