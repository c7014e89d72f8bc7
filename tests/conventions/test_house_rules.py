"""The rules of the house (DESIGN §4), and for each a module that breaks it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conventions import rules
from tests.conventions.source import ROOT, name_of, product_files, python_files, tracked_files, tree

BELOW_THE_WEB = ("models", "services", "access")


def breaches(rule, files) -> list[str]:
    return [f"{name_of(path)}: {what}" for path in files for what in rule(tree(path))]


def rooms(*names: str) -> list[Path]:
    return [
        path
        for path in product_files()
        if set(path.relative_to(ROOT).with_suffix("").parts) & set(names) and "management" not in path.parts
    ]


def is_journey(path: Path) -> bool:
    """Whether its pages are reached by clicks: those of `every_page` are opened by their address, which waits."""
    return path.name.startswith("test_") and "every_page" not in path.parts


def test_the_conventions_read_the_product():
    assert len(product_files()) > 50
    assert rooms(*BELOW_THE_WEB)


def test_no_module_is_called_utils_or_signals():
    names = {"utils", "helpers", "misc", "common", "signals"}
    assert [name_of(path) for path in tracked_files() if path.suffix == ".py" and path.stem in names] == []


def test_nothing_is_imported_by_star():
    assert breaches(rules.star_imports, python_files()) == []


def test_no_signal_is_used():
    assert breaches(rules.signals, product_files()) == []


def test_models_services_and_access_know_nothing_of_the_web():
    assert breaches(rules.web_below, rooms(*BELOW_THE_WEB)) == []


def test_the_status_of_a_page_with_a_form_is_written_once():
    assert breaches(rules.form_statuses, product_files()) == []


def test_modules_are_of_three_hundred_lines_at_most():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > rules.MODULE_LINES} == {}


def test_functions_are_of_forty_lines_at_most():
    assert breaches(rules.long_functions, python_files()) == []


def test_half_of_the_functions_are_of_ten_lines_at_most():
    lengths = sorted(
        (function.end_lineno or 0) - function.lineno + 1
        for path in product_files()
        for function in rules.functions(tree(path))
    )
    assert lengths[len(lengths) // 2] <= 10


def test_a_journey_waits_for_what_it_asks_of_a_page():
    journeys = [path for path in python_files() if name_of(path).startswith("tests/browser/") and is_journey(path)]
    assert len(journeys) > 20
    assert breaches(rules.reads_at_once, journeys) == []


def test_what_is_public_says_what_it_does():
    assert breaches(rules.undocumented, product_files()) == []


def test_every_module_says_what_it_is_for():
    silent = [
        name_of(path)
        for path in product_files()
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    ]
    assert silent == []


LONG = "def f():\n" + "    x = 1\n" * 40
BREAKERS = [
    (rules.star_imports, "from areas.models import *"),
    (rules.signals, "from django.db.models.signals import post_save"),
    (rules.signals, "from django.dispatch import receiver"),
    (rules.web_below, "from django.shortcuts import redirect"),
    (rules.web_below, "import django.views.generic"),
    (rules.web_below, "from requests_log import views"),
    (rules.web_below, "from rest_framework.response import Response"),
    (rules.form_statuses, "render(request, page, status=422)"),
    (rules.form_statuses, "show(form, status=400 if form.errors else 200)"),
    (rules.reads_at_once, "assert page.get_by_text('Saved').is_visible()"),
    (rules.reads_at_once, "for box in page.locator('textarea').all(): box.fill('a')"),
    (rules.reads_at_once, "assert told.all_inner_texts() == ['Kent']"),
    (rules.long_functions, LONG),
    (rules.undocumented, "def raise_request():\n    return 1"),
    (rules.undocumented, 'class A:\n    "A."\n    def go(self):\n        a = 1\n        b = 2\n        return a + b'),
]


@pytest.mark.parametrize(("rule", "source"), BREAKERS)
def test_a_module_that_breaks_a_rule_is_found(rule, source):
    assert list(rule(ast.parse(source)))


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (rules.star_imports, "from areas.models import Area"),
        (rules.signals, "import signal"),
        (rules.web_below, "from django.db import models\nfrom areas.access import can"),
        (rules.form_statuses, "render(request, page, status=404)\nrender(request, page, status=FORM_WRONG)"),
        (rules.reads_at_once, "expect(page.locator('h1')).to_have_count(1)\nassert place.members.all()"),
        (rules.long_functions, LONG.removesuffix("    x = 1\n")),
        (rules.undocumented, 'def raise_request():\n    "Raise."\n\ndef _inner():\n    pass'),
    ],
)
def test_a_module_that_keeps_a_rule_is_left_alone(rule, source):
    assert list(rule(ast.parse(source))) == []
