"""How a request is named in an address: by its reference, such as CB-0001."""

from __future__ import annotations

from django.urls import register_converter


class ReferenceConverter:
    """A path converter for references; anything else is no address of ours, hence a 404."""

    regex = r"CB-[0-9]{4,9}"

    def to_python(self, value: str) -> str:
        """The reference as the address has it."""
        return value

    def to_url(self, value: str) -> str:
        """The reference as it stands in the address."""
        return value


register_converter(ReferenceConverter, "reference")
ONE_REQUEST = "requests/<reference:reference>"  # where every page of one request begins
