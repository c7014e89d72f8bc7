"""Documents of places: the list, one with its versions, its file, and writing them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from areas.access import can
from areas.models import Area, Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, TOO_LARGE
from cbtracker.web.lists import FilteredList
from cbtracker.web.once import once
from rollout.document_download import file_response
from rollout.filters.documents import DEFAULT_ORDER, DOCUMENT_ORDERS, DocumentFilterSet
from rollout.forms.documents import DocumentForm, WithdrawDocumentForm
from rollout.models import AreaDocument
from rollout.selectors.document_places import place_choices, place_of
from rollout.selectors.documents import documents_listed, versions_of
from rollout.services.documents import add_document, replace_document, withdraw_document
from rollout.views.base import RolloutReader


class DocumentReader(RolloutReader):
    """Pages of documents: not found for those whose role reads none (DESIGN §6)."""

    permission: ClassVar[Permission] = Permission.READ_AREA_DOCUMENTS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may read, or on pages that write, write documents."""
        if not can(request.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def document(self, pk: int) -> AreaDocument:
        """The document, or 404; on pages that write also where the person only reads it."""
        rows = AreaDocument.objects.visible_to(self.user).select_related("area", "authority", "replaced_by")
        found = get_object_or_404(rows, pk=pk)
        if not can(self.user, self.permission, on=found):
            raise Http404
        return found

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/documents/{template}.html", context, status=status)

    def back(self, document: AreaDocument, message: str) -> HttpResponse:
        """Go to the document, saying what was done."""
        messages.success(self.request, message)
        return redirect("rollout:document", pk=document.pk)


class DocumentList(DocumentReader, FilteredList):
    """Current documents, by place."""

    filterset_class = DocumentFilterSet
    template_name = "rollout/documents/list.html"
    orders = dict(DOCUMENT_ORDERS)
    default_order = DEFAULT_ORDER

    def get_queryset(self) -> QuerySet[AreaDocument]:
        """Those that the person may read, with the name of their place."""
        return documents_listed(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the person may add one."""
        return super().get_context_data(may_add=can(self.user, Permission.EDIT_AREA_DOCUMENTS), **kwargs)


class DocumentPage(DocumentReader):
    """One document with all its versions."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        document = self.document(pk)
        versions = versions_of(document, self.user)
        may_edit = can(self.user, Permission.EDIT_AREA_DOCUMENTS, on=document)
        return self.page("document", document=document, versions=versions, newest=versions[0], may_edit=may_edit)


class DocumentFile(DocumentReader):
    """The file of a document, as it was sent: to be saved, never shown by the browser as a page of ours."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it."""
        return file_response(self.document(pk), by=self.user)


class _Writer(DocumentReader):
    """Hides the page from those who write no documents."""

    http_method_names = ["get", "head", "options", "post"]
    permission = Permission.EDIT_AREA_DOCUMENTS

    def wrong(self, template: str, form: DocumentForm, **context: Any) -> HttpResponse:
        """Show the form with what to mend."""
        return self.page(template, TOO_LARGE if form.is_too_large else FORM_WRONG, form=form, **context)


class AddDocument(_Writer):
    """A document of one of the person's places."""

    def form(self, *sent: Any) -> DocumentForm:
        """The form, beginning with the place that the address names."""
        initial = {"place": self.request.GET.get("place", "")}
        choices = place_choices(self.user, today=timezone.localdate())
        return DocumentForm(*sent, places=choices, initial=initial)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page("add", form=self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it once, however often the form is sent, or show what is wrong."""
        form = self.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                return self._kept(form, place_of(form.cleaned_data["place"]))
            except ValidationError as wrong:
                form.add_error(None, wrong)
        return self.wrong("add", form)

    def _kept(self, form: DocumentForm, place: Area | Authority) -> HttpResponse:
        with once(self.request) as first:
            if first:
                document = add_document(place=place, terms=form.terms(), by=self.user, now=timezone.now())
            else:
                document = AreaDocument.objects.visible_to(self.user).filter(added_by=self.user).latest("added_at")
        return self.back(document, "Document added")


class ReplaceDocument(_Writer):
    """A newer version of a document."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form with what the document is called; one that is no longer current leads back."""
        document = self.document(pk)
        if not AreaDocument.objects.current().filter(pk=pk).exists():
            return self.back(document, "Only the newest version of a document can be replaced")
        return self.page("replace", document=document, form=DocumentForm(initial=self.said(document)))

    @staticmethod
    def said(document: AreaDocument) -> dict[str, Any]:
        """What stays the same unless it is changed."""
        return {"kind": document.kind, "title": document.title}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the newer version, or show what is wrong."""
        old, form = self.document(pk), DocumentForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                with once(request) as first:
                    made = first and replace_document(old=old, terms=form.terms(), by=self.user, now=timezone.now())
            except ValidationError as wrong:
                form.add_error(None, wrong)
            else:
                newer = made or AreaDocument.objects.visible_to(self.user).get(replaces=old)
                return self.back(newer, "The newer version is kept beside the old one")
        return self.wrong("replace", form, document=old)


class WithdrawDocument(_Writer):
    """A document that should not have been sent."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why."""
        return self._ask(self.document(pk), WithdrawDocumentForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw it, or show what is wrong."""
        document, form = self.document(pk), WithdrawDocumentForm(request.POST)
        if document.withdrawn_at is None and form.is_valid():
            try:
                reason = form.cleaned_data["reason"]
                withdraw_document(document=document, reason=reason, by=self.user, now=timezone.now())
            except ValidationError as wrong:
                form.add_error(None, wrong)
            else:
                return self.back(document, "Document withdrawn")
        return self._ask(document, form, FORM_WRONG)

    def _ask(self, document: AreaDocument, form: WithdrawDocumentForm, status: int = 200) -> HttpResponse:
        if document.withdrawn_at is not None:
            return self.back(document, "This document has already been withdrawn")
        return self.page("withdraw", status, document=document, form=form)
