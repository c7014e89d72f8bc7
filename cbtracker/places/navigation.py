"""The links that each role sees on every page, and which of them is the page's section.

A section that has several pages is one link of the main navigation; its pages are the sub-navigation below it. Apps
know nothing of either: which section a page belongs to follows from its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cbtracker.accounts.permissions import Permission, Role, holds

Link = tuple[str, str]
"""A text and an address."""


@dataclass(frozen=True)
class Item:
    """A link of the navigation, by the name of its route; with `permission`, for those alone who hold it."""

    text: str
    route: str
    permission: Permission | None = None

    def links(self, user: Any) -> list[Link]:
        """The link, if there is such a page and `user` may read it."""
        href = address(self.route) if self.permission is None or holds(user, self.permission) else ""
        return [(self.text, href)] if href else []


@dataclass(frozen=True)
class Section:
    """Pages that share one link of the main navigation, which leads to the first of them."""

    text: str
    items: tuple[Item, ...]

    def links(self, user: Any) -> list[Link]:
        """The links of its sub-navigation for `user`."""
        return [link for item in self.items for link in item.links(user)]


HOME = Item("Home", "home")
YOURS = Item("Your requests", "requests:queue")
UNTRIAGED = Item("To triage", "requests:untriaged")
RAISE = Item("Raise a request", "requests:raise")
REQUESTS = Section("Requests", (Item("All requests", "requests:list"), Item("Workstreams", "requests:workstreams")))
FREEDOMS = Item("Freedoms", "requests:freedoms")
AREAS = Item("Areas", "areas:list")
CALLS = Item("Calls", "requests:calls")
ROLLOUT = Section(
    "Rollout",
    (
        Item("Coverage", "rollout:coverage", Permission.READ_ROLLOUT),
        Item("Map", "rollout:map", Permission.READ_ROLLOUT),
        Item("Timeline", "rollout:timeline", Permission.READ_ROLLOUT),
        Item("Nominations", "rollout:nominations", Permission.READ_NOMINATIONS),
        Item("Workstrands", "workstrands:index", Permission.READ_ROLLOUT),
        Item("Offer", "rollout:offer", Permission.READ_ROLLOUT),
        Item("Support", "rollout:support", Permission.READ_ROLLOUT),
        Item("Finance", "rollout:finance", Permission.READ_FINANCE),
        Item("Conversations", "rollout:conversations", Permission.READ_CONVERSATIONS),
        Item("Documents", "rollout:documents", Permission.READ_AREA_DOCUMENTS),
    ),
)
FAMILIES = Section(
    "Families",
    (
        Item("Annex D", "families:annex_d", Permission.READ_ESTIMATES),
        Item("Proposals", "families:proposals", Permission.READ_PROPOSALS),
        Item("Runs", "families:runs", Permission.READ_RUNS),
        Item("Inputs", "families:inputs", Permission.READ_RUNS),
    ),
)
PAPERS = Item("Papers", "papers:list")
CHANGES = Item("Imports", "requests:changes")
PEOPLE = Item("People", "accounts:people")
AUDIT = Item("Audit", "audit:events")
EMAILS = Item("Emails", "outbox:sent")
DIGESTS = Item("Digests", "digests:sent")
HEALTH = Item("Health", "health:health")
ADMINISTRATION = Section("Administration", (PEOPLE, CHANGES, EMAILS, DIGESTS, AUDIT, HEALTH))

ITEMS: dict[str, tuple[Item | Section, ...]] = {
    Role.SECRETARIAT: (
        HOME,
        UNTRIAGED,
        REQUESTS,
        CALLS,
        FREEDOMS,
        AREAS,
        ROLLOUT,
        FAMILIES,
        PAPERS,
        ADMINISTRATION,
    ),
    Role.CHAMPION: (HOME, YOURS, REQUESTS, CALLS, FREEDOMS, AREAS, ROLLOUT, FAMILIES, PAPERS),
    Role.LOCALITY_LEAD: (HOME, REQUESTS, CALLS, FREEDOMS, AREAS, ROLLOUT, FAMILIES, PAPERS),
    Role.OFFICER: (HOME, RAISE, REQUESTS, CALLS, FREEDOMS, AREAS, ROLLOUT, FAMILIES, PAPERS),
    Role.PARTNER: (HOME, REQUESTS, FREEDOMS, AREAS, ROLLOUT, PAPERS),
    Role.COMMUNITY: (HOME, FREEDOMS, AREAS, ROLLOUT),
    Role.ADMINISTRATOR: (HOME, PEOPLE, DIGESTS, AUDIT, HEALTH),
}


def address(route: str, *args: Any) -> str:
    """Return the address of `route`; blank where there is no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give every page the links of the person's role; nothing to people who are not signed in.

    `navigation` is a list of {"text", "href", "current", "active"}; `sub_navigation`, None for pages whose section has
    no others, {"label": the section's name, "items": a list of the same}. `digest_page` is where their
    own digest is, blank for those who get none; `token_page` where their access tokens to the API are.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "sub_navigation": None}
    sections = [(section.text, links) for section in ITEMS[user.role] if (links := section.links(user))]
    found = nearest((href for _, links in sections for _, href in links), request.path)
    return {
        "navigation": [_main_link(text, links, found, request.path) for text, links in sections],
        "sub_navigation": next((_pages(*one, request.path) for one in sections if _is_shared(one[1], found)), None),
        "digest_page": address("digests:own") if holds(user, Permission.GET_DIGESTS) else "",
        "token_page": address("tokens:own") if holds(user, Permission.READ_PROGRAMME) else "",
    }


def _main_link(text: str, links: Sequence[Link], found: str, path: str) -> dict[str, Any]:
    """Return the link of a section: of several pages, it is the sub-navigation's link that is the page itself."""
    href = links[0][1]
    current = href == path and len(links) == 1
    return {"text": text, "href": href, "current": current, "active": _has(links, found) and not current}


def _pages(text: str, links: Sequence[Link], path: str) -> dict[str, Any]:
    return {"label": text, "items": marked(links, path)}


def _is_shared(links: Sequence[Link], found: str) -> bool:
    return len(links) > 1 and _has(links, found)


def _has(links: Sequence[Link], found: str) -> bool:
    return any(href == found for _, href in links)


def nearest(addresses: Iterable[str], path: str) -> str:
    """Return the longest of `addresses` that `path` is or lies below; blank when none is."""
    above = (href for href in addresses if path.startswith(href) and (href != "/" or path == "/"))
    return max(above, key=len, default="")


def marked(links: Sequence[Link], path: str) -> list[dict[str, Any]]:
    """Return `links` with the page of `path` marked current, or the one above it active."""
    section = nearest((href for _, href in links), path)
    return [
        {"text": text, "href": href, "current": href == path, "active": href == section and href != path}
        for text, href in links
    ]
