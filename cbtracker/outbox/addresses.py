"""Whether an email can be sent to an address, before anybody is asked to send it there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
LONGEST_LOCAL_PART = 64  # RFC 5321 §4.5.3.1.1


class BadAddress(ValueError):
    """Nothing can be sent to the address; the text says why, for people."""


def require_address(address: str) -> str:
    """Return `address` if an email can be sent to it. Raises BadAddress with the reason in plain words."""
    fault = _fault_of(address)
    if fault:
        raise BadAddress(fault)
    return address


def _fault_of(address: str) -> str:
    local_part, at, _ = address.rpartition("@")
    if not address.strip():
        return "There is no email address"
    if not address.isprintable():
        return "The email address has a line break or another control character in it"
    if not at:
        return "The email address has no @ in it"
    if len(address) > LONGEST_ADDRESS:
        return f"The email address is longer than {LONGEST_ADDRESS} characters"
    if len(local_part) > LONGEST_LOCAL_PART:
        return f"The part of the email address before the @ is longer than {LONGEST_LOCAL_PART} characters"
    if not local_part.isascii():
        return "The part of the email address before the @ has letters that mail servers do not take, such as é"
    return "" if _is_well_formed(address) else "It is not an email address, such as name@example.gov.uk"


def _is_well_formed(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
