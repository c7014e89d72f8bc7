"""Whatever is asked wrongly is answered by a problem (RFC 9457) that says what to do, and nothing is changed by it."""

from __future__ import annotations

import gzip
import json

import pytest
from django.db import InterfaceError, ProgrammingError
from django.http import Http404
from django.test import Client

from cbtracker.rest.models import IdempotencyKey, Scope
from requests_log.api.positions import Positions
from requests_log.models import Position
from tests.integration.requests_log.world import accepted, make_world

pytestmark = pytest.mark.django_db
WORDS = {"text": "The form is with lawyers"}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def entry(world):
    return accepted(world, world.dfe)


@pytest.fixture
def office(api, world):
    client = api(world.person("secretariat"))
    client.client.raise_request_exception = False
    return client


@pytest.fixture
def said(office, entry):
    """`said(body, …)`: what is answered to these very bytes as where the request stands."""

    def send(body: bytes, kind="application/json", **more):
        headers = {"Authorization": f"Bearer {office.token}", "If-Match": '"2"', **more.pop("headers", {})}
        address = f"/api/v1/requests/{entry.reference}/positions/"
        return office.client.generic("POST", address, body, content_type=kind, headers=headers, **more)

    return send


def problem(answer, status: int) -> dict:
    """The problem, which is of that status and says nothing of how it came about."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.text
    found = answer.json()
    assert (found["type"], found["status"]) == ("about:blank", status)
    assert not any(word in answer.text for word in ("Traceback", "SELECT", "INSERT", ".py", "django", "sys.")), found
    return found


def test_what_cannot_be_asked_is_a_problem_each_of_its_own(office, entry):
    problem(office.get("nothing/"), 404)
    problem(Client().get("/api/v1/nothing/"), 404)
    problem(office.get("requests/CB-0001%00/"), 404)
    answer = office.delete("requests/")
    problem(answer, 405)
    assert answer["Allow"] == office.send("OPTIONS", "requests/")["Allow"] == "GET, POST, HEAD"
    problem(office.send("OPTIONS", "requests/"), 405)
    problem(office.get("requests/", Accept="image/png"), 406)
    problem(office.get("requests/", Host="elsewhere.example"), 400)
    listed = office.get("requests/?size=1&sort=reference", **{"X-Forwarded-Host": "elsewhere.example"})
    assert "elsewhere" not in listed.text
    address = f"requests/{entry.reference}/"
    read, head = office.get(address), office.send("HEAD", address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", read["ETag"])


def test_a_hidden_request_is_answered_as_one_that_is_not_there(api, world, entry):
    officer = api(world.person("officer"))
    assert officer.get(f"requests/{entry.reference}/").status_code == 200
    hidden = accepted(world, world.dfe, area=world.barnet)
    answers = [officer.get(f"requests/{reference}/") for reference in (hidden.reference, "CB-9999")]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers
    problem(answers[0], 404)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"text": ', "line 1 column 10"),
        (b'{"text": NaN}', "NaN is no number"),
        (b'{"text": -Infinity}', "-Infinity is no number"),
        (b'{"text": "a", "text": "b"}', "names a field twice"),
        (b'{"text": "a", "documents": [{"title": "a", "title": "a"}]}', "names a field twice"),
        (b"\xef\xbb\xbf{}", "BOM"),
        (b'{"text": "\xff"}', "UTF-8"),
        (b'{"text": ' + b"9" * 5000 + b"}", "too long"),
        (b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}", "nested too deeply"),
        (b'{"text": ' + b'{"a":' * 90_000, "nested too deeply"),
    ],
    ids=lambda given: given[:24] if isinstance(given, str) else "",
)
def test_what_is_no_json_is_400_and_says_what_is_wrong_with_it(said, body, says):
    assert says in problem(said(body), 400)["detail"]
    assert not Position.objects.exists()


def test_what_json_can_say_and_we_cannot_keep_is_422_and_no_fault_of_ours(said):
    deep = b"[" * 200 + b"]" * 200
    bodies = [b"[]", b'"a"', b"1", b"null", b'{"text": 1e999}', b'{"text": "\\ud800", "\\udfff": 1}']
    bodies += [b'{"text": "a\\u0000", "\\u0000": 1}', b'{"text": {}, "documents": {}}', b'{"confidence": %s}' % deep]
    bodies += [b'{"text": "a", "documents": [%s]}' % deep, b'{"text": "a", "next_step_on": "9999999-01-01"}']
    for body in bodies:
        assert problem(said(body), 422)["errors"], body
        assert problem(said(body, headers={"Idempotency-Key": "one"}), 422)["errors"], body
    assert not Position.objects.exists()


def test_a_body_of_another_kind_or_size_is_refused(said, settings):
    form, whole = "application/x-www-form-urlencoded", json.dumps(WORDS).encode()
    problem(said(b"text=a", form), 415)
    problem(said(whole, "application/json-but-not-quite"), 415)
    problem(said('{"text": "é"}'.encode("utf-16"), "application/json; charset=utf-16"), 400)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(whole) - 1
    problem(said(whole), 413)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(whole)
    chunks = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert "Content-Length" in problem(said(whole, **chunks), 411)["detail"]
    assert not Position.objects.exists()
    assert said(whole).status_code == 200


def test_a_body_in_chunks_would_be_lost_in_silence(said):
    """The negative control: of a body without its length nothing is read, and what it says seems not to be there."""
    answer = said(json.dumps(WORDS).encode(), CONTENT_LENGTH="")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["#/text"]


def test_a_name_that_stands_twice_would_be_lost_without_the_check(said, monkeypatch):
    """The negative control: the last of them alone would be kept."""
    monkeypatch.setattr("cbtracker.rest.parsers._named_once", dict)
    assert said(b'{"text": "First", "text": "Second"}').json()["positions"][0]["text"] == "Second"


def test_a_write_without_the_slash_is_no_read(office, entry):
    assert office.get("requests")["Location"] == "/api/v1/requests/"
    for method in ("POST", "PATCH", "PUT", "DELETE"):
        problem(office.send(method, f"requests/{entry.reference}", WORDS), 404)


def test_what_an_answer_shall_hold_is_refused_before_anything_is_written(office, entry):
    address = f"requests/{entry.reference}/positions/"
    for query in ("fields=nothing", "expand=nothing", "fields=", "nothing=1", "fields=%00"):
        problem(office.post(f"{address}?{query}", WORDS, match=2), 422)
    assert not Position.objects.exists()
    assert set(office.post(f"{address}?fields=issue", WORDS, match=2).json()) == {"reference", "version", "issue"}


def test_csv_needs_the_scope_of_exports_however_its_type_is_written(api, world, entry):
    """In capitals it was once let through with the scope of reading, and failed."""
    person = world.person("secretariat")
    read, export = api(person, Scope.READ), api(person, Scope.EXPORT)
    kinds = ("text/csv", "TEXT/CSV", "Text/CSV; header=present", "text/*")
    asked = [("requests/", kind, "text/csv") for kind in kinds] + [("timeline/", "TEXT/CALENDAR", "text/calendar")]
    for address, kind, given in asked:
        problem(read.get(address, Accept=kind), 403)
        answer = export.get(address, Accept=kind)
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, given), kind


def test_versions_are_compared_as_http_has_them(office, entry):
    address = f"requests/{entry.reference}/"
    read = office.get(address)
    for known in (read["ETag"], f"W/{read['ETag']}", f'"0", {read["ETag"]}', "*"):
        answer = office.get(address, **{"If-None-Match": known})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", read["ETag"]), known
    assert office.get(address, **{"If-None-Match": '"0"'}).status_code == 200
    for none in ("", "*"):
        problem(office.post(f"{address}positions/", WORDS, **{"If-Match": none}), 428)
    for wrong in ("2", "garbage", '"2', '""', '"é"', "W/2", '"2" "2"', '"' + "2" * 81 + '"'):
        problem(office.post(f"{address}positions/", WORDS, **{"If-Match": wrong}), 422)
    problem(office.post(f"{address}positions/", WORDS, **{"If-Match": '"0", "1"'}), 412)
    assert not Position.objects.exists()
    assert office.post(f"{address}positions/", WORDS, **{"If-Match": f'"0", W/{read["ETag"]}'}).status_code == 200


def test_an_answer_can_be_compressed_and_its_version_still_names_it(office, entry):
    address = f"requests/{entry.reference}/"
    plain, read = office.get(address), office.get(address, **{"Accept-Encoding": "gzip"})
    assert (read["Content-Encoding"], read["ETag"]) == ("gzip", f"W/{plain['ETag']}")
    assert gzip.decompress(read.content) == plain.content
    assert {"Authorization", "Cookie", "Accept", "Accept-Encoding"} <= set(read["Vary"].split(", "))
    assert "private" in read["Cache-Control"]
    assert office.post(f"{address}positions/", WORDS, match=read).status_code == 200


def test_a_fault_of_ours_says_only_that_it_is_one(office, entry, monkeypatch):
    def fail(self):
        raise ProgrammingError("SELECT password FROM accounts_user")

    monkeypatch.setattr(Positions, "said", fail)
    answer = office.post(f"requests/{entry.reference}/positions/", WORDS, match=2, key="one")
    assert set(problem(answer, 500)) == {"type", "title", "status"}
    assert not IdempotencyKey.objects.exists()


def test_while_the_database_is_away_everybody_is_told_when_to_come_back(office, entry, monkeypatch):
    def away(*args, **named):
        raise InterfaceError("SELECT: connection already closed")

    address = f"requests/{entry.reference}/"
    for place in ("cbtracker.rest.throttling.count_use", "requests_log.api.requests.OfRequests.find"):
        with monkeypatch.context() as patch:
            patch.setattr(place, away)
            for answer in (office.get(address), office.post(f"{address}positions/", WORDS, match=2)):
                problem(answer, 503)
                assert answer["Retry-After"] == "10"
    assert not Position.objects.exists()


def test_a_text_of_ours_that_says_too_much_is_not_shown(office, entry, monkeypatch):
    """Whatever a 404 was raised with, in whichever service, is not read out."""

    def find(*args, **named):
        raise Http404("CB-0007 is hidden from you")

    monkeypatch.setattr(Positions, "find", find)
    assert "CB-0007" not in str(problem(office.get(f"requests/{entry.reference}/positions/"), 404))
