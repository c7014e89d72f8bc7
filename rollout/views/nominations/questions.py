"""The six pages of questions: each saves for itself, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BooleanField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from areas.services.versions import StaleVersion
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict, read_version
from requests_log.freedoms import FoundFreedom, similar_freedoms
from rollout.forms.nominations import FocusForm, OfferForm, PaceForm, PageForm, PartnersForm
from rollout.forms.nominations_barriers import BarriersForm
from rollout.forms.nominations_who import WhoForm
from rollout.models import Nomination
from rollout.nomination_pages import MOST_BARRIERS, MOST_CONTACTS, Page, missing_pages
from rollout.nomination_tasks import page_address
from rollout.services.nominations import NominationClosed, keep_page, keep_who
from rollout.views.nominations.base import SAID_CLOSED, DraftView

FORMS: dict[Page, type[PageForm]] = {
    Page.WHO: WhoForm,
    Page.FOCUS: FocusForm,
    Page.PACE: PaceForm,
    Page.PARTNERS: PartnersForm,
    Page.OFFER: OfferForm,
    Page.BARRIERS: BarriersForm,
}
MOST = {Page.WHO: MOST_CONTACTS, Page.BARRIERS: MOST_BARRIERS}
STEP, ANOTHER = "step", "another"
MAY_BE_POSSIBLE = "Your answers are saved. Some of what you need may already be possible: see below"


class Question(DraftView):
    """One page of questions: 302 saved, 422 with the fault at its field, 409 where somebody else was first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer for the page that the address names."""
        self.asked = Page(kwargs["page"])
        return super().dispatch(request, *args, **kwargs)

    def show(self, **kwargs: Any) -> HttpResponse:
        """Ask, with the answers so far; whom to ask begins with the officer, so that nobody types their own name."""
        said = self._said_now()
        if self.asked is Page.WHO and Page.WHO.value not in self.nomination.answers:
            said = {**said, "contact1_name": self.user.full_name, "contact1_email": self.user.email}
        return self._form_page(self._make(said, initial=said))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it and go on, or show what is wrong, or both versions."""
        choice, typed = request.POST.get(two_writers.CHOICE), request.POST
        if choice == two_writers.KEEP_THEIRS and self.nomination.is_draft:
            return self.to("nomination_tasks", "It was left as it is")
        form = self._make(typed, typed)
        if not self.nomination.is_draft:
            return self._too_late(form, self.nomination)
        if choice == two_writers.COMBINE:
            return self._both_versions(combine=True)
        if typed.get(STEP) == ANOTHER:
            return self._one_more(form)
        expected = read_version(typed)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self._form_page(form, FORM_WRONG, version=expected)
        return self._saved(form, expected)

    # --- Saving ---

    def _saved(self, form: Any, expected: int) -> HttpResponse:
        before = self.nomination.answers.get(self.asked.value)
        try:
            kept = self._keep(form, expected)
        except StaleVersion:
            self.read_again()
            return self._both_versions()
        except NominationClosed as closed:
            return self._too_late(form, closed.current)
        except ValidationError as wrong:
            attach(form, wrong)
            return self._form_page(form, FORM_WRONG, version=expected)
        self.nomination = kept
        is_new = before != kept.answers[self.asked.value]
        if self.asked is Page.BARRIERS and is_new and self._freedoms(form, kept=True):
            messages.info(self.request, MAY_BE_POSSIBLE)
            return redirect(page_address(kept, Page.BARRIERS))
        return self._go_on()

    def _keep(self, form: Any, expected: int) -> Nomination:
        told: dict[str, Any] = {"by": self.user, "expected_version": expected, "now": timezone.now()}
        if isinstance(form, WhoForm):
            name = form.cleaned_data["name"]
            return keep_who(self.nomination, authorities=form.chosen(), name=name, contacts=form.contacts(), **told)
        said = {"page": self.asked.value, "answers": form.answers(), **form.columns()}
        return keep_page(self.nomination, **said, **told)

    def _go_on(self) -> HttpResponse:
        """The next page without an answer; the check of all of them when there is none."""
        missing = missing_pages(self.nomination)
        if not missing:
            return self.to("nomination_check")
        order = list(Page)
        after = [page for page in missing if order.index(page) > order.index(self.asked)]
        return redirect(page_address(self.nomination, (after or missing)[0]))

    # --- Somebody else was first ---

    def _both_versions(self, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; where they are the same it is as good as saved."""
        now, typed = self._said_now(), self.request.POST
        count = max(self._form_class.count_in(now), self._form_class.count_in(typed))
        form = self._made(count, typed)
        again = (lambda both: self._made(count, both)) if combine else None
        form, found = two_writers.beside(form, self._all_of(form, now), again=again)
        if not found:
            return self._go_on()
        was = self.nomination
        conflict = Conflict(str(was.changed_by), was.changed_at, found)
        return self._form_page(form, CONFLICT, conflict=conflict)

    @staticmethod
    def _all_of(form: PageForm, now: dict[str, Any]) -> dict[str, Any]:
        """What each field of `form` says `now`; a group of fields that nobody has filled in says nothing."""
        return {name: False if isinstance(field, BooleanField) else "" for name, field in form.fields.items()} | now

    def _too_late(self, form: PageForm, current: Nomination) -> HttpResponse:
        """409: it is no draft any more, and what was typed can only be copied."""
        self.nomination = current
        _, typed = two_writers.beside(form, self._all_of(form, self._said_now()))
        return self.page("too_late", CONFLICT, typed=typed, reason=SAID_CLOSED[current.state])

    # --- Forms ---

    @property
    def _form_class(self) -> type[PageForm]:
        return FORMS[self.asked]

    def _said_now(self) -> dict[str, Any]:
        return self._form_class.said_of(self.nomination)

    def _make(self, said: Any, data: Any = None, **more: Any) -> PageForm:
        return self._made(self._form_class.count_in(said), data, **more)

    def _made(self, count: int, data: Any = None, **more: Any) -> PageForm:
        return self._form_class(data, nomination=self.nomination, user=self.user, count=count, **more)

    def _one_more(self, form: PageForm) -> HttpResponse:
        """The form with room for one more, and every word as it was typed; nothing is saved yet."""
        form = self._made(form.count + 1, self.request.POST)
        form.full_clean()
        form.errors.clear()
        return self._form_page(form, version=read_version(self.request.POST))

    def _freedoms(self, form: PageForm, *, kept: bool = False) -> dict[int, list[FoundFreedom]]:
        """What may already be possible, by the number of the barrier that it is like (F004 A ¶4)."""
        if not isinstance(form, BarriersForm):
            return {}
        if kept:
            said = self._said_now()
            form = BarriersForm(
                nomination=self.nomination, user=self.user, count=BarriersForm.count_in(said), initial=said
            )
        found = {number: similar_freedoms(form.words(number), user=self.user) for number in form.numbers}
        return {number: freedoms for number, freedoms in found.items() if freedoms}

    def _form_page(
        self,
        form: PageForm,
        status: int = OK,
        *,
        version: int | None = None,
        conflict: Conflict | None = None,
    ) -> HttpResponse:
        number = list(Page).index(self.asked) + 1
        return self.page(
            self.asked.value,
            status,
            form=form,
            asked=self.asked,
            number=number,
            total=len(Page),
            version=version or self.nomination.version,
            conflict=conflict,
            freedoms=self._freedoms(form),
            may_add_more=form.count < MOST.get(self.asked, 0),
            page_has_errors=status == FORM_WRONG,
        )
