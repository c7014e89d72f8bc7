"""What people write about the offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from areas.models import Authority
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from rollout.models import PROGRAMME_BEGAN, OfferElement, TakeUp
from rollout.models.offer import COMMENT_LENGTH, NOTE_LENGTH, WORDS_LENGTH
from rollout.models.take_up import NOTE_LENGTH as TAKE_UP_NOTE_LENGTH


class OfferTextForm(GovukForm):
    """The whole text of the offer."""

    words = PlainTextField(
        label="Text of the offer",
        max_length=WORDS_LENGTH,
        widget=forms.Textarea,
        help_text="Everybody in the programme reads the draft. Nobody else does until the secretariat publishes it.",
    )


class PublishForm(GovukForm):
    """What changed since the version before."""

    note = PlainTextField(
        label="What changed",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea,
        help_text="One or two sentences. They stand above the offer, for everybody to read",
    )


class CommentForm(GovukForm):
    """A comment, for one of the places that the person speaks for where there are any."""

    authority = forms.ModelChoiceField(label="Place that you speak for", queryset=Authority.objects.none())
    words = PlainTextField(
        label="Your comment",
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea,
        help_text="Everybody in the programme can read it, with your name and the date. It cannot be changed later",
    )

    def __init__(self, *args: Any, places: list[Authority], **options: Any) -> None:
        """Ask for the place only where there is a choice or something to confirm."""
        super().__init__(*args, **options)
        if not places:
            del self.fields["authority"]
            return
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=[place.pk for place in places]).order_by("short_name")
        if len(places) == 1:
            field.empty_label, field.initial = None, places[0].pk


class AnswerForm(GovukForm):
    """The reply to a comment."""

    reply = PlainTextField(
        label="Reply",
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea,
        help_text="It stands below the comment, with your name. A comment is answered once",
    )


class TakeUpForm(GovukForm):
    """An element that an area takes up."""

    element = forms.ModelChoiceField(
        label="What does the area take up?",
        queryset=OfferElement.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    since = GovukDateField(label="Since when?", earliest=PROGRAMME_BEGAN, help_text="For example, 1 4 2011")
    note = PlainTextField(
        label="Note",
        max_length=TAKE_UP_NOTE_LENGTH,
        required=False,
        widget=forms.Textarea,
        help_text="How it is used. Everybody in the programme can read it",
    )

    def __init__(self, *args: Any, taken: list[TakeUp], **options: Any) -> None:
        """Ask for what the area does not take up already; the latest day is today.

        What was sent is read among all elements: the form may come twice, and the service knows what is there.
        """
        super().__init__(*args, **options)
        open_now = [] if self.is_bound else [one.element_id for one in taken if one.ended_on is None]
        field: Any = self.fields["element"]
        field.queryset = OfferElement.objects.current().exclude(pk__in=open_now)
        since: Any = self.fields["since"]
        since.latest = timezone.localdate(timezone=LONDON)


class EndTakeUpForm(GovukForm):
    """When an area stopped using an element."""

    on = GovukDateField(label="Last day", earliest=PROGRAMME_BEGAN, help_text="For example, 31 3 2012")
    note = PlainTextField(
        label="Why it ended",
        max_length=TAKE_UP_NOTE_LENGTH,
        required=False,
        widget=forms.Textarea,
        help_text="Everybody in the programme can read it",
    )

    def __init__(self, *args: Any, take_up: TakeUp, **options: Any) -> None:
        """The first day is that on which it began, the latest is today."""
        super().__init__(*args, **options)
        on: Any = self.fields["on"]
        on.earliest, on.latest = take_up.since, timezone.localdate(timezone=LONDON)
