"""What the secretariat keeps of a workstrand: its prospectus and the list of earlier areas."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.changing import ChangeView
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from rollout.workstrands.forms.strands import EarlierAreaForm, ProspectusForm
from rollout.workstrands.models import EarlierArea, Workstrand
from rollout.workstrands.models.strands import NEIGHBOURHOODS
from rollout.workstrands.selectors.strands import prospectus_of
from rollout.workstrands.services.earlier_areas import fill_in_earlier_area
from rollout.workstrands.services.prospectus import change_prospectus, publish_prospectus, write_prospectus


class StrandKeeper(View):
    """Pages about a workstrand for those who keep it; not found for everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.EDIT_STRANDS):
            raise Http404
        number = self.strand_number(**kwargs)
        self.strand = get_object_or_404(Workstrand.objects.visible_to(self.user), number=number)
        return super().dispatch(request, *args, **kwargs)

    def strand_number(self, number: int) -> int:
        """The number of the workstrand that the address is about."""
        return number

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        back = reverse("workstrands:strand", args=[self.strand.number])
        context = {"strand": self.strand, "about": str(self.strand), "back": back, **context}
        return render(self.request, f"workstrands/{template}.html", context, status=status)

    def back(self, said: str) -> HttpResponse:
        """Go to the workstrand's page, saying what was done."""
        messages.success(self.request, said)
        return redirect("workstrands:strand", number=self.strand.number)


class WriteProspectus(StrandKeeper, ChangeView):
    """The prospectus: written the first time, changed from then on."""

    template, done = "strand_form", "The prospectus is saved"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return "Write the prospectus" if self.current is None else "Change the prospectus"

    def find(self, **kwargs: Any) -> None:
        """Find it; None while there is none."""
        self.current = prospectus_of(self.strand, self.user)

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return ProspectusForm(*args, strand=self.strand, **options)

    def said_now(self) -> dict[str, Any]:
        """What it says."""
        names = ("text", "opens_on", "closes_on", "earlier_areas", "new_areas")
        return {name: getattr(self.current, name) for name in names}

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_prospectus(
            prospectus=self.current,
            values=form.cleaned_data,
            expected_version=expected,
            by=self.user,
            now=timezone.now(),
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form, empty the first time."""
        self.find(**kwargs)
        if self.current is None:
            return self.show(self.form_of(initial={"new_areas": True}), 0)
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write or change it; who writes a first one beside another's sees both."""
        self.find(**kwargs)
        if "version" in request.POST:
            return super().post(request, **kwargs)
        form = self.form_of(request.POST)
        if self.current is not None:
            return self.both_versions(form)
        if not form.is_valid():
            return self.show(form, 0, FORM_WRONG)
        try:
            write_prospectus(strand=self.strand, values=form.cleaned_data, by=self.user, now=timezone.now())
        except ValidationError as wrong:
            attach(form, wrong)
            return self.show(form, 0, FORM_WRONG)
        return self.back("The prospectus is saved. Nobody else sees it until you publish it")


class PublishProspectus(StrandKeeper):
    """Asks, then publishes."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask; there must be one that is not published."""
        return self._page(self._prospectus())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Publish what was shown, or show what it says now if it was changed meanwhile."""
        prospectus = self._prospectus()
        expected = read_version(request.POST) or 0
        try:
            publish_prospectus(prospectus=prospectus, expected_version=expected, by=self.user, now=timezone.now())
        except StaleVersion:
            return self._page(self._prospectus(), CONFLICT, conflict=True)
        except ValidationError:
            return self.back("The prospectus is published already")
        return self.back("The prospectus is published")

    def _prospectus(self) -> Any:
        found = prospectus_of(self.strand, self.user)
        if found is None:
            raise Http404
        return found

    def _page(self, prospectus: Any, status: int = OK, **more: Any) -> HttpResponse:
        return self.page("prospectus_publish", status, prospectus=prospectus, version=prospectus.version, **more)


class FillInEarlierArea(StrandKeeper, ChangeView):
    """What is known of one of the 13 areas."""

    template, done = "strand_form", "What is known of the area is saved"

    def strand_number(self, number: int) -> int:
        """They are of the neighbourhood workstrand, whichever of the 13 it is."""
        return NEIGHBOURHOODS

    @property
    def heading(self) -> str:
        """What the page is called."""
        return f"Earlier area {self.kwargs['number']} of 13"

    def find(self, **kwargs: Any) -> None:
        """Find it. Raises Http404."""
        self.current = get_object_or_404(EarlierArea.objects.visible_to(self.user), number=kwargs["number"])

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return EarlierAreaForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What it says."""
        return {name: getattr(self.current, name) for name in EarlierAreaForm.base_fields}

    def write(self, form: Any, expected: int) -> None:
        """Keep it."""
        fill_in_earlier_area(
            area=self.current, values=form.cleaned_data, expected_version=expected, by=self.user, now=timezone.now()
        )
