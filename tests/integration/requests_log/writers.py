"""Many people who state a position on one request at the same moment, over HTTP, and what must be true afterwards.

Each has a real session, got with email address and password. In every round all of them open the page, wait for
one another, and then send their words: exactly one may win, and everybody else's words must come back in the page.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import requests
from django.contrib.auth.hashers import make_password

from areas.models import Department, DepartmentMembership
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.models import Action, LoggedRequest, Position, Revision
from tests.integration.requests_log.world import START

PASSWORD = "twenty writers of one request"
WON, LOST = 302, 409
PATIENCE = 120  # seconds that a writer waits for the others before the test gives up


@dataclass(frozen=True)
class Answer:
    """What one writer got in one round."""

    round: int
    writer: int
    text: str
    status: int
    body: str


def champions(department: Department, count: int, first: int = 0) -> list[User]:
    """So many deputies who speak for `department`, numbered from `first`."""
    encoded = make_password(PASSWORD, hasher="argon2")
    people = [
        User(email=f"writer{n}@test.example", full_name=f"Writer {n}", role=Role.CHAMPION, password=encoded)
        for n in range(first, first + count)
    ]
    User.objects.bulk_create(people)
    part = DepartmentMembership.Part.DEPUTY
    DepartmentMembership.objects.bulk_create(
        DepartmentMembership(user=user, department=department, part=part, from_on=START) for user in people
    )
    return people


class Writer:
    """One person's browser."""

    def __init__(self, address: str, email: str) -> None:
        self.address = address
        self.session = requests.Session()
        self._sign_in(email)

    def _sign_in(self, email: str) -> None:
        page = self.session.get(f"{self.address}/account/login/", timeout=PATIENCE)
        data = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": field(page.text, "csrfmiddlewaretoken")}
        answer = self.session.post(f"{self.address}/account/login/", data, timeout=PATIENCE, allow_redirects=False)
        assert answer.status_code == 302, f"{email} could not sign in: {answer.status_code}"

    def open(self, path: str, *names: str) -> dict[str, str]:
        """The hidden fields `names` of the form at `path`; those of a position where none are named."""
        page = self.session.get(self.address + path, timeout=PATIENCE)
        assert page.status_code == 200, f"{path}: {page.status_code}"
        return {name: field(page.text, name) for name in names or ("csrfmiddlewaretoken", "version", "for")}

    def send(self, path: str, data: dict[str, str]) -> requests.Response:
        """Send the form."""
        headers = {"Referer": self.address + path}
        return self.session.post(self.address + path, data, headers=headers, timeout=PATIENCE, allow_redirects=False)


def field(page: str, name: str) -> str:
    """The value of the hidden field `name`."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def write_at_once(address: str, entry: LoggedRequest, people: Sequence[User], rounds: int) -> list[Answer]:
    """Let all `people` state a position on `entry` in each of `rounds`; returns every answer."""
    path = f"/requests/{entry.reference}/position/"
    barrier = Barrier(len(people))

    def write(number: int) -> list[Answer]:
        try:
            writer = Writer(address, people[number].email)
            return [one_round(writer, number, turn) for turn in range(rounds)]
        except BaseException:
            barrier.abort()
            raise

    def one_round(writer: Writer, number: int, turn: int) -> Answer:
        barrier.wait(PATIENCE)
        form = writer.open(path)
        text = f"Round {turn}: the words of writer {number} & 'nobody' else < or >"
        barrier.wait(PATIENCE)
        answer = writer.send(path, {**form, "text": text, "audience": "areas", "next_step": f"Step {turn}-{number}"})
        return Answer(turn, number, text, answer.status_code, answer.text)

    with ThreadPoolExecutor(len(people)) as pool:
        return [answer for answers in pool.map(write, range(len(people))) for answer in answers]


def faults(answers: Sequence[Answer], entry: LoggedRequest, before: int) -> list[str]:
    """What is wrong after `answers`; `before` is the version of `entry` at the start. Empty: the proof holds."""
    return [*_of_rounds(answers), *_of_losers(answers), *_of_history(answers, entry, before)]


def _of_rounds(answers: Sequence[Answer]) -> list[str]:
    strange = Counter(one.status for one in answers if one.status not in (WON, LOST))
    winners = Counter(one.round for one in answers if one.status == WON)
    found = [f"{count} answers with status {status}" for status, count in strange.items()]
    turns = sorted({one.round for one in answers})
    return found + [f"round {turn}: {winners[turn]} winners" for turn in turns if winners[turn] != 1]


def _of_losers(answers: Sequence[Answer]) -> list[str]:
    lost = [one for one in answers if one.status != WON]
    return [f"round {one.round}, writer {one.writer}: the own words are gone" for one in lost if not _kept(one)]


def _kept(answer: Answer) -> bool:
    boxes = re.findall(r"<textarea[^>]*name=\"(text|next_step)\"[^>]*>(.*?)</textarea>", answer.body, re.DOTALL)
    typed = {name: html.unescape(value).removeprefix("\n") for name, value in boxes}
    return typed == {"text": answer.text, "next_step": f"Step {answer.round}-{answer.writer}"}


def _of_history(answers: Sequence[Answer], entry: LoggedRequest, before: int) -> list[str]:
    rows: list[Any] = list(Revision.objects.filter(entry=entry, version__gt=before).order_by("version"))
    versions = [row.version for row in rows]
    found = []
    if versions != list(range(before + 1, before + 1 + len(rows))):
        found.append(f"versions with gaps or twice: {versions}")
    said = [row.data["position"]["text"] for row in rows if row.action == Action.POSITION]
    won = [one.text for one in sorted(answers, key=lambda one: one.round) if one.status == WON]
    if said != won:
        found.append(f"{len(won)} people were told that they had saved, {len(said)} revisions hold it")
    kept = Position.objects.filter(entry=entry).order_by("pk").values_list("text", flat=True)
    if list(kept) != said:
        found.append("positions and revisions differ")
    if said and LoggedRequest.objects.get(pk=entry.pk).position_text != said[-1]:
        found.append("the request does not say what its newest revision says")
    return found
