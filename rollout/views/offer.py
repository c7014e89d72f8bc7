"""The offer as the programme works on it: texts, history, comments; drafting, publishing, answering."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict, read_version
from cbtracker.web.diff import compare
from cbtracker.web.once import once
from rollout.forms.offer import AnswerForm, CommentForm, OfferTextForm, PublishForm
from rollout.models import OfferComment, OfferText
from rollout.offer_access import may_edit_offer
from rollout.selectors.offer import (
    TextRead,
    comments_on_the_offer,
    drafts_of_the_offer,
    newest_text,
    read_text,
    versions_of_the_offer,
)
from rollout.services.offer import answer_comment, comment_on_offer, places_of, publish_offer, save_draft


class OfferView(View):
    """Not found for those who do not discuss the offer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not self.is_for(self.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_for(self, user: Any) -> bool:
        """Whether `user` reaches the page."""
        return can(user, Permission.COMMENT_OFFER)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/offer/{template}.html", context, status=status)

    def to_text(self, number: int, said: str) -> HttpResponse:
        """Go to the text numbered `number`, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:offer_text", number=number)


class OfferHistory(OfferView):
    """Every version with what changed, the drafts since, and everything that was said."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, the newest first."""
        return self.page(
            "history",
            versions=versions_of_the_offer(self.user),
            drafts=drafts_of_the_offer(self.user),
            comments=comments_on_the_offer(self.user),
            may_edit=may_edit_offer(self.user),
        )


class OfferTextPage(OfferView):
    """A text of the offer, what changed in it, and what is said to it."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show it with an empty form."""
        return self.show(self.read(number), CommentForm(places=places_of(self.user)))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take a comment once, or show what is wrong."""
        read, form = self.read(number), CommentForm(request.POST, places=places_of(self.user))
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        comment_on_offer(text=read.text, by=self.user, now=timezone.now(), **form.cleaned_data)
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.to_text(number, "Your comment is recorded")
        return self.show(read, form, FORM_WRONG)

    def read(self, number: int) -> TextRead:
        """The text, or 404."""
        read = read_text(self.user, number)
        if read is None:
            raise Http404
        return read

    def show(self, read: TextRead, form: CommentForm, status: int = OK) -> HttpResponse:
        """The page with `form`."""
        may_publish = can(self.user, Permission.PUBLISH_OFFER) and read.is_newest and not read.version
        may_edit = may_edit_offer(self.user)
        return self.page("text", status, read=read, form=form, may_edit=may_edit, may_publish=may_publish)


class EditOffer(OfferView):
    """The draft, which several people write: who saves second sees both texts."""

    def is_for(self, user: Any) -> bool:
        """Whether `user` drafts the offer."""
        return may_edit_offer(user)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the newest text in the form."""
        text = newest_text(self.user)
        return self.show(OfferTextForm(initial={"words": text.words if text else ""}), text.number if text else 0)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save it, show what is wrong, or show both texts."""
        form, newest = OfferTextForm(request.POST), newest_text(self.user)
        choice, expected = request.POST.get(two_writers.CHOICE), read_version(request.POST)
        if choice == two_writers.KEEP_THEIRS and newest is not None:
            return self.to_text(newest.number, "The text was left as it is")
        if choice == two_writers.COMBINE and newest is not None:
            return self.both_texts(form, newest, combine=True)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self.show(form, expected or (newest.number if newest else 0), FORM_WRONG)
        try:
            saved = save_draft(
                words=form.cleaned_data["words"], expected_number=expected, by=self.user, now=timezone.now()
            )
        except StaleVersion as stale:
            if isinstance(stale.current, OfferText):
                return self.both_texts(form, stale.current)
            form.add_error(None, two_writers.MALFORMED)
            return self.show(form, 0, FORM_WRONG)
        return self.to_text(saved.number, "The draft is saved")

    def both_texts(self, form: OfferTextForm, newest: OfferText, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; sending it again saves after what was then shown."""
        form.is_valid()
        typed = form.cleaned_data.get("words", form["words"].data)
        found = two_writers.differences(form, {"words": newest.words}, {"words": typed})
        if combine:
            form = OfferTextForm(two_writers.combined(self.request.POST, found))
            form.is_valid()
        form.errors.clear()
        conflict = Conflict(str(newest.saved_by), newest.saved_at, found)
        return self.show(form, newest.number, CONFLICT, conflict=conflict)

    def show(self, form: OfferTextForm, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        return self.page("edit", status, form=form, version=version, **more)


class PublishOffer(OfferView):
    """Shows what would be published and what changed, then publishes it."""

    template: ClassVar[str] = "publish"

    def is_for(self, user: Any) -> bool:
        """Whether `user` publishes the offer."""
        return can(user, Permission.PUBLISH_OFFER)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the note."""
        return self.show(PublishForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Publish the text that was shown; if another was saved meanwhile, show that one first."""
        form, expected = PublishForm(request.POST), read_version(request.POST)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self.show(form, FORM_WRONG)
        try:
            version = publish_offer(
                expected_number=expected, note=form.cleaned_data["note"], by=self.user, now=timezone.now()
            )
        except StaleVersion:
            return self.show(form, CONFLICT, moved=True)
        return self.to_text(expected, f"Version {version.number} is published. Everybody can read it")

    def show(self, form: PublishForm, status: int = OK, *, moved: bool = False) -> HttpResponse:
        """The page with `form`, about the text that is the newest now."""
        text = newest_text(self.user)
        read = read_text(self.user, text.number) if text else None
        waits = read is not None and read.version is None
        return self.page(self.template, status, form=form, read=read, waits=waits, moved=moved)


class AnswerComment(OfferView):
    """The reply of those who draft the offer to a comment."""

    def is_for(self, user: Any) -> bool:
        """Whether `user` drafts the offer."""
        return may_edit_offer(user)

    def comment(self, pk: int) -> OfferComment:
        """The comment, or 404."""
        rows = OfferComment.objects.visible_to(self.user).select_related("text", "said_by", "answered_by", "authority")
        comment = rows.filter(pk=pk).first()
        if comment is None:
            raise Http404
        return comment

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reply; a comment that is answered leads back to the others."""
        comment = self.comment(pk)
        if comment.answered_at is not None:
            return self.to_text(comment.text.number, "This comment has already been answered")
        return self.page("answer", form=AnswerForm(), comment=comment)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer it, or show what is wrong, or what somebody else answered."""
        comment, form = self.comment(pk), AnswerForm(request.POST)
        if not form.is_valid():
            return self.page("answer", FORM_WRONG, form=form, comment=comment)
        reply = form.cleaned_data["reply"]
        try:
            answer_comment(comment=comment, reply=reply, by=self.user, now=timezone.now())
        except StaleVersion:
            comment = self.comment(pk)
            if comment.reply == reply and comment.answered_by == self.user:
                return self.to_text(comment.text.number, "The comment is answered")
            parts = compare(comment.reply, reply)
            return self.page("answer", CONFLICT, form=form, comment=comment, mine=reply, parts=parts)
        return self.to_text(comment.text.number, "The comment is answered")
