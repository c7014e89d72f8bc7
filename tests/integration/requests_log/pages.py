"""What the tests of the pages that change requests share."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse

from requests_log.models import LoggedRequest

# What the forms of a position and of triage are filled with.
SAID = {"text": "DfE is drafting a letter", "audience": "areas", "confidence": "on_track", "next_step": "Send it"}
DECIDED = {"areas": "Swindon", "departments": "MoJ, DfE", "timescale": "by_date", "issue": "Let schools pool funding"}
DUE = {"due_on_day": "1", "due_on_month": "April", "due_on_year": "2011"}

WRITTEN_BY = ("requests_log", "audit", "outbox")


def signed_in(user: Any) -> Client:
    """A browser of `user`."""
    client = Client()
    client.force_login(user)
    return client


def address(route: str, entry: LoggedRequest) -> str:
    """The address of the page `route` about `entry`."""
    return reverse(f"requests:{route}", kwargs={"reference": entry.reference})


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """The contents of every table that a change of a request may write to."""
    models = (
        model for label in WRITTEN_BY for model in apps.get_app_config(label).get_models(include_auto_created=True)
    )
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}


def read(response: Any) -> str:
    """The page as text: entities read, one kind of space."""
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def hidden(response: Any, name: str) -> str:
    """The value of the hidden field `name` of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no field {name}"
    return html.unescape(found[1])


def in_box(response: Any, name: str) -> str:
    """The text in the textarea `name` of a page, as a browser shows it: a first line break is the markup's."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', response.content.decode(), re.DOTALL)
    assert found, f"no textarea {name}"
    return html.unescape(found[1]).removeprefix("\n")


def words(response: Any) -> str:
    """The page as text without tags, and without what only screen readers are told about differences."""
    shown = re.sub(r"\[(?:added|removed): |\] ", "", re.sub(r"<[^>]+>", "", response.content.decode()))
    return re.sub(r"\s+", " ", html.unescape(shown))


class _Form(HTMLParser):
    """What the form of a page would send as it stands, its buttons left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._box: tuple[str, list[str]] | None = None
        self._list: tuple[str, list[str], list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.sent.setdefault(name, []).append(value)
        elif tag == "textarea" and name:
            self._box = (name, [])
        elif tag == "select" and name:
            self._list = (name, [], [])
        elif tag == "option" and self._list:
            self._list[2 if "selected" in given else 1].append(value)

    def handle_data(self, data: str) -> None:
        if self._box:
            self._box[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._box:
            name, words = self._box
            self.sent[name] = ["".join(words).removeprefix("\n").replace("\n", "\r\n")]
            self._box = None
        elif tag == "select" and self._list:
            name, others, chosen = self._list
            self.sent[name] = [*chosen, *others][:1]
            self._list = None


def as_it_stands(response: Any) -> dict[str, list[str]]:
    """What a browser would send if the page's form were sent without a change."""
    form = _Form()
    form.feed(response.content.decode())
    return {name: values for name, values in form.sent.items() if name != "csrfmiddlewaretoken"}
