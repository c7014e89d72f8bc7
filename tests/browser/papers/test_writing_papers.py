"""A paper's whole life in a real browser: drafted, previewed, issued, updated, corrected, checked (issue 3)."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Body, Paper
from cbtracker.papers.services import change_draft, create_draft
from cbtracker.papers.services.drafting import DraftWords, words_of
from requests_log.models import LoggedRequest
from requests_log.services import Words, state_position
from requests_log.services.positions import position_version
from tests.browser.pages import check_page
from tests.factories.papers import BodyFactory
from tests.integration.papers.paper_world import frozen
from tests.integration.requests_log.world import World, accepted, make_world

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
SECONDS, CLICKS = 10, 4
ANNEXES = (Section("annex_a"), Section("annex_b"))


@pytest.fixture
def world(transactional_db) -> World:
    made = make_world()
    BodyFactory(slug="cb-group", name="CB Group", order=1)
    entry = accepted(made, made.dfe)
    say(made, entry, "Schools may join.")
    return made


def say(world: World, entry: LoggedRequest, text: str) -> None:
    entry.refresh_from_db()
    version = position_version(entry, None)
    state_position(entry, by=world.person("secretariat"), expected_version=version, words=Words(text=text))


def drafted(world: World, *sections: Section, title: str = "Requests of Whitehall") -> Paper:
    words = DraftWords(title, sections=sections or ANNEXES)
    return create_draft(by=world.person("secretariat"), body=Body.objects.get(), words=words)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def digest_of_download(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest()


def draft_and_issue(page: Page) -> None:
    """From the list of papers to an issued one."""
    page.goto("/papers/")
    page.get_by_role("link", name="New paper for the CB Group").click()
    press(page, "Start the draft")
    heading(page, "Draft: Requests of Whitehall")
    for title in ("Purpose of discussion", "Considerations", "Progress in numbers"):
        press(page, f"Take out {title}")
    page.get_by_label("Text", exact=True).fill("What the Group should know.\n\n- one\n- two")
    press(page, "Save and preview")
    expect(page.locator("#preview-paper")).to_contain_text("What the Group should know.")
    expect(page.locator("#preview-paper")).to_contain_text("Schools may join.")
    press(page, "Save, check and issue")
    heading(page, "Check and issue the paper")
    press(page, "Issue the paper")
    expect(page.get_by_text("is issued. Nobody can change it any more.")).to_be_visible()


def correct(page: Page) -> None:
    """From an issued paper to its second issue."""
    page.get_by_role("link", name="Correct it with a new issue").click()
    press(page, "Start issue 2")
    expect(page.get_by_role("link", name="Enter what this issue corrects")).to_be_visible()
    page.get_by_label("What does this issue correct?").fill("It was compared with no paper.")
    press(page, "Start issue 2")
    press(page, "Save, check and issue")
    press(page, "Issue the paper")
    expect(page.locator(".cb-paper")).to_contain_text("It was compared with no paper.")


@BOTH
def test_a_paper_is_drafted_issued_updated_and_corrected_and_its_files_stay_as_they_are(world, page_of, javascript):
    page = page_of(world.people["secretariat"], javascript=javascript)
    draft_and_issue(page)
    address, before = page.url, digest_of_download(page, "PDF")
    expect(page.get_by_text(before)).to_be_visible()

    say(world, LoggedRequest.objects.get(), "Every school may join now.")
    page.goto(address)
    assert digest_of_download(page, "PDF") == before
    expect(page.locator(".cb-paper")).not_to_contain_text("Every school may join now.")

    press(page, "Prepare a tabled update")
    expect(page.locator("#preview-paper")).to_contain_text("Every")
    press(page, "Save, check and issue")
    press(page, "Issue the paper")
    heading(page, "Update to: Requests of Whitehall")

    page.goto(address)
    correct(page)
    page.goto(address)
    expect(page.get_by_text("replaces this issue.")).to_be_visible()
    assert digest_of_download(page, "PDF") == before

    page.goto("/papers/check/")
    page.get_by_label("Or paste its digest").fill(f"sha256: {before.upper()}")
    press(page, "Check")
    expect(page.get_by_text("is of a paper that was issued, unchanged.")).to_be_visible()
    expect(page.get_by_text("By issue 2")).to_be_visible()


class Clicks:
    """Counts the clicks of a journey and the seconds that it takes."""

    def __init__(self) -> None:
        self.count, self.began = 0, time.monotonic()

    def click(self, target) -> None:
        """Click on `target`."""
        target.click()
        self.count += 1

    def check(self) -> None:
        """Fail where it took too many clicks or too long."""
        assert (self.count <= CLICKS, time.monotonic() - self.began <= SECONDS) == (True, True)


def test_from_the_register_to_a_file_of_an_issued_paper_in_four_clicks_and_ten_seconds(world, page_of):
    frozen(drafted(world), by=world.person("secretariat"))
    page = page_of(world.people["champion"])
    page.goto("/requests/")
    clicks = Clicks()
    clicks.click(page.get_by_role("link", name="Papers", exact=True))
    clicks.click(page.get_by_role("link", name="Requests of Whitehall"))
    with page.expect_download():
        clicks.click(page.get_by_role("link", name="PDF", exact=True))
    clicks.check()


def test_from_the_register_to_an_issued_file_of_a_prepared_draft_in_four_clicks_and_ten_seconds(world, page_of):
    drafted(world)
    page = page_of(world.people["secretariat"])
    page.goto("/requests/")
    clicks = Clicks()
    clicks.click(page.get_by_role("link", name="Papers", exact=True))
    clicks.click(page.get_by_role("link", name="Check and issue"))
    clicks.click(page.get_by_role("button", name="Issue the paper"))
    with page.expect_download():
        clicks.click(page.get_by_role("link", name="PDF", exact=True))
    clicks.check()
    assert Paper.objects.get().is_issued


def test_from_the_register_to_a_file_of_a_new_draft_in_four_clicks_and_ten_seconds(world, page_of):
    page = page_of(world.people["secretariat"])
    page.goto("/requests/")
    clicks = Clicks()
    clicks.click(page.get_by_role("link", name="Papers", exact=True))
    clicks.click(page.get_by_role("link", name="New paper for the CB Group"))
    clicks.click(page.get_by_role("button", name="Start the draft"))
    with page.expect_download():
        clicks.click(page.get_by_role("link", name="as PDF"))
    clicks.check()


def test_the_preview_follows_what_is_typed_and_leaves_the_focus_alone(world, page_of):
    paper = drafted(world, Section("summary", ("body",), "Before."), *ANNEXES)
    page = page_of(world.people["secretariat"])
    page.goto(f"/papers/{paper.pk}/edit/")
    page.get_by_label("Text", exact=True).press_sequentially("After. ")
    expect(page.locator("#preview-paper")).to_contain_text("After. Before.")
    expect(page.locator("#preview-said")).to_contain_text("It is not saved yet.")
    expect(page.get_by_label("Text", exact=True)).to_be_focused()
    page.get_by_label("As it would be read by").select_option("Areas")
    expect(page.locator("#preview-paper")).to_contain_text("Prepared for areas")
    expect(page.locator("#preview-paper")).not_to_contain_text("After.")
    assert Paper.objects.get().version == 1


def test_sections_are_moved_with_the_keyboard_alone_and_it_is_said(world, page_of):
    paper = drafted(world)
    page = page_of(world.people["secretariat"])
    page.goto(f"/papers/{paper.pk}/edit/")
    button = page.get_by_role("button", name="Move down Annex A")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sections-said")).to_have_text("“Annex A: requests to be concluded” is now section 2 of 2.")
    expect(button).to_be_focused()
    page.get_by_label("Title").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The draft is saved")).to_be_visible()
    assert [row["kind"] for row in Paper.objects.get().sections] == ["annex_b", "annex_a"]


def test_without_javascript_a_move_keeps_what_is_typed_and_says_what_moved(world, page_of):
    paper = drafted(world, Section("summary", ("body",), "Before."), *ANNEXES)
    page = page_of(world.people["secretariat"], javascript=False)
    page.goto(f"/papers/{paper.pk}/edit/")
    page.get_by_label("Text", exact=True).fill("Half a sentence")
    press(page, "Move down Summary")
    expect(page.locator("#section-summary [role=status]")).to_have_text("“Summary” is now section 2 of 3.")
    expect(page.get_by_text("You have changes that are not saved yet.")).to_be_visible()
    assert page.url.endswith("#section-summary")
    press(page, "Save draft")
    summary = Paper.objects.get().sections[1]
    assert (summary["kind"], summary["text"]) == ("summary", "Half a sentence")


@BOTH
def test_two_who_write_one_draft_lose_no_word(world, page_of, javascript):
    paper = drafted(world, Section("summary", ("body",), "What we know."), *ANNEXES)
    page = page_of(world.people["secretariat"], javascript=javascript)
    page.goto(f"/papers/{paper.pk}/edit/")
    theirs = (Section("summary", ("body",), "What we know by now."), *ANNEXES)
    words = words_of(paper, sections=theirs)
    change_draft(Paper.objects.get(), by=world.person("secretariat"), expected_version=1, words=words)
    page.get_by_label("Text", exact=True).fill("What I know.")
    press(page, "Save draft")
    heading(page, "Somebody else changed this draft")
    expect(page.get_by_label("Text", exact=True)).to_have_value("What I know.")
    if javascript:  # axe waits for timers, which there are none of without
        check_page(page)
    page.get_by_role("button", name="Put both texts in the form").first.click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("What we know by now.\n\nWhat I know.")
    page.get_by_role("button", name="Save what I wrote").first.click()
    expect(page.get_by_text("The draft is saved")).to_be_visible()
    assert Paper.objects.get().sections[0]["text"] == "What we know by now.\n\nWhat I know."


def test_the_words_for_a_draft_that_somebody_issued_can_be_copied(world, page_of):
    paper = drafted(world, Section("summary", ("body",), "Before."), *ANNEXES)
    page = page_of(world.people["secretariat"])
    page.goto(f"/papers/{paper.pk}/edit/")
    frozen(Paper.objects.get(), by=world.person("secretariat"))
    page.get_by_label("Text", exact=True).fill("Words that took an hour.")
    press(page, "Save draft")
    heading(page, "Your changes cannot be saved")
    expect(page.get_by_label("Summary: what you wrote")).to_have_value("Words that took an hour.")
    check_page(page)
