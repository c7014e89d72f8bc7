"""Neighbourhoods: every write (F003 ¶5–7, Annex A)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from areas.access import require
from areas.models import Authority, Neighbourhood
from areas.models.neighbourhoods import LONGEST
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record

SLUG_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodWords:
    """What is said of a neighbourhood. `budget_holder` blank: it is not known yet who could hold the budget."""

    name: str
    boundary: str
    budget_holder: str = ""
    about: str = ""


def words_of(neighbourhood: Neighbourhood) -> NeighbourhoodWords:
    """Return what `neighbourhood` says."""
    names = NeighbourhoodWords.__dataclass_fields__
    return NeighbourhoodWords(**{name: getattr(neighbourhood, name) for name in names})


@transaction.atomic
def add_neighbourhood(*, authority: Authority, words: NeighbourhoodWords, by: Any, now: datetime) -> Neighbourhood:
    """Add a neighbourhood of `authority` (F003 Annex A: one that wants a Community Budget).

    Raises NotPermitted; ValidationError where a word is missing or too long, or the authority has one of that name.
    """
    made = Neighbourhood(authority=authority, changed_at=now, **asdict(words))
    require(by, Permission.EDIT_NEIGHBOURHOOD, on=made)
    _check(made)
    made.slug = _slug_for(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        # Somebody added the same one in the same moment; the constraint lets one of the two through.
        raise _named_already(made) from None
    record(by=by, verb="neighbourhood.added", on=made, label=_label(made), data={"after": asdict(words)}, now=now)
    return made


@transaction.atomic
def change_neighbourhood(
    *, neighbourhood: Neighbourhood, words: NeighbourhoodWords, expected_version: int, by: Any, now: datetime
) -> Neighbourhood:
    """Make `neighbourhood` say `words`; its address stays. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_NEIGHBOURHOOD, on=neighbourhood)
    before = Neighbourhood.objects.select_related("authority").get(pk=neighbourhood.pk)
    if before.version != expected_version:
        raise StaleVersion(before)
    proposed = Neighbourhood(pk=before.pk, authority=before.authority, changed_at=now, **asdict(words))
    _check(proposed)
    _claim(proposed, words, expected_version, now)
    said = {"before": asdict(words_of(before)), "after": asdict(words)}
    record(by=by, verb="neighbourhood.changed", on=before, label=_label(before), data=said, now=now)
    return Neighbourhood.objects.select_related("authority").get(pk=before.pk)


def _claim(proposed: Neighbourhood, words: NeighbourhoodWords, expected_version: int, now: datetime) -> None:
    rows = Neighbourhood.objects.filter(pk=proposed.pk, version=expected_version)
    try:
        with transaction.atomic():
            claimed = rows.update(**asdict(words), version=F("version") + 1, changed_at=now)
    except IntegrityError:
        raise _named_already(proposed) from None
    if not claimed:
        raise StaleVersion(Neighbourhood.objects.select_related("authority").get(pk=proposed.pk))


def _check(said: Neighbourhood) -> None:
    """Raise ValidationError at the field that is to be mended."""
    said.clean_fields(exclude=["authority", "slug"])
    long = [name for name, most in LONGEST.items() if len(getattr(said, name)) > most]
    if long:
        raise ValidationError({name: f"Write {LONGEST[name]:,} characters or fewer" for name in long})
    others = Neighbourhood.objects.filter(authority=said.authority_id, name__iexact=said.name).exclude(pk=said.pk)
    if others.exists():
        raise _named_already(said)


def _named_already(said: Neighbourhood) -> ValidationError:
    return ValidationError({"name": f"{said.authority} has a neighbourhood called {said.name}. Enter another name"})


def _slug_for(made: Neighbourhood) -> str:
    """The name as an address; with the authority's, or a number, where another neighbourhood has it already."""
    plain = slugify(made.name)[:SLUG_LENGTH].strip("-") or "neighbourhood"
    wanted = [plain, _fitted(plain, made.authority.slug)]
    taken = set(Neighbourhood.objects.filter(slug__startswith=plain[:40]).values_list("slug", flat=True))
    numbered = (_fitted(plain, str(number)) for number in range(2, len(taken) + 3))
    return next(slug for slug in (*wanted, *numbered) if slug not in taken)


def _fitted(slug: str, ending: str) -> str:
    return f"{slug[: SLUG_LENGTH - len(ending) - 1]}-{ending}"


def _label(said: Neighbourhood) -> str:
    """For the audit, which administrators read too: names a place only, and no programme data."""
    return f"Neighbourhood of {said.authority}"
