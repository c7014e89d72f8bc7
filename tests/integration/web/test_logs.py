"""In production each process writes JSON, one line a happening, with the id of the request it belongs to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.unit.settings.test_start import PRODUCTION

ROOT = Path(__file__).resolve().parents[3]
SETUP = """
import logging, django, structlog
django.setup()
from django.test import Client
client = Client(headers={"host": "cbtracker.example.org", "X-Request-ID": "given-by-the-client"})
"""


def lines_of(code: str, **variables: str) -> list[dict[str, object]]:
    """What a process with production's settings writes to standard error while it runs `code`."""
    environment = {
        **PRODUCTION,
        **variables,
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cbtracker.settings",
        # WhiteNoise warns where nothing has been collected, as in a fresh clone.
        "PYTHONWARNINGS": "ignore:No directory at",
    }
    ran = subprocess.run(
        [sys.executable, "-c", SETUP + code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_our_lines_and_those_of_packages_are_json_of_the_same_shape():
    ours, theirs = lines_of("""
structlog.get_logger("cbtracker.outbox").warning("outbox_stranded", requeued=2)
logging.getLogger("django.request").warning("Not Found: %s", "/x")
""")
    assert (ours["event"], ours["requeued"], ours["level"]) == ("outbox_stranded", 2, "warning")
    assert (theirs["event"], theirs["logger"]) == ("Not Found: /x", "django.request")
    assert str(ours["timestamp"]).endswith("Z")


def test_an_error_is_written_in_one_line_with_its_traceback():
    (line,) = lines_of("""
try:
    raise ValueError("broken")
except ValueError:
    structlog.get_logger("cbtracker").exception("it_broke")
""")
    assert "ValueError: broken" in str(line["exception"])


def test_a_request_is_logged_once_with_an_id_of_ours_and_without_an_address():
    (line,) = lines_of('client.get("/healthz", REMOTE_ADDR="192.0.2.7")')
    assert (line["event"], line["request"], line["code"]) == ("request_finished", "GET /healthz", 200)
    assert uuid.UUID(str(line["request_id"]))
    assert "192.0.2.7" not in json.dumps(line)


def test_behind_a_proxy_the_proxys_id_of_the_request_is_kept():
    (line,) = lines_of('client.get("/healthz")', PROXY_COUNT="1")
    assert line["request_id"] == "given-by-the-client"


@pytest.mark.parametrize(("level", "lines"), [("INFO", 1), ("WARNING", 0)])
def test_the_level_is_a_setting(level, lines):
    assert len(lines_of('client.get("/healthz")', LOG_LEVEL=level)) == lines
