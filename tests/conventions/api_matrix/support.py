"""Support and finance."""

from __future__ import annotations

from tests.conventions.api_matrix.places import code
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.money import DECIDERS, OFFICER, PARTIES, place, route
from tests.conventions.matrix.rows import NOBODY, PROGRAMME, SECRETARIAT
from tests.conventions.matrix.support import ATTENDING


def advance(side, user):
    return {"id": side.advance.pk}


def draft(side, user):
    return {"id": side.draft_advance.pk}


MONEY = [
    ApiRow("finance_list", PARTIES),
    ApiRow("area_finance_retrieve", PARTIES, SECRETARIAT, kwargs=place),
    ApiRow("area_advances_create", OFFICER, NOBODY, kwargs=place),
    ApiRow("finance_route_retrieve", PARTIES, SECRETARIAT, kwargs=route),
    ApiRow("finance_route_steps_create", DECIDERS | OFFICER, SECRETARIAT, kwargs=route),
    ApiRow("advances_list", PARTIES),
    ApiRow("advances_list", PARTIES, accept="text/csv"),
    ApiRow("advance_retrieve", PARTIES, SECRETARIAT, kwargs=advance),
    ApiRow("advance_partial_update", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_destroy", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_asking_create", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_withdrawal_create", OFFICER, NOBODY, kwargs=advance),
    ApiRow("advance_decision_create", DECIDERS, SECRETARIAT, kwargs=advance),
    ApiRow("advance_drawing_create", DECIDERS, SECRETARIAT, kwargs=advance),
    ApiRow("advance_paid_back_create", DECIDERS, SECRETARIAT, kwargs=advance),
]


def of(name):
    """The record of the side that is called `name`."""
    return lambda side, user: {"id": getattr(side, name).pk}


HUB, PAIR, SET, WORKSHOP = of("hub"), of("pair"), of("learning_set"), of("workshop")
SUPPORT = [
    *(ApiRow(f"{name}_list", PROGRAMME) for name in ("hubs", "buddy_pairs", "learning_sets", "regional_workshops")),
    *(ApiRow(f"{name}_create", SECRETARIAT) for name in ("hubs", "buddy_pairs", "learning_sets", "regional_workshops")),
    ApiRow("own_support_list", PROGRAMME),
    ApiRow("authority_support_retrieve", PROGRAMME, kwargs=code),
    ApiRow("hub_retrieve", PROGRAMME, kwargs=HUB),
    ApiRow("hub_partial_update", SECRETARIAT, kwargs=HUB),
    ApiRow("buddy_pair_retrieve", PROGRAMME, kwargs=PAIR),
    ApiRow("buddy_pair_partial_update", SECRETARIAT, kwargs=PAIR),
    ApiRow("learning_set_retrieve", PROGRAMME, kwargs=SET),
    ApiRow("learning_set_partial_update", SECRETARIAT, kwargs=SET),
    ApiRow("learning_set_members_create", SECRETARIAT, kwargs=SET),
    ApiRow("learning_set_sessions_create", SECRETARIAT, kwargs=SET),
    ApiRow("learning_set_member_retrieve", PROGRAMME, kwargs=of("set_member")),
    ApiRow("learning_set_member_partial_update", SECRETARIAT, kwargs=of("set_member")),
    ApiRow("learning_set_session_retrieve", PROGRAMME, kwargs=of("session")),
    ApiRow("learning_set_session_partial_update", SECRETARIAT, kwargs=of("session")),
    ApiRow("regional_workshop_retrieve", PROGRAMME, kwargs=WORKSHOP),
    ApiRow("regional_workshop_partial_update", SECRETARIAT, kwargs=WORKSHOP),
    ApiRow("regional_workshop_calendar_retrieve", PROGRAMME, kwargs=WORKSHOP),
    ApiRow("regional_workshop_people_create", ATTENDING, kwargs=WORKSHOP),
    ApiRow("regional_workshop_attendance_retrieve", SECRETARIAT, kwargs=WORKSHOP),
    ApiRow("regional_workshop_attendance_create", SECRETARIAT, kwargs=WORKSHOP),
    ApiRow("regional_workshop_not_coming_create", ATTENDING, SECRETARIAT, kwargs=of("attendee")),
]
ROWS = [*MONEY, *SUPPORT]
