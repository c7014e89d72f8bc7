"""A process that is killed while it issues a paper leaves the draft, or the whole issue: never half (issue 3)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection

from cbtracker.papers.models import Paper, Rendition, RenditionFile
from cbtracker.papers.services import AlreadyIssued, issue_paper
from tests.databases import database_address
from tests.integration.papers.paper_world import drafted
from tests.integration.requests_log.world import make_world

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def issue_and_die(paper: Paper, point: str) -> None:
    """Let another process issue `paper` and be killed at `point`."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database_address()}
    command = [sys.executable, "-m", "tests.integration.papers.issue_and_die", str(paper.pk), point]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def kept() -> tuple[str, int, int]:
    """The paper's state, and how many renditions and files there are."""
    return Paper.objects.get().state, Rendition.objects.count(), RenditionFile.objects.count()


@pytest.mark.parametrize("point", ["kept", "marked"])
def test_killed_before_the_end_it_leaves_the_draft_and_can_be_issued_again(point):
    world = make_world()
    paper = drafted(world)
    issue_and_die(paper, point)
    assert kept() == ("draft", 0, 0)
    paper = Paper.objects.get()
    issue_paper(paper, by=world.person("secretariat"), expected_version=paper.version)
    assert kept() == ("issued", 3, 15)


def test_without_the_transaction_half_of_it_would_be_left():
    issue_and_die(drafted(make_world()), "kept, no transaction")
    assert kept() == ("draft", 1, 5)


def test_killed_after_the_end_it_leaves_the_whole_issue():
    issue_and_die(drafted(make_world()), "afterwards")
    assert kept() == ("issued", 3, 15)


def test_of_four_people_who_issue_at_the_same_moment_one_does():
    world = make_world()
    paper = drafted(world)
    somebody = world.person("secretariat")

    def issue(_: int) -> str:
        try:
            issue_paper(Paper.objects.get(), by=somebody, expected_version=paper.version)
        except AlreadyIssued:
            return "already issued"
        finally:
            connection.close()
        return "issued"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(issue, range(4)))
    assert answers == ["already issued"] * 3 + ["issued"]
    assert kept() == ("issued", 3, 15)
