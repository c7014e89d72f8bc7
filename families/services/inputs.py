"""Populations and indicators that come in: all of a file or nothing, and never changed after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from areas.access import require
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from families import apportionment
from families.inputs import File, digest_of, read_indicator, read_population
from families.models import Indicator, IndicatorScore, Population, PopulationBase

SLUG_LENGTH, DIGEST_SHOWN = 50, 8
UNNAMED = "Enter what it is called, with a letter or a number in it"
TAKEN = "There is one called “{name}” already. Enter another name"


@dataclass(frozen=True, kw_only=True)
class InputWords:
    """What a file of figures is called, and where it comes from."""

    name: str
    source: str = ""


@transaction.atomic
def add_population(*, words: InputWords, path: File, by: Any, now: datetime) -> PopulationBase:
    """Add the population base of the CSV file `path`. Raises NotPermitted, ReferenceFault, ValidationError."""
    require(by, Permission.EDIT_RUNS)
    return write_population(words=words, path=path, by=by, now=now)


@transaction.atomic
def add_indicator(*, words: InputWords, path: File, by: Any, now: datetime) -> Indicator:
    """Add the indicator of the CSV file `path`. Raises NotPermitted, ReferenceFault, ValidationError."""
    require(by, Permission.EDIT_RUNS)
    return write_indicator(words=words, path=path, by=by, now=now)


@transaction.atomic
def write_population(*, words: InputWords, path: File, by: Any, now: datetime) -> PopulationBase:
    """As `add_population`, for the reference files; `by` None: the system."""
    authorities = _authorities()
    people = read_population(path, known=set(authorities))
    base = PopulationBase(**_fields(PopulationBase, words, path, by, now))
    _save(base)
    Population.objects.bulk_create(
        Population(base=base, authority=authorities[code], people=number) for code, number in people.items()
    )
    _record("population.added", base, len(people), by=by, now=now)
    return base


@transaction.atomic
def write_indicator(*, words: InputWords, path: File, by: Any, now: datetime) -> Indicator:
    """As `add_indicator`, for the reference files; `by` None: the system."""
    authorities = _authorities()
    read = read_indicator(path, known=set(authorities))
    indicator = Indicator(**_fields(Indicator, words, path, by, now))
    _save(indicator)
    IndicatorScore.objects.bulk_create(
        IndicatorScore(indicator=indicator, authority=authorities[code], score=score, existed=code not in read.outside)
        for code, score in read.scores.items()
    )
    _record("indicator.added", indicator, len(read.scores), by=by, now=now)
    return indicator


def _save(one: PopulationBase | Indicator) -> None:
    """Save `one`. Raises ValidationError where somebody else added another of its name at the same moment."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise ValidationError({"name": TAKEN.format(name=one.name)}) from None


def people_of(base: PopulationBase) -> dict[str, int]:
    """The people of `base` by GSS code."""
    rows = base.populations.order_by("authority__short_name")
    return dict(rows.values_list("authority__gss_code", "people"))


def scores_of(indicator: Indicator) -> apportionment.Indicator:
    """The scores of `indicator`, as the engine takes them."""
    rows = list(indicator.scores.values_list("authority__gss_code", "score", "existed"))
    scores = {code: score for code, score, _ in rows}
    return apportionment.Indicator(indicator.name, scores, frozenset(code for code, _, there in rows if not there))


def _record(verb: str, one: PopulationBase | Indicator, rows: int, *, by: Any, now: datetime) -> None:
    """Write that `one` came in; its name is a detail, which who reads the audit only is not told."""
    label = f"{one._meta.verbose_name} {one.pk}".capitalize()
    record(by=by, verb=verb, on=one, label=label, data={"name": one.name, "rows": rows, "digest": one.digest}, now=now)


def _authorities() -> Mapping[str, Authority]:
    return {one.gss_code: one for one in Authority.objects.all()}


def check_new(model: Any, words: InputWords, file: File) -> tuple[str, str]:
    """The slug and the digest of an input that is to be added. Raises ValidationError where one is there already."""
    name = words.name.strip()
    if not any(character.isalnum() for character in name):
        raise ValidationError({"name": UNNAMED})
    digest = digest_of(file)
    slug = _slug_of(name, digest)
    if model.objects.filter(slug=slug).exists() or model.objects.filter(name__iexact=name).exists():
        raise ValidationError({"name": TAKEN.format(name=name)})
    if same := model.objects.filter(digest=digest).first():
        raise ValidationError({"file": f"This file is here already: it is “{same}”"})
    return slug, digest


def _slug_of(name: str, digest: str) -> str:
    """The part of the address that is for `name`. What an address cannot hold of it, as letters that are not Latin and
    what is too long, is told apart by what the file holds.
    """
    slug = slugify(name)
    if slug and name.isascii() and len(slug) <= SLUG_LENGTH:
        return slug
    told_apart = digest[:DIGEST_SHOWN]
    return f"{slug[: SLUG_LENGTH - len(told_apart) - 1].strip('-')}-{told_apart}".lstrip("-")


def _fields(model: Any, words: InputWords, file: File, by: Any, now: datetime) -> dict[str, Any]:
    """The columns of a file of figures. Raises ValidationError where its name is taken or blank."""
    slug, digest = check_new(model, words, file)
    name = words.name.strip()
    said = {"name": name, "slug": slug, "source": words.source, "file_name": file.name[:200]}
    return {**said, "digest": digest, "added_by": by, "added_at": now}
