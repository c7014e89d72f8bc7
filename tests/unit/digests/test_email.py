"""The words of a digest: a subject that says what is in it, plain text that can be read, and the same as HTML."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.digests.contents import Contents, Item, Part
from cbtracker.digests.headings import FOR_ONE_ROLE, TITLES, counted
from cbtracker.digests.mail import subject_of, write
from cbtracker.digests.periods import SENT

SINCE = datetime(2011, 3, 21, 8, tzinfo=UTC)
LINK = "http://127.0.0.1:8000/requests/CB-0001/position/"
LONG = "Let schools pool what they get for families with multiple problems " * 3


def item(**said) -> Item:
    return Item(**{"name": "CB-0001", "about": "Let schools pool", "href": LINK, **said})


def digest(*parts: Part, frequency: str = "weekly"):
    person = User(pk=7, full_name="Ann <Champion> & Co", role=Role.CHAMPION)
    return write(Contents(person, SINCE, list(parts)), frequency=frequency)


FULL = (
    Part("Overdue", [item(facts=["Swindon", "In hand", LONG], words=LONG), item()], 3, "http://127.0.0.1:8000/queue/"),
    Part("Requests that moved", [item(about=LONG)]),
)


def test_the_plain_text_reads_like_a_letter():
    text = digest(Part("Overdue", [item(facts=["Swindon", "In hand"], words="We have asked.")], 2, LINK)).text
    assert text.startswith(
        "Dear Ann <Champion> & Co\n"
        "\n"
        "OVERDUE (3)\n"
        "\n"
        "CB-0001: Let schools pool\n"
        "Swindon; In hand\n"
        '"We have asked."\n'
        f"{LINK}\n"
        "\n"
        "And 2 more:\n"
        f"{LINK}\n"
        "\n"
        "This tells what others did since 21 March 2011, 8:00am.\n"
    )


@pytest.mark.parametrize("parts", [FULL, FULL[:1], FULL[1:]])
@pytest.mark.parametrize("frequency", SENT)
def test_lines_are_short_links_stand_alone_and_no_blank_lines_pile_up(parts, frequency):
    text = digest(*parts, frequency=frequency).text
    assert "\n\n\n" not in text
    for line in text.splitlines():
        assert len(line) <= 78 or line.startswith("http")
        assert line == line.rstrip()
        assert "http" not in line or line.startswith("http")


@pytest.mark.parametrize(
    ("frequency", "said"), [("weekly", "every Monday"), ("monthly", "on the first Monday of the month")]
)
def test_it_says_how_often_it_comes_and_leads_to_changing_that(frequency, said):
    email = digest(*FULL, frequency=frequency)
    for text in (email.text, email.html):
        assert f"You get this email {said} because" in " ".join(text.split())
        assert "/digest/choice/7:" in text
        assert email.unsubscribe in text
    assert "/digest/stop/7:" in email.unsubscribe


def test_what_people_typed_is_no_markup():
    email = digest(Part("Overdue", [item(about="<b>Pool</b>", words="<i>now</i>")]))
    assert "<b>Pool</b>" in email.text
    assert "&lt;b&gt;Pool&lt;/b&gt;" in email.html
    assert "<i>" not in email.html
    assert "Ann &lt;Champion&gt; &amp; Co" in email.html


def test_the_subject_says_what_is_in_it_the_first_things_first():
    of_three = Contents(None, SINCE, [*FULL, Part("Nominations", [item()])])
    assert subject_of(of_three) == "Community Budgets: 5 overdue, 1 request that moved"


def test_one_of_a_thing_is_not_said_in_the_plural():
    titles = {*TITLES.values(), *FOR_ONE_ROLE.values()}
    one = {counted(title, 1) for title in titles}
    assert {"1 reply wanted", "1 new request", "1 nomination", "1 place that has not replied"} <= one
    assert not [said for said in one if any(word in said for word in ("requests", "nominations", "replies", "places"))]
    assert counted("Replies wanted", 2) == "2 replies wanted"
