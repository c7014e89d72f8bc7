"""Bodies, meetings and papers."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.bodies import body
from tests.conventions.matrix.rows import EVERYONE, READERS, SECRETARIAT, WHITEHALL


def issued(side, user):
    return {"id": side.issued_paper.pk}


def draft(side, user):
    return {"id": side.draft_paper.pk}


def sheet(side, user):
    return {"slug": side.area.slug}


def in_full(side, user):
    return {"audience": "body"}


def as_file(kwargs):
    return lambda side, user: {**kwargs(side, user), "extension": "html"}


def digest(side, user):
    return {"digest": side.issued_paper.renditions.first().digest}


def seat(side, user):
    return {"slug": side.body.slug, "id": side.seat.pk}


def meeting(side, user):
    return {"slug": side.body.slug, "id": side.meeting.pk}


OWN = {"own": READERS, "other": WHITEHALL}
ROWS: list[ApiRow] = [
    ApiRow("bodies_list", READERS),
    ApiRow("body_retrieve", **OWN, kwargs=body),
    ApiRow("body_change", SECRETARIAT, kwargs=body),
    ApiRow("body_members_list", **OWN, kwargs=body),
    ApiRow("body_members_create", SECRETARIAT, kwargs=body),
    ApiRow("body_member_retrieve", **OWN, kwargs=seat),
    ApiRow("body_member_end_end", SECRETARIAT, kwargs=seat),
    ApiRow("meetings_list", **OWN, kwargs=body),
    ApiRow("meetings_create", SECRETARIAT, kwargs=body),
    ApiRow("meeting_retrieve", **OWN, kwargs=meeting),
    ApiRow("meeting_change", SECRETARIAT, kwargs=meeting),
    ApiRow("meeting_cancel_cancel", SECRETARIAT, kwargs=meeting),
    ApiRow("meeting_restore_restore", SECRETARIAT, kwargs=meeting),
    ApiRow("body_calendar_retrieve", **OWN, kwargs=body),
    ApiRow("papers_list", READERS),
    ApiRow("paper_retrieve", READERS, other=WHITEHALL, kwargs=issued, query=in_full),
    ApiRow("paper_file_retrieve", READERS, other=WHITEHALL, kwargs=as_file(issued), query=in_full),
    ApiRow("paper_changes_since_paper", READERS, kwargs=issued),
    ApiRow("paper_changes_since_paper", READERS, kwargs=issued, accept="text/csv"),
    ApiRow("paper_updates_start_update", SECRETARIAT, kwargs=issued),
    ApiRow("paper_reissues_start_reissue", SECRETARIAT, kwargs=issued),
    ApiRow("papers_check_list", EVERYONE, query=digest),
    ApiRow("papers_requests_of_requests", WHITEHALL),
    ApiRow("papers_requests_file_retrieve", WHITEHALL, kwargs=lambda side, user: {"extension": "csv"}),
    ApiRow("drafts_list", SECRETARIAT),
    ApiRow("drafts_create", SECRETARIAT),
    ApiRow("draft_retrieve", SECRETARIAT, kwargs=draft),
    ApiRow("draft_change", SECRETARIAT, kwargs=draft),
    ApiRow("draft_discard", SECRETARIAT, kwargs=draft),
    ApiRow("draft_preview_preview", SECRETARIAT, kwargs=draft),
    ApiRow("draft_file_retrieve", SECRETARIAT, kwargs=as_file(draft)),
    ApiRow("draft_issue_issue", SECRETARIAT, kwargs=draft),
    ApiRow("area_sheet_of_place", READERS, kwargs=sheet),
    ApiRow("area_sheet_file_retrieve", READERS, kwargs=as_file(sheet)),
]
