"""What the tests of raising a request share: the questions, their addresses and good answers."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from cbtracker.accounts.models import User
from requests_log.models import RaiseDraft

ANSWERS = (
    ("issue", {"issue": "Let us pool the drugs budget"}),
    ("detail", {"detail": "The grant letter forbids it"}),
    ("kind", {"kind": "pooling"}),
    ("departments", {"departments": ["DfE", "MoJ"]}),
)
CHECK = "/requests/raise/check/"


def question(slug: str) -> str:
    """The address of a question."""
    return reverse("requests:raise_question", kwargs={"question": slug})


def draft_of(user: User) -> RaiseDraft:
    """The draft that the person has not sent."""
    return RaiseDraft.objects.unsent().get(user=user)


def answer_all(client: Client, but: tuple[str, ...] = ()) -> Any:
    """Begin a draft and answer every question, except those of `but`; gives the last answer of the product."""
    response: Any = client.post("/requests/raise/")
    for slug, said in ANSWERS:
        if slug not in but:
            response = client.post(question(slug), said)
    return response
