"""All that the own side's plan holds in the sweep's worlds, and the practice library."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.models import User
from tests.browser.every_page.texts import Texts
from tests.browser.every_page.workstrand_analysis_pages import write_analysis
from tests.browser.every_page.workstrand_budget import write_budget
from tests.browser.every_page.workstrand_plan_pages import write_plan
from tests.browser.every_page.workstrand_practice_pages import write_practice
from tests.browser.every_page.workstrand_team_pages import write_team


def write_plans(own: Any, by: User, texts: Texts) -> None:
    """Budget, outcomes and options, team, tasks and milestones; the version that was agreed comes last."""
    write_budget(own, texts)
    write_practice(own, texts)
    write_analysis(own, texts)
    write_team(own, texts)
    write_plan(own, by, texts)
