"""What people choose of coverage and of the map, read by the forms of their pages."""

from __future__ import annotations

import re
from typing import TypeVar

from django.http import QueryDict

from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query
from rollout.forms.engagement import CoverageForm

AS_AT = Query(
    "The day at whose end to count, not in the future; today without it",
    "2011-05-11",
    {"type": "string", "format": "date"},
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Form = TypeVar("Form", bound=CoverageForm)


def chosen(form_class: type[Form], params: QueryDict) -> Form:
    """The valid form of what `params` say; raises Wrong."""
    for name in form_class.base_fields:
        if params.get(name) == "":
            raise wrong_parameter(name, "Leave the parameter out, or say which.")
    if not _DAY.fullmatch(params.get("as_at", "2011-01-01")):
        raise wrong_parameter("as_at", "Enter a date like 2011-05-11.")
    form = form_class(params)
    if not form.is_valid():
        name, texts = next(iter(form.errors.items()))
        raise wrong_parameter(name, " ".join(map(str, texts)))
    return form
