"""A document that a position cites by API is one that a page could have cited."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from requests_log.models import Position
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.world import accepted, make_world

pytestmark = pytest.mark.django_db


def test_a_link_is_a_web_address_a_date_is_a_date_and_nothing_else_is_said(api):
    world = make_world()
    entry = accepted(world, world.dfe)
    secretary = world.person("secretariat")
    client, address = api(secretary), f"requests/{entry.reference}"
    read = client.get(f"{address}/")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org/letter"}, "link"),
        ({"date": "soon"}, "date"),
        ({"date": 2011}, "date"),
        ({"colour": "red"}, "colour"),
    ]
    for document, name in wrong:
        said = {"text": "It stands here", "documents": [{"title": "The letter", **document}]}
        answer = client.post(f"{address}/positions/", said, match=read)
        assert answer.status_code == 422, (document, answer.content)
        assert set(pointers(answer)) == {f"#/documents/0/{name}"}
    assert Position.objects.count() == 0
    cited = {"title": "The letter", "date": "2011-03-22", "link": "https://www.gov.uk/a-page"}
    said = {"text": "It stands here", "documents": [cited, {"title": "Another"}]}
    answer = client.post(f"{address}/positions/", said, match=read)
    assert answer.status_code == 200, answer.content
    assert answer.json()["positions"][0]["documents"][0] == {**cited, "issuer": "", "recipients": ""}
    browser = Client()
    browser.force_login(secretary)
    assert "22 March 2011" in browser.get(f"/requests/{entry.reference}/").content.decode()
