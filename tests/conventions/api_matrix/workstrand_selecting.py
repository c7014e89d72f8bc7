"""The workstrands: assessors, judgements, the selection of two places and its end."""

from __future__ import annotations

from cbtracker.accounts.permissions import Role
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.api_matrix.workstrand_analysis import slug
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT, WHITEHALL
from tests.conventions.matrix.workstrand_selecting import ASSESSORS, DECLARES, JUDGES, OTHER_JUDGES


def strand(side, user):
    return {"id": side.assessed}


def assessor(side, user):
    return {"id": side.assessor.pk}


def outline(side, user):
    return {"id": side.judged_outline.pk}


def decided(side, user):
    return {"id": side.decided_outline.pk}


def judgement(side, user):
    return {"id": side.judgement.pk}


ROWS: list[ApiRow] = [
    ApiRow("strand_assessors_list", ASSESSORS, WHITEHALL, kwargs=strand),
    ApiRow("strand_assessors_create", SECRETARIAT, SECRETARIAT, kwargs=strand),
    ApiRow("assessor_retrieve", ASSESSORS, WHITEHALL, kwargs=assessor),
    ApiRow("assessor_partial_update", SECRETARIAT, SECRETARIAT, kwargs=assessor),
    ApiRow("assessor_declaration_create", DECLARES, SECRETARIAT, kwargs=assessor),
    ApiRow("assessor_standing_down_create", SECRETARIAT, SECRETARIAT, kwargs=assessor),
    ApiRow("outline_judgements_list", ASSESSORS, WHITEHALL, kwargs=outline),
    ApiRow("outline_judgements_create", JUDGES, OTHER_JUDGES, kwargs=outline),
    ApiRow("missing_judgements_retrieve", ASSESSORS, WHITEHALL, kwargs=outline),
    ApiRow("judgement_retrieve", ASSESSORS, WHITEHALL, kwargs=judgement),
    ApiRow("judgement_partial_update", frozenset({Role.PARTNER}), frozenset({Role.CHAMPION}), kwargs=judgement),
    ApiRow("outline_decision_retrieve", ASSESSORS | {Role.OFFICER}, WHITEHALL, kwargs=decided),
    ApiRow("outline_decision_create", SECRETARIAT, SECRETARIAT, kwargs=outline),
    ApiRow("outline_decision_partial_update", SECRETARIAT, SECRETARIAT, kwargs=decided),
    ApiRow("strand_places_list", PROGRAMME, PROGRAMME),
    ApiRow("strand_place_retrieve", PROGRAMME, PROGRAMME, kwargs=slug),
    ApiRow("strand_place_ending_create", SECRETARIAT, SECRETARIAT, kwargs=slug),
]
