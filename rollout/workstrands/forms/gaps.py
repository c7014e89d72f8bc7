"""What people type of a gap."""

from __future__ import annotations

from rollout.workstrands.forms.base import PartForm, TeamField, day, words
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH


class GapForm(PartForm):
    """From how something is to how the place wants it."""

    subject = words("What this is about", NAME_LENGTH, help_text="For example, sharing data between services")
    as_is = words("How it is", TEXT_LENGTH, lines=4)
    to_be = words("How it is to be", TEXT_LENGTH, lines=4)
    required = words("What is required to get there", TEXT_LENGTH, lines=4)
    owner = TeamField(label="Who sees to it")
    due_on = day("Due on", required=False, help_text="Leave it blank if there is no date yet")
    closed_on = day("Closed on", required=False, help_text="Leave it blank while the gap is open")
