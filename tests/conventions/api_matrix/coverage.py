"""Engagement, coverage, the timeline and documents."""

from __future__ import annotations

from tests.conventions.api_matrix.places import code
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.areas import area
from tests.conventions.matrix.documents import KEEPERS, READERS_OF_DOCUMENTS
from tests.conventions.matrix.offer import RECORDERS
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, WHITEHALL


def step(side, user):
    return {**code(side, user), "id": side.step.pk}


def document(side, user):
    return {"id": side.document.pk}


def taken(side, user):
    return {"slug": side.area.slug, "id": side.take_up.pk}


def entry(side, user):
    return {"id": side.timeline_entry.pk}


ROWS: list[ApiRow] = [
    ApiRow("coverage_retrieve", PROGRAMME),
    ApiRow("coverage_retrieve", PROGRAMME, accept="text/csv"),
    ApiRow("engagements_list", PROGRAMME),
    ApiRow("engagement_retrieve", PROGRAMME, kwargs=code),
    ApiRow("engagement_steps_create", SECRETARIAT, kwargs=code),
    ApiRow("engagement_step_retrieve", PROGRAMME, kwargs=step),
    ApiRow("engagement_step_retraction_retract", SECRETARIAT, kwargs=step),
    ApiRow("timeline_list", PROGRAMME),
    ApiRow("timeline_list", PROGRAMME, accept="text/calendar"),
    ApiRow("timeline_create", SECRETARIAT),
    ApiRow("timeline_item_retrieve", PROGRAMME, kwargs=entry),
    ApiRow("timeline_item_partial_update", SECRETARIAT, kwargs=entry),
    ApiRow("timeline_item_destroy", SECRETARIAT, kwargs=entry),
    ApiRow("documents_list", READERS_OF_DOCUMENTS),
    ApiRow("documents_create", KEEPERS),
    ApiRow("document_retrieve", READERS_OF_DOCUMENTS, other=WHITEHALL, kwargs=document),
    ApiRow("document_file_file", READERS_OF_DOCUMENTS, other=WHITEHALL, kwargs=document),
    ApiRow("document_versions_replace", KEEPERS, other=SECRETARIAT, kwargs=document),
    ApiRow("document_withdrawal_withdraw", KEEPERS, other=SECRETARIAT, kwargs=document),
    ApiRow("take_up_list", PROGRAMME),
    ApiRow("area_take_up_list", PROGRAMME, kwargs=area),
    ApiRow("area_take_up_create", RECORDERS, other=SECRETARIAT, kwargs=area),
    ApiRow("area_taken_retrieve", PROGRAMME, kwargs=taken),
    ApiRow("area_taken_end_end", RECORDERS, other=SECRETARIAT, kwargs=taken),
]
