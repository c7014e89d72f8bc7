"""Addresses of the documents of places: /documents/…"""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.views.documents import (
    AddDocument,
    DocumentFile,
    DocumentList,
    DocumentPage,
    ReplaceDocument,
    WithdrawDocument,
)

DOCUMENTS: list[URLPattern] = [
    path("documents/", DocumentList.as_view(), name="documents"),
    path("documents/add/", AddDocument.as_view(), name="add_document"),
    path("documents/<int:pk>/", DocumentPage.as_view(), name="document"),
    path("documents/<int:pk>/file/", DocumentFile.as_view(), name="document_file"),
    path("documents/<int:pk>/replace/", ReplaceDocument.as_view(), name="replace_document"),
    path("documents/<int:pk>/withdraw/", WithdrawDocument.as_view(), name="withdraw_document"),
]
