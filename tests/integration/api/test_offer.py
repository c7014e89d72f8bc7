"""The offer by API: drafted together, published by the secretariat, commented on and answered once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rollout.models import OfferComment, OfferElement, OfferText, OfferVersion
from tests.factories.duties import AuthorityMembershipFactory, DepartmentMembershipFactory
from tests.factories.offer import OfferCommentFactory, OfferTextFactory, OfferVersionFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory, DepartmentFactory
from tests.integration.api.conftest import pointers

pytestmark = pytest.mark.django_db


def test_partners_and_the_secretariat_draft_it_and_who_saves_second_sees_the_text_of_the_first(api):
    partner, secretary = api(person("partner")), api(person("secretariat"))
    assert partner.get("offer/").status_code == 404
    read = partner.get("offer/draft/")
    assert (read.json()["number"], read.json()["words"], read["ETag"]) == (0, "", '"0"')
    empty = secretary.post("offer/draft/publication/", {"note": "First"}, match=read)
    assert (empty.status_code, OfferVersion.objects.count()) == (409, 0)
    first = partner.patch("offer/draft/", {"words": "Take what you need"}, match=read)
    second = secretary.patch("offer/draft/", {"words": "Take it all"}, match=read)
    assert (first.status_code, second.status_code) == (200, 412)
    assert (second.json()["current"]["words"], second["ETag"]) == ("Take what you need", first["ETag"])
    assert partner.patch("offer/draft/", {"words": "Mine"}).status_code == 428
    wrong = partner.patch("offer/draft/", {"words": " ", "marks": 3}, match=first)
    assert (wrong.status_code, set(pointers(wrong))) == (422, {"#/words", "#/marks"})
    saved = secretary.patch("offer/draft/", {"words": "Take what you need, when"}, match=second)
    assert [one["number"] for one in partner.get("offer/drafts/").json()["results"]] == [2, 1]
    assert partner.post("offer/draft/publication/", {"note": "First"}, match=saved).status_code == 404

    done = secretary.post("offer/draft/publication/", {"note": "First published"}, match=saved)
    assert (done.status_code, done.json()["version"]) == (200, 1)
    assert secretary.post("offer/draft/publication/", {"note": "Again"}, match=done).status_code == 409
    assert secretary.post("offer/draft/publication/", {"note": "Again"}, match=saved).status_code == 412
    published = api(person("administrator")).get("offer/").json()
    assert (published["number"], published["words"]) == (1, "Take what you need, when")
    assert "by" not in str(sorted(published))
    assert [one["text"] for one in partner.get("offer/versions/").json()["results"]] == [2]
    assert OfferText.objects.count() == 2


def test_an_officer_comments_for_their_own_place_and_a_drafter_answers_once(api):
    authority, officer, champion = AuthorityFactory(), person("officer"), person("champion")
    AuthorityMembershipFactory(user=officer, authority=authority)
    text = OfferTextFactory(number=1)
    client, partner = api(officer), api(person("partner"))
    wrong: list[tuple[dict[str, Any], set[str]]] = [
        ({"words": "Say more"}, {"#/authority"}),
        ({"words": "Say more", "authority": AuthorityFactory().gss_code}, {"#/authority"}),
        ({"words": "", "authority": authority.gss_code}, {"#/words"}),
    ]
    for body, places in wrong:
        answer = client.post("offer/texts/1/comments/", body)
        assert (answer.status_code, set(pointers(answer))) == (422, places)
    assert OfferComment.objects.count() == 0
    body = {"words": "Say more", "authority": authority.gss_code}
    said = client.post("offer/texts/1/comments/", body, key="one")
    assert client.post("offer/texts/1/comments/", body, key="one").json() == said.json()
    assert (said.status_code, said.json()["authority"], OfferComment.objects.count()) == (201, authority.gss_code, 1)
    address = said["Location"].removeprefix("http://testserver/api/v1/")
    assert client.get(address).json() == said.json()
    for nobody in (client, api(champion)):
        assert nobody.post(f"{address}reply/", {"reply": "Yes"}).status_code == 404
    DepartmentMembershipFactory(user=champion, department=DepartmentFactory(abbreviation="DfE"))
    answered = api(champion).post(f"{address}reply/", {"reply": "We have"})
    assert (answered.status_code, answered.json()["answered_by"]) == (200, str(champion))
    assert partner.post(f"{address}reply/", {"reply": "We too"}).status_code == 409
    assert OfferComment.objects.get().reply == "We have"
    assert client.get(f"offer/texts/{text.number}/").json()["comments"][0]["reply"] == "We have"
    assert client.get("offer/texts/0/").status_code == client.get("offer/texts/2/").status_code == 404
    assert api(person("administrator")).get("offer/comments/").status_code == 404


def test_the_offer_costs_as_many_statements_for_many_as_for_few(api):
    client = api(person("partner"))
    first = OfferTextFactory(number=1)
    OfferVersionFactory(number=1, text=first)
    OfferTextFactory(number=2)
    OfferCommentFactory(text=first)
    few = _statements(client)
    for number in range(3, 6):
        text = OfferTextFactory(number=number)
        OfferCommentFactory(text=text, authority=AuthorityFactory())
        OfferCommentFactory(text=first, authority=AuthorityFactory())
    OfferVersionFactory(number=2, text=OfferText.objects.get(number=2))
    assert _statements(client) == few
    assert [one["key"] for one in client.get("offer/elements/").json()["results"]] == list(
        OfferElement.objects.filter(is_current=True).values_list("key", flat=True)
    )


def _statements(client: Any) -> list[int]:
    counts = []
    for path in ("", "elements/", "versions/", "drafts/", "comments/", "draft/", "texts/1/"):
        with CaptureQueriesContext(connection) as told:
            assert client.get(f"offer/{path}").status_code == 200, path
        counts.append(len(told))
    return counts
