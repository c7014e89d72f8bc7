"""What the tests of a draft's page begin with: a draft, and what its form sends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from lxml import html

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from tests.integration.papers.paper_world import ANNEXES

WRITTEN = (Section("summary", ("body",), "What we know."), *ANNEXES)


def address(paper: Paper) -> str:
    """The page on which `paper` is written."""
    return reverse("papers:draft", kwargs={"pk": paper.pk})


def sent(paper: Paper, **changes: Any) -> dict[str, Any]:
    """What the form of `paper` sends, with `changes`."""
    data = {"version": paper.version, "title": paper.title, "marking": paper.marking, "action": "save"}
    data["sections"] = [row["kind"] for row in paper.sections]
    for row in paper.sections:
        data |= {f"{row['kind']}-here": "1", f"{row['kind']}-audiences": row["audiences"]}
        data[f"{row['kind']}-text"] = row["text"]
    return {**data, **changes}


def parsed(response: Any) -> Any:
    """The page, to be searched."""
    return html.document_fromstring(response.content.decode())


def order_of(response: Any) -> list[str]:
    """The sections that the form has, in order."""
    return parsed(response).xpath("//form[@id='draft']//input[@name='sections']/@value")


def text_in(response: Any, name: str) -> str:
    """What the textarea `name` says."""
    return parsed(response).xpath(f"//textarea[@name='{name}']")[0].text.lstrip("\n")
