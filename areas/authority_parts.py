"""What apps above add to the page of an authority, or of a neighbourhood.

Imports point down, so they say so in their `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from areas.models import Authority, Neighbourhood


@dataclass(frozen=True)
class Part:
    """A piece of the page: a template, which finds `said` under the name `part`."""

    template: str
    said: Mapping[str, Any]


Maker = Callable[[Authority, Any], Part]
NeighbourhoodMaker = Callable[[Neighbourhood, Any], Part]
_MAKERS: list[Maker] = []
_NEIGHBOURHOOD_MAKERS: list[NeighbourhoodMaker] = []


def add_part(maker: Maker) -> None:
    """Let `maker(authority, user)` add a piece to the page of every authority."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def parts_of(authority: Authority, user: Any) -> list[Part]:
    """The pieces of the page of `authority` as `user` may read them, in the order in which they were added."""
    return [maker(authority, user) for maker in _MAKERS]


def add_neighbourhood_part(maker: NeighbourhoodMaker) -> None:
    """Let `maker(neighbourhood, user)` add a piece to the page of every neighbourhood."""
    if maker not in _NEIGHBOURHOOD_MAKERS:
        _NEIGHBOURHOOD_MAKERS.append(maker)


def neighbourhood_parts_of(neighbourhood: Neighbourhood, user: Any) -> list[Part]:
    """The pieces of the page of `neighbourhood` as `user` may read them, in the order in which they were added."""
    return [maker(neighbourhood, user) for maker in _NEIGHBOURHOOD_MAKERS]
