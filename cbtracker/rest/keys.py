"""The variables in the addresses of the API: what each names, and what it looks like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A variable of an address: what it names, an example, and the regular expression that it matches."""

    about: str
    example: str
    pattern: str = "[0-9]{1,18}"

    @property
    def is_number(self) -> bool:
        """Whether it is a whole number."""
        return self.pattern.startswith("[0-9]")


UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LARGEST_NUMBER = 10**18 - 1
SLUG = "[a-z0-9_-]{1,80}"
KEYS = {
    "id": Key("The number of the record, as its list gives it", "7"),
    "version": Key("The number of a version, as its list gives it", "3", "[0-9]{1,8}"),
    "reference": Key("The reference of a request", "CB-0001", "CB-[0-9]{4,9}"),
    "slug": Key("The short name of the record, as its list gives it", "greater-manchester", SLUG),
    "code": Key("The GSS code of an authority in 2011", "E08000003", "E[0-9]{8}"),
    "kind": Key("The kind of route to finance", "payment-by-results", SLUG),
    "upload": Key("The file that waits for its confirmation", "1b671a64-40d5-491e-99b0-da01ff1f3341", UUID),
    "extension": Key("The format of the file", "pdf", "(?:html|pdf|odt|docx|xlsx|csv)"),
    "abbreviation": Key("The abbreviation of a department", "DfE", "[A-Za-z0-9&-]{1,20}"),
}


def regex(*names: str) -> str:
    """The part of an address that names those keys, for a router's prefix: `regex("slug")`."""
    return "/".join(f"(?P<{name}>{KEYS[name].pattern})" for name in names)
