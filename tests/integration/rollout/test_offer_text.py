"""The offer's text: who drafts and publishes it, and that no word of it is lost (F000 ¶8, ¶11–14)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.audit.models import AuditEvent
from rollout.models import OfferComment, OfferText, OfferVersion
from rollout.services.offer import answer_comment, comment_on_offer, places_of, publish_offer, save_draft
from tests.factories.duties import AuthorityMembershipFactory, DepartmentMembershipFactory, LocalityLeadFactory
from tests.factories.offer import OfferCommentFactory, OfferTextFactory, OfferVersionFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory, DepartmentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 6, 3, 9, tzinfo=UTC)


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


def champion_of(abbreviation):
    champion = person(Role.CHAMPION)
    DepartmentMembershipFactory(
        user=champion, department=DepartmentFactory(abbreviation=abbreviation), from_on=date(2011, 1, 1)
    )
    return champion


def officer_of(*authorities):
    officer = person(Role.OFFICER)
    for authority in authorities:
        AuthorityMembershipFactory(user=officer, authority=authority)
    return officer


def save(words, by, expected=0):
    return save_draft(words=words, expected_number=expected, by=by, now=NOW)


def publish(expected, by, note="First published"):
    return publish_offer(expected_number=expected, note=note, by=by, now=NOW)


@pytest.mark.parametrize("abbreviation", ["DCLG", "DfE"])
def test_champions_of_the_two_departments_draft_the_offer(abbreviation):
    assert save("Take what you need", champion_of(abbreviation)).number == 1


def test_lg_group_and_the_secretariat_draft_it_with_them(secretary):
    save("Ours", person(Role.PARTNER))
    assert save("Ours, together", secretary, 1).number == 2


@pytest.mark.parametrize("role", [Role.LOCALITY_LEAD, Role.OFFICER, Role.ADMINISTRATOR, Role.CHAMPION])
def test_nobody_else_drafts_the_offer(role):
    champion_of("DfE")
    with pytest.raises(NotPermitted):
        save("Mine", person(role))
    assert not OfferText.objects.exists()


def test_a_champion_of_another_department_drafts_nothing():
    with pytest.raises(NotPermitted):
        save("Mine", champion_of("DWP"))


def test_who_saves_after_somebody_else_is_shown_their_text_and_changes_nothing(secretary):
    save("First", secretary)
    save("Theirs", person(Role.PARTNER), 1)
    with pytest.raises(StaleVersion) as stale:
        save("Mine", secretary, 1)
    assert stale.value.current.words == "Theirs"
    assert OfferText.objects.count() == 2


def test_saving_what_is_there_makes_no_new_text(secretary):
    first = save("First", secretary)
    assert save("First", secretary, 1) == first
    assert OfferText.objects.count() == 1


@pytest.mark.parametrize(("words", "said"), [(" ", "Enter the text"), ("x" * 20_001, "20,000 characters or fewer")])
def test_a_text_that_cannot_be_kept_is_refused_with_what_to_do(secretary, words, said):
    with pytest.raises(ValidationError, match=said):
        save(words, secretary)


def test_the_secretariat_publishes_the_draft_with_a_note(secretary):
    save("First", secretary)
    assert publish(1, secretary).number == 1
    save("Second", secretary, 1)
    second = publish(2, secretary, "Hubs are named")
    assert (second.number, second.text.words, second.note) == (2, "Second", "Hubs are named")
    assert AuditEvent.objects.filter(verb="offer.published", object_label="Offer").count() == 2


def test_a_text_is_published_once(secretary):
    save("First", secretary)
    publish(1, secretary)
    with pytest.raises(StaleVersion):
        publish(1, secretary)
    assert OfferVersion.objects.count() == 1


def test_a_draft_that_moved_meanwhile_is_not_published(secretary):
    save("First", secretary)
    save("Second", secretary, 1)
    with pytest.raises(StaleVersion):
        publish(1, secretary)
    assert not OfferVersion.objects.exists()


def test_nothing_is_published_without_saying_what_changed(secretary):
    save("First", secretary)
    with pytest.raises(ValidationError, match="Enter what changed"):
        publish(1, secretary, " ")


def test_those_who_draft_do_not_publish(secretary):
    save("First", secretary)
    for drafter in (champion_of("DfE"), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            publish(1, drafter)


def test_officers_and_leads_say_for_which_place_they_comment(secretary):
    authority, text = AuthorityFactory(), OfferTextFactory()
    lead = person(Role.LOCALITY_LEAD)
    LocalityLeadFactory(user=lead, authority=authority)
    for speaker in (officer_of(authority), lead):
        said = comment_on_offer(text=text, words="Say more", authority=authority, by=speaker, now=NOW)
        assert (said.authority, said.said_at, said.said_by) == (authority, NOW, speaker)
        with pytest.raises(ValidationError, match="Select the place"):
            comment_on_offer(text=text, words="Say more", by=speaker, now=NOW)


def test_nobody_comments_for_a_place_that_is_not_theirs(secretary):
    text, authority = OfferTextFactory(), AuthorityFactory()
    for speaker in (officer_of(AuthorityFactory()), person(Role.PARTNER), secretary):
        with pytest.raises(NotPermitted):
            comment_on_offer(text=text, words="Say more", authority=authority, by=speaker, now=NOW)
    assert not OfferComment.objects.exists()


def test_partners_comment_for_themselves_and_administrators_not_at_all():
    text = OfferTextFactory()
    said = comment_on_offer(text=text, words="Say more", by=person(Role.PARTNER), now=NOW)
    assert said.authority is None
    with pytest.raises(NotPermitted):
        comment_on_offer(text=text, words="Say more", by=person(Role.ADMINISTRATOR), now=NOW)


def test_the_places_of_an_officer_are_in_alphabetical_order():
    two, one = AuthorityFactory(short_name="Wigan"), AuthorityFactory(short_name="Bolton")
    assert places_of(officer_of(two, one)) == [one, two]
    assert places_of(person(Role.SECRETARIAT)) == []


def test_those_who_draft_answer_a_comment_once(secretary):
    comment, partner = OfferCommentFactory(), person(Role.PARTNER)
    answered = answer_comment(comment=comment, reply="It does now", by=partner, now=NOW)
    assert (answered.reply, answered.answered_by, answered.answered_at) == ("It does now", partner, NOW)
    with pytest.raises(StaleVersion) as stale:
        answer_comment(comment=comment, reply="Mine", by=secretary, now=NOW)
    assert stale.value.current.reply == "It does now"


def test_officers_and_leads_answer_no_comment():
    comment = OfferCommentFactory()
    for role in (Role.OFFICER, Role.LOCALITY_LEAD):
        with pytest.raises(NotPermitted):
            answer_comment(comment=comment, reply="Mine", by=person(role), now=NOW)


@pytest.mark.parametrize(
    ("factory", "change"),
    [(OfferTextFactory, {"words": "Another"}), (OfferVersionFactory, {"note": "Another"})],
    ids=["a saved text", "a version"],
)
def test_the_database_keeps_what_was_saved_and_published(factory, change):
    made = factory()
    rows = type(made).objects.filter(pk=made.pk)
    for attempt in (lambda: rows.update(**change), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    assert rows.exists()


def test_the_database_keeps_what_a_comment_said_and_lets_it_be_answered_once():
    comment = OfferCommentFactory()
    rows = OfferComment.objects.filter(pk=comment.pk)
    for attempt in (lambda: rows.update(words="Another"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    answer = {"reply": "Yes", "answered_at": NOW, "answered_by": comment.said_by}
    assert rows.update(**answer) == 1
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(reply="No")


def test_drafts_and_comments_are_read_by_all_but_administrators_and_the_community():
    OfferCommentFactory()
    for role in Role:
        expected = 0 if role in (Role.ADMINISTRATOR, Role.COMMUNITY) else 1
        assert OfferText.objects.visible_to(person(role)).count() == expected
        assert OfferComment.objects.visible_to(person(role)).count() == expected
