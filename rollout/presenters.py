"""How engagement is shown: marks and patterns of the map, and what an authority's page says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from areas.authority_parts import Part
from areas.models import Authority
from areas.presenters import Tile, TileMap, tile_map
from rollout.models import Step
from rollout.selectors.coming import Coming, ComingMonth
from rollout.selectors.coverage import LABELS, NO_STEP, STEPS, Coverage, Standing
from rollout.selectors.steps import steps_of

MARKS: Mapping[str, str] = {
    NO_STEP: "",
    Step.INTERESTED: "Int",
    Step.NOMINATED: "Nom",
    Step.PLANNING: "Pln",
    Step.LIVE: "Live",
    Step.PAUSED: "Psd",
    Step.WITHDRAWN: "Wdn",
}
"""Letters that stand for a step on a tile, beside its pattern: a step is never told by colour alone."""

PATTERNS: Mapping[str, str] = {
    Step.INTERESTED: "dotted edge",
    Step.NOMINATED: "edge of lines across",
    Step.PLANNING: "edge of slanting lines",
    Step.LIVE: "solid edge",
    Step.PAUSED: "grey edge of upright lines",
    Step.WITHDRAWN: "grey chequered edge",
}

COMING = "What open nominations say is coming"
NOT_YET = (
    "This has not happened: it is when authorities that are not live yet say that they want to start. Each starts at "
    "its own pace, and may change its mind."
)
COVERAGE_COLUMNS = ("table", "row", "engaged", "authorities", "as_at")


@dataclass(frozen=True)
class StepTile:
    """One authority's hexagon with the step that it stands at; one that the filters leave out stays blank."""

    tile: Tile
    standing: Standing
    is_shown: bool = True

    @property
    def authority(self) -> Authority:
        """Whose tile it is."""
        return self.tile.authority

    @property
    def mark(self) -> str:
        """The letters of the step."""
        return MARKS[self.standing.step]

    @property
    def spoken(self) -> str:
        """What a screen reader says of the tile's link."""
        return f"{self.authority.short_name}: {self.standing.label.lower()}"


@dataclass(frozen=True)
class KeyItem:
    """One line of the map's key."""

    step: str
    mark: str
    text: str
    number: int


@dataclass(frozen=True)
class StepMap:
    """The map by step: all tiles, those that are shown in alphabetical order, and the key."""

    shape: TileMap
    tiles: list[StepTile]

    @property
    def by_name(self) -> list[StepTile]:
        """The tiles that the filters leave, for the table."""
        shown = [tile for tile in self.tiles if tile.is_shown]
        return sorted(shown, key=lambda one: one.authority.short_name)

    @property
    def key(self) -> list[KeyItem]:
        """Each step with its pattern and how many of the tiles shown stand there."""
        shown = [tile.standing.step for tile in self.tiles if tile.is_shown]
        return [
            KeyItem(step, MARKS[step], f"{LABELS[step]}: {PATTERNS.get(step, 'plain')}", shown.count(step))
            for step in STEPS
        ]


def step_map(
    authorities: Iterable[Authority], standings: Mapping[int, Standing], *, region: str = "", step: str | None = None
) -> StepMap:
    """The tile map of `authorities` by where they stand; `region` (its code) and `step` leave the others blank."""
    shape = tile_map(authorities, {})
    tiles = []
    for tile in shape.tiles:
        standing = standings.get(tile.authority.pk, Standing())
        is_shown = region in ("", tile.authority.region_code) and step in (None, standing.step)
        tiles.append(StepTile(tile, standing, is_shown))
    return StepMap(shape, tiles)


def authority_part(authority: Authority, user: Any) -> Part:
    """What the page of `authority` says of its engagement."""
    return Part("rollout/_on_authority.html", {"steps": steps_of(authority, user)})


def coverage_rows(found: Coverage, coming: Coming) -> Iterator[tuple[str, ...]]:
    """A row of texts for each number: engaged authorities over time and by region, and authorities by step.

    What nominations say is `coming` has rows of its own, by month, which count nobody as engaged.
    """
    as_at = found.as_at.isoformat()
    for point in found.points:
        yield "over time", point.on.isoformat(), str(point.engaged), str(found.total), as_at
    for month in coming.months:
        yield "coming, from nominations", f"{month.month:%Y-%m}", "", str(month.authorities), as_at
    for region in found.regions:
        yield "region", region.name, str(region.engaged), str(region.total), as_at
    for step in STEPS:
        yield "step", LABELS[step], "", str(found.steps[step]), as_at
    yield "England", "Engaged", str(found.engaged), str(found.total), as_at


def month_words(one: ComingMonth) -> str:
    """The month, and that it has passed where it has."""
    return f"{one.said} (passed: not live yet)" if one.has_passed else one.said
