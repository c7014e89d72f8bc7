"""A nomination is not a bid (F000 ¶4, ¶7): no word, state, address or permission scores, ranks or turns one down."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver

from cbtracker.accounts.permissions import Permission
from rollout.models import Nomination, Step
from tests.conventions.source import ROOT, name_of, product_files, text_files, tree

# What no text may say but to deny it. Money is asked for and decided upon (F000 ¶7), so those words are left to it.
WEIGHING = re.compile(
    r"\b(scor\w*|rank\w*|reject\w*|shortlist\w*|bids?|bidding|unsuccessful|eligib\w*)\b", re.IGNORECASE
)
DENIED = re.compile(r"\b(not|no|nothing|nobody|never|without)\b", re.IGNORECASE)
REFUSING = re.compile(r"scor|rank|reject|refus|declin|approv|shortlist|fail|bid|assess|evaluat|eligib", re.IGNORECASE)
TEMPLATES = ("templates/rollout", "templates/places", "templates/emails")


def sentences_that_weigh(text: str) -> list[str]:
    """Sentences of `text` (markup is passed over) that speak of scoring, ranking or bidding and do not deny it."""
    plain = re.sub(r"\s+", " ", re.sub(r"\{#.*?#\}|\{%.*?%\}|<[^>]+>", " ", text, flags=re.DOTALL))
    sentences = re.split(r"(?<=[.:?!;])\s", plain)
    return [one.strip() for one in sentences if WEIGHING.search(one) and not DENIED.search(one)]


def strings_of(path: Path) -> Iterator[str]:
    """The texts of a module that somebody may read on a page: every string but docstrings."""
    module = tree(path)
    docstrings = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def rollout_routes() -> Iterator[str]:
    """The name and the address of every route of the rollout."""
    for listed in get_resolver().url_patterns:
        if getattr(listed, "app_name", "") == "rollout":
            for one in listed.url_patterns:
                if isinstance(one, URLPattern):
                    yield f"{one.name} {one.pattern}"


PAGES = [path for path in text_files() if name_of(path).startswith(TEMPLATES)]
MODULES = [path for path in product_files() if path.relative_to(ROOT).parts[0] == "rollout"]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_and_no_email_weighs_places_against_one_another(path):
    assert sentences_that_weigh(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_text_of_the_rollout_weighs_places_against_one_another(path):
    assert [found for text in strings_of(path) for found in sentences_that_weigh(text)] == []


def test_no_state_of_a_nomination_is_whitehalls_to_turn_down():
    words = [*Nomination.State.values, *Nomination.State.labels, *Step.values, *Step.labels]
    assert [word for word in words if REFUSING.search(str(word))] == []


def test_no_permission_and_no_address_turns_a_nomination_down():
    permissions = [one.name for one in Permission if "NOMINATION" in one.name]
    assert permissions == ["READ_NOMINATIONS", "EDIT_NOMINATION", "ACKNOWLEDGE_NOMINATION"]
    routes = [route for route in rollout_routes() if "nominat" in route]
    assert len(routes) > 5
    assert [route for route in routes if REFUSING.search(route)] == []


@pytest.mark.parametrize(
    "text", ["Your bid was received.", "<p>This place is ranked third.</p>", "Reject the nomination", "Score: 4"]
)
def test_a_text_that_weighs_places_is_noticed(text):
    assert sentences_that_weigh(text)


def test_a_text_that_denies_it_is_let_in():
    assert sentences_that_weigh("This is not a bid: nothing scores or ranks it.") == []
