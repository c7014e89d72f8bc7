"""What the API makes of texts and orders that a page would refuse or mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.serializers import BooleanField, CharField, EmailField, IntegerField

from cbtracker.rest.shapes import Flag, In, Text, Whole
from requests_log.models import Position
from tests.conventions.api_matrix.operations import every_operation
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.world import accepted, make_world

pytestmark = pytest.mark.django_db
LAX = (BooleanField, CharField, IntegerField)


def test_a_text_is_tidied_and_refused_as_a_page_does_it(api):
    world = make_world()
    entry = accepted(world, world.dfe)
    client, address = api(world.person("secretariat")), f"requests/{entry.reference}"
    read = client.get(f"{address}/")
    for wrong in ("It is <b>agreed</b>", "It is\x07 agreed", "It is\x00 agreed", "It is \ud800"):
        answer = client.post(f"{address}/positions/", {"text": wrong}, match=read)
        assert (answer.status_code, set(pointers(answer))) == (422, {"#/text"}), wrong
    assert Position.objects.count() == 0
    words = {"text": "First\r\nsecond\u2028third", "next_step_owner": "A\nB"}
    assert client.post(f"{address}/positions/", words, match=read).status_code == 200
    position = Position.objects.get()
    assert (position.text, position.next_step_owner) == ("First\nsecond\nthird", "A B")


def test_an_order_that_a_list_does_not_have_is_a_fault(api):
    client = api(make_world().person("partner"))
    for wrong in ("", "-", "colour", "--reference"):
        answer = client.get(f"requests/?sort={wrong}")
        assert (answer.status_code, set(pointers(answer))) == (422, {"sort"}), wrong
    assert client.get("requests/?sort=-reference").status_code == 200


def test_a_number_and_a_flag_are_no_texts_that_look_like_them():
    class Said(In):
        many = Whole(min_value=0, max_value=9)
        sure = Flag()

    for many, sure in ((7, True), (0, False)):
        assert Said(data={"many": many, "sure": sure}).is_valid()
    for many, sure in (("7", "true"), (7.0, 1), (True, 0), (10, None), (10**400, []), ([7], {})):
        said = Said(data={"many": many, "sure": sure})
        assert not said.is_valid()
        assert set(said.errors) == {"many", "sure"}, (many, sure)


def test_every_number_and_flag_of_a_body_is_one_and_every_text_is_tidied():
    """Forms with a file send texts for all of them; what comes as JSON does not."""
    lax = [
        f"{declared.name}: {name}"
        for declared in every_operation()
        if declared.operation.takes is not None and not declared.operation.upload
        for name, field in _fields(declared.operation.takes())
        if isinstance(field, LAX) and not isinstance(field, Whole | Flag | Text | EmailField)
    ]
    assert lax == []


def _fields(shape: Any) -> Iterator[tuple[str, Any]]:
    for name, field in shape.fields.items():
        inner = getattr(field, "child", field)
        yield from _fields(inner) if hasattr(inner, "fields") else [(name, inner)]
