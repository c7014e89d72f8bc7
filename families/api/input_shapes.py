"""Populations, indicators and files of them, as the API takes them in and gives them out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from areas.models import Authority
from cbtracker.rest.shapes import In, Moment, Out, choice_of, text_of
from families.api.base import CaveatOut, with_caveat
from families.input_presenters import figure_said
from families.models import EstimateRun, Indicator, InputUpload, PopulationBase
from families.presenters import CAVEAT
from families.selectors.runs import InputFigure
from families.services.uploads import Preview


class InputLine(CaveatOut):
    """A population or an indicator in a list."""

    slug = serializers.CharField()
    name = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    authorities = serializers.IntegerField(help_text="How many authorities it has a figure for")
    added_by = serializers.CharField(allow_blank=True)
    added_at = Moment()
    keys = ("caveat", "slug")
    example = {"caveat": CAVEAT, "slug": "mid-2009", "name": "Mid-2009 population estimates", "authorities": 152}


class FigureOut(Out):
    """One authority: people, or a score as a decimal number in a text; null where the file gave none."""

    authority = serializers.CharField()
    name = serializers.CharField()
    figure = serializers.CharField(allow_null=True)
    existed = serializers.BooleanField(help_text="Whether its area was there when the index was made")
    keys = ("authority", "figure")


class InputOut(InputLine):
    """A population or an indicator as it came in, authorities in alphabetical order, and the runs made of it."""

    file_name = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField()
    figures = FigureOut(many=True)
    runs = serializers.ListField(child=serializers.IntegerField())


class UploadIn(In):
    """A CSV file of figures, and what it is called."""

    kind = choice_of(InputUpload, "kind")
    name = text_of(InputUpload, "name", required=True, allow_blank=False)
    source = text_of(InputUpload, "source")
    file = serializers.FileField(max_length=200, help_text="CSV in UTF-8, smaller than 2MB")
    example = {"kind": "population", "name": "Mid-2010 population estimates", "file": "gss_code,population_working"}


class UploadOut(CaveatOut):
    """What a file would bring: nothing is added before it is confirmed."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    name = serializers.CharField()
    source = serializers.CharField(allow_blank=True)
    file_name = serializers.CharField()
    figures = FigureOut(many=True)
    keys = ("caveat", "id")
    example = {"caveat": CAVEAT, "id": "1b671a64-40d5-491e-99b0-da01ff1f3341", "kind": "population", "figures": []}


class AddedOut(CaveatOut):
    """What was added, and where it is."""

    kind = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    keys = ("caveat", "kind", "slug")
    example = {"caveat": CAVEAT, "kind": "population", "slug": "mid-2010", "name": "Mid-2010 population estimates"}


def of_input(one: Any) -> dict[str, Any]:
    """`one` of `bases_for` or `indicators_for` as a plain value."""
    return with_caveat(
        {
            "slug": one.slug,
            "name": one.name,
            "source": one.source,
            "authorities": one.rows,
            "added_by": str(one.added_by or ""),
            "added_at": one.added_at,
        }
    )


def of_whole_input(one: Any, found: Iterable[InputFigure], runs: Iterable[EstimateRun]) -> dict[str, Any]:
    """The same with its figures and the runs that are made of it."""
    return {
        **of_input(one),
        "file_name": one.file_name,
        "sha256": one.digest,
        "figures": [_figure(at.authority, at.figure, at.existed) for at in found],
        "runs": [run.pk for run in runs],
    }


def of_upload(upload: InputUpload, preview: Preview) -> dict[str, Any]:
    """What `upload` would bring, as a plain value."""
    authorities = Authority.objects.order_by("short_name")
    return with_caveat(
        {
            **{name: getattr(upload, name) for name in ("id", "kind", "name", "source", "file_name")},
            "figures": [
                _figure(at, preview.figures.get(at.gss_code), at.gss_code not in preview.outside) for at in authorities
            ],
        }
    )


def of_added(one: PopulationBase | Indicator) -> dict[str, Any]:
    """What was added."""
    kind = InputUpload.Kind.POPULATION if isinstance(one, PopulationBase) else InputUpload.Kind.INDICATOR
    return with_caveat({"kind": kind.value, "slug": one.slug, "name": one.name})


def _figure(at: Authority, figure: Any, existed: bool) -> dict[str, Any]:
    said = None if figure is None else figure_said(figure).replace(",", "")
    return {"authority": at.gss_code, "name": at.short_name, "figure": said, "existed": existed}
