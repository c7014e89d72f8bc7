"""Every write to accounts: invitations, the end of somebody's access, and emails sent again."""

from cbtracker.accounts.services.access import Charge, Handover, charges_of, end_access, on_access_end
from cbtracker.accounts.services.emails import send_again
from cbtracker.accounts.services.invitations import (
    InvitationClosed,
    accept_invitation,
    find_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)

__all__ = [
    "Charge",
    "Handover",
    "InvitationClosed",
    "accept_invitation",
    "charges_of",
    "end_access",
    "find_invitation",
    "invite",
    "on_access_end",
    "resend_invitation",
    "revoke_invitation",
    "send_again",
]
