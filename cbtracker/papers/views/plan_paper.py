"""The operational plan of a selected place: read as a paper, and taken as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.forms.moments import MarkingForm
from cbtracker.papers.making_plan_papers import NoSuchPlan, made_plan_paper
from cbtracker.papers.plan_paper import FORMATS as PLAN_FORMATS
from cbtracker.papers.services.exporting import export_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.answers import form_status


class _PlanPaper(View):
    """A plan for those who may read it, else 404."""

    http_method_names = ["get", "head", "options"]

    def paper(self, marking: str) -> BoardPaper:
        """The plan that the address names, or the version of it. Raises Http404."""
        number = self.kwargs.get("number")
        try:
            return made_plan_paper(
                self.kwargs["place"], user=self.request.user, number=number, marking=marking, now=timezone.now()
            )
        except NoSuchPlan:
            raise Http404 from None

    def show(self, form: MarkingForm, paper: BoardPaper, **context: Any) -> HttpResponse:
        """The page, with what is wrong with what was typed."""
        said = {"form": form, "paper": paper, "slug": self.kwargs["place"], "number": self.kwargs.get("number")}
        said["action"] = self.address("paper")
        return render(self.request, "papers/plan_paper.html", {**said, **context}, status=form_status(form))

    def address(self, what: str, **more: Any) -> str:
        """The address of the paper (`paper`) or of its file (`paper_file`), of the same plan or version."""
        kind = "plan_version" if "number" in self.kwargs else "plan"
        named = {name: value for name, value in self.kwargs.items() if name != "format"}
        return reverse(f"papers:{kind}_{what}", kwargs={**named, **more})


class PlanPaperPage(_PlanPaper):
    """Read the plan as a paper."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it, and a link for each format."""
        form = MarkingForm(request.GET)
        if not form.is_valid():
            return self.show(form, self.paper(""))
        paper = self.paper(form.cleaned_data["marking"])
        query = urlencode(form.cleaned_data)
        downloads = [
            {"text": FORMATS[name].label, "href": f"{self.address('paper_file', format=name)}?{query}"}
            for name in PLAN_FORMATS
        ]
        return self.show(form, paper, downloads=downloads)


class PlanPaperFile(_PlanPaper):
    """The plan as a file; who took it is on record."""

    def get(self, request: HttpRequest, format: str, **kwargs: Any) -> HttpResponse:
        """Send the file, or the page where the marking in the address is wrong."""
        form = MarkingForm(request.GET)
        if not form.is_valid():
            return self.show(form, self.paper(""))
        file = export_paper(self.paper(form.cleaned_data["marking"]), by=request.user, format=format)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
