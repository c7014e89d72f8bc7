"""What can be wrong with a label. Each problem says what to do about it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass


@dataclass(frozen=True)
class LabelProblem(ABC):
    """One thing wrong with a label; `message` is a sentence for the person who typed it."""

    @property
    @abstractmethod
    def message(self) -> str:
        """The sentence."""


@dataclass(frozen=True)
class UnknownName(LabelProblem):
    """A name that is neither an area nor an authority, or not a department (`kind` says which)."""

    name: str
    nearest: tuple[str, ...] = ()
    kind: str = "area"

    @property
    def message(self) -> str:
        advice = f" Nearest known: {', '.join(self.nearest)}." if self.nearest else ""
        return f"“{self.name}” is not a known {self.kind}.{advice}"


@dataclass(frozen=True)
class NotInAnArea(LabelProblem):
    """A known authority that belongs to no area running a Community Budget."""

    name: str

    @property
    def message(self) -> str:
        return f"“{self.name}” is an authority, but not part of an area running a Community Budget."


@dataclass(frozen=True)
class NotAMember(LabelProblem):
    """The name in brackets is not an authority of the area in front of them."""

    name: str
    area: str
    members: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return f"“{self.name}” is not an authority of {self.area}. Its authorities: {', '.join(self.members)}."


@dataclass(frozen=True)
class BadLabel(LabelProblem):
    """A label that cannot be read at all."""

    reason: str

    @property
    def message(self) -> str:
        return self.reason


class LabelError(ValueError):
    """Everything that is wrong with one label, in its order (`problems`)."""

    def __init__(self, problems: tuple[LabelProblem, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problem.message for problem in problems))
