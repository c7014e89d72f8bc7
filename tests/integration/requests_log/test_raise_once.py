"""A draft is sent once, however often the button is pressed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from cbtracker.accounts.models import User
from requests_log.models import LoggedRequest, RaiseDraft
from requests_log.services.drafts import DraftNotThere, send_draft, start_draft
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.requests_log.pages import signed_in
from tests.integration.requests_log.raising import CHECK, answer_all, draft_of
from tests.integration.requests_log.world import NOON


def test_sending_twice_makes_one_request_and_leads_to_it_both_times(world, officer):
    answer_all(officer)
    draft = draft_of(world.people["officer"]).pk
    first, second = (officer.post(CHECK, {"draft": draft}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert LoggedRequest.objects.count() == 1


def test_a_person_has_one_unsent_draft(world):
    user = world.people["officer"]
    RaiseDraft.objects.create(user=user, started_at=NOON, updated_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        RaiseDraft.objects.create(user=user, started_at=NOON, updated_at=NOON)
    assert start_draft(by=user) == RaiseDraft.objects.get()


def test_a_draft_that_has_gone_is_not_sent(world):
    with pytest.raises(DraftNotThere):
        send_draft(
            by=world.people["officer"],
            draft_id=12345,
            areas=AreasNamed("named", (NamedArea(world.swindon),)),
            departments=DepartmentsNamed(),
            issue="x",
            detail="",
            kind="",
        )
    assert not LoggedRequest.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_simultaneous_sends_make_one_request():
    from tests.integration.requests_log.world import make_world

    world = make_world()
    user = world.people["officer"]
    clients: list[Client] = [signed_in(user), signed_in(user)]
    answer_all(clients[0])
    draft, start = draft_of(user).pk, Barrier(2)

    def send(client):
        start.wait()
        try:
            response = client.post(CHECK, {"draft": draft})
            return response.status_code, response["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, clients))
    entry = LoggedRequest.objects.get()
    assert answers == [(302, f"/requests/{entry.reference}/raised/")] * 2
    assert User.objects.get(pk=user.pk).requests_raised.count() == 1
