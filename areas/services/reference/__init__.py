"""Authorities, areas, departments, phases and the funding menu, loaded from `areas/reference/`."""

from areas.services.reference.files import ReferenceFault
from areas.services.reference.loading import LoadResult, load_reference

__all__ = ["LoadResult", "ReferenceFault", "load_reference"]
