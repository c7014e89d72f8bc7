"""Nothing of the rollout scores, ranks or rejects a nomination, and none is a bid (F000 ¶4, ¶7; DESIGN §2)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

import rollout
from cbtracker.accounts.permissions import Permission
from rollout.models import Nomination, SignOff, Step

ROOT = Path(rollout.__file__).parents[1]
JUDGING = frozenset(
    [f"bid{end}" for end in ("", "s", "der", "ders", "ding")]
    + [f"reject{end}" for end in ("", "s", "ed", "ing", "ion", "ions")]
    + [f"scor{end}" for end in ("e", "es", "ed", "ing", "er")]
    + [f"rank{end}" for end in ("", "s", "ed", "ing", "ings")]
    + [f"shortlist{end}" for end in ("", "s", "ed", "ing")]
)
OF_A_STATE = JUDGING | {"refused", "approved", "declined", "failed", "won", "lost"}
"""What a nomination could also not be, though a formal process such as an advance of grant may be decided (F000 ¶7)."""

# The pages say in these words, and in no others, that a nomination is none of it.
DENIALS = re.compile(
    "not a bid|nothing to bid for|nothing scores or ranks it|nothing scores, ranks or refuses it"
    "|rank and qualify nobody",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words_of(text: str) -> set[str]:
    """The words of a name or a sentence, in lower case: `TakeStep`, `take_step` and "Take step" have the same."""
    return {word.lower() for word in _WORD.findall(text)}


def judging(texts: dict[str, str], words: frozenset[str] = JUDGING) -> list[str]:
    """Which of `texts`, by where they stand, hold one of `words`."""
    return [
        f"{where}: {', '.join(sorted(found))}" for where, text in texts.items() if (found := words_of(text) & words)
    ]


def modules() -> Iterator[Path]:
    """The modules of the rollout."""
    yield from (ROOT / "rollout").rglob("*.py")


def names() -> dict[str, str]:
    """The names of every class, function and argument of the rollout, by where they stand."""
    found = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found[f"{path.relative_to(ROOT)}:{node.lineno}"] = node.name
    return found


def choices() -> dict[str, str]:
    """The names, values and labels of every enum of the rollout."""
    found = {}
    for path in modules():
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        for thing in list(vars(module).values()):
            if isinstance(thing, type) and issubclass(thing, Enum) and thing.__module__.startswith("rollout"):
                for one in thing:
                    said = f"{one.name} {one.value} {getattr(one, 'label', '')}"
                    found[f"{thing.__module__}.{thing.__qualname__}.{one.name}"] = said
    return found


def fields() -> dict[str, str]:
    """The names of the models of the rollout, of their fields, and the labels of the choices of these."""
    found = {}
    for model in apps.get_app_config("rollout").get_models():
        found[model._meta.label] = model.__name__
        for field in model._meta.get_fields():
            labels = " ".join(f"{value} {label}" for value, label in getattr(field, "flatchoices", None) or ())
            found[f"{model._meta.label}.{field.name}"] = f"{field.name} {labels}"
    return found


def routes() -> dict[str, str]:
    """The names and addresses of the routes of the rollout."""
    [resolver] = [one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "rollout"]
    return {str(one.name): f"{one.name} {one.pattern}" for one in resolver.url_patterns}


def templates() -> dict[str, str]:
    """What the templates of the rollout and its emails say, without the words that deny it."""
    folder = ROOT / "templates"
    emails = [path for path in (folder / "emails").iterdir() if {"nomination", "sign"} & words_of(path.stem)]
    paths = [*(folder / "rollout").rglob("*.html"), *emails]
    return {str(path.relative_to(folder)): denied(path.read_text(encoding="utf-8")) for path in paths}


def denied(text: str) -> str:
    """`text` without the sentences that say what a nomination is not."""
    return DENIALS.sub("", text)


@pytest.mark.parametrize("told", [names, choices, fields, routes, templates])
def test_no_name_and_no_text_of_the_rollout_judges(told):
    found = told()
    assert len(found) > 5
    assert judging(found) == []


def test_no_permission_judges():
    assert judging({one.name: one.name for one in Permission}) == []


@pytest.mark.parametrize("states", [Nomination.State, Step, SignOff.Post])
def test_no_state_of_a_nomination_is_anybodys_verdict(states):
    assert judging({one.name: f"{one.value} {one.label}" for one in states}, OF_A_STATE) == []


def test_what_is_done_to_a_nomination_is_told_in_these_verbs_and_no_others():
    from rollout.services import nominations

    done = {name for name in nominations.__all__ if name.islower()}
    assert done >= {"start_nomination", "submit", "acknowledge", "withdraw", "resume"}
    assert judging({name: name for name in done}, OF_A_STATE) == []


def test_the_start_page_says_that_it_is_not_a_bid():
    start = (ROOT / "templates/rollout/nominations/start.html").read_text(encoding="utf-8")
    assert {found.lower() for found in DENIALS.findall(start)} == {"not a bid", "nothing scores or ranks it"}


@pytest.mark.parametrize(
    "text", ["rejectNomination", "scored_at", "Rank the nominations", "bidding", "RANKING", "Your bid was rejected"]
)
def test_a_word_that_judges_is_noticed(text):
    assert judging({"here": text}) != []
    assert judging({"here": denied(f"This is not a bid: nothing scores or ranks it. {text}")}) != []


@pytest.mark.parametrize("text", ["forbidden", "underscore", "Frank", "scope", "objects", "abide"])
def test_words_that_only_look_like_it_are_left_alone(text):
    assert judging({"here": text}) == []
