"""Every example of the API guide is run with curl against a running server, and prints what the guide shows."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.places.demo import load_demo
from tests.contract import guide
from tests.contract.guide import Example, examples, faults
from tests.contract.meanwhile import MEANWHILE
from tests.contract.served import served
from tests.factories.rest import token_of

JOURNEYS = ("Champion", "Locality lead", "Officer", "Secretariat", "Partner", "Administrator")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_every_example_of_the_guide_does_what_it_shows(tmp_path, settings):
    settings.DEMONSTRATION = True
    load_demo(now=timezone.now())
    tokens: dict[str, str] = {}
    with served(tmp_path) as api:
        for example in examples(guide.GUIDE.read_text(encoding="utf-8")):
            if example.meanwhile:
                MEANWHILE[example.meanwhile]()
            person = example.person
            if person not in tokens:
                tokens[person] = token_of(User.objects.get(email__startswith=f"{person}@"))
            folder = tmp_path / person
            folder.mkdir(exist_ok=True)
            printed = guide.run(example, folder, {"SITE": api.address, "TOKEN": tokens[person]})
            assert faults(example, printed) == [], f"{example}\n{printed[:3000]}"


def test_the_guide_has_the_journey_of_each_reader():
    text = guide.GUIDE.read_text(encoding="utf-8")
    assert [name for name in JOURNEYS if f"\n## {name}" not in text] == []


def test_an_example_that_prints_something_else_is_found():
    """The negative control."""
    example = Example("Reading", "champion", "echo", ("json", '{"count": 3, "results": [{"reference": "CB-…"}]}'))
    assert faults(example, '{"count": 3, "results": [{"reference": "CB-0001", "more": 1}]}') == []
    assert faults(example, '{"count": 4, "results": []}') == [
        "#/count: 4 instead of 3",
        "#/results: 0 instead of at least 1",
    ]
    said = Example("Reading", "champion", "echo", ("text", "HTTP/1.1 412 …\n"))
    assert faults(said, "HTTP/1.1 412 Precondition Failed") == []
    assert faults(said, "HTTP/1.1 200 OK") != []
