"""The page on which anybody checks a file."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cbtracker.papers.models import Rendition, RenditionFile
from cbtracker.papers.services import start_reissue
from tests.integration.papers.paper_world import THURSDAY, WEDNESDAY, frozen, quickly_issued

ADDRESS = "/papers/check/"
TITLE = "Requests of Whitehall"
NO_MATCH = "No paper was issued with this digest."


@pytest.fixture
def paper(world):
    return quickly_issued(world)


def one_file(paper, audience="partners", format="pdf"):
    return RenditionFile.objects.get(rendition__paper=paper, rendition__audience=audience, format=format)


def check(client, **data):
    return client.post(ADDRESS, data)


def test_the_page_is_there_without_signing_in(client, db):
    response = client.get(reverse("papers:check"))
    assert response.status_code == 200
    assert "You do not need to sign in." in response.content.decode()


def test_a_file_that_was_issued_is_known_with_all_that_it_is(client, paper):
    content = bytes(one_file(paper).content)
    said = check(client, file=SimpleUploadedFile("as-i-got-it.pdf", content)).content.decode()
    for words in (TITLE, "CB Group", "Partners", "PDF", "22 March 2011, 5:00pm", "No, this is the latest issue"):
        assert words in said
    assert hashlib.sha256(content).hexdigest() in said


@pytest.mark.parametrize(
    "written",
    ["{}", " {} ", "sha256:{}", "SHA256: {}", "SHA-256 {}", "sha256-{}"],
)
@pytest.mark.parametrize(
    "change", [str, str.upper, lambda digest: " ".join(digest[at : at + 8] for at in range(0, 64, 8))]
)
def test_a_digest_is_known_however_it_is_written(client, paper, written, change):
    said = check(client, digest=written.format(change(one_file(paper).digest))).content.decode()
    assert TITLE in said


def test_the_digest_of_the_text_itself_is_known_too(client, paper):
    digest = Rendition.objects.get(paper=paper, audience="areas").digest
    said = check(client, digest=digest).content.decode()
    assert TITLE in said
    assert "The text itself, in no format" in said


def test_a_changed_file_is_of_no_paper_and_nothing_is_said_of_any(client, paper):
    content = bytes(one_file(paper).content) + b" "
    said = check(client, file=SimpleUploadedFile("paper.pdf", content)).content.decode()
    assert NO_MATCH in said
    assert "it has been changed since" in said
    assert TITLE not in said
    assert "CB Group" not in said


def test_a_later_issue_is_named(client, world, paper):
    by = world.person("secretariat")
    second = start_reissue(paper, by=by, correction="A name.", now=WEDNESDAY)
    digest = one_file(paper).digest
    assert "No, this is the latest issue" in check(client, digest=digest).content.decode()
    frozen(second, by=by, now=THURSDAY)
    assert "By issue 2 of 24 March 2011" in check(client, digest=digest).content.decode()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({}, "Select a file, or paste its digest"),
        ({"digest": "abc"}, "The digest must be 64 characters"),
        ({"digest": "g" * 64}, "The digest must be 64 characters"),
        ({"digest": "a" * 65}, "The digest must be 64 characters"),
        ({"digest": "a" * 201}, "must be 200 characters or fewer"),
        ({"digest": "\x00" * 64}, "Null characters are not allowed"),
        ({"file": ("empty.pdf", b"")}, "The file is empty"),
        ({"file": ("x.pdf", b"x"), "digest": "a" * 64}, "This is not the digest of the file"),
    ],
)
def test_what_cannot_be_checked_says_what_to_do(client, paper, typed, reason):
    if "file" in typed:
        typed = {**typed, "file": SimpleUploadedFile(*typed["file"])}
    response = check(client, **typed)
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert TITLE not in response.content.decode()


def test_a_file_may_be_given_with_its_digest(client, paper):
    file = one_file(paper)
    upload = SimpleUploadedFile("paper.pdf", bytes(file.content))
    assert TITLE in check(client, file=upload, digest=file.digest).content.decode()


def test_a_file_of_more_than_20_megabytes_is_refused_before_it_is_read(client, world, paper):
    client.force_login(world.person("champion"))
    response = check(client, file=SimpleUploadedFile("huge.pdf", b"x" * (20 * 1024 * 1024 + 1)))
    assert response.status_code == 413
    assert "The file must be smaller than 20MB" in response.content.decode()


def test_a_stranger_sends_no_large_file_and_the_page_says_so_before(client, paper):
    assert "Up to 5MB" in client.get(ADDRESS).content.decode()
    assert check(client, file=SimpleUploadedFile("large.pdf", b"x" * (5 * 1024 * 1024 + 1))).status_code == 413


def test_a_stranger_who_tries_again_and_again_is_asked_to_wait(client, paper, settings):
    settings.ACCOUNT_RATE_LIMITS = {"check_paper": "2/m/ip"}
    digest = one_file(paper).digest
    assert [check(client, digest=digest).status_code for _ in range(3)] == [200, 200, 429]
