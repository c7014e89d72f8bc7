"""Areas, authorities and departments."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.areas import COMMUNITY, KEEPERS, area, neighbourhood
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT
from tests.conventions.matrix.timeline import phase


def code(side, user):
    return {"code": side.authority.gss_code}


def resource(side, user):
    return {"slug": side.area.slug, "id": side.resource.pk}


def department(side, user):
    return {"abbreviation": side.department.abbreviation}


ROWS: list[ApiRow] = [
    ApiRow("authorities_list", PROGRAMME),
    ApiRow("authority_retrieve", PROGRAMME, kwargs=code),
    ApiRow("authority_neighbourhoods_create", KEEPERS, other=SECRETARIAT, kwargs=code),
    ApiRow("neighbourhoods_list", PROGRAMME),
    ApiRow("neighbourhood_retrieve", PROGRAMME, kwargs=neighbourhood),
    ApiRow("neighbourhood_partial_update", KEEPERS | COMMUNITY, other=SECRETARIAT, kwargs=neighbourhood),
    ApiRow("candidate_pools_list", PROGRAMME),
    ApiRow("areas_list", PROGRAMME),
    ApiRow("area_retrieve", PROGRAMME, kwargs=area),
    ApiRow("area_resources_list", PROGRAMME, kwargs=area),
    ApiRow("area_resources_create", KEEPERS, other=SECRETARIAT, kwargs=area),
    ApiRow("area_resource_retrieve", PROGRAMME, kwargs=resource),
    ApiRow("area_resource_partial_update", KEEPERS, other=SECRETARIAT, kwargs=resource),
    ApiRow("area_resource_destroy", KEEPERS, other=SECRETARIAT, kwargs=resource),
    ApiRow("area_resource_years_list", PROGRAMME, kwargs=area),
    ApiRow("departments_list", PROGRAMME),
    ApiRow("department_retrieve", PROGRAMME, kwargs=department),
    ApiRow("phases_list", PROGRAMME),
    ApiRow("phase_retrieve", PROGRAMME, kwargs=phase),
    ApiRow("phase_partial_update", SECRETARIAT, kwargs=phase),
    ApiRow("funding_streams_list", PROGRAMME),
]
