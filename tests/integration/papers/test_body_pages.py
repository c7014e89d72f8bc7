"""The pages of bodies and meetings: who reaches them, what they show, and forms that lose no word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import BodyMember, Meeting, Paper
from tests.factories.papers import BodyFactory, BodyMemberFactory, MeetingFactory, PaperFactory
from tests.factories.people import UserFactory, person

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_march(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def body():
    return BodyFactory(slug="cb-group", name="CB Group", purpose="Oversees the work")


@pytest.fixture
def secretariat(client):
    user = person(Role.SECRETARIAT, full_name="Rosa")
    client.force_login(user)
    return client


def meeting_at(body, starts_at, **fields) -> Meeting:
    return MeetingFactory(body=body, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields)


def address(name: str, body, **more) -> str:
    return reverse(f"papers:{name}", kwargs={"slug": body.slug, **more})


def text(response) -> str:
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def when(day="24", month="3", starts="2pm", ends="4pm", place="Eland House", **more) -> dict[str, str]:
    return {
        "day_day": day, "day_month": month, "day_year": "2011", "starts": starts, "ends": ends, "place": place, **more
    }  # fmt: skip


def test_an_officer_sees_the_bodies_that_they_sit_on_and_no_other(client, body):
    other = BodyFactory(name="Leaders' group")
    officer = person(Role.OFFICER)
    BodyMemberFactory(body=body, user=officer)
    client.force_login(officer)
    page = text(client.get(reverse("papers:bodies")))
    assert "CB Group" in page
    assert "Leaders" not in page
    assert client.get(address("body", body)).status_code == 200
    assert client.get(address("body", other)).status_code == 404


def test_an_officer_whose_seat_has_ended_no_longer_finds_the_body(client, body):
    officer = person(Role.OFFICER)
    BodyMemberFactory(body=body, user=officer, to_on=date(2011, 3, 20))
    client.force_login(officer)
    assert client.get(address("body", body)).status_code == 404
    assert "You do not sit on a body" in text(client.get(reverse("papers:bodies")))


def test_the_page_shows_members_earlier_members_and_meetings_by_date(secretariat, body):
    BodyMemberFactory(body=body, user=UserFactory(full_name="Ann"), part="chair")
    BodyMemberFactory(body=body, user=UserFactory(full_name="Ben"), to_on=date(2011, 2, 1))
    meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC), place="70 Whitehall")
    meeting_at(body, datetime(2011, 3, 17, 14, tzinfo=UTC))
    page = text(secretariat.get(address("body", body)))
    to_come, _, past = page.partition("Past meetings")
    assert "24 March 2011, 2:00pm to 4:00pm" in to_come
    assert "70 Whitehall" in to_come
    assert "17 March 2011" in past
    assert "Ann Chair 1 January 2011 Still" in past
    assert "Ben, member from 1 January 2011 until 1 February 2011" in past


def test_only_the_secretariat_is_offered_changes(client, body):
    meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC))
    BodyMemberFactory(body=body)
    client.force_login(person(Role.CHAMPION))
    page = client.get(address("body", body)).content.decode()
    for name in ("change", "add", "end", "cancel"):
        assert f"/{name}/" not in page.partition("<main")[2]


def test_a_year_of_past_meetings_is_shown_when_asked_for(secretariat, body):
    for days in range(1, 16):
        meeting_at(body, NOW - timedelta(days=days))
    page = secretariat.get(address("body", body))
    assert "Show all 15 past meetings" in text(page)
    assert " 5 March 2011" not in text(page)
    assert " 5 March 2011" in text(secretariat.get(address("body", body) + "?meetings=all"))


def test_a_meeting_is_added_by_londons_clock_after_the_clocks_went_forward(secretariat, body):
    response = secretariat.post(address("add_meeting", body), when("28", "3"))
    assert response.status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.ends_at) == (
        datetime(2011, 3, 28, 13, tzinfo=UTC),
        datetime(2011, 3, 28, 15, tzinfo=UTC),
    )
    assert "28 March 2011, 2:00pm to 4:00pm" in text(secretariat.get(address("body", body)))


def test_on_the_day_on_which_the_clocks_change_a_meeting_is_as_long_as_it_is(secretariat, body):
    secretariat.post(address("add_meeting", body), when("27", "3", starts="12:30am", ends="3am"))
    secretariat.post(address("add_meeting", body), when("30", "10", starts="12:30am", ends="3am"))
    lengths = [meeting.ends_at - meeting.starts_at for meeting in Meeting.objects.order_by("starts_at")]
    assert lengths == [timedelta(hours=1, minutes=30), timedelta(hours=3, minutes=30)]


WRONG = {
    "a time that the clocks leave out": (when("27", "3", starts="1:30am"), "Clocks go forward on 27 March 2011"),
    "an end before the start": (when(ends="1pm"), "The meeting must end after it starts"),
    "no time": (when(starts="soon"), "Start time must be a time, like 2pm or 14:30"),
    "no day": (when(day="31", month="2"), "Date must be a real date"),
    "nothing": ({}, "Enter start time"),
    "markup": (when(place="<b>Here</b>"), "Place must not contain HTML"),
    "a place of 201 characters": (when(place="x" * 201), "Place must be 200 characters or fewer"),
}


@pytest.mark.parametrize(("typed", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_meeting_is_not_added_with(secretariat, body, typed, said):
    response = secretariat.post(address("add_meeting", body), typed)
    assert response.status_code == 422
    assert said in text(response)
    assert not Meeting.objects.exists()


def test_two_who_move_a_meeting_at_once_both_see_both_texts(secretariat, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC), place="Eland House")
    mine = when(place="By video", body=body.pk, version=1)
    theirs = when(place="Town Hall", body=body.pk, version=1)
    change = address("change_meeting", body, pk=meeting.pk)
    assert secretariat.post(change, theirs).status_code == 302
    lost = secretariat.post(change, mine)
    assert lost.status_code == 409
    assert "Town Hall" in text(lost)
    assert 'value="By video"' in lost.content.decode()
    assert 'name="version" value="2"' in lost.content.decode()
    assert secretariat.post(change, {**mine, "version": 2}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("By video", 2)


def test_what_is_typed_about_a_meeting_that_has_become_another_bodys_is_not_lost(secretariat, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC))
    other = BodyFactory(name="Ministerial meeting")
    change = address("change_meeting", body, pk=meeting.pk)
    assert secretariat.post(change, when(body=other.pk, version=1)).status_code == 302
    lost = secretariat.post(change, when(place="By video", body=body.pk, version=1))
    assert lost.status_code == 409
    assert 'value="By video"' in lost.content.decode()
    assert "Ministerial meeting" in text(lost)
    assert secretariat.get(change).status_code == 404


def test_the_loser_may_keep_what_is_there(secretariat, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC), place="Eland House", version=2)
    change = address("change_meeting", body, pk=meeting.pk)
    assert secretariat.post(change, when(place="By video", version=1, choice="theirs")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "Eland House"


def test_a_form_without_its_version_is_shown_again(secretariat, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC), place="Eland House")
    response = secretariat.post(address("change_meeting", body, pk=meeting.pk), when(body=body.pk))
    assert response.status_code == 422
    assert "not sent complete" in text(response)


def test_a_meeting_is_cancelled_and_restored(secretariat, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC))
    cancel = address("cancel_meeting", body, pk=meeting.pk)
    assert "You can restore it" in text(secretariat.get(cancel))
    assert secretariat.post(cancel, {"version": 1}).status_code == 302
    assert "Cancelled" in text(secretariat.get(address("body", body)))
    assert secretariat.post(cancel, {"version": 1}).status_code == 409
    assert secretariat.post(cancel, {"version": 2}).status_code == 422
    secretariat.post(address("restore_meeting", body, pk=meeting.pk), {"version": 2})
    meeting.refresh_from_db()
    assert meeting.cancelled_at is None


def test_a_meeting_of_another_body_is_not_found_under_this_one(secretariat, body):
    meeting = meeting_at(BodyFactory(), datetime(2011, 3, 24, 14, tzinfo=UTC))
    for name in ("change_meeting", "cancel_meeting"):
        assert secretariat.get(address(name, body, pk=meeting.pk)).status_code == 404


def test_a_member_is_added_and_ended(secretariat, body):
    officer = person(Role.OFFICER, full_name="Priya")
    today = {"from_on_day": "20", "from_on_month": "3", "from_on_year": "2011"}
    page = secretariat.get(address("add_member", body))
    assert "A member reads in full what is issued to this body, with what is for Whitehall only." in text(page)
    secretariat.post(address("add_member", body), {"user": officer.pk, "part": "member", **today})
    seat = BodyMember.objects.get()
    assert (seat.user, seat.part, seat.from_on) == (officer, "member", date(2011, 3, 20))
    end = address("end_member", body, pk=seat.pk)
    early = {"to_on_day": "1", "to_on_month": "3", "to_on_year": "2011"}
    wrong = secretariat.post(end, early)
    assert (wrong.status_code, "Enter 20 March 2011 or a later date" in text(wrong)) == (422, True)
    assert secretariat.post(end, {**early, "to_on_day": "31"}).status_code == 302
    seat.refresh_from_db()
    assert seat.to_on == date(2011, 3, 31)


def test_nobody_is_offered_as_a_member_who_reads_no_papers_or_has_left(secretariat, body):
    person(Role.ADMINISTRATOR, full_name="Adam Admin")
    UserFactory(full_name="Gone Person", is_active=False, access_ended_at=NOW)
    page = secretariat.get(address("add_member", body)).content.decode()
    assert "Rosa" in page
    assert "Adam Admin" not in page
    assert "Gone Person" not in page


def test_who_changes_what_papers_hold_is_told_who_outside_whitehall_reads_them(secretariat, body):
    BodyMemberFactory(body=body, user=person(Role.PARTNER, full_name="Gareth Pell"))
    assert "Not in Whitehall, but with a seat: Gareth Pell" in text(secretariat.get(address("change_body", body)))
    said = {"purpose": "New", "sight": "partners", "draft_days": "5", "version": "1"}
    assert secretariat.post(address("change_body", body), said).status_code == 302
    lost = secretariat.post(address("change_body", body), {**said, "purpose": "Mine"})
    assert (lost.status_code, "Mine" in lost.content.decode()) == (409, True)
    body.refresh_from_db()
    assert (body.purpose, body.sight, body.draft_days) == ("New", "partners", 5)


def test_drafts_are_shown_to_who_writes_them_and_issued_papers_to_who_sits_on_the_body(client, body):
    meeting = meeting_at(body, datetime(2011, 3, 24, 14, tzinfo=UTC))
    PaperFactory(body=body, meeting=meeting, title="Half written")
    first = PaperFactory(body=body, meeting=meeting, title="Issued", issued=True)
    PaperFactory(
        body=body, meeting=meeting, title="Corrected", issued=True, series=first.series, issue_number=2,
        corrects=first, correction="A date",
    )  # fmt: skip
    client.force_login(person(Role.SECRETARIAT))
    shown = client.get(address("body", body))
    assert "Half written" in text(shown)
    assert f"/papers/{Paper.objects.get(title='Half written').pk}/edit/" in shown.content.decode()
    officer = person(Role.OFFICER)
    BodyMemberFactory(body=body, user=officer)
    client.force_login(officer)
    shown = text(client.get(address("body", body)))
    assert "Corrected (issue 2)" in shown
    assert "Half written" not in shown
    assert "Issued" not in shown
