"""Authorities, areas, departments, phases and the funding menu, loaded from `areas/reference/`."""

from areas.services.reference.files import ReferenceFault
from areas.services.reference.loading import LoadResult, also_load, load_reference

__all__ = ["LoadResult", "ReferenceFault", "also_load", "load_reference"]
