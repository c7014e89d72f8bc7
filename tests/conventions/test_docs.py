"""What the documents name exists: files, settings, verbs of `./run`, events in the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conventions.source import PACKAGES, ROOT, name_of, product_files, text_files

DOCUMENTS = [path for path in text_files() if path.suffix == ".md" and path.parts[-2] != "reference"]
READ_BY_SETTINGS = re.compile(r'env\.(?:\w+)\(\s*"([A-Z_]+)"')
TOPS = (*PACKAGES, "docs", "requirements", "static", "templates", "tests", "tools")
NAMED_PATH = re.compile(rf"`((?:{'|'.join(TOPS)})/[\w./-]*\w/?)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
EVENT = re.compile(r'log\.\w+\(\s*"(\w+)"')
# Made when they are needed, or by a later version.
NOT_TRACKED = {"tests/faults/"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def first_column(document: str, heading: str) -> set[str]:
    """The words in backticks that begin the rows of the table below a heading."""
    below = re.split(r"^#+ ", text(ROOT / document).split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return set(re.findall(r"^\| `([^`]+)`", below, flags=re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_document_names_only_files_that_exist(document):
    named = {path for path in NAMED_PATH.findall(text(document)) if path not in NOT_TRACKED}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_the_links_of_a_document_lead_somewhere(document):
    assert [link for link in LINK.findall(text(document)) if not (document.parent / link).exists()] == []


def test_every_setting_is_in_the_readme_and_every_one_in_the_readme_is_read():
    read = READ_BY_SETTINGS.findall(text(ROOT / "cbtracker/settings.py") + text(ROOT / "gunicorn.conf.py"))
    assert first_column("README.md", "Settings") == set(read)


def test_containers_are_given_every_setting_that_has_no_default():
    required = re.findall(r'env\.\w+\("([A-Z_]+)"[^\n]* if DEBUG else None', text(ROOT / "cbtracker/settings.py"))
    assert len(required) >= 5
    assert [name for name in required if f"{name}: " not in text(ROOT / "docker-compose.yml")] == []


def test_every_verb_of_run_is_in_the_readme():
    verbs = set(re.findall(r"^ {2}(\w+(?: \| \w+)*)\) ", text(ROOT / "run").split('case "$verb" in', 1)[1], flags=re.M))
    named = {verb for group in verbs for verb in group.split(" | ")} - {"serve", "help"}
    assert named == {"build", "manage", "lint", "test", "faults", "bench"}
    assert [verb for verb in named if f"`./run {verb}" not in text(ROOT / "README.md")] == []


def test_every_event_that_operations_explains_is_logged():
    logged = {event for path in product_files() for event in EVENT.findall(text(path))}
    assert first_column("docs/operations.md", "Logs") - logged == set()


def test_every_decision_is_in_their_list():
    decisions = {path.name for path in (ROOT / "docs/adr").glob("0*.md")}
    assert set(LINK.findall(text(ROOT / "docs/adr/README.md"))) == decisions
