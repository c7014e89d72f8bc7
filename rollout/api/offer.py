"""The offer to areas: what is published, what is drafted, and what is said to it (F000 ¶8, ¶11–14)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation
from rollout.api.offer_shapes import (
    OfferCommentIn,
    OfferCommentOut,
    OfferDraftIn,
    OfferDraftOut,
    OfferElementOut,
    OfferPublicationIn,
    OfferReplyIn,
    OfferTextLine,
    OfferTextOut,
    OfferVersionOut,
    PublishedOfferOut,
)
from rollout.models import OfferComment, OfferElement, OfferText
from rollout.offer_access import TheOffer
from rollout.selectors.offer import (
    TextRead,
    comments_on_the_offer,
    drafts_of_the_offer,
    newest_text,
    published_offer,
    read_text,
    versions_of_the_offer,
)
from rollout.services.offer import answer_comment, comment_on_offer, publish_offer, save_draft


class OfOffer(ProgrammeViewSet):
    """A viewset of the offer."""

    tag = "Offer"

    def address(self, name: str, **kwargs: Any) -> str:
        """Where something of the offer is."""
        return str(self.request.build_absolute_uri(reverse(f"api:{name}", kwargs=kwargs)))


class PublishedOffers(OfOffer):
    """What everybody may read."""

    @operation("Read the offer", permission=None, gives=PublishedOfferOut)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """The version that was published last, with its elements. 404 before the first."""
        offer = published_offer()
        if offer is None:
            raise Http404
        return self.answer(offer)

    @operation("List the elements of the offer", permission=Permission.READ_ROLLOUT, gives=OfferElementOut, many=True)
    def elements(self, request: Any) -> HttpResponseBase:
        """What is offered now, in the order of the offer."""
        return self.whole(OfferElement.objects.visible_to(request.user).current())


class Histories(OfOffer):
    """Versions, the drafts since, and comments."""

    @operation("List versions of the offer", permission=Permission.COMMENT_OFFER, gives=OfferVersionOut, many=True)
    def versions(self, request: Any) -> HttpResponseBase:
        """Every version that was published, the newest first."""
        return self.whole(versions_of_the_offer(request.user))

    @operation("List drafts of the offer", permission=Permission.COMMENT_OFFER, gives=OfferTextLine, many=True)
    def drafts(self, request: Any) -> HttpResponseBase:
        """The texts that were saved since the newest version, the newest first."""
        return self.whole(drafts_of_the_offer(request.user))


class Texts(OfOffer):
    """A text with what was said to it."""

    @operation("Read a text of the offer", permission=Permission.COMMENT_OFFER, gives=OfferTextOut)
    def retrieve(self, request: Any, version: str) -> HttpResponseBase:
        """A text of the offer, published or not, with the comments on it."""
        return self.answer(self.text())

    def text(self) -> TextRead:
        """The text of the address, or 404."""
        number = int(self.kwargs["version"])
        read = read_text(self.request.user, number)
        if read is None:
            raise Http404
        return read

    def represent(self, row: TextRead) -> Any:
        """The text and its comments."""
        said = _of_text(row.text, row.version.number if row.version else None)
        before = row.before.text.number if row.before else None
        for comment in row.comments:
            comment.text = row.text
        return super().represent({**said, "compared_with": before, "comments": row.comments})


class Comments(OfOffer):
    """What people say to the offer."""

    def rows(self) -> QuerySet[OfferComment]:
        """Those that the reader may read."""
        rows = OfferComment.objects.visible_to(self.request.user)
        return rows.select_related("text", "said_by", "answered_by", "authority")

    @operation("List comments on the offer", permission=Permission.COMMENT_OFFER, gives=OfferCommentOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Everything that was said to any text of the offer: what waits for an answer first, then the newest."""
        return self.whole(comments_on_the_offer(request.user))

    @operation("Read a comment on the offer", permission=Permission.COMMENT_OFFER, gives=OfferCommentOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """A comment, and the reply where there is one."""
        return self.answer(self.find(pk=id))

    @operation(
        "Comment on a text of the offer",
        permission=Permission.COMMENT_OFFER,
        takes=OfferCommentIn,
        gives=OfferCommentOut,
        status=201,
    )
    def create(self, request: Any, version: str) -> HttpResponseBase:
        """Say something to a text, for the place that you speak for. Everybody in the programme can read it."""
        text: OfferText = self.find(OfferText.objects.visible_to(request.user), number=version)
        made = comment_on_offer(text=text, by=request.user, now=timezone.now(), **self.said())
        return self.answer(self.find(pk=made.pk), location=self.address("offer_comment", id=made.pk))

    @operation(
        "Answer a comment on the offer",
        permission=Permission.EDIT_OFFER,
        takes=OfferReplyIn,
        gives=OfferCommentOut,
        late=True,
    )
    def reply(self, request: Any, id: str) -> HttpResponseBase:
        """Reply to a comment, once, as one of those who draft the offer."""
        self.require(Permission.EDIT_OFFER, TheOffer())
        comment: OfferComment = self.find(pk=id)
        said = self.said()
        try:
            answer_comment(comment=comment, by=request.user, now=timezone.now(), **said)
        except StaleVersion:
            raise TooLate("This comment has already been answered.") from None
        return self.answer(self.find(pk=id))


class Drafts(OfOffer):
    """The draft, which several people write."""

    def newest(self) -> OfferText:
        """The text that was saved last; number 0 and no words where there is none."""
        return newest_text(self.request.user) or OfferText(number=0, words="")

    def version_of(self, row: OfferText) -> str:
        """The number of the text, and whether it is published."""
        return f"{row.number}-published" if _published(row) else str(row.number)

    def represent(self, row: OfferText) -> Any:
        """The text."""
        return super().represent(_of_text(row, _published(row)))

    @operation("Read the draft of the offer", permission=Permission.COMMENT_OFFER, gives=OfferDraftOut)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """The text that was saved last, published or not."""
        return self.answer(self.newest())

    @operation(
        "Save a draft of the offer",
        permission=Permission.EDIT_OFFER,
        takes=OfferDraftIn,
        gives=OfferDraftOut,
        versioned=True,
    )
    def update(self, request: Any) -> HttpResponseBase:
        """Keep the whole text as the newest. No text that was saved before is changed or lost."""
        self.require(Permission.EDIT_OFFER, TheOffer())
        said = self.said()
        text = self.newest()
        self.expect(text)
        save_draft(**said, expected_number=text.number, by=request.user, now=timezone.now())
        return self.answer(self.newest())

    @operation(
        "Publish the draft of the offer",
        permission=Permission.PUBLISH_OFFER,
        takes=OfferPublicationIn,
        gives=OfferDraftOut,
        versioned=True,
        late=True,
    )
    def publish(self, request: Any) -> HttpResponseBase:
        """Publish the draft as the next version: from then on everybody reads it, also without signing in."""
        said = self.said()
        text = self.newest()
        self.expect(text)
        if not text.number or _published(text):
            raise TooLate("There is no draft that waits to be published.")
        publish_offer(**said, expected_number=text.number, by=request.user, now=timezone.now())
        return self.answer(self.newest())


def _published(text: OfferText) -> int | None:
    """The number of the version that `text` is; None for a draft."""
    version = getattr(text, "version", None) if text.pk else None
    return version.number if version is not None else None


def _of_text(text: OfferText, version: int | None) -> dict[str, Any]:
    return {
        "number": text.number,
        "words": text.words,
        "saved_at": text.saved_at,
        "saved_by": str(text.saved_by) if text.pk else None,
        "version": version,
    }
