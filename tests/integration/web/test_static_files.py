"""The style sheet and scripts as they are served: built by `./run` from the packages and our own few lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def found(name: str) -> Path:
    path = finders.find(name)
    assert path, f"{name} is not built: ./run builds it"
    return Path(path)


@pytest.fixture(scope="module")
def style_sheet() -> str:
    return found("css/cbtracker.css").read_text()


@pytest.mark.parametrize(
    "word", ["GDS Transport", "crest", "logotype-crown", "@font-face", "url(http", 'url("http', "@import"]
)
def test_style_sheet_has_no_crest_no_foreign_typeface_and_no_address(style_sheet, word):
    assert word not in style_sheet


def test_every_picture_that_the_style_sheet_names_is_there(style_sheet):
    named = set(re.findall(r"url\(\"?\.\./(images/[^)\"]+)\"?\)", style_sheet))
    assert named, "the patterns of MOJ have icons"
    for name in named:
        assert found(name).is_file()


def test_script_imports_only_what_is_served_beside_it():
    script = found("js/cbtracker.js").read_text()
    for name in re.findall(r'from "\./([^"]+)"', script):
        assert found(f"js/{name}").is_file()


def test_files_can_be_collected_under_names_that_change_with_their_content(tmp_path):
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": HASHED}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("css/cbtracker.*.css"))
    assert (tmp_path / "staticfiles.json").is_file()
