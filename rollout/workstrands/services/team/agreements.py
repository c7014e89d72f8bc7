"""Where each agency stands on a single cash or in-kind budget (F003 Annex A, How)."""

from __future__ import annotations

from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import AgencyAgreement
from rollout.workstrands.services.parts import PartService


def _check(agreement: AgencyAgreement) -> Faults:
    faults: Faults = {}
    check_days(faults, ("dated", agreement.dated), ("dated", None))
    state = AgencyAgreement.State
    if agreement.state in state.values and agreement.state != state.ASKED and not agreement.signed_by:
        faults["signed_by"] = "Enter who answered for the agency"
    if agreement.state == state.CONDITIONS and not agreement.conditions:
        faults["conditions"] = "Enter the conditions"
    namesakes = AgencyAgreement.objects.filter(plan=agreement.plan_id, body__iexact=agreement.body)
    return {**faults, **(_answered(agreement) if namesakes.exclude(pk=agreement.pk).exists() else {})}


def _answered(agreement: AgencyAgreement) -> Faults:
    return {"body": f"{agreement.body} is listed already. Change what it answered, or name another agency"}


AGREEMENTS = PartService(AgencyAgreement, check=_check, taken=_answered)
