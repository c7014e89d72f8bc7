"""The offer to areas (F000 ¶11–14): what it is made of, its text, what areas say to it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import can
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.models.querysets import RolloutQuerySet

SUMMARY_LENGTH = 600
WORDS_LENGTH = 20_000
NOTE_LENGTH = 1000
COMMENT_LENGTH = 4000


class OfferElementQuerySet(RolloutQuerySet):
    """Elements of the offer."""

    def current(self) -> Self:
        """Elements that are offered now, in the order of the offer."""
        return self.filter(is_current=True)


class OfferElement(models.Model):
    """One thing that the offer holds for an area (F000 ¶12), from `rollout/reference/offer_elements.csv`.

    An element that is no longer offered stays, because places may still take it up; `is_current` is then False.
    """

    key = models.SlugField(max_length=50, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(max_length=SUMMARY_LENGTH)
    source = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)

    objects = OfferElementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="offer_element_has_a_title"),
            models.CheckConstraint(condition=~Q(summary=""), name="offer_element_has_a_summary"),
        ]

    def __str__(self) -> str:
        return self.title


class OfferTextQuerySet(models.QuerySet):
    """Texts of the offer as they were saved."""

    def visible_to(self, user: Any) -> Self:
        """All of them, drafts too, for those who may comment: it is drafted and discussed together (F000 ¶11)."""
        return self if can(user, Permission.COMMENT_OFFER) else self.none()


class OfferText(models.Model):
    """The whole text of the offer as somebody saved it; the one with the highest number is the draft.

    Nothing that was saved is ever changed or deleted: triggers hold it. So no word of three departments is lost.
    """

    number = models.PositiveIntegerField()
    words = models.TextField(max_length=WORDS_LENGTH)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfferTextQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="offer_text_number_is_used_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="offer_text_number_is_from_one"),
            models.CheckConstraint(condition=~Q(words=""), name="offer_text_has_words"),
        ]

    def __str__(self) -> str:
        return f"Text {self.number} of the offer"


class OfferVersion(models.Model):
    """A text of the offer that was published, with a note of what changed; never changed afterwards."""

    number = models.PositiveIntegerField()
    text = models.OneToOneField(OfferText, on_delete=models.PROTECT, related_name="version")
    note = models.TextField("what changed", max_length=NOTE_LENGTH)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="offer_version_number_is_used_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="offer_version_number_is_from_one"),
            models.CheckConstraint(condition=~Q(note=""), name="offer_version_says_what_changed"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of the offer"


class OfferCommentQuerySet(models.QuerySet):
    """What people say to the offer."""

    def visible_to(self, user: Any) -> Self:
        """All of them, for those who may comment."""
        return self if can(user, Permission.COMMENT_OFFER) else self.none()


class OfferComment(models.Model):
    """What somebody says to a text of the offer, for an authority or for nobody else; editors answer it once."""

    text = models.ForeignKey(OfferText, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField("comment", max_length=COMMENT_LENGTH)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfferCommentQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="offer_comment_has_words"),
            models.CheckConstraint(
                condition=Q(reply="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(reply="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="offer_comment_answered_says_who_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk} on the offer"
