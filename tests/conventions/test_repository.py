"""What no tracked file may hold: secrets, addresses of registries, paths of one machine, unfinished work."""

from __future__ import annotations

import re

import pytest

from tests.conventions.source import ROOT, name_of, text_files, tracked_files

_REGISTRY_HOSTS = "|".join((r"py" r"pi\.org", "python" r"hosted\.org", "registry" r"\.npmjs", "/simple" r"/\b"))
_REGISTRY_OPTIONS = "|".join(("index-url", "find-links", "trusted-host"))
_TOKENS = (
    "-----BEGIN [A-Z ]*PRIVATE KEY",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
    r"\bxox[bp]-[0-9A-Za-z-]{10,}",
)
_UNFINISHED = (
    *(r"\bTO" r"DO\b", r"\bFIX" r"ME\b", "pragma: no cover"),
    *(r"pytest\.mark\.(?:sk" r"ip|xf" r"ail)", r"pytest\.sk" r"ip\(", r"\|\| tr" r"ue\b"),
)
REGISTRIES = re.compile(rf"https?://[\w.-]*(?:{_REGISTRY_HOSTS})|--(?:extra-)?(?:{_REGISTRY_OPTIONS})")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|work|home/[a-z]|Users/[A-Za-z]|tmp/w|opt/pypi|opt/wheels)(?:/|\b)")
SECRETS = re.compile("|".join(_TOKENS))
SECRET_SETTING = re.compile(r"""(?:SECRET_KEY|PASSWORD|TOKEN|API_KEY)["']?\s*[:=]\s*["'][A-Za-z0-9+/_-]{24,}["']""")
UNFINISHED = re.compile("|".join(_UNFINISHED))

# The names of their funders' pages are in npm's lock file; this file says what it looks for.
EXEMPT = {
    "package-lock.json": {"registry"},
    "tests/conventions/test_repository.py": {"registry", "path", "secret", "unfinished"},
}


def found(pattern: re.Pattern[str], kind: str) -> list[str]:
    return [
        f"{name_of(path)}: {match.group()}"
        for path in text_files()
        if kind not in EXEMPT.get(name_of(path), set())
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]


def test_no_file_names_a_registry():
    assert found(REGISTRIES, "registry") == []


def test_the_lock_file_of_npm_names_no_address_to_fetch_from():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_no_file_names_a_path_of_one_machine():
    assert found(MACHINE_PATHS, "path") == []


def test_no_file_holds_a_secret():
    assert found(SECRETS, "secret") == []
    assert found(SECRET_SETTING, "secret") == []
    assert [name_of(path) for path in tracked_files() if path.name == ".env" or path.suffix in {".pem", ".key"}] == []


def test_nothing_is_left_unfinished_or_left_out():
    assert found(UNFINISHED, "unfinished") == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (REGISTRIES, "https://files.python" + "hosted.org/packages/x.whl"),
        (REGISTRIES, "pip install --index" + "-url https://example.org"),
        (MACHINE_PATHS, 'open("/ro' + 'ot/file")'),
        (SECRETS, "-----BEGIN RSA PRIVATE" + " KEY-----"),
        (SECRET_SETTING, "SECRET" + '_KEY = "' + "a1" * 20 + '"'),
        (UNFINISHED, "# TO" + "DO later"),
        (UNFINISHED, "@pytest.mark." + "skip"),
    ],
)
def test_what_must_not_be_there_would_be_found(pattern, text):
    assert pattern.search(text)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))


def test_tests_run_on_the_versions_that_are_served():
    base, dev = pins("base.txt"), pins("dev.txt")
    assert len(base) > 40
    assert {name: (pin, dev.get(name)) for name, pin in base.items() if dev.get(name) != pin} == {}


def test_every_requirement_is_held_to_a_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", path.read_text(encoding="utf-8"))
        assert [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
