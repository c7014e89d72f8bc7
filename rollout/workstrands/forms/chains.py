"""What people type of delivery chains and their links."""

from __future__ import annotations

from django import forms

from rollout.workstrands.forms.base import OutcomeField, PartForm, words
from rollout.workstrands.models import ChainLink
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH
from rollout.workstrands.services.chains import MOST_LINKS


class ChainForm(PartForm):
    """How a service reaches people today."""

    service = words("Service", NAME_LENGTH, help_text="For example, support for people who leave prison")
    outcome = OutcomeField(label="Which outcome it serves")
    note = words("Note", TEXT_LENGTH, lines=4, required=False, help_text="For example, what is lost between the links")


class LinkForm(PartForm):
    """An organisation in a chain."""

    organisation = words("Organisation", NAME_LENGTH)
    sector = forms.ChoiceField(label="Sector", choices=ChainLink.Sector.choices, widget=forms.RadioSelect)
    does = words("What it does", 300, help_text="For example, commissions, employs or delivers")
    order = forms.IntegerField(
        label="Its number in the chain",
        required=False,
        min_value=1,
        max_value=MOST_LINKS,
        help_text="1 comes first. The links after it move along. Leave it blank to put it last",
    )
