"""The forms with which the secretariat writes papers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from cbtracker.papers.beginning import meetings_of, next_meeting_of, usual_title
from cbtracker.papers.forms.moments import AsAtForm
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.services.drafting import DraftWords
from cbtracker.papers.services.following import LONGEST_CORRECTION
from cbtracker.web.formats import LONDON, as_datetime
from cbtracker.web.forms import GovukForm, PlainTextField


class BodyForm(GovukForm):
    """For which body a paper is."""

    body = forms.ModelChoiceField(
        label="Which body is the paper for?",
        queryset=Body.objects.none(),
        to_field_name="slug",
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, user: Any) -> None:
        """The bodies that `user` knows of."""
        super().__init__(data)
        self.fields["body"].queryset = Body.objects.visible_to(user)  # type: ignore[attr-defined]


class MeetingField(forms.ModelChoiceField):
    """A meeting, named by its date and place."""

    def label_from_instance(self, obj: Any) -> str:
        """For example "24 March 2011, 10:00am, Eland House, London"."""
        cancelled = "cancelled" if obj.cancelled_at else ""
        return ", ".join(filter(None, [as_datetime(obj.starts_at), obj.place, cancelled]))


class IssuedPaperField(forms.ModelChoiceField):
    """An issued paper, named by its title and moment."""

    def label_from_instance(self, obj: Any) -> str:
        """For example "Requests of Whitehall (issue 2), as at 22 March 2011, 5:00pm"."""
        return f"{obj}, as at {as_datetime(obj.as_at)}"


class NewPaperForm(GovukForm):
    """What a draft begins with; the rest is as it was in the body's last paper."""

    title = PlainTextField(label="Title", max_length=200)
    meeting = MeetingField(label="Meeting", queryset=None, required=False, empty_label="No meeting")

    def __init__(self, data: Any = None, *, body: Body, user: Any, now: dt.datetime | None = None) -> None:
        """The meetings are those of `body`; the next one is chosen."""
        ahead = next_meeting_of(body, user, now=now or timezone.now())
        super().__init__(data, initial={"title": usual_title(body), "meeting": ahead})
        self.fields["meeting"].queryset = meetings_of(body, user)  # type: ignore[attr-defined]


class DraftForm(AsAtForm):
    """Everything that a draft says but its sections."""

    title = PlainTextField(
        label="Title", max_length=200, help_text="Once the paper is issued everybody who reads papers sees it."
    )
    meeting = MeetingField(label="Meeting", queryset=None, required=False, empty_label="No meeting")
    compared_with = IssuedPaperField(
        label="Compared with",
        queryset=None,
        required=False,
        empty_label="No paper",
        help_text="What changed is told against what this paper knew.",
    )
    marking = PlainTextField(label="Security marking", max_length=60, help_text="Printed on every page.")
    field_order = ("title", "meeting", "as_at", "time", "compared_with", "marking")

    def __init__(self, data: Any, *, paper: Paper, user: Any, now: dt.datetime | None = None) -> None:
        """The form of the draft `paper`; `data` is what was sent, None for what the draft says."""
        super().__init__(data, initial=initial_of(paper), now=now)
        self.paper = paper
        self.fields["as_at"].label, self.fields["time"].label = "As at: date", "As at: time"
        self.fields["as_at"].help_text = "For example, 22 3 2011. Leave date and time blank for the moment of issue."
        self.fields["time"].help_text = "For example, 5pm or 17:00. Leave blank for midnight, when the day begins."
        self.fields["meeting"].queryset = meetings_of(paper.body, user)  # type: ignore[attr-defined]
        others = Paper.objects.visible_to(user).filter(body=paper.body).issued().exclude(pk=paper.pk)
        self.fields["compared_with"].queryset = others  # type: ignore[attr-defined]

    def words(self, sections: Any) -> DraftWords:
        """What was sent, where it can be understood; what the draft said before, where not."""
        said = getattr(self, "cleaned_data", {})
        before: dict[str, Any] = {"moment": self.paper.as_at}
        for name in ("title", "marking", "meeting", "compared_with"):
            before[name] = getattr(self.paper, name)
        read = {name: said.get(name, old) if name in said else old for name, old in before.items()}
        return DraftWords(
            title=read["title"],
            marking=read["marking"],
            meeting=read["meeting"],
            as_at=read["moment"],
            compared_with=read["compared_with"],
            sections=sections,
        )


def initial_of(paper: Paper) -> dict[str, Any]:
    """What the fields of a draft say."""
    as_at = paper.as_at.astimezone(LONDON) if paper.as_at else None
    return {
        "title": paper.title,
        "meeting": paper.meeting_id,
        "compared_with": paper.compared_with_id,
        "marking": paper.marking,
        "as_at": as_at.date() if as_at else None,
        "time": as_at.time().isoformat("minutes" if not as_at.second else "auto") if as_at else "",
    }


class CorrectionForm(GovukForm):
    """What a reissue corrects."""

    correction = PlainTextField(
        label="What does this issue correct?",
        max_length=LONGEST_CORRECTION,
        widget=forms.Textarea,
        help_text="One or two sentences. Areas and partners read them too: leave out what is for Whitehall only.",
        error_messages={"required": "Enter what this issue corrects"},
    )
