"""What the secretariat types of a workstrand: its prospectus, and what is known of the earlier areas."""

from __future__ import annotations

from typing import Any

from django import forms

from areas.models import Authority
from cbtracker.web.forms import GovukForm
from rollout.workstrands.forms.base import choice, day, words
from rollout.workstrands.models import EarlierArea, Workstrand
from rollout.workstrands.models.strands import NAME_LENGTH, PROSPECTUS_LENGTH, TEXT_LENGTH


class ProspectusForm(GovukForm):
    """The text that invites places, and from when until when."""

    text = words("Text", PROSPECTUS_LENGTH, lines=15, help_text="The criteria stand below it on the workstrand’s page")
    opens_on = day("Open from", help_text="The first day on which outline proposals can be started and sent")
    closes_on = day("Open until", help_text="The last day on which they can be sent")
    earlier_areas = forms.BooleanField(label="Ask the earlier areas to go further", required=False)
    new_areas = forms.BooleanField(label="Invite new areas to come forward", required=False)

    def __init__(self, *args: Any, strand: Workstrand, **options: Any) -> None:
        super().__init__(*args, **options)
        if not strand.is_of_neighbourhoods:
            del self.fields["earlier_areas"], self.fields["new_areas"]


class EarlierAreaForm(GovukForm):
    """One of the 13 areas."""

    name = words("Name", NAME_LENGTH, required=False, help_text="Leave everything blank if it is not known")
    authority = forms.ModelChoiceField(
        label="Local authority", queryset=Authority.objects.none(), required=False, empty_label="Not known"
    )
    led_by = choice(EarlierArea, "led_by", "Who led it", required=False)
    note = words("Note", TEXT_LENGTH, lines=4, required=False)
    source = words("Where this is from", 200, required=False, help_text="For example, a paper or a conversation")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        authority: Any = self.fields["authority"]
        authority.queryset = Authority.objects.order_by("short_name")
