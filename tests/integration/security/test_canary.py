"""No estimate, intervention or proposal reaches anybody who may not read it, by any way out (F004, end of Annex D).

What is asked in which world: see the package `canary`. Forms, papers, emails and errors: `test_canary_forms.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import django_filters
import pytest
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from cbtracker.papers.exporters import FORMATS, export
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.renditions import build_rendition
from families.models.querysets import EstimateQuerySet, ProposalQuerySet
from tests.conventions.matrix.world import World
from tests.integration.security.canary.crawl import STRANGER, Asked, crawl, read
from tests.integration.security.canary.lines import logged
from tests.integration.security.canary.numbers import (
    EVERY,
    OTHER,
    OWN,
    SINGLE,
    TOGETHER,
    found_in,
    has_caveat,
    may_read,
    text_of,
)
from tests.integration.security.canary.worlds import build_canary_world

pytestmark = pytest.mark.django_db
DOCUMENTS = tuple(chain(*((f"{format}", f"{format}/") for format in FORMATS if format != "csv")))
UNTHROTTLED = {"ACCOUNT_RATE_LIMITS": False, "API_PER_MINUTE_PERSON": 10**6, "API_PER_MINUTE_TOKEN": 10**6}
FIGURE_FIELDS = {"low", "high", "accepted", "first_low", "first_high", "period_low", "period_high", "totals", "people"}
RELATED = {"estimates", "estimate", "intervention", "proposal", "revisions", "proposals"}


@dataclass
class Crawled:
    """Everything that was asked, logged and sent."""

    world: World
    asked: list[Asked]
    lines: list[str]
    mails: list[Any]

    def of(self, role: str | None) -> list[Asked]:
        return [one for one in self.asked if one.role == role]

    def addresses(self) -> list[str]:
        """Where the secretariat reads canaries."""
        return [one.address for one in self.of(Role.SECRETARIAT) if one.found]


@pytest.fixture(scope="module")
def crawled(for_the_module) -> Iterator[Crawled]:
    """One world, walked through once: by the secretariat whole, by the rest of Whitehall where there is a canary."""
    with override_settings(**UNTHROTTLED, DEMONSTRATION=False), logged() as lines:
        world = build_canary_world()
        mail.outbox = []
        deliver_due(now=timezone.now())
        made = Crawled(world, [], lines, list(mail.outbox))
        for role in (Role.SECRETARIAT, Role.OFFICER, Role.PARTNER, Role.ADMINISTRATOR, STRANGER):
            made.asked += crawl(world, role)
        for role in (Role.CHAMPION, Role.LOCALITY_LEAD):
            made.asked += crawl(world, role, [one for one in made.addresses() if not one.endswith(DOCUMENTS)])
        yield made


@pytest.fixture
def client_of(crawled: Crawled, db: None) -> Any:
    def client_of(role: str) -> Client:
        client = Client()
        client.force_login(crawled.world.people[role])
        return client

    return client_of


def test_nobody_is_shown_a_canary_that_is_not_theirs(crawled):
    leaked = [f"{one}" for one in crawled.asked if one.leaked]
    assert not leaked, "\n".join(leaked)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD])
def test_whitehall_is_shown_every_canary(crawled, role):
    """Without this the test above would pass on a product that shows nothing."""
    seen = frozenset().union(*(one.found for one in crawled.of(role)))
    assert seen >= SINGLE, sorted(SINGLE - seen)
    assert TOGETHER & seen, "there is a sum that others could take apart"


def test_the_api_shows_every_canary_that_the_pages_of_families_do_to_whom_they_may(crawled):
    for role, theirs in ((Role.SECRETARIAT, SINGLE), (Role.CHAMPION, SINGLE), (Role.OFFICER, set(OWN.values()))):
        by_api = [one for one in crawled.of(role) if one.address.startswith("/api/")]
        assert frozenset().union(*(one.found for one in by_api)) >= theirs, role
    for role in (Role.PARTNER, Role.ADMINISTRATOR, STRANGER):
        asked = [one for one in crawled.of(role) if one.address.startswith("/api/v1/annex-d/")]
        assert {one.status for one in asked} == {404 if role else 401}


def test_an_officer_is_shown_every_canary_of_their_own_and_no_other(crawled):
    seen = frozenset().union(*(one.found for one in crawled.of(Role.OFFICER)))
    assert seen == set(OWN.values()), sorted(set(OWN.values()) ^ seen)


def test_every_answer_that_holds_a_canary_holds_the_caveat(crawled):
    without = [f"{one}" for one in crawled.asked if one.found and not one.with_caveat]
    assert not without, "\n".join(without)


def test_every_role_was_answered_by_pages_and_by_pages_that_are_not_there(crawled):
    for role in (Role.SECRETARIAT, Role.OFFICER, Role.PARTNER, Role.ADMINISTRATOR, STRANGER):
        statuses = {one.status for one in crawled.of(role)}
        assert {200, 404} <= statuses
        assert not {status for status in statuses if status >= 500}
    assert 422 in {one.status for one in crawled.of(Role.SECRETARIAT)}


@pytest.mark.parametrize("model", [EstimateQuerySet, ProposalQuerySet])
def test_without_the_rule_the_crawl_finds_what_leaks(crawled, db, monkeypatch, settings, model):
    """The negative control."""
    for name, value in UNTHROTTLED.items():
        setattr(settings, name, value)
    monkeypatch.setattr(model, "visible_to", lambda rows, user: rows.all())
    asked = [one for role in (Role.OFFICER, Role.PARTNER) for one in crawl(crawled.world, role, crawled.addresses())]
    assert {one.address.startswith("/api/") for one in asked if one.leaked} == {True, False}


def test_no_line_that_is_logged_holds_a_canary(crawled):
    assert len(crawled.lines) > 100
    assert not [line for line in crawled.lines if found_in(line)]


def test_an_email_holds_none_but_the_readers_own_canaries_with_the_caveat(crawled):
    assert crawled.mails
    for message in crawled.mails:
        text = "\n".join([message.subject, message.body, *(str(part.content) for part in message.alternatives)])
        for address in message.to:
            role = User.objects.filter(email=address).values_list("role", flat=True).first()
            assert found_in(text) <= may_read(role), message.subject
        assert has_caveat(text) or not found_in(text), message.subject


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
def test_searching_for_a_canary_finds_as_much_as_searching_for_any_other_number(crawled, client_of, role):
    """What somebody typed is no leak; that something is found by it would be."""
    client, typed, other = client_of(role), str(OTHER["fwmp_low"]), "100001"
    searched = [one.address.partition("?")[0] for one in crawled.of(role) if one.with_search and one.status == 200]
    assert searched
    for address in dict.fromkeys(searched):
        for number in (typed, f"{OTHER['quoted']:,}"):
            answers = [read(client, f"{address}?q={said}") for said in (number, other)]
            said = [_anonymous(text, spelling) for (_, text), spelling in zip(answers, (number, other), strict=True)]
            assert said[0] == said[1], address


def _anonymous(page: str, number: str) -> str:
    """`page` without what was typed, nor what is new each time it is asked for."""
    for comma in ("%252C", "%2C", ",", ""):
        page = page.replace(number.replace(",", comma), "…")
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", page)


def test_no_page_with_a_canary_can_be_sorted_and_none_changes_with_a_sort_or_a_filter_by_a_figure(crawled, client_of):
    client = client_of(Role.SECRETARIAT)
    pages = [one for one in crawled.of(Role.SECRETARIAT) if one.found and one.status == 200]
    assert not [one.address for one in pages if one.with_sorting]
    listed = [one.address for one in pages if one.address.startswith("/families/")]
    for address in [one for one in listed if not one.endswith(DOCUMENTS)]:
        before = _anonymous(read(client, address)[1], "…")
        for asked in ("sort=low", "sort=-estimate", "ordering=-high", f"low={OWN['fwmp_low']}", "min=900000"):
            after = _anonymous(read(client, f"{address}{'&' if '?' in address else '?'}{asked}")[1], "…")
            assert _without_addresses(after) == _without_addresses(before), f"{address} {asked}"


def _without_addresses(page: str) -> str:
    return re.sub(r'(href|value|action)="[^"]*"', "", page)


def filter_sets(parent: Any = django_filters.FilterSet) -> list[Any]:
    """Every FilterSet of the product."""
    found = [one for child in parent.__subclasses__() for one in (child, *filter_sets(child))]
    return [one for one in found if not one.__module__.startswith(("django_filters", "rest_framework"))]


def faults_of(sets: list[Any]) -> list[str]:
    """Filters, and orders of filters, that are by a figure of families."""
    return [
        f"{one.__name__}.{name}"
        for one in sets
        for name, filter_ in one.base_filters.items()
        for field in (filter_.field_name or name, *chain(*getattr(filter_, "param_map", {}).items()))
        if set(field.split("__")) & (FIGURE_FIELDS | RELATED)
    ]


def test_no_filter_set_filters_or_orders_by_a_figure_of_families(crawled):
    sets = [one for one in filter_sets() if one.__module__.split(".")[0] != "tests"]
    assert len(sets) >= 8
    assert faults_of(sets) == []


def test_a_filter_by_an_estimate_would_be_noticed():
    """The negative control."""

    class Wrong(django_filters.FilterSet):
        fewest = django_filters.NumberFilter(field_name="estimates__low", lookup_expr="gte")
        order = django_filters.OrderingFilter(fields=(("proposal__revisions__period_high", "proposed"),))

    assert faults_of([Wrong]) == ["Wrong.fewest", "Wrong.order"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_paper_holds_canaries_in_the_rendition_of_whitehalls_body_only_and_there_with_the_caveat(crawled, db, format):
    paper = crawled.world.canary_paper
    for audience in Audience.values:
        text = text_of(export(build_rendition(paper, audience, now=timezone.now()).paper, format).content)
        found = found_in(text)
        # The CSV of a board paper has its requests only.
        assert bool(found) == (audience == Audience.BODY and format != "csv"), audience
        assert has_caveat(text) == bool(found), audience
        assert not found or found >= SINGLE


@pytest.mark.parametrize(
    "text",
    ["918273", "918,273 – 918,364", "<td>918,273</td>", "918\u202f273", "918 273", "q=918%2C273", "a\n918.273\n"],
)
def test_a_canary_is_found_however_it_is_written(text):
    assert OWN["fwmp_low"] in found_in(text)


def test_a_number_that_only_contains_one_is_none():
    assert not found_in("1918273 9182734 a918273b 918-273")
    assert len(EVERY) == 25 + 10 + 3 * 5, "no canary is the sum of others"
