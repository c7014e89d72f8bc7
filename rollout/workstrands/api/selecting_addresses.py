"""Where the operations of assessors, judgements, decisions and selected places hang."""

from __future__ import annotations

from cbtracker.rest.keys import regex
from cbtracker.rest.routes import Route
from rollout.workstrands.api.assessors import (
    AssessorDeclaration,
    AssessorStandingDown,
    OneAssessor,
    StrandAssessors,
)
from rollout.workstrands.api.selecting import (
    EndedPlaces,
    MissingJudgements,
    OneJudgement,
    OutlineDecisions,
    OutlineJudgements,
    StrandPlaces,
)

ASSESSOR, OUTLINE = f"assessors/{regex('id')}", f"outlines/{regex('id')}"
SEVERAL, ONE, MAKE = (
    {"get": "list", "post": "create"},
    {"get": "retrieve", "patch": "partial_update"},
    {"post": "create"},
)
PLACE = f"strand-places/{regex('slug')}"
ROUTES: list[Route] = [
    Route(f"workstrands/{regex('id')}/assessors", "strand_assessors", StrandAssessors, SEVERAL),
    Route(ASSESSOR, "assessor", OneAssessor, ONE),
    Route(f"{ASSESSOR}/declaration", "assessor_declaration", AssessorDeclaration, MAKE),
    Route(f"{ASSESSOR}/standing-down", "assessor_standing_down", AssessorStandingDown, MAKE),
    Route(f"{OUTLINE}/judgements", "outline_judgements", OutlineJudgements, SEVERAL),
    Route(f"{OUTLINE}/missing-judgements", "missing_judgements", MissingJudgements, {"get": "retrieve"}),
    Route(f"{OUTLINE}/decision", "outline_decision", OutlineDecisions, {**ONE, **MAKE}),
    Route(f"judgements/{regex('id')}", "judgement", OneJudgement, ONE),
    Route("strand-places", "strand_places", StrandPlaces, {"get": "list"}),
    Route(PLACE, "strand_place", StrandPlaces, {"get": "retrieve"}),
    Route(f"{PLACE}/ending", "strand_place_ending", EndedPlaces, MAKE),
]
