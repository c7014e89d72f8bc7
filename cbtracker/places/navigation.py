"""The links that each role sees on every page, and which of them is the page's section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cbtracker.accounts.permissions import Role


@dataclass(frozen=True)
class Item:
    """A link of the navigation, by the name of its route."""

    text: str
    route: str


HOME = Item("Home", "home")
YOURS = Item("Your requests", "requests:queue")
UNTRIAGED = Item("To triage", "requests:untriaged")
REQUESTS = Item("Requests", "requests:list")
RAISE = Item("Raise a request", "requests:raise")
WORKSTREAMS = Item("Workstreams", "requests:workstreams")
FREEDOMS = Item("Freedoms", "requests:freedoms")
AREAS = Item("Areas", "areas:list")
CALLS = Item("Calls", "requests:calls")
COVERAGE = Item("Coverage", "rollout:coverage")
PAPERS = Item("Papers", "papers:list")
CHANGES = Item("Imports", "requests:changes")
PEOPLE = Item("People", "accounts:people")
AUDIT = Item("Audit", "audit:events")

ITEMS: dict[str, tuple[Item, ...]] = {
    Role.SECRETARIAT: (
        HOME,
        UNTRIAGED,
        REQUESTS,
        WORKSTREAMS,
        CALLS,
        FREEDOMS,
        AREAS,
        COVERAGE,
        PAPERS,
        CHANGES,
        PEOPLE,
        AUDIT,
    ),
    Role.CHAMPION: (HOME, YOURS, REQUESTS, WORKSTREAMS, CALLS, FREEDOMS, AREAS, COVERAGE, PAPERS),
    Role.LOCALITY_LEAD: (HOME, REQUESTS, WORKSTREAMS, CALLS, FREEDOMS, AREAS, COVERAGE, PAPERS),
    Role.OFFICER: (HOME, RAISE, REQUESTS, WORKSTREAMS, CALLS, FREEDOMS, AREAS, COVERAGE, PAPERS),
    Role.PARTNER: (HOME, REQUESTS, WORKSTREAMS, FREEDOMS, AREAS, COVERAGE, PAPERS),
    Role.ADMINISTRATOR: (HOME, PEOPLE, AUDIT),
}


def address(route: str, *args: Any) -> str:
    """Return the address of `route`; blank where there is no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give every page the links of the person's role; nothing to people who are not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    links = [(item.text, address(item.route)) for item in ITEMS[user.role]]
    return {"navigation": marked([(text, href) for text, href in links if href], request.path)}


def marked(links: list[tuple[str, str]], path: str) -> list[dict[str, Any]]:
    """Return `links` (text and address) with the page of `path` marked current, or its section active."""
    sections = [href for _, href in links if path.startswith(href) and (href != "/" or path == "/")]
    section = max(sections, key=len, default="")
    return [
        {"text": text, "href": href, "current": href == path, "active": href == section and href != path}
        for text, href in links
    ]
