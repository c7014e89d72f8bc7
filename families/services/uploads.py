"""Files of figures that wait for their preview to be confirmed, and then are an input: all of a file or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from areas.access import NotPermitted, require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.tables.uploads import KEPT_FOR
from families.inputs import Contents, read_indicator, read_population
from families.models import Indicator, InputUpload, PopulationBase
from families.services.inputs import InputWords, add_indicator, add_population, check_new

POPULATION, INDICATOR = InputUpload.Kind.POPULATION, InputUpload.Kind.INDICATOR
MODELS: Mapping[str, type[PopulationBase | Indicator]] = {POPULATION: PopulationBase, INDICATOR: Indicator}


@dataclass(frozen=True)
class Preview:
    """What a file would bring: people or score by GSS code; `outside` did not exist when the index was made."""

    figures: Mapping[str, Decimal | int]
    outside: frozenset[str]


def read_contents(kind: str, file: Contents) -> Preview:
    """Read what `file` would bring as a population or an indicator. Raises ReferenceFault with all its faults."""
    known = set(Authority.objects.values_list("gss_code", flat=True))
    if kind == POPULATION:
        return Preview(read_population(file, known=known), frozenset())
    indicator = read_indicator(file, known=known)
    return Preview(indicator.scores, indicator.outside)


@transaction.atomic
def keep_upload(*, kind: str, words: InputWords, file: Contents, by: Any, now: datetime) -> InputUpload:
    """Keep a good file until its preview is confirmed; it replaces the person's earlier one.

    Raises NotPermitted; ReferenceFault for what cannot be read; ValidationError for a name or a file that is there.
    """
    require(by, Permission.EDIT_RUNS)
    if kind not in MODELS:
        raise ValidationError({"kind": "Select what the file holds"})
    check_new(MODELS[kind], words, file)
    read_contents(kind, file)
    InputUpload.objects.filter(Q(owner=by) | Q(uploaded_at__lt=now - KEPT_FOR)).delete()
    return InputUpload.objects.create(
        owner=by,
        kind=kind,
        name=words.name.strip(),
        source=words.source,
        file_name=file.name[:200],
        content=file.content,
        uploaded_at=now,
    )


@transaction.atomic
def confirm_upload(*, upload: InputUpload, by: Any, now: datetime) -> PopulationBase | Indicator:
    """Add `upload` as its preview showed; the file is not kept.

    Raises NotPermitted, also for the upload of somebody else; ReferenceFault, ValidationError.
    """
    if upload.owner_id != by.pk:
        raise NotPermitted("an upload is its owner's alone")
    add: Any = add_population if upload.kind == POPULATION else add_indicator
    words = InputWords(name=upload.name, source=upload.source)
    added: PopulationBase | Indicator = add(words=words, path=contents_of(upload), by=by, now=now)
    upload.delete()
    return added


def contents_of(upload: InputUpload) -> Contents:
    """The file of `upload`."""
    return Contents(upload.file_name, bytes(upload.content))
