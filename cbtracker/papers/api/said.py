"""Papers and drafts as plain values: what the shapes of the API are made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from areas.models import Area
from cbtracker.papers.drafts import Section, new_section, read_sections
from cbtracker.papers.models import Paper, Rendition
from cbtracker.papers.reading import issues_of, updates_of
from cbtracker.papers.sections.changes import ONLY_CHANGED
from cbtracker.papers.sections.place_sheets import AREAS
from cbtracker.papers.sections.returns import CALLS
from requests_log.models import Call

UPDATE = ("id", "title", "issue_number", "as_at", "issued_at")


def _columns(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def of_line(paper: Paper) -> dict[str, Any]:
    """An issued paper as `PaperLine` gives it out; it comes from `with_updates`."""
    by: Paper | None = getattr(paper, "corrected_by", None)
    return {
        **_columns(paper, UPDATE),
        "body": paper.body.slug,
        "meeting_at": paper.meeting.starts_at if paper.meeting else None,
        "replaced_by": by.pk if by is not None and by.is_issued else None,
        "updates": [_columns(one, UPDATE) for one in paper.issued_updates],  # type: ignore[attr-defined]
    }


def of_rendition(paper: Paper, found: Sequence[Rendition], rendition: Rendition, user: Any) -> dict[str, Any]:
    """An issued paper as `PaperOut` gives it out: `rendition` of it, of those `found` that `user` may read."""
    issues = list(issues_of(user, paper))
    files = rendition.files.defer("content")
    return {
        **_columns(paper, (*UPDATE, "kind", "correction", "marking")),
        "body": paper.body.slug,
        "meeting_at": paper.meeting.starts_at if paper.meeting else None,
        "compared_with": paper.compared_with_id,
        "supplement_to": paper.supplement_to_id,
        "replaced_by": issues[0].pk if issues[0].pk != paper.pk else None,
        "audience": rendition.audience,
        "audiences": [one.audience for one in found],
        "digest": rendition.digest,
        "structure": json.loads(rendition.structure),
        "files": [_columns(one, ("format", "name", "content_type", "size", "digest")) for one in files],
        "issues": [_columns(one, ("id", "issue_number", "issued_at", "correction")) for one in issues],
        "updates": [_columns(one, UPDATE) for one in updates_of(user, paper)],
    }


def of_draft_line(paper: Paper) -> dict[str, Any]:
    """A draft as `PaperDraftLine` gives it out."""
    return {
        **_columns(paper, ("id", "title", "kind", "issue_number", "changed_at", "version")),
        "body": paper.body.slug,
        "meeting_at": paper.meeting.starts_at if paper.meeting else None,
        "changed_by": str(paper.changed_by or ""),
    }


def of_draft(paper: Paper) -> dict[str, Any]:
    """A draft as `PaperDraftOut` gives it out."""
    sections = read_sections(paper.sections)
    areas = _slugs(Area.objects.all(), _chosen(sections, AREAS))
    calls = _slugs(Call.objects.all(), _chosen(sections, CALLS))
    return {
        **of_draft_line(paper),
        **_columns(paper, ("marking", "as_at", "correction")),
        "meeting": paper.meeting_id,
        "compared_with": paper.compared_with_id,
        "supplement_to": paper.supplement_to_id,
        "corrects": paper.corrects_id,
        "sections": [_of_section(one, areas, calls) for one in sections],
    }


def _of_section(section: Section, areas: Mapping[int, str], calls: Mapping[int, str]) -> dict[str, Any]:
    options = {
        "areas": [areas[pk] for pk in _keys(section, AREAS) if pk in areas],
        "calls": [calls[pk] for pk in _keys(section, CALLS) if pk in calls],
        "only_changed": bool(section.options.get(ONLY_CHANGED, False)),
    }
    return {
        "kind": section.key,
        "title": section.title,
        "audiences": list(section.audiences),
        "text": section.text,
        "options": options,
    }


def _keys(section: Section, option: str) -> list[int]:
    """The primary keys chosen; a draft may hold them as texts, as a form sends them."""
    chosen = section.options.get(option, [])
    return [int(pk) for pk in chosen if str(pk).isdigit()] if isinstance(chosen, list) else []


def _chosen(sections: Iterable[Section], option: str) -> set[int]:
    return {pk for section in sections for pk in _keys(section, option)}


def _slugs(rows: Any, keys: set[int]) -> dict[int, str]:
    return dict(rows.filter(pk__in=keys).values_list("pk", "slug")) if keys else {}


def sections_of(said: Iterable[Mapping[str, Any]], before: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that `said` names, in its order; what it leaves out is as `before`, or as in a new one."""
    kept = {section.key: section for section in before}
    return tuple(_section(one, kept.get(one["kind"]) or new_section(one["kind"])) for one in said)


def _section(said: Mapping[str, Any], base: Section) -> Section:
    given: dict[str, Any] = {name: said[name] for name in ("text", "options") if name in said}
    if "audiences" in said:
        given["audiences"] = tuple(dict.fromkeys(said["audiences"]))
    if "options" in said:
        given["options"] = _options(said["options"])
    return replace(base, **given)


def _options(said: Mapping[str, Any]) -> dict[str, Any]:
    """As a draft's page keeps them: keys of rows, and nothing that was not chosen."""
    chosen = {
        AREAS: [area.pk for area in said.get("areas", ())],
        CALLS: [str(call.pk) for call in said.get("calls", ())],
        ONLY_CHANGED: said.get("only_changed", False),
    }
    return {name: value for name, value in chosen.items() if value}
