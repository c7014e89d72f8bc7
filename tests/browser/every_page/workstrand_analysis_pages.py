"""Pages of outcomes, delivery chains, options and gaps, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import date
from typing import Any

from rollout.workstrands.models import ChainLink, DeliveryChain, OutcomeMeasure, PlanGap, PlanOption, PlanOutcome
from tests.browser.every_page.page import EMPTIED, Page
from tests.browser.every_page.texts import Texts
from tests.factories.workstrand_plans import (
    ChainLinkFactory,
    OptionYearFactory,
    OutcomeMeasureFactory,
    PlanGapFactory,
    PlanOptionFactory,
    PlanOutcomeFactory,
    TeamMemberFactory,
)

LARGEST = 10**14
"""In pence, as the database has it: £1 trillion."""


def new_link(world: Any) -> dict[str, Any]:
    """A link to add to the chain of the own plan."""
    return {"place": world.own.strand_place.slug, "part": "links", "parent": world.own.chain.pk}


PAGES = [
    Page("workstrands:analysis", "empty full long"),
    Page("workstrands:add_to_part", "full error long", wrong=EMPTIED),
    Page(
        "workstrands:add_to_part", "full error", name="workstrands:add_to_part, a link", kwargs=new_link, wrong=EMPTIED
    ),
    Page("workstrands:option_amounts", "empty full error long", wrong={"cost_2012": "-5", "benefit_2013": "lots"}),
]


def write_analysis(own: Any, texts: Texts) -> None:
    """What the matrix has of the own plan in the words of `texts`, and more of each beside it."""
    title, line, detail = texts.sentence[:300], texts.label[:100], texts.detail[:2000]
    PlanOutcome.objects.filter(pk=own.outcome.pk).update(title=title, agreed_on=date(2011, 12, 1))
    OutcomeMeasure.objects.filter(pk=own.measure.pk).update(
        name=title,
        baseline=line,
        baseline_on=date(2011, 3, 31),
        expected=line,
        expected_by=date(2014, 3, 31),
        source=title,
    )
    OutcomeMeasureFactory(outcome=own.outcome, name="Nothing is known of it")
    PlanOutcomeFactory(plan=own.plan, level="national", title=f"Another {title}"[:300])
    _write_chain(own, texts)
    _write_options(own, title, detail)
    owner = TeamMemberFactory(plan=own.plan, full_name=texts.name("Gil")[:120])
    PlanGap.objects.filter(pk=own.gap.pk).update(
        subject=title[:150], as_is=detail, to_be=detail, required=detail, owner=owner, due_on=date(2011, 12, 31)
    )
    PlanGapFactory(plan=own.plan, subject="Closed", closed_on=date(2012, 1, 5))


def _write_chain(own: Any, texts: Texts) -> None:
    name, does = texts.title[:150], texts.sentence[:300]
    DeliveryChain.objects.filter(pk=own.chain.pk).update(service=name, note=texts.detail[:2000], outcome=own.outcome)
    ChainLink.objects.filter(pk=own.link.pk).update(organisation=name, does=does, sector="central")
    for order, sector in enumerate(("local", "vcs", "private", "local"), start=2):
        ChainLinkFactory(chain=own.chain, order=order, organisation=name, sector=sector, does=does)


def _write_options(own: Any, title: str, detail: str) -> None:
    said = {"title": title[:150], "about": detail, "fits_reform": detail}
    PlanOption.objects.filter(pk=own.option.pk).update(**said, preferred=True, preferred_why=detail)
    own.option.years.update(cost_pence=LARGEST, benefit_pence=LARGEST)
    as_now = PlanOptionFactory(plan=own.plan, title="Carrying on", about=detail, is_as_now=True)
    for year in own.plan.years:
        OptionYearFactory(option=as_now, year=year, cost_pence=LARGEST, benefit_pence=0)
