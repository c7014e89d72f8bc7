"""The questions of raising a request, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from requests_log.forms.raising import (
    AnyAreaForm,
    DepartmentsForm,
    DetailForm,
    IssueForm,
    KindForm,
    OwnAreaForm,
    PossibleForm,
    QuestionForm,
)

POSSIBLE = "possible"


@dataclass(frozen=True)
class Question:
    """One question: its name in the address, its form, the answer it keeps, and what the answer is called."""

    slug: str
    form_class: type[QuestionForm]
    field: str
    noun: str
    optional: bool = False
    template: str = "question"
    changes_what_is_similar: bool = False

    def is_answered(self, answers: Mapping[str, Any]) -> bool:
        """Whether `answers` hold one to this question; to an optional one it may be blank."""
        return self.field in answers and (self.optional or bool(answers[self.field]))


QUESTIONS = (
    Question("issue", IssueForm, "issue", "what you need", changes_what_is_similar=True),
    Question("detail", DetailForm, "detail", "more detail", optional=True, changes_what_is_similar=True),
    Question("kind", KindForm, "kind", "kind of help"),
    Question("departments", DepartmentsForm, "departments", "departments", optional=True),
    Question(POSSIBLE, PossibleForm, "need", "whether it is already possible", template=POSSIBLE),
)
OWN_PLACE = Question("place", OwnAreaForm, "areas", "place")
ANY_AREA = Question("place", AnyAreaForm, "areas", "areas")


def asked_of(places: list[tuple[str, str]] | None) -> list[Question]:
    """The questions for somebody with these `places` to choose from (None: any area): at most six."""
    if places is None:
        return [ANY_AREA, *QUESTIONS]
    return [OWN_PLACE, *QUESTIONS] if len(places) > 1 else list(QUESTIONS)
