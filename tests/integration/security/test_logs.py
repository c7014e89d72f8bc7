"""No log holds what opens a door, or what somebody typed."""

from __future__ import annotations

import json

import pytest

from tests.integration.web.test_logs import lines_of

LINK_KEY = "-".join(["not", "a", "key"] * 5)
DOORS = [
    f"/invitations/{LINK_KEY}/",
    f"/nominations/sign/{LINK_KEY}/",
    f"/workstrands/outlines/sign/{LINK_KEY}/",
    f"/account/password/reset/key/3f-{LINK_KEY}/",
]


@pytest.mark.parametrize("path", DOORS)
def test_the_key_in_the_address_of_an_invitation_a_sign_off_or_a_reset_is_not_logged(path):
    lines = lines_of(f"""
logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", "CSRF token missing", {path!r})
logging.getLogger("django.request").error("Internal Server Error: %s", {path!r})
structlog.get_logger("cbtracker").info("request_finished", request="GET {path}?x=1", code=200)
""")
    assert len(lines) == 3
    assert LINK_KEY not in json.dumps(lines)
    assert lines[-1]["request"] == f"GET {path[: path.index(LINK_KEY)].removesuffix('3f-')}…/"


def test_the_key_of_a_calendar_is_not_logged():
    lines = lines_of(f"""
logging.getLogger("django.request").warning("Not Found: %s", "/calendars/{LINK_KEY}.ics")
structlog.get_logger("cbtracker").info("request_finished", request="GET /calendars/{LINK_KEY}.ics", code=404)
""")
    assert [lines[0]["event"], lines[1]["request"]] == ["Not Found: /calendars/…", "GET /calendars/…"]


def test_what_was_searched_for_is_not_logged():
    (line,) = lines_of('client.get("/healthz?q=a+family+in+Swindon")')
    assert (line["request"], line["code"]) == ("GET /healthz", 200)


def test_a_row_that_the_database_refused_is_not_logged_and_what_it_broke_is():
    """An estimate and what somebody typed, with a line that is empty, stand in what PostgreSQL says."""
    (line,) = lines_of("""
refused = 'violates "estimate_range"\\nDETAIL:  Failing row contains (918273, Typed first\\n\\ntyped after 918364).\\n'
try:
    raise django.db.IntegrityError(refused) from ValueError(refused)
except django.db.IntegrityError:
    logging.getLogger("django.request").error("Internal Server Error: %s", "/x", exc_info=True)
""")
    said = str(line["exception"])
    assert said.count('violates "estimate_range"') == 2
    assert "The above exception was the direct cause" in said
    assert not [words for words in ("918273", "918364", "Typed first", "typed after") if words in said]
