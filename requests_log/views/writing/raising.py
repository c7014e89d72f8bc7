"""Raising a request: one question a page, kept after each, checked, and sent once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from areas.access import NotPermitted
from areas.models import Department
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK
from requests_log.directory import read_directory
from requests_log.forms.naming import departments_named
from requests_log.forms.raising import NAMES_ANY_AREA, NOT_SURE, PossibleForm, own_places, raised_for
from requests_log.freedoms import FoundFreedom, similar_freedoms
from requests_log.models import Kind, LoggedRequest, RaiseDraft
from requests_log.services.drafts import DraftNotThere, delete_draft, keep_answers, send_draft, start_draft
from requests_log.services.naming import DepartmentsNamed
from requests_log.views.permitted import PermittedView
from requests_log.views.writing.questions import POSSIBLE, Question, asked_of


class RaiseView(PermittedView):
    """What the pages of raising a request share."""

    permission = Permission.RAISE_REQUEST

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user: Any = request.user

    @cached_property
    def draft(self) -> RaiseDraft | None:
        """The person's unsent draft."""
        return RaiseDraft.objects.visible_to(self.user).unsent().first()

    @cached_property
    def places(self) -> list[tuple[str, str]] | None:
        """The places of the person to choose from; None: any area."""
        return None if self.user.role in NAMES_ANY_AREA else own_places(self.user)

    @cached_property
    def asked(self) -> list[Question]:
        """The questions that this person is asked: not which place, where there is only one."""
        return asked_of(self.places)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; a draft that has gone in another window is said, not a fault."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except DraftNotThere:
            messages.warning(request, "That draft has been sent or deleted. You can begin a new one here")
            return redirect("requests:raise")

    def open_draft(self) -> RaiseDraft:
        """The unsent draft; where the page is of another one, that one has gone."""
        if self.draft is None or str(self.request.POST.get("draft", self.draft.pk)) != str(self.draft.pk):
            raise DraftNotThere
        return self.draft

    def next_open(self, draft: RaiseDraft) -> str:
        """The address of the first question without an answer; of the check when all have one."""
        for question in self.asked:
            if question.slug == POSSIBLE and not self.freedoms(draft):
                continue
            if not question.is_answered(draft.answers):
                return reverse("requests:raise_question", kwargs={"question": question.slug})
        return reverse("requests:raise_check")

    def freedoms(self, draft: RaiseDraft) -> list[FoundFreedom]:
        """What may already be possible."""
        return similar(draft, self.user)


class StartView(RaiseView):
    """Where it begins: a new draft, or the one that was left."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say what is asked, and offer the draft that was left."""
        draft = self.draft
        context = {"draft": draft, "places": self.places, "continue_url": self.next_open(draft) if draft else ""}
        return render(request, "requests_log/raise/start.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin, or go on with the draft that is there."""
        if self.places == []:
            raise Http404
        return redirect(self.next_open(start_draft(by=self.user)))


class QuestionView(RaiseView):
    """One question."""

    def get(self, request: HttpRequest, question: str) -> HttpResponse:
        """Ask it, with the answer so far; without similar freedoms the last question asks nothing."""
        asked, draft = self._question(question), self.open_draft()
        if asked.slug == POSSIBLE and not self.freedoms(draft):
            return redirect("requests:raise_check")
        form = asked.form_class(user=self.user, initial=draft.answers)
        return self._page(asked, draft, form)

    def post(self, request: HttpRequest, question: str) -> HttpResponse:
        """Keep the answer and go on."""
        asked, draft = self._question(question), self.open_draft()
        form = asked.form_class(request.POST, user=self.user, initial=draft.answers)
        if not form.is_valid():
            return self._page(asked, draft, form, FORM_WRONG)
        if form.cleaned_data.get("need") == "answered":
            delete_draft(draft, by=self.user)
            return redirect("requests:raise_answered")
        answers = form.answers()
        if asked.changes_what_is_similar and any(draft.answers.get(name) != said for name, said in answers.items()):
            answers["need"] = ""
        draft = keep_answers(draft, by=self.user, answers=answers)
        return redirect(self.next_open(draft))

    def _question(self, slug: str) -> Question:
        for question in self.asked:
            if question.slug == slug:
                return question
        raise Http404

    def _page(self, asked: Question, draft: RaiseDraft, form: Any, status: int = OK) -> HttpResponse:
        place = self.asked.index(asked)
        before = self.asked[place - 1] if place else None
        context = {
            "form": form,
            "draft": draft,
            "question": asked,
            "number": place + 1,
            "total": len(self.asked),
            "back": reverse("requests:raise_question", kwargs={"question": before.slug})
            if before
            else reverse("requests:raise"),
            "freedoms": self.freedoms(draft) if isinstance(form, PossibleForm) else [],
            "page_has_errors": status == FORM_WRONG,
        }
        return render(self.request, f"requests_log/raise/{asked.template}.html", context, status=status)


class CheckView(RaiseView):
    """The answers, each with a link to change it, and the button that sends them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the answers, or the first question that has none."""
        draft = self.open_draft()
        address = self.next_open(draft)
        return self._page(draft) if address == request.path else redirect(address)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send them. The same draft sent again leads to the same request."""
        number = request.POST.get("draft", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return self._refused("The page was not sent complete. Check your answers and send them again")
        draft = RaiseDraft.objects.visible_to(self.user).filter(pk=int(number)).select_related("entry").first()
        if draft is None:
            raise DraftNotThere
        if draft.entry is not None:
            return redirect("requests:raised", reference=draft.entry.reference)
        if (address := self.next_open(draft)) != request.path:
            return redirect(address)
        return self._send(draft)

    def _send(self, draft: RaiseDraft) -> HttpResponse:
        said = draft.answers
        kind = "" if said["kind"] == NOT_SURE else said["kind"]
        try:
            entry = send_draft(
                by=self.user,
                draft_id=draft.pk,
                areas=raised_for(said.get("areas") or self._only_place(), self.user),
                departments=_departments(said["departments"]),
                issue=said["issue"],
                detail=said["detail"],
                kind=kind,
            )
        except ValidationError as error:
            return self._refused(" ".join(error.messages))
        except NotPermitted:
            return self._refused("You may no longer raise a request for this place. Choose another place")
        return redirect("requests:raised", reference=entry.reference)

    def _only_place(self) -> str:
        return self.places[0][0] if self.places else ""

    def _refused(self, why: str) -> HttpResponse:
        return self._page(self.open_draft_whatever_was_sent(), why)

    def open_draft_whatever_was_sent(self) -> RaiseDraft:
        """The unsent draft, for a page that did not say of which draft it was."""
        if self.draft is None:
            raise DraftNotThere
        return self.draft

    def _page(self, draft: RaiseDraft, why: str = "") -> HttpResponse:
        context = {
            "draft": draft,
            "rows": [_row(question, draft, self.places) for question in self.asked if question.slug != POSSIBLE],
            "only_place": self.places[0][1] if self.places and len(self.places) == 1 else "",
            "why": why,
            "page_has_errors": bool(why),
        }
        return render(self.request, "requests_log/raise/check.html", context, status=FORM_WRONG if why else OK)


class DeleteDraftView(RaiseView):
    """Throw the draft away."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete it; one that has gone is no fault."""
        delete_draft(self.open_draft(), by=self.user)
        messages.success(request, "Draft deleted")
        return redirect("requests:raise")


class AnsweredView(RaiseView):
    """A kind end: a freedom answers the need, and no request was made."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say so."""
        return render(request, "requests_log/raise/answered.html", {})


class RaisedView(RaiseView):
    """The confirmation with the reference; it can be visited again by who raised the request."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show it."""
        own = LoggedRequest.objects.visible_to(self.user).filter(raised_by=self.user)
        entry = own.filter(reference=reference).first()
        if entry is None:
            raise Http404
        return render(request, "requests_log/raise/raised.html", {"entry": entry})


def similar(draft: RaiseDraft, user: Any) -> list[FoundFreedom]:
    """Freedoms that are like the need a draft tells of (F004 A ¶4)."""
    said = f"{draft.answers.get('issue', '')} {draft.answers.get('detail', '')}"
    return similar_freedoms(said, user=user)


def _departments(abbreviations: list[str]) -> DepartmentsNamed:
    return departments_named(", ".join(abbreviations), read_directory(on=timezone.localdate()))


def _row(question: Question, draft: RaiseDraft, places: list[tuple[str, str]] | None) -> dict[str, Any]:
    said = draft.answers.get(question.field)
    shown = {
        "areas": lambda: dict(places or []).get(said, said),
        "kind": lambda: dict(Kind.choices).get(said, "I am not sure"),
        "departments": lambda: (
            ", ".join(Department.objects.filter(abbreviation__in=said).values_list("name", flat=True)) or "Not known"
        ),
    }.get(question.field, lambda: said)()
    address = reverse("requests:raise_question", kwargs={"question": question.slug})
    change = {"text": "Change", "href": address, "hidden": question.noun}
    return {"key": question.noun.capitalize(), "value": shown, "actions": [change]}
