"""The two workstrands, their prospectuses and the earlier areas."""

from __future__ import annotations

from rollout.workstrands.models import EarlierArea
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT


def strand(side, user):
    return {"slug": "neighbourhoods"}


def earlier(side, user):
    return {"id": EarlierArea.objects.get(number=1).pk}


ROWS: list[ApiRow] = [
    ApiRow("workstrands_list", PROGRAMME),
    ApiRow("workstrand_retrieve", PROGRAMME, kwargs=strand),
    ApiRow("prospectus_retrieve", SECRETARIAT, kwargs=strand),
    ApiRow("prospectus_create", SECRETARIAT, kwargs=strand),
    ApiRow("prospectus_partial_update", SECRETARIAT, kwargs=strand),
    ApiRow("prospectus_publication_publish", SECRETARIAT, kwargs=strand),
    ApiRow("earlier_areas_list", PROGRAMME),
    ApiRow("earlier_area_retrieve", PROGRAMME, kwargs=earlier),
    ApiRow("earlier_area_partial_update", SECRETARIAT, kwargs=earlier),
]
