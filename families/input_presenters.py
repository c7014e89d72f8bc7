"""How a file of figures is shown before it is added, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from areas.models import Authority
from areas.services.reference import ReferenceFault
from families.models import Indicator, InputUpload, PopulationBase
from families.selectors.runs import InputFigure
from families.services.uploads import Preview

SHOWN_FAULTS = 500


@dataclass(frozen=True)
class ShownPreview:
    """The figures of a file by authority in alphabetical order, which authorities have none, and what they come to."""

    column: str
    rows: list[tuple[str, str]]
    without: list[str]
    outside: list[str]
    total: str


@dataclass(frozen=True)
class ShownFaults:
    """Faults by row, and how many more there are."""

    listed: list[str]
    more: int


@dataclass(frozen=True)
class ShownInput:
    """An input as its page prints it: each authority with its code and figure, and those that have none."""

    column: str
    rows: list[tuple[str, str, str]]
    without: list[str]
    outside: list[str]
    total: str


def input_shown(one: PopulationBase | Indicator, found: list[InputFigure]) -> ShownInput:
    """The figures `found` of `one`, as they came in."""
    is_population = isinstance(one, PopulationBase)
    given = [at for at in found if at.figure is not None]
    return ShownInput(
        column="People" if is_population else "Score",
        rows=[(at.authority.short_name, at.authority.gss_code, figure_said(at.figure)) for at in given],
        without=[at.authority.short_name for at in found if at.figure is None],
        outside=[at.authority.short_name for at in given if not at.existed],
        total=f"{sum(int(at.figure or 0) for at in given):,}" if is_population else "",
    )


def figure_said(figure: Decimal | int | None) -> str:
    """A number of people with its thousands, or a score without the zeros that the database adds."""
    return f"{figure:,}" if isinstance(figure, int) else f"{(figure or Decimal()).normalize():f}"


def preview_shown(upload: InputUpload, preview: Preview) -> ShownPreview:
    """What `upload` would bring."""
    names = dict(Authority.objects.order_by("short_name").values_list("gss_code", "short_name"))
    is_population = upload.kind == InputUpload.Kind.POPULATION
    return ShownPreview(
        column="People" if is_population else "Score",
        rows=[(name, f"{preview.figures[code]:,}") for code, name in names.items() if code in preview.figures],
        without=[name for code, name in names.items() if code not in preview.figures],
        outside=[name for code, name in names.items() if code in preview.outside],
        total=f"{sum(preview.figures.values()):,}" if is_population else "",
    )


def faults_shown(wrong: ReferenceFault, file: str) -> ShownFaults:
    """The faults of `file`, each by its row; its name, which is on the page, is left out."""
    listed = [_capitalised(fault.removeprefix(f"{file}: ").removeprefix(f"{file} ")) for fault in wrong.faults]
    return ShownFaults(listed[:SHOWN_FAULTS], max(len(listed) - SHOWN_FAULTS, 0))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
