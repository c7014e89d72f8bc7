"""Areas and departments typed as labels, in the one grammar of the papers, imports and forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.models import Area, Authority, Department
from cbtracker.web.forms import PlainTextField
from requests_log.directory import read_directory
from requests_log.labels import Directory, LabelError, parse_areas, parse_departments
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea

LABEL_LENGTH = 300


def areas_named(label: str, directory: Directory) -> AreasNamed:
    """The areas that `label` names, such as "Swindon and others". Raises ValidationError naming what is not known."""
    try:
        parsed = parse_areas(label, directory)
    except LabelError as error:
        raise ValidationError([problem.message for problem in error.problems], code="unknown") from None
    areas = Area.objects.in_bulk([slug for slug, _ in parsed.items], field_name="slug")
    codes = [gss for _, gss in parsed.items if gss]
    authorities = Authority.objects.in_bulk(codes, field_name="gss_code")
    items = (NamedArea(areas[slug], authorities[gss] if gss else None) for slug, gss in parsed.items)
    return AreasNamed(parsed.scope, tuple(items))


def departments_named(label: str, directory: Directory, lead: str = "") -> DepartmentsNamed:
    """The departments that `label` names in order, such as "DfE, MoJ"; `lead` is an abbreviation, blank: the first.

    Raises ValidationError naming what is not known.
    """
    try:
        parsed = parse_departments(label, directory)
    except LabelError as error:
        raise ValidationError([problem.message for problem in error.problems], code="unknown") from None
    names = [*parsed.departments, *([lead] if lead else [])]
    found = Department.objects.in_bulk(names, field_name="abbreviation")
    items = tuple(found[name] for name in parsed.departments)
    return DepartmentsNamed(parsed.scope, items, found.get(lead) if lead else None)


class LabelFields:
    """Mixin for forms with the fields `areas` and `departments`: reads the directory once, keeps what was named."""

    cleaned_data: dict[str, Any]
    named_areas: AreasNamed | None = None
    named_departments: DepartmentsNamed | None = None
    _directory: Directory | None = None

    @property
    def directory(self) -> Directory:
        """The names that labels may use today."""
        if self._directory is None:
            self._directory = read_directory(on=timezone.localdate())
        return self._directory

    def clean_areas(self) -> str:
        """Understand the label of areas."""
        label: str = self.cleaned_data["areas"]
        self.named_areas = areas_named(label, self.directory)
        return label

    def clean_departments(self) -> str:
        """Understand the label of departments."""
        label: str = self.cleaned_data["departments"]
        self.named_departments = departments_named(label, self.directory)
        return label


def area_field(**options: Any) -> PlainTextField:
    """A field for a label of areas."""
    defaults = {"label": "Areas", "max_length": LABEL_LENGTH, "help_text": AREAS_HINT}
    return PlainTextField(**{**defaults, **options})


def department_field(**options: Any) -> PlainTextField:
    """A field for a label of departments."""
    defaults = {"label": "Departments, the lead first", "max_length": LABEL_LENGTH, "help_text": DEPARTMENTS_HINT}
    return PlainTextField(**{**defaults, **options})


AREAS_HINT = "As a board paper prints them, like “Swindon, Hull”, “West London (Westminster) and others” or “All areas”"
DEPARTMENTS_HINT = "Abbreviations in order, like “DfE, MoJ”, or “All” to ask every department"
