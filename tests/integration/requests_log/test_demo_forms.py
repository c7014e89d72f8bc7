"""The forms of the demonstration register: what they show can be sent, and says what the register says."""

from __future__ import annotations

from django.core.management import call_command

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest, Revision, Status
from tests.integration.requests_log.pages import address, as_it_stands, signed_in
from tests.reference import reference_data


def test_the_triage_of_every_request_sent_as_it_stands_changes_nothing(db):
    reference_data()
    call_command("load_demo", verbosity=0)
    secretariat = signed_in(User.objects.filter(role=Role.SECRETARIAT).first())
    entries = list(LoggedRequest.objects.exclude(status=Status.RAISED))
    assert len(entries) >= 33
    before = Revision.objects.count()
    for entry in entries:
        page = secretariat.get(address("triage", entry))
        response = secretariat.post(address("triage", entry), as_it_stands(page))
        assert response.status_code == 302, entry.reference
    assert Revision.objects.count() == before
