"""The list of papers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cbtracker.papers.services import start_reissue
from tests.factories.papers import BodyFactory, PaperFactory
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, WEDNESDAY, drafted, frozen
from tests.integration.papers.paper_world import quickly_issued as issued

READERS = ("secretariat", "champion", "locality_lead", "officer", "partner")


def page(client, world, role="secretariat", **query):
    client.force_login(world.person(role))
    return client.get(reverse("papers:list"), query)


@pytest.mark.parametrize("role", READERS)
def test_every_reader_finds_issued_papers_and_only_the_secretariat_drafts(client, world, role):
    issued(world, title="What was issued")
    drafted(world, title="Half a sentence")
    said = page(client, world, role).content.decode()
    assert "What was issued" in said
    assert ("Half a sentence" in said) == (role == "secretariat")


def test_an_administrator_finds_no_papers(client, world):
    assert page(client, world, "administrator").status_code == 404


def test_the_newest_paper_comes_first(client, world):
    issued(world, title="The earlier paper")
    issued(world, title="The later paper", now=THURSDAY)
    said = page(client, world).content.decode()
    assert said.index("The later paper") < said.index("The earlier paper")


def test_a_replaced_issue_is_marked_once_its_reissue_is_issued(client, world):
    first, by = issued(world), world.person("secretariat")
    second = start_reissue(first, by=by, correction="A name was wrong.", now=WEDNESDAY)
    assert "Replaced by issue 2" not in page(client, world).content.decode()
    frozen(second, by=by, now=THURSDAY)
    assert "Replaced by issue 2" in page(client, world).content.decode()


def test_the_list_is_of_one_body_where_the_address_says_so(client, world):
    issued(world, title="Of the group")
    PaperFactory(issued=True, title="Of the ministers", body=BodyFactory(slug="ministers", name="Ministers"))
    assert "Of the ministers" in page(client, world).content.decode()
    said = page(client, world, body="cb-group").content.decode()
    assert ("Of the group" in said, "Of the ministers" in said) == (True, False)
    assert page(client, world, body="narnia").status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_papers(client, world):
    issued(world)
    client.force_login(world.person("secretariat"))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("papers:list"))
        return len(captured)

    few = queries()
    for number in range(4):
        issued(world, now=TUESDAY + timedelta(days=number + 1))
        drafted(world)
    assert queries() <= few <= 12
