"""Runs of the estimates and what they are made of: rows of the table, and what fills their pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cbtracker.accounts.models import User
from families.annex_d import POPULATION, REFERENCE
from families.inputs import Contents
from families.models import EstimateRun, Indicator, PopulationBase
from families.services import InputWords, make_run
from families.services.uploads import keep_upload
from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts


def both(world: Any) -> str:
    """The published run beside the one that the engine made."""
    published = EstimateRun.objects.get(published=True)
    return f"first={published.pk}&second={world.own.estimate_run.pk}&authorities=areas"


PAGES = [
    Page("families:runs", "empty full long", empty=NOTHING),
    Page("families:run", "empty full long"),
    Page(
        "families:compare_runs",
        "empty full error long",
        query={"full": both, "error": "first=0&second=", "long": both},
    ),
    Page("families:make_run", "empty full error", wrong=EMPTIED),
    Page("families:make_current", "full long"),
    Page("families:inputs", "empty full long", empty=NOTHING),
    Page("families:input", "empty full long"),
    Page("families:add_input", "empty error", wrong=EMPTIED),
    Page("families:input_preview", "empty full long"),
]
NOT_PAGES: Mapping[str, str] = {}


def run_estimates(own: Any, by: User, texts: Texts, now: datetime) -> None:
    """A run of the reference data for all authorities, and a population that waits to be confirmed."""
    base = PopulationBase.objects.get(populations__people__gt=1_000_000, populations__authority__short_name="Kent")
    own.estimate_run = make_run(
        name=texts.sentence[:120],
        totals={"fwmp": 117_000, "fwmp_child": 46_000},
        base=base,
        indicators=list(Indicator.objects.filter(name__startswith="Index of Multiple")),
        denominator="published",
        note=texts.detail[:2000],
        by=by,
        now=now,
    )
    own.population_base = base
    words_of_base = {"name": texts.title[:120], "source": texts.detail[:1000], "file_name": texts.title[:196] + ".csv"}
    PopulationBase.objects.filter(pk=base.pk).update(**words_of_base)
    # The same figures again would be refused: an empty line makes it another file.
    file = Contents(f"{texts.sentence[:190]}.csv", (REFERENCE / POPULATION).read_bytes() + b"\r\n")
    words = InputWords(name=texts.sentence[:120], source=texts.detail[:1000])
    own.input_upload = keep_upload(kind="population", words=words, file=file, by=by, now=now)
