"""What the import refuses: nothing is changed then."""

from datetime import timedelta

import pytest

from areas.access import NotPermitted
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.importing.plan import make_plan
from requests_log.models import LoggedRequest
from requests_log.services import mark_duplicate, withdraw
from requests_log.services.register_import import StalePreview, import_register
from tests.integration.requests_log.import_files import (
    COURTS,
    FIVE,
    HEADER,
    HEALTH,
    LATER,
    MARCH_17,
    MARCH_22,
    SCHOOLS,
    changed,
    entry,
    faults_of,
    parsed,
    snapshot,
)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([SCHOOLS, SCHOOLS], [(3, "issue")]),
        ([SCHOOLS, changed(SCHOOLS, section="addressed", issue="schools  TO take part")], [(3, "issue")]),
        (
            [SCHOOLS, changed(COURTS, areas="Atlantis, Hull", departments="Treasury")],
            [(3, "areas"), (3, "departments")],
        ),
        ([changed(SCHOOLS, section="done"), changed(COURTS, issue="")], [(2, "section"), (3, "issue")]),
        ([changed(SCHOOLS, issue="x" * 20_000)], [(2, "issue")]),
        ([changed(SCHOOLS, position="bell\x07"), HEALTH], [(2, "position")]),
    ],
)
def test_a_fault_anywhere_means_that_nothing_is_imported(by, rows, found):
    assert faults_of(parsed(*rows), by) == found


def test_a_reference_twice_in_a_file_is_a_fault(five, by):
    header = (*HEADER, "reference")
    reference = entry(SCHOOLS[2]).reference
    assert faults_of(parsed((*SCHOOLS, reference), (*COURTS, reference), header=header), by) == [(3, "reference")]
    assert faults_of(parsed((*COURTS, reference), (*SCHOOLS, ""), header=header), by) == [(3, "issue")]


def test_a_row_that_could_be_two_requests_has_to_say_which(five, by):
    LoggedRequest.objects.filter(issue=COURTS[2]).update(issue=SCHOOLS[2], areas_label=SCHOOLS[1])
    assert faults_of(parsed(SCHOOLS), by) == [(2, "reference")]
    named = parsed((*SCHOOLS, "CB-0001"), header=(*HEADER, "reference"))
    assert import_register(named, by=by, now=LATER).plan.changes_nothing


def test_a_change_cannot_take_effect_before_the_one_it_follows_nor_in_the_future(five, by):
    file = parsed(changed(SCHOOLS, position="Decided."))
    assert faults_of(file, by, effective_at=MARCH_17 - timedelta(days=1)) == [(2, "")]
    assert faults_of(file, by, effective_at=MARCH_22 + timedelta(days=1)) == [(0, "")]


def test_a_request_marked_as_a_duplicate_is_not_brought_back_by_an_import(five, by):
    schools = entry(SCHOOLS[2])
    mark_duplicate(schools, by=by, expected_version=schools.shared_version, of=entry(COURTS[2]), now=MARCH_22)
    assert faults_of(parsed(*FIVE), by) == [(2, "reference")]


def test_an_import_of_another_preview_than_the_one_confirmed_is_refused(five, by):
    file = parsed(changed(SCHOOLS, position="Decided."))
    plan = make_plan(file, effective_at=LATER, now=LATER)
    withdraw(entry(SCHOOLS[2]), by=by, expected_version=1, reason="No longer asked", now=MARCH_22)
    before = snapshot()
    with pytest.raises(StalePreview) as caught:
        import_register(file, by=by, expected=plan.fingerprint, effective_at=LATER, now=LATER)
    assert snapshot() == before
    fresh = caught.value.plan.fingerprint
    assert import_register(file, by=by, expected=fresh, effective_at=LATER, now=LATER).batch is not None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_imports(five, role):
    person = User.objects.create_user(f"{role}@test.example", full_name="Somebody", role=role)
    before = snapshot()
    with pytest.raises(NotPermitted):
        import_register(parsed(changed(SCHOOLS, position="Mine.")), by=person, now=LATER)
    assert snapshot() == before
