"""What people write: in a register in use, and the longest that they may."""

from __future__ import annotations

from dataclasses import dataclass

UNBROKEN = "antidisestablishmentarianism" * 10 + "antidisestablishment"
SENTENCE = "Areas and their partners asked for a way to pool what they spend on the same families. "


def filled(length: int, start: str = "") -> str:
    """Exactly `length` characters: `start`, a word of 300 without a break where it fits, then sentences."""
    word = f"{UNBROKEN} " if length > 2 * len(UNBROKEN) else ""
    text = f"{start}{word}" + SENTENCE * (length // len(SENTENCE) + 1)
    return text[: length - 1].rstrip().ljust(length - 1, "x") + "."


@dataclass(frozen=True)
class Texts:
    """The words of a world."""

    place: str
    authority: str
    department: str
    person: str
    job: str
    issue: str
    detail: str
    position: str
    sentence: str
    label: str
    title: str
    how_many: int
    email: str = "{role}@every-page.example"

    def name(self, whose: str) -> str:
        """A person's name."""
        return f"{whose} {self.person}".strip()[:150]


ORDINARY = Texts(
    place="Swindon",
    authority="Swindon",
    department="Department for Examples",
    person="Example",
    job="Deputy Director",
    issue="Let schools pool funding with the council for families with multiple problems",
    detail="The grant's conditions name the school as the only one who may spend it.",
    position="The department has written to the area and waits for its answer.",
    sentence="Counsel was asked.",
    label="Data sharing",
    title="Letter on data sharing",
    how_many=28,
)
LONGEST = Texts(
    place="The partnership of " + "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch and neighbours "[:78],
    authority="Bournemouth-Christchurch-Poole-Featherstonehaugh-Cholmondeley and the rest of it",
    department="Directorate-General for Interdepartmental Reconsiderations of Incomprehensibilities in Local Places",
    person="Bartholomew Featherstonehaugh-Cholmondeley-Wolfeschlegelsteinhausenbergerdorff of the Directorate",
    job=filled(150),
    issue=filled(5000),
    detail=filled(10_000),
    position=filled(10_000),
    sentence=filled(1000),
    label=filled(100, "Data-sharing-" * 4),
    title=filled(200, "Letter-on-the-sharing-of-data-between-" * 3),
    how_many=3,
    email="{role}-" + "bartholomew." * 4 + "x@departmental-correspondence.example",
)
