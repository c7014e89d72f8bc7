"""Drafts of papers by API: who saves first, what a draft cannot say, and what moves it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from tests.factories.papers import BodyFactory, MeetingFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.paper_words import world_with_words
from tests.integration.papers.paper_world import WEDNESDAY, drafted, quickly_issued
from tests.integration.requests_log.calling import issued as called
from tests.integration.requests_log.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return world_with_words("Ministers have not decided")


def test_of_two_who_write_a_draft_one_saves_and_what_is_too_late_is_said_with_409(api, world):
    draft = drafted(world)
    client = api(world.person("secretariat"))
    address = f"papers/drafts/{draft.pk}/"
    read = client.get(address)
    assert client.get(address, **{"If-None-Match": read["ETag"]}).status_code == 304
    assert client.patch(address, {"title": "Mine"}).status_code == 428
    first = client.patch(address, {"title": "Mine"}, match=read)
    second = client.patch(address, {"title": "Theirs"}, match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["current"]["title"] == "Mine"
    assert client.post(f"{address}issue/", match=read).status_code == 412
    bare = client.patch(address, {"sections": []}, match=first)
    not_ready = client.post(f"{address}issue/", match=bare)
    assert (not_ready.status_code, "section" in not_ready.json()["detail"]) == (409, True)
    assert client.get(f"{address}preview/").json()["why_not"] == not_ready.json()["detail"]
    gap = client.patch(address, {"sections": [{"kind": "changes"}]}, match=bare)
    missing = client.post(f"{address}issue/", match=gap)
    assert (missing.status_code, "cannot be made" in missing.json()["detail"]) == (409, True)
    assert client.delete(address, match=bare).status_code == 412
    assert client.delete(address, match=gap).status_code == 204
    assert not Paper.objects.exists()

    paper = quickly_issued(world)
    late = f"papers/drafts/{paper.pk}/"
    assert client.get(late).status_code == 404
    assert [client.patch(late, {"title": "Late"}, match="1").status_code, client.delete(late).status_code] == [409, 409]
    assert client.post(f"papers/{drafted(world).pk}/updates/").status_code == 404


def test_what_a_draft_cannot_say_is_named_with_its_place_and_nothing_is_saved(api, world):
    other = BodyFactory()
    paper = quickly_issued(world)
    draft = drafted(world, now=WEDNESDAY)
    client = api(world.person("secretariat"))
    wrong = [
        ({"title": " "}, "#/title"),
        ({"as_at": "2200-01-01"}, "#/as_at"),
        ({"meeting": 10**30}, "#/meeting"),
        ({"meeting": True}, "#/meeting"),
        ({"compared_with": draft.pk}, "#/compared_with"),
        ({"compared_with": paper.pk, "as_at": "2011-01-01"}, "#/compared_with"),
        ({"sections": [{"text": "Of what?"}]}, "#/sections/0/kind"),
        ({"sections": [{"kind": "annex_a"}, {"kind": "annex_a"}]}, "#/sections"),
        ({"sections": [{"kind": "annex_d", "audiences": ["areas"]}]}, "#/sections"),
        ({"sections": [{"kind": "annex_a", "options": {"areas": ["swindon"]}}]}, "#/sections"),
        ({"sections": [{"kind": "place_sheets", "options": {"areas": [1]}}]}, "#/sections/0/options/areas"),
        ({"sections": {"kind": "annex_a"}}, "#/sections"),
        ({"kind": "board"}, "#/kind"),
    ]
    for body, where in wrong:
        answer = client.patch(f"papers/drafts/{draft.pk}/", body, match=draft.version)
        assert answer.status_code == 422, body
        assert where in pointers(answer), (body, answer.json())
    draft.refresh_from_db()
    assert draft.version == 1
    of_another = client.post("papers/drafts/", {"body": other.slug, "compared_with": paper.pk})
    assert pointers(of_another).keys() == {"#/compared_with"}
    assert pointers(client.post("papers/drafts/", {"title": "x"})).keys() == {"#/body"}
    assert Paper.objects.count() == 2


def test_sections_keep_what_is_not_said_again_and_name_places_and_calls_as_people_do(api, world):
    call = called(world)
    draft = drafted(world, sections=(Section("summary", ("body",), "Kept words"),))
    client = api(world.person("secretariat"))
    sections = [
        {"kind": "place_sheets", "options": {"areas": ["barnet"]}},
        {"kind": "returns", "options": {"calls": [call.slug]}},
        {"kind": "summary"},
    ]
    said = client.patch(f"papers/drafts/{draft.pk}/", {"sections": sections}, match=draft.version).json()["sections"]
    assert [one["kind"] for one in said] == ["place_sheets", "returns", "summary"]
    assert (said[0]["options"]["areas"], said[1]["options"]["calls"]) == (["barnet"], [call.slug])
    assert (said[2]["text"], said[2]["audiences"]) == ("Kept words", ["body"])
    draft.refresh_from_db()
    assert draft.sections[0]["options"] == {"areas": [world.barnet.pk]}
    preview = client.get(f"papers/drafts/{draft.pk}/preview/?audience=areas").json()["structure"]
    assert "Draft, not issued" in preview["details"]
    assert "Kept words" not in json.dumps(preview)
    file = client.get(f"papers/drafts/{draft.pk}/files/html/?audience=areas")
    assert "draft-" in file["Content-Disposition"]
    assert "Kept words" not in file.content.decode()
    assert api(world.person("champion")).get(f"papers/drafts/{draft.pk}/").status_code == 404


def test_the_etag_of_a_draft_moves_with_its_meeting_which_does_not_stand_in_the_way_of_a_change(api, world):
    draft = drafted(world)
    draft.meeting = MeetingFactory(body=draft.body)
    draft.save(update_fields=["meeting"])
    client = api(world.person("secretariat"))
    read = client.get(f"papers/drafts/{draft.pk}/")
    known = {"If-None-Match": read["ETag"]}
    assert client.get(f"papers/drafts/{draft.pk}/", **known).status_code == 304
    draft.meeting.starts_at += timedelta(hours=1)
    draft.meeting.ends_at += timedelta(hours=1)
    draft.meeting.save()
    moved = client.get(f"papers/drafts/{draft.pk}/", **known)
    assert (moved.status_code, moved.json()["meeting_at"] != read.json()["meeting_at"]) == (200, True)
    changed = client.patch(f"papers/drafts/{draft.pk}/", {"title": "Another"}, match=read)
    assert changed.status_code == 200, changed.content
    assert client.patch(f"papers/drafts/{draft.pk}/", {"title": "A third"}, match=read).status_code == 412
