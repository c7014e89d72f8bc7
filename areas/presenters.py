"""How places are shown: the tile map of England, and labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from areas.models import Area, Authority

TILE_WIDTH = 44.0
RADIUS = TILE_WIDTH / sqrt(3)
INNER = 0.74
COLUMNS, ROWS = 17, 18
SMALL_WORDS = {"and", "of", "upon", "with", "the", "on"}


@dataclass(frozen=True)
class Shape:
    """A hexagon around `x`, `y`, in the units of the map's view box."""

    x: float
    y: float

    @property
    def outline(self) -> str:
        """The corners, as an SVG `points` attribute."""
        return self._corners(RADIUS)

    @property
    def core(self) -> str:
        """The corners of the plain middle, which keeps the letters readable on a pattern."""
        return self._corners(RADIUS * INNER)

    def _corners(self, radius: float) -> str:
        half = radius * sqrt(3) / 2
        offsets = [(0, -radius), (half, -radius / 2), (half, radius / 2), (0, radius), (-half, radius / 2)]
        offsets.append((-half, -radius / 2))
        return " ".join(f"{self.x + dx:.1f},{self.y + dy:.1f}" for dx, dy in offsets)


@dataclass(frozen=True)
class Tile(Shape):
    """One authority's hexagon, with the area it is in."""

    authority: Authority
    area: Area | None

    @property
    def letters(self) -> str:
        """Up to three letters that stand for the authority."""
        return abbreviation(self.authority.short_name)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the tile's link."""
        if self.area is None:
            return f"{self.authority.short_name}, not in a Community Budget area"
        if self.area.name == self.authority.short_name:
            return f"{self.authority.short_name}, a Community Budget area of the {self.area.phase.name.lower()}"
        return f"{self.authority.short_name}, in {self.area.name}, {self.area.phase.name.lower()}"


@dataclass(frozen=True)
class TileMap:
    """All tiles, and the size of the picture that holds them."""

    tiles: list[Tile]
    width: float = (COLUMNS + 1) * TILE_WIDTH
    height: float = (ROWS - 1) * RADIUS * 1.5 + RADIUS * 2 + 4

    @property
    def sample(self) -> Shape:
        """The outline that the key shows."""
        return Shape(x=23, y=26)

    @property
    def in_areas(self) -> int:
        """How many authorities are in an area."""
        return sum(tile.area is not None for tile in self.tiles)

    @property
    def by_name(self) -> list[Tile]:
        """The tiles in alphabetical order, for the table."""
        return sorted(self.tiles, key=lambda tile: tile.authority.short_name)

    @property
    def view_box(self) -> str:
        """The SVG `viewBox` attribute."""
        return f"0 0 {self.width:.0f} {self.height:.0f}"


def tile_map(authorities: Iterable[Authority], area_of: dict[int, Area]) -> TileMap:
    """Lay out `authorities` as hexagons in rows, every other row moved right by half a tile.

    `area_of` maps an authority's primary key to its area. Authorities without a tile are left out.
    """
    placed = [one for one in authorities if one.tile_column is not None and one.tile_row is not None]
    placed.sort(key=lambda one: (one.tile_row, one.tile_column))
    return TileMap([_tile(one, area_of.get(one.pk)) for one in placed])


def _tile(authority: Authority, area: Area | None) -> Tile:
    column, row = authority.tile_column or 0, authority.tile_row or 0
    shift = 1.0 if row % 2 == 0 else 0.5
    y = row * RADIUS * 1.5 + RADIUS + 2
    return Tile(x=round((column + shift) * TILE_WIDTH, 1), y=round(y, 1), authority=authority, area=area)


def abbreviation(name: str) -> str:
    """Return three letters of a one-word name, the initials of a longer one: "Har", "ERY", "K&C"."""
    words = [word for word in name.replace("-", " ").split() if word not in SMALL_WORDS]
    if len(words) == 1:
        return words[0][:3]
    joint = "&" if len(words) == 2 and " and " in name else ""
    return joint.join(word[0] for word in words[:3])
