"""Areas, authorities and departments."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.areas import KEEPERS, area
from tests.conventions.matrix.rows import READERS, SECRETARIAT
from tests.conventions.matrix.timeline import phase


def code(side, user):
    return {"code": side.authority.gss_code}


def resource(side, user):
    return {"slug": side.area.slug, "id": side.resource.pk}


def department(side, user):
    return {"abbreviation": side.department.abbreviation}


ROWS: list[ApiRow] = [
    ApiRow("authorities_list", READERS),
    ApiRow("authority_retrieve", READERS, kwargs=code),
    ApiRow("candidate_pools_list", READERS),
    ApiRow("areas_list", READERS),
    ApiRow("area_retrieve", READERS, kwargs=area),
    ApiRow("area_resources_list", READERS, kwargs=area),
    ApiRow("area_resources_create", KEEPERS, other=SECRETARIAT, kwargs=area),
    ApiRow("area_resource_retrieve", READERS, kwargs=resource),
    ApiRow("area_resource_partial_update", KEEPERS, other=SECRETARIAT, kwargs=resource),
    ApiRow("area_resource_destroy", KEEPERS, other=SECRETARIAT, kwargs=resource),
    ApiRow("area_resource_years_list", READERS, kwargs=area),
    ApiRow("departments_list", READERS),
    ApiRow("department_retrieve", READERS, kwargs=department),
    ApiRow("phases_list", READERS),
    ApiRow("phase_retrieve", READERS, kwargs=phase),
    ApiRow("phase_partial_update", SECRETARIAT, kwargs=phase),
    ApiRow("funding_streams_list", READERS),
]
