"""What is loaded of Annex D: as printed, blanks included, once."""

from __future__ import annotations

import csv

import pytest

from areas.services.reference import load_reference
from families.annex_d import ANNEX_D, REFERENCE
from families.models import Cohort, Estimate, EstimateRun, Intervention, ProposalRevision
from families.services.runs import make_current
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def printed():
    with (REFERENCE / ANNEX_D).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def number(text):
    return int(text) if text else None


def test_every_figure_of_annex_d_is_there_and_blank_stays_blank():
    load_reference()
    estimates = {(one.authority.gss_code, one.cohort): one for one in Estimate.objects.select_related("authority")}
    accepted = dict(Intervention.objects.values_list("authority__gss_code", "accepted"))
    proposals = {one.proposal.area.slug: one for one in ProposalRevision.objects.select_related("proposal__area")}
    rows = printed()
    for row in rows:
        code = row["gss_code"]
        for cohort in Cohort:
            found = estimates.pop((code, cohort), None)
            ends = (found.low, found.high) if found else (None, None)
            assert ends == (number(row[f"{cohort}_low"]), number(row[f"{cohort}_high"])), row
        assert accepted.get(code) == number(row["accepted_to_mar2010"]), row
        if row["row_type"] != "member":
            one = proposals.pop(row["area_slug"])
            said = (one.first_low, one.first_high, one.period_low, one.period_high, one.comment)
            columns = ("supported_2011_12_low", "supported_2011_12_high", "supported_sr_low", "supported_sr_high")
            assert said == (*(number(row[name]) for name in columns), row["note"]), row
    assert (estimates, proposals) == ({}, {})
    assert len(rows) == 30


def test_loading_again_changes_nothing_and_leaves_the_current_run_alone():
    load_reference()
    published = EstimateRun.objects.get()
    assert published.is_current
    EstimateRun.objects.update(is_current=False)
    again = load_reference()
    assert not EstimateRun.objects.get().is_current
    assert Estimate.objects.count() == 56
    assert again.created == {}
    assert make_current(published, by=person("secretariat"), now=published.made_at).is_current
