"""The elements of the offer (F000 ¶12), loaded from `rollout/reference/offer_elements.csv`."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.services.reference import LoadResult
from areas.services.reference.files import Row, read_once, read_rows, refused, twin_key
from rollout.models import OfferElement

OFFER_ELEMENTS = Path(__file__).resolve().parents[1] / "reference" / "offer_elements.csv"
COLUMNS = ["key", "order", "is_current", "source", "title", "summary"]
Fields = dict[str, Any]


@transaction.atomic
def load_offer_elements(result: LoadResult, *, file: Path = OFFER_ELEMENTS) -> None:
    """Bring the elements of the offer to what `file` says, and count them in `result`; sources are in SOURCES.md.

    An element that the file no longer names stays, and is no longer current. Raises ReferenceFault naming file and row,
    and then changes nothing.
    """
    present = {element.key: element for element in OfferElement.objects.all()}
    fields_of = read_once(read_rows(file, COLUMNS), _fields, key=itemgetter("key"), twin=twin_key)
    for fields in fields_of:
        result.count(_bring(present.pop(fields["key"], None), fields, result), OfferElement)
    for left in present.values():
        result.count(_bring(left, {"is_current": False}, result), OfferElement)


def _bring(element: OfferElement | None, fields: Fields, result: LoadResult) -> dict[str, int]:
    """Bring one element to what the file says; return the count that it belongs in."""
    if element is None:
        OfferElement.objects.create(**fields)
        return result.created
    if all(getattr(element, name) == value for name, value in fields.items()):
        return result.unchanged
    OfferElement.objects.filter(pk=element.pk).update(**fields)
    return result.changed


def _fields(row: Row) -> Fields:
    fields = {
        "key": row.required("key"),
        "order": row.number_in("order"),
        "is_current": row.truth("is_current"),
        "source": row.required("source"),
        "title": row.required("title"),
        "summary": row.required("summary"),
    }
    try:
        OfferElement(**fields).clean_fields()
    except ValidationError as wrong:
        raise refused(wrong) from None
    return fields
