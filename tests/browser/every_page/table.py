"""The table of pages: see the package's docstring for how to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cbtracker.accounts.permissions import Role
from tests.browser.every_page import (
    conversation_pages,
    digest_pages,
    family_pages,
    family_proposals,
    family_runs,
    money_pages,
    neighbourhood_pages,
    nominating_pages,
    nomination_pages,
    offer_pages,
    outline_pages,
    plan_paper_pages,
    support_pages,
    token_pages,
    workstrand_analysis_pages,
    workstrand_budget_pages,
    workstrand_import_pages,
    workstrand_plan_pages,
    workstrand_practice_pages,
    workstrand_selecting_pages,
    workstrand_team_pages,
)
from tests.browser.every_page.page import EMPTIED, FULL, NOTHING, Page


def question(name: str) -> Callable[[Any], Mapping[str, Any]]:
    """The address of one question of raising a request."""
    return lambda world: {"question": name}


def one_request(world: Any) -> str:
    """A selection of one request."""
    return f"ref={world.own.open_entry.reference}"


def the_bodys_paper(world: Any) -> str:
    """A new paper for the own side's body."""
    return f"body={world.own.paper_body.slug}"


EVERYBODY = frozenset(role.value for role in Role)
LISTS = [
    Page("home", "empty full long", empty=NOTHING),
    Page("requests:list", "empty full error long", empty=NOTHING, query={"error": "due_from=yesterday&area=narnia"}),
    Page("requests:list", "empty", name="requests:list found nothing", query={"empty": "q=zebra&status=accepted"}),
    Page("requests:queue", "empty full long", empty=NOTHING),
    Page("requests:untriaged", "empty full long", empty=NOTHING),
    Page("requests:freedoms", "empty full long", empty=NOTHING),
    Page("requests:freedoms", "empty", name="requests:freedoms found nothing", query={"empty": "q=zebra"}),
    Page("requests:saved_views", "empty full error long", empty=NOTHING, query={"error": "new=1&status=accepted"}),
    Page("requests:workstreams", "empty full long", empty=NOTHING),
    Page("requests:changes", "empty full long", empty=NOTHING),
    Page("requests:calls", "empty full long", empty=NOTHING),
    Page("areas:list", "empty full long", empty=NOTHING, query={"empty": "q=nowhere"}),
    Page("areas:map", "full"),
    Page("areas:authorities", "empty full long", empty=NOTHING, query={"empty": "q=nowhere"}),
    Page("rollout:timeline", "empty full long", empty=NOTHING),
    Page("papers:requests", "empty full error long", empty=NOTHING, query={"error": "as_at=2111-01-01&time=99"}),
    Page("papers:changes", "empty full error long", empty=NOTHING, query={"error": "since=2111-01-01&until_time=late"}),
    Page(
        "papers:changes",
        "full long",
        name="papers:changes of all time",
        query=dict.fromkeys(("full", "long"), "since=2000-01-01"),
    ),
    Page(
        "accounts:people", "empty full error long", query={"empty": "q=nobody-is-called-this", "error": "role=minister"}
    ),
    Page("accounts:invitations", "empty full long", empty=NOTHING),
    Page("accounts:posts", "empty full long", empty=NOTHING),
    Page(
        "audit:events", "empty full error long", query={"empty": "person=nobody", "error": "since_day=31&since_month=2"}
    ),
    Page("health:health", "empty full long", empty=NOTHING),
    Page("outbox:sent", "empty full error long", empty=NOTHING, query={"error": "state=dropped"}),
    Page("outbox:message", "empty full long"),
    Page("outbox:sent_here", "empty full long", empty=NOTHING),
    Page("outbox:sent_here_email", "full long"),
]
RECORDS = [
    Page("areas:authority", "empty full long", empty=NOTHING),
    Page("places:place", "empty full long", empty=NOTHING),
    Page("papers:place_sheet", "empty full error long", empty=NOTHING, query={"error": "as_at=2111-01-01&time=99"}),
    Page("requests:detail", "empty full error long", query={"error": "as_at=then"}),
    Page(
        "requests:revisions",
        "empty full error long",
        query={"full": "since=1&to=3", "long": "since=1&to=3", "error": "to=99"},
    ),
    Page("requests:workstream", "empty full long"),
    Page("requests:change", "full long"),
    Page("requests:call", "empty full error long", query={"error": "as_at=then"}),
    Page("accounts:person", "empty full long"),
    Page("requests:import_preview", "full long"),
    Page("requests:raised", "empty long"),
    Page("requests:raise_answered", "full"),
]
FORMS = [
    Page("requests:call_new", "empty error long", wrong=EMPTIED),
    Page("requests:call_extend", "empty full error long", wrong=EMPTIED),
    Page("requests:answer", "empty full error long", wrong={"text": "x" * 20_001}),
    Page("places:add_resource", "full error long", wrong={"amount": "a lot"}),
    Page("places:change_resource", "empty full error long", wrong=EMPTIED),
    Page("places:remove_resource", "empty full long"),
    Page("rollout:add_to_timeline", "empty error long", empty=NOTHING, wrong=EMPTIED),
    Page("rollout:change_timeline", "empty full error long", wrong=EMPTIED),
    Page("rollout:remove_from_timeline", "empty full long"),
    Page("rollout:change_phase", "empty full error long", wrong=EMPTIED),
    Page("requests:raise", "empty full long", empty=NOTHING),
    *(
        Page(
            "requests:raise_question",
            states,
            name=f"requests:raise_question {name}",
            kwargs=question(name),
            wrong=EMPTIED,
        )
        for name, states in {
            "issue": "empty full error long",
            "detail": "empty full long",
            "kind": "empty full error",
            "departments": "empty full",
            "possible": "full error long",
        }.items()
    ),
    Page("requests:raise_check", "full error long", wrong={"draft": ""}, form="main form[method=post]"),
    *(
        Page(f"requests:{name}", "empty full error long", wrong=EMPTIED)
        for name in (
            "triage",
            "duplicate",
            "links",
            "withdraw",
            "reopen",
            "position",
            "outcome",
            "freedom",
            "next_step",
            "reply",
            "persists",
            "reverse",
            "add_workstream_status",
            "add_workshop",
        )
    ),
    Page("requests:change_workstream", "empty full error long", wrong={"description": "x" * 10_001}),
    Page("requests:add_workstream", "empty error", wrong=EMPTIED),
    Page(
        "requests:bulk",
        "empty full error long",
        query=dict.fromkeys(("empty", "full", "error", "long"), one_request),
        wrong=EMPTIED,
    ),
    Page("requests:bulk", "error", name="requests:bulk of nothing"),
    Page("requests:import", "empty error", wrong=EMPTIED),
    Page("accounts:end_access", "empty full error long", wrong=EMPTIED),
    Page("accounts:invite", "empty error long", wrong=EMPTIED),
    *(
        Page(f"accounts:{name}", "empty full error long", wrong=EMPTIED)
        for name in ("assign_champion", "name_deputy", "assign_area_champion", "hand_over_locality")
    ),
]
BODIES = [
    Page("papers:bodies", "empty full long", empty=NOTHING),
    Page("papers:body", "empty full long"),
    Page("papers:body", "full", name="papers:body with all its meetings", query={"full": "meetings=all"}),
    Page("papers:calendar_address", "empty full long"),
    Page("papers:cancel_meeting", "full long"),
    *(
        Page(f"papers:{name}", "empty full error long", wrong=EMPTIED)
        for name in ("change_body", "add_member", "end_member", "add_meeting", "change_meeting")
    ),
]
ROLLOUT = [
    Page("rollout:coverage", "empty full error long", empty=NOTHING, query={"error": "as_at=yesterday"}),
    Page("rollout:map", "empty full error long", empty=NOTHING, query={"error": "as_at=2111-01-01&step=rejected"}),
    Page("rollout:map", "full", name="rollout:map of one step", query={"full": "step=live&as_at=2011-04-01"}),
    Page("rollout:steps", "empty full long", empty=NOTHING),
    Page("rollout:take_step", "full error long", wrong=EMPTIED),
    Page("rollout:retract_step", "full error long", wrong=EMPTIED),
]
PAPERS = [
    Page("papers:list", "empty full error long", empty=NOTHING, query={"error": "body=narnia"}),
    Page("papers:check", "empty error", wrong=EMPTIED),
    Page("papers:new", "full error", name="papers:new for which body", query={"error": "body=narnia"}),
    Page(
        "papers:new",
        "empty full error long",
        query=dict.fromkeys(("empty", "full", "error", "long"), the_bodys_paper),
        wrong=EMPTIED,
    ),
    Page("papers:draft", "empty full error long", wrong=EMPTIED),
    Page("papers:preview", "empty full long"),
    *(
        Page(f"papers:{name}", "empty full error long", wrong={"version": ""}, form="main form[method=post]")
        for name in ("issue", "discard")
    ),
    Page("papers:reissue", "empty full error long", wrong=EMPTIED),
    Page("papers:rendition", "empty full long"),
    Page(
        "papers:rendition",
        "full long",
        name="papers:rendition that was replaced",
        roles=frozenset({"secretariat", "champion", "locality_lead", "officer"}),
        kwargs=lambda world: {"pk": world.own.replaced_paper.pk, "audience": "areas"},
    ),
]
ACCOUNT = [
    Page("account_login", "empty error", wrong=EMPTIED),
    Page("account_logout", "full", roles=EVERYBODY),
    Page("account_inactive", "full"),
    Page("account_reauthenticate", "empty error", empty=FULL, wrong=EMPTIED),
    Page("account_change_password", "empty error long", empty=FULL, wrong=EMPTIED),
    Page("account_set_password", "empty", roles=frozenset({Role.PARTNER.value})),
    Page("account_reset_password", "empty error", wrong=EMPTIED),
    Page("account_reset_password_done", "full"),
    Page("account_reset_password_from_key", "error"),
    Page(
        "account_reset_password_from_key",
        "empty error",
        name="account_reset_password_from_key that is good",
        kwargs=lambda world: world.reset_key,
        empty=FULL,
        wrong=EMPTIED,
        lands=True,
    ),
    Page("account_reset_password_from_key_done", "full"),
    Page("accounts:accept_invitation", "empty error long", wrong=EMPTIED),
    Page(
        "accounts:accept_invitation",
        "error",
        name="accounts:accept_invitation made up",
        kwargs=lambda world: {"token": "made-up"},
    ),
    Page("", "error", name="no such page", path="/no-such-page/", roles=EVERYBODY),
]
PAGES = [
    *money_pages.PAGES,
    *neighbourhood_pages.PAGES,
    *family_proposals.PAGES,
    *family_runs.PAGES,
    *LISTS,
    *RECORDS,
    *FORMS,
    *BODIES,
    *ROLLOUT,
    *conversation_pages.PAGES,
    *family_pages.PAGES,
    *nomination_pages.PAGES,
    *nominating_pages.PAGES,
    *outline_pages.PAGES,
    *plan_paper_pages.PAGES,
    *offer_pages.PAGES,
    *digest_pages.PAGES,
    *support_pages.PAGES,
    *token_pages.PAGES,
    *workstrand_analysis_pages.PAGES,
    *workstrand_import_pages.PAGES,
    *workstrand_plan_pages.PAGES,
    *workstrand_practice_pages.PAGES,
    *workstrand_budget_pages.PAGES,
    *workstrand_selecting_pages.PAGES,
    *workstrand_team_pages.PAGES,
    *PAPERS,
    *ACCOUNT,
]
