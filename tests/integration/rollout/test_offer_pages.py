"""The offer over HTTP: writing it together, publishing it, saying something to it (F000 ¶8, ¶11)."""

from __future__ import annotations

from datetime import date

import pytest

from cbtracker.accounts.permissions import Role
from rollout.models import OfferComment, OfferText, OfferVersion
from tests.factories.duties import AuthorityMembershipFactory, DepartmentMembershipFactory
from tests.factories.offer import OfferCommentFactory, OfferTextFactory, OfferVersionFactory
from tests.factories.people import UserFactory, person
from tests.factories.places import AuthorityFactory, DepartmentFactory
from tests.integration.requests_log.pages import as_it_stands, hidden, in_box, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_in(UserFactory(role=Role.SECRETARIAT, full_name="Rosa Desk"))


@pytest.fixture
def partner():
    return signed_in(UserFactory(role=Role.PARTNER, full_name="Gareth Partner"))


def officer_of(*authorities):
    officer = UserFactory(role=Role.OFFICER, full_name="Priya Officer")
    for authority in authorities:
        AuthorityMembershipFactory(user=officer, authority=authority)
    return signed_in(officer)


def test_the_offer_is_written_published_and_read(desk, partner, client):
    page = partner.get("/offer/edit/")
    saved = partner.post("/offer/edit/", {**as_it_stands(page), "words": "# Ours\n\nTake what helps"}, follow=True)
    assert "The draft is saved" in words(saved)
    assert "Draft 1 of the offer" in words(saved)
    assert "not yet published" in words(client.get("/offer/"))
    published = desk.post(
        "/offer/publish/", {**as_it_stands(desk.get("/offer/publish/")), "note": "First."}, follow=True
    )
    assert "Version 1 is published. Everybody can read it" in words(published)
    assert "Take what helps" in words(client.get("/offer/"))


def test_a_champion_of_dfe_reaches_the_draft_and_one_of_another_department_only_reads(desk):
    champion, other = person(Role.CHAMPION), person(Role.CHAMPION)
    for user, department in ((champion, "DfE"), (other, "DWP")):
        DepartmentMembershipFactory(
            user=user, department=DepartmentFactory(abbreviation=department), from_on=date(2011, 1, 1)
        )
    text = OfferTextFactory(number=1)
    assert signed_in(champion).get("/offer/edit/").status_code == 200
    assert signed_in(other).get("/offer/edit/").status_code == 404
    read = signed_in(other).get("/offer/texts/1/")
    assert text.words in words(read)
    assert "Go on writing" not in words(read)


def test_who_saves_second_sees_both_texts_and_keeps_every_word(desk, partner):
    OfferTextFactory(number=1, words="Take what you need.")
    mine, theirs = as_it_stands(desk.get("/offer/edit/")), as_it_stands(partner.get("/offer/edit/"))
    partner.post("/offer/edit/", {**theirs, "words": "Take what helps you."})
    answer = desk.post("/offer/edit/", {**mine, "words": "Take what you want."})
    assert answer.status_code == 409
    assert in_box(answer, "words") == "Take what you want."
    assert "Gareth Partner saved a change" in words(answer)
    assert "Take what helps you." in words(answer)
    assert hidden(answer, "version") == "2"
    assert OfferText.objects.count() == 2
    both = desk.post("/offer/edit/", {**as_it_stands(answer), "choice": "combine"})
    assert in_box(both, "words") == "Take what helps you.\n\nTake what you want."
    desk.post("/offer/edit/", as_it_stands(both))
    assert OfferText.objects.first().words == "Take what helps you.\n\nTake what you want."


def test_who_saves_second_may_keep_what_is_there(desk):
    OfferTextFactory(number=1), OfferTextFactory(number=2, words="Theirs")
    answer = desk.post("/offer/edit/", {"version": "1", "words": "Mine", "choice": "theirs"}, follow=True)
    assert "The text was left as it is" in words(answer)
    assert OfferText.objects.count() == 2


def test_two_who_write_the_first_text_make_one_and_a_conflict(desk, partner):
    mine, theirs = as_it_stands(desk.get("/offer/edit/")), as_it_stands(partner.get("/offer/edit/"))
    partner.post("/offer/edit/", {**theirs, "words": "Theirs"})
    answer = desk.post("/offer/edit/", {**mine, "words": "Mine"})
    assert (answer.status_code, in_box(answer, "words")) == (409, "Mine")


def test_sending_the_form_twice_saves_once(desk):
    sent = {**as_it_stands(desk.get("/offer/edit/")), "words": "Once"}
    desk.post("/offer/edit/", sent)
    desk.post("/offer/edit/", sent)
    assert OfferText.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"version": "0", "words": ""}, "Enter text of the offer"),
        ({"version": "0", "words": "<b>No</b>"}, "must not contain HTML"),
        ({"version": "", "words": "Words"}, "not sent complete"),
        ({"version": "7", "words": "Words"}, "not sent complete"),
    ],
)
def test_a_text_that_cannot_be_saved_is_shown_again_with_what_to_do(desk, sent, said):
    answer = desk.post("/offer/edit/", sent)
    assert answer.status_code == 422
    assert said in words(answer)
    assert in_box(answer, "words") == sent["words"]


def test_publishing_shows_what_differs_from_the_version_before(desk):
    OfferVersionFactory(number=1, text=OfferTextFactory(number=1, words="Hubs are planned."))
    OfferTextFactory(number=2, words="Hubs are named.")
    html = desk.get("/offer/publish/").content.decode()
    assert '<del class="cb-marked__removed">' in html
    assert "What differs from version 1" in html


def test_publishing_what_moved_meanwhile_publishes_nothing_and_keeps_the_note(desk, partner):
    OfferTextFactory(number=1, words="Old")
    sent = as_it_stands(desk.get("/offer/publish/"))
    partner.post("/offer/edit/", {"version": "1", "words": "New words"})
    answer = desk.post("/offer/publish/", {**sent, "note": "Hubs are named"})
    assert answer.status_code == 409
    assert "Somebody else saved another text meanwhile" in words(answer)
    assert "New words" in words(answer)
    assert in_box(answer, "note") == "Hubs are named"
    assert not OfferVersion.objects.exists()


def test_publishing_twice_makes_one_version(desk):
    OfferTextFactory(number=1)
    sent = {**as_it_stands(desk.get("/offer/publish/")), "note": "First"}
    desk.post("/offer/publish/", sent)
    answer = desk.post("/offer/publish/", sent)
    assert answer.status_code == 409
    assert "Somebody else published this text meanwhile" in words(answer)
    assert OfferVersion.objects.count() == 1


def test_a_version_is_not_published_without_a_note(desk):
    OfferTextFactory(number=1)
    answer = desk.post("/offer/publish/", {"version": "1", "note": ""})
    assert answer.status_code == 422
    assert "Enter what changed" in words(answer)


def test_where_nothing_waits_there_is_nothing_to_publish(desk):
    assert "There is nothing to publish" in words(desk.get("/offer/publish/"))


def test_an_officer_comments_for_their_place_once(desk):
    OfferTextFactory(number=1)
    officer = officer_of(AuthorityFactory(short_name="Swindon"))
    page = officer.get("/offer/texts/1/")
    sent = {**as_it_stands(page), "words": "Name the hub"}
    for _ in range(2):
        answer = officer.post("/offer/texts/1/", sent, follow=True)
    assert "Your comment is recorded" in words(answer)
    assert "Priya Officer, for Swindon" in words(answer)
    assert "Answer the comment" not in words(answer)
    assert OfferComment.objects.count() == 1


def test_an_officer_of_two_places_says_for_which(desk):
    OfferTextFactory(number=1)
    swindon, barnet = AuthorityFactory(short_name="Swindon"), AuthorityFactory(short_name="Barnet")
    officer, stranger = officer_of(swindon, barnet), AuthorityFactory()
    refused = officer.post("/offer/texts/1/", {"words": "Name the hub", "authority": ""})
    assert (refused.status_code, in_box(refused, "words")) == (422, "Name the hub")
    assert officer.post("/offer/texts/1/", {"words": "X", "authority": stranger.pk}).status_code == 422
    officer.post("/offer/texts/1/", {"words": "Name the hub", "authority": barnet.pk})
    assert OfferComment.objects.get().authority == barnet


def test_a_partner_comments_without_a_place(partner):
    OfferTextFactory(number=1)
    partner.post("/offer/texts/1/", {"words": "Good"})
    assert OfferComment.objects.get().authority is None


def test_a_comment_is_answered_by_those_who_write_the_offer(partner):
    comment = OfferCommentFactory(text=OfferTextFactory(number=1))
    answer = partner.post(f"/offer/comments/{comment.pk}/answer/", {"reply": "It is named now"}, follow=True)
    assert "The comment is answered" in words(answer)
    assert "Answered by Gareth Partner" in words(answer)
    again = partner.get(f"/offer/comments/{comment.pk}/answer/", follow=True)
    assert "already been answered" in words(again)


def test_who_answers_second_sees_the_first_answer_and_keeps_every_word(desk, partner):
    comment = OfferCommentFactory(text=OfferTextFactory(number=1))
    address = f"/offer/comments/{comment.pk}/answer/"
    partner.post(address, {"reply": "Theirs"})
    assert partner.post(address, {"reply": "Theirs"}).status_code == 302
    answer = desk.post(address, {"reply": "Mine, at length"})
    assert answer.status_code == 409
    assert "Mine, at length" in words(answer)
    assert "Theirs" in words(answer)
    comment.refresh_from_db()
    assert comment.reply == "Theirs"


def test_an_answer_needs_words(desk):
    comment = OfferCommentFactory(text=OfferTextFactory(number=1))
    answer = desk.post(f"/offer/comments/{comment.pk}/answer/", {"reply": ""})
    assert answer.status_code == 422
    assert "Enter reply" in words(answer)


def test_the_history_shows_versions_drafts_and_what_waits_for_an_answer_first(desk):
    text, draft = OfferTextFactory(number=1), OfferTextFactory(number=2)
    OfferVersionFactory(number=1, text=text, note="First published")
    OfferCommentFactory(
        text=draft, words="Answered words", reply="Yes", answered_at=draft.saved_at, answered_by=draft.saved_by
    )
    OfferCommentFactory(text=text, words="Waiting words")
    said = words(desk.get("/offer/history/"))
    for shown in ("Version 1", "First published", "Draft 2", "on Draft 2", "on Version 1"):
        assert shown in said
    assert said.index("Waiting words") < said.index("Answered words")
    assert "Draft 1" not in said


def test_a_text_that_there_is_not_is_not_found(desk):
    for number in (9, 10**25):
        assert desk.get(f"/offer/texts/{number}/").status_code == 404
    assert desk.get("/offer/comments/9/answer/").status_code == 404


def test_an_earlier_draft_leads_to_the_later_one(desk):
    OfferTextFactory(number=1), OfferTextFactory(number=2)
    said = words(desk.get("/offer/texts/1/"))
    assert "There is a later text" in said
    assert "Publish this text" not in said


def test_pages_of_the_offer_read_the_same_however_much_was_said(desk, django_assert_max_num_queries):
    text = OfferTextFactory(number=1)
    for number in range(2, 20):
        OfferTextFactory(number=number)
        OfferCommentFactory(text=text)
    OfferVersionFactory(number=1, text=text)
    for address in ("/offer/history/", "/offer/texts/1/"):
        with django_assert_max_num_queries(12):
            desk.get(address)
