"""What the secretariat fills in to issue a call, and to move its date."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from areas.models import Area, Authority
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from requests_log.directory import read_directory
from requests_log.models import CALL_TEXT_LENGTH, CALL_TITLE_LENGTH, Call
from requests_log.models.calls import REASON_LENGTH

MOST_LINKS = 10
LINK_LENGTH = 500
_LINK = re.compile(r"^(?P<title>.*?)\s*(?P<url>\S+)$")
_is_link = URLValidator(("http", "https"))


class LinksField(PlainTextField):
    """Links to documents, one a line: a title and then the address. Gives [{"title", "url"}]."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea, **options)

    def to_python(self, value: Any) -> Any:
        """The links. Raises ValidationError with every line that cannot be read."""
        lines = [line.strip() for line in (super().to_python(value) or "").split("\n") if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(f"Enter at most {MOST_LINKS} links")
        return [self._link(line) for line in lines]

    def _link(self, line: str) -> dict[str, str]:
        found = _LINK.match(line)
        assert found is not None  # noqa: S101 a line that is not blank has a last word
        try:
            _is_link(found["url"])
        except ValidationError:
            raise ValidationError(
                f"“{line[:60]}” must end with a full web address, like https://www.gov.uk/a-page", code="invalid"
            ) from None
        if len(found["url"]) > LINK_LENGTH or len(found["title"]) > CALL_TITLE_LENGTH:
            raise ValidationError(f"“{line[:60]}…” is too long. Use a shorter title and address")
        return {"title": found["title"].strip(" :,") or found["url"], "url": found["url"]}


class AuthoritiesField(PlainTextField):
    """Authorities, one a line, by their names or GSS codes. Gives the authorities in that order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea, **options)

    def to_python(self, value: Any) -> Any:
        """The authorities. Raises ValidationError naming those that are not known."""
        typed = [line.strip() for line in re.split(r"[\n,;]", super().to_python(value) or "") if line.strip()]
        if not typed:
            return []
        known = _codes_by_name()
        unknown = [name for name in typed if name.casefold() not in known]
        if unknown:
            raise ValidationError(
                [
                    f"There is no authority “{name[:60]}”. Check the name, or take it off the list"
                    for name in unknown[:5]
                ]
            )
        codes = list(dict.fromkeys(known[name.casefold()] for name in typed))
        found = Authority.objects.in_bulk(codes, field_name="gss_code")
        return [found[code] for code in codes]


def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for one in read_directory(on=timezone.localdate()).authorities:
        for name in (one.gss, *one.names):
            names[name.casefold()] = one.gss
    return names


class CallForm(GovukForm):
    """What is asked, of whom, and by when."""

    title = PlainTextField(
        label="Title", max_length=CALL_TITLE_LENGTH, help_text="A few words, like “Barriers not yet in a submission”"
    )
    question = PlainTextField(
        label="What do you ask?",
        max_length=CALL_TEXT_LENGTH,
        widget=forms.Textarea,
        help_text="Places answer that they have nothing to add, with requests to add, or with a comment",
        error_messages={"required": "Enter what you ask"},
    )
    asked_of = forms.ChoiceField(
        label="Whom do you ask?",
        choices=Call.AskedOf.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you ask"},
    )
    areas = forms.MultipleChoiceField(
        label="Which areas?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose areas from the list"},
    )
    authorities = AuthoritiesField(
        label="Which authorities?", required=False, max_length=20_000, help_text="One a line, by name or GSS code"
    )
    due_on = GovukDateField(
        label="Date to answer by",
        help_text="For example, 22 3 2011. Places can answer until the end of that day, and later as a late return",
        error_messages={"required": "Enter the date to answer by"},
    )
    attachments = LinksField(
        label="Links to documents",
        required=False,
        max_length=10_000,
        help_text="One a line: a title, then the address, like “The letter https://www.gov.uk/letter”",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        self.known = list(Area.objects.visible_to(user).order_by("order"))
        areas.choices = [(area.slug, area.name) for area in self.known]
        areas.initial = [area.slug for area in self.known]  # most calls ask every area
        areas.look = {"small": True, "optional": False}
        self.fields["authorities"].look = {"optional": False, "rows": 6}  # type: ignore[attr-defined]
        self.fields["due_on"].earliest = timezone.localdate()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The places of the kind that was chosen, at least one."""
        cleaned = super().clean() or {}
        kind = cleaned.get("asked_of")
        if kind and kind not in self.errors and not cleaned.get(kind):
            noun = "area" if kind == Call.AskedOf.AREAS else "authority"
            self.add_error(kind, f"Choose at least one {noun}")
        return cleaned

    @property
    def asked_areas(self) -> list[Area]:
        """The areas asked; none where authorities are."""
        if self.cleaned_data["asked_of"] != Call.AskedOf.AREAS:
            return []
        return [area for area in self.known if area.slug in self.cleaned_data["areas"]]

    @property
    def asked_authorities(self) -> list[Authority]:
        """The authorities asked; none where areas are."""
        return [] if self.cleaned_data["asked_of"] == Call.AskedOf.AREAS else list(self.cleaned_data["authorities"])


class ExtendForm(GovukForm):
    """A later date, and why."""

    due_on = GovukDateField(
        label="New date to answer by",
        help_text="For example, 29 3 2011",
        error_messages={"required": "Enter the new date"},
    )
    reason = PlainTextField(
        label="Why do places get longer?",
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
        error_messages={"required": "Enter why places get longer"},
    )
