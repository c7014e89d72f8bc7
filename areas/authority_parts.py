"""What apps above add to the page of an authority: imports point down, so they say so in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from areas.models import Authority


@dataclass(frozen=True)
class Part:
    """A piece of the page: a template, which finds `said` under the name `part`."""

    template: str
    said: Mapping[str, Any]


Maker = Callable[[Authority, Any], Part]
_MAKERS: list[Maker] = []


def add_part(maker: Maker) -> None:
    """Let `maker(authority, user)` add a piece to the page of every authority."""
    if maker not in _MAKERS:
        _MAKERS.append(maker)


def parts_of(authority: Authority, user: Any) -> list[Part]:
    """The pieces of the page of `authority` as `user` may read them, in the order in which they were added."""
    return [maker(authority, user) for maker in _MAKERS]
