"""Importing a file: what it makes, what it changes, and how it is taken back."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.importing.plan import make_plan
from requests_log.models import Action, Freedom, LoggedRequest, Position, Revision, Status, Workstream
from requests_log.services import Words, reverse_batch, state_position
from requests_log.services.register_import import import_register
from tests.integration.requests_log.import_files import (
    COURTS,
    FINANCE,
    FIVE,
    HEADER,
    HEALTH,
    LATER,
    MARCH_17,
    MARCH_22,
    POOLING,
    SCHOOLS,
    changed,
    entry,
    faults_of,
    parsed,
    snapshot,
    workstream,
)


def test_rows_become_requests_in_their_section_and_order(five):
    entries = list(LoggedRequest.objects.order_by("paper_order"))
    assert [row.issue for row in entries] == [row[2] for row in FIVE]
    assert [(row.status, row.timescale) for row in entries] == [
        ("in_hand", "by_date"),
        ("in_hand", "by_date"),
        ("in_hand", "workstream"),
        ("in_hand", "after_april"),
        ("addressed", ""),
    ]
    assert len(five.batch.summary["created"]) == 5


def test_labels_are_understood_and_kept_as_printed(five):
    courts = entry(COURTS[2])
    assert (courts.scope, courts.areas_label, courts.areas_printed) == ("named", "West London Group (H&F)", True)
    (row,) = courts.request_areas.all()
    assert (row.area.slug, row.authority.short_name) == ("west-london", "Hammersmith and Fulham")
    assert [row.department.abbreviation for row in courts.request_departments.all()] == ["DfE", "MoJ"]
    assert courts.lead.abbreviation == "DfE"
    assert entry(SCHOOLS[2]).scope == "all"


def test_a_first_revision_takes_effect_on_the_day_given_and_says_when_it_was_recorded(five):
    for revision in Revision.objects.all():
        assert (revision.version, revision.action, revision.batch) == (1, Action.IMPORTED, five.batch)
        assert (revision.effective_at, revision.recorded_at) == (MARCH_17, MARCH_22)
    assert entry(SCHOOLS[2]).raised_on == date(2011, 3, 17)
    assert LoggedRequest.objects.as_at(MARCH_17 - timedelta(seconds=1)) == []
    assert len(LoggedRequest.objects.as_at(MARCH_17)) == 5


def test_positions_and_outcomes_are_those_of_the_file(five):
    assert entry(SCHOOLS[2]).area_position_text == SCHOOLS[4]
    assert Position.objects.count() == 4
    pooling = entry(POOLING[2])
    assert (pooling.outcome, pooling.outcome_text, pooling.outcome_on) == ("", POOLING[4], date(2011, 3, 17))


def test_optional_columns_are_taken(by):
    workstream()
    header = (*HEADER, "reference", "due_on", "workstream", "outcome", "kind", "raised_on", "lead")
    file = parsed(
        (*COURTS, "CB-0040", "2011-04-01", "", "", "flexibility", "03/03/2011", "MoJ"),
        (*FINANCE, "", "", "innovative finance", "", "", "", ""),
        (*POOLING, "", "", "", "already_existed", "pooling", "", ""),
        header=header,
    )
    import_register(file, by=by, effective_at=MARCH_17, now=MARCH_22)
    courts = entry(COURTS[2])
    assert (courts.reference, courts.due_on, courts.kind) == ("CB-0040", date(2011, 4, 1), "flexibility")
    assert (courts.raised_on, courts.lead.abbreviation) == (date(2011, 3, 3), "MoJ")
    assert entry(FINANCE[2]).workstream.name == "Innovative finance"
    assert Freedom.objects.get().text == entry(POOLING[2]).record["freedom"]["text"] == POOLING[4]
    assert {row.reference for row in LoggedRequest.objects.all()} == {"CB-0040", "CB-0041", "CB-0042"}


def test_a_workstream_that_the_register_lacks_is_started(by):
    workstream("Data sharing")
    file = parsed((*FINANCE, "New finance"), (*HEALTH, ""), header=(*HEADER, "workstream"))
    result = import_register(file, by=by, now=MARCH_22)
    assert result.plan.new_workstreams == ("New finance",)
    assert entry(FINANCE[2]).workstream.name == "New finance"
    assert list(Workstream.objects.values_list("name", flat=True)) == ["Data sharing", "New finance"]


def test_a_slip_in_the_name_of_a_workstream_is_a_fault(by):
    workstream("Data sharing")
    assert faults_of(parsed((*FINANCE, "Date shareing"), header=(*HEADER, "workstream")), by) == [(2, "workstream")]


def test_the_same_file_again_changes_nothing(five, by):
    before = snapshot()
    again = import_register(parsed(*FIVE), by=by, effective_at=MARCH_17, now=LATER)
    assert again.batch is None
    assert again.plan.changes_nothing
    assert len(again.plan.unchanged) == 5
    assert snapshot() == before


def test_a_changed_row_is_the_same_request_with_one_new_revision(five, by):
    rows = (changed(SCHOOLS, position="Decided."), *FIVE[1:])
    result = import_register(parsed(*rows), by=by, now=LATER)
    schools = entry(SCHOOLS[2])
    expected = {"created": [], "changed": [schools.reference], "unchanged": 4, "workstreams": []}
    assert result.batch.summary == expected
    assert (schools.version, schools.position_text) == (2, "Decided.")
    assert LoggedRequest.objects.as_at(MARCH_22)[0].position_text == SCHOOLS[4]
    assert [position.text for position in schools.positions.all()] == ["Decided.", SCHOOLS[4]]


def test_a_row_that_moves_to_another_section_is_still_the_same_request(five, by):
    workstream("Data sharing")
    header = (*HEADER, "workstream", "outcome")
    file = parsed(
        (*changed(SCHOOLS, section="addressed", position="Schools may."), "", "agreed"),
        (*changed(COURTS, section="workstream"), "Data sharing", ""),
        (*changed(POOLING, section="to_resolve", position="Open again."), "", ""),
        header=header,
    )
    import_register(file, by=by, now=LATER)
    assert LoggedRequest.objects.count() == 5
    schools, courts, pooling = entry(SCHOOLS[2]), entry(COURTS[2]), entry(POOLING[2])
    assert (schools.status, schools.outcome, schools.outcome_text) == ("addressed", "agreed", "Schools may.")
    assert schools.freedom.text == "Schools may."
    assert (courts.timescale, courts.workstream.name) == ("workstream", "Data sharing")
    assert (pooling.status, pooling.timescale, pooling.outcome_text) == ("reopened", "by_date", "")
    assert {row.version for row in (schools, courts, pooling)} == {2}
    assert import_register(file, by=by, now=LATER).batch is None


def test_a_reference_says_which_request_it_is_whatever_else_changes(five, by):
    reference = entry(COURTS[2]).reference
    row = (*changed(COURTS, areas="Hull and others", issue="Reworded", departments="MoJ/HMP"), reference)
    import_register(parsed(row, header=(*HEADER, "reference")), by=by, now=LATER)
    courts = entry("Reworded")
    assert (courts.reference, courts.scope, courts.areas_label) == (reference, "named_and_others", "Hull and others")
    assert [row.area.slug for row in courts.request_areas.all()] == ["kingston-upon-hull"]
    assert [row.department.abbreviation for row in courts.request_departments.all()] == ["MoJ", "HMP"]
    assert courts.lead.abbreviation == courts.record["lead"] == "MoJ"


def test_blank_cells_change_nothing(five, by):
    header = (*HEADER, "due_on", "lead")
    import_register(parsed((*COURTS, "2011-04-01", "MoJ"), header=header), by=by, now=LATER)
    again = import_register(parsed((*changed(COURTS, position=""), "", ""), header=header), by=by, now=LATER)
    assert again.batch is None
    courts = entry(COURTS[2])
    assert (courts.due_on, courts.lead.abbreviation) == (date(2011, 4, 1), "MoJ")


def test_a_whitehall_only_text_of_an_exported_paper_is_not_published_by_importing_it(five, by):
    schools = entry(SCHOOLS[2])
    state_position(
        schools,
        by=by,
        expected_version=schools.position_version,
        words=Words("A Minister is against it.", audience="whitehall"),
        now=LATER,
    )
    rows = (changed(SCHOOLS, position="A Minister is against it."), changed(COURTS, position="Soon."))
    import_register(parsed(*rows), by=by, now=LATER)
    assert entry(SCHOOLS[2]).area_position_text == SCHOOLS[4]
    assert entry(COURTS[2]).area_position_text == "Soon."


def test_an_import_is_taken_back_as_a_whole_by_new_revisions(five, by):
    rows = (changed(SCHOOLS, position="Decided."), ("to_resolve", "Swindon", "Something new", "HO", "Just asked."))
    batch = import_register(parsed(*rows), by=by, now=LATER).batch
    reversal = reverse_batch(batch, by=by, reason="Wrong file", now=LATER)
    assert len(reversal.summary["changed"]) == 2
    assert (entry(SCHOOLS[2]).version, entry(SCHOOLS[2]).position_text) == (3, SCHOOLS[4])
    assert entry("Something new").status == Status.WITHDRAWN
    assert Revision.objects.filter(batch=batch).count() == 2


def test_areas_departments_and_outcomes_come_back_when_an_import_is_taken_back(five, by):
    header = (*HEADER, "reference", "outcome")
    courts, schools = entry(COURTS[2]), entry(SCHOOLS[2])
    file = parsed(
        (*changed(COURTS, areas="Hull and others", departments="All"), courts.reference, ""),
        (*changed(SCHOOLS, section="addressed", position="They may."), "", "agreed"),
        header=header,
    )
    batch = import_register(file, by=by, now=LATER).batch
    assert schools.revisions.count() == courts.revisions.count() == 2
    reverse_batch(batch, by=by, reason="Wrong file", now=LATER)
    courts, schools = entry(COURTS[2]), entry(SCHOOLS[2])
    assert (courts.scope, courts.areas_label, courts.departments_label) == ("named", COURTS[1], COURTS[3])
    assert [row.area.slug for row in courts.request_areas.all()] == ["west-london"]
    assert [row.department.abbreviation for row in courts.request_departments.all()] == ["DfE", "MoJ"]
    assert (schools.status, schools.outcome, schools.outcome_text) == (Status.IN_HAND, "", "")
    assert not Freedom.objects.exists()


def test_taking_back_takes_few_statements_however_many_requests(by):
    def statements(count: int) -> int:
        rows = [changed(COURTS, issue=f"Number {count}-{number}") for number in range(count)]
        import_register(parsed(*rows), by=by, now=MARCH_22)
        again = [changed(row, position="Decided.") for row in rows]
        batch = import_register(parsed(*again), by=by, now=LATER).batch
        with CaptureQueriesContext(connection) as captured:
            reverse_batch(batch, by=by, reason="Wrong file", now=LATER)
        return len(captured)

    assert statements(42) - statements(2) <= 50  # one UPDATE each that claims the request, and little else


def test_what_was_taken_back_can_be_imported_again_as_the_same_requests(five, by):
    reverse_batch(five.batch, by=by, reason="Wrong day", now=LATER)
    assert {row.status for row in LoggedRequest.objects.all()} == {Status.WITHDRAWN}
    import_register(parsed(*FIVE), by=by, now=LATER)
    assert LoggedRequest.objects.count() == 5
    assert {row.status for row in LoggedRequest.objects.all()} == {Status.IN_HAND, Status.ADDRESSED}
    assert [row.position_text for row in LoggedRequest.objects.as_at(LATER)] == [row[4] for row in FIVE]


def test_a_plan_takes_two_queries_however_many_rows(five, by):
    for count in (1, 60):
        file = parsed(*FIVE, *[changed(COURTS, issue=f"Number {number}") for number in range(count)])
        with CaptureQueriesContext(connection) as captured:
            plan = make_plan(file, effective_at=LATER, now=LATER)
        assert (len(plan.created), len(captured)) == (count, 2)


def test_making_requests_takes_few_statements_however_many_rows(by):
    file = parsed(*[changed(COURTS, issue=f"Number {number}") for number in range(60)])
    with CaptureQueriesContext(connection) as captured:
        import_register(file, by=by, now=MARCH_22)
    assert len(captured) < 40
