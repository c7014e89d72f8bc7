"""Nominations in every state: of real places, and invented from the first word to the last, as each says itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from areas.access import forget_duties
from areas.models import Authority
from areas.services.people.posts import put_officer
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.places.demo.people import DOMAIN
from cbtracker.web.formats import LONDON
from requests_log.models import LoggedRequest, Timescale
from requests_log.services import triage
from rollout.models import Nomination, SignOff
from rollout.nomination_pages import Page
from rollout.services.nominations import (
    acknowledge,
    ask_sign_off,
    keep_page,
    keep_who,
    resume,
    send_back,
    sign,
    start_nomination,
    submit,
    withdraw,
)

NOTE = "Invented for the demonstration."
POST = SignOff.Post.CHIEF_EXECUTIVE
DATA = {
    "issue": "Let the police tell the council which households they visit most often",
    "detail": f"Each force reads the guidance on sharing in its own way. {NOTE}",
    "departments": ["HO"],
}
HOUSING = {
    "issue": "Let a landlord see that a family has a lead worker before it begins to evict",
    "detail": f"A letter of consent is asked for each time. {NOTE}",
    "departments": [],
}
CHIEFS = {
    "cornwall": "Loveday Trewin",
    "darlington": "Hugh Aycliffe",
    "luton": "Sabina Lockhart",
    "middlesbrough": "Denise Marton",
    "portsmouth": "Edmund Farlington",
    "redcar-and-cleveland": "Owen Skelton",
    "southampton": "Noreen Bassett",
    "stockton-on-tees": "Rukhsana Thorne",
    "sunderland": "Wilfred Ryhope",
    "wolverhampton": "Glenda Penn",
}
WELCOME = "Thank you for your nomination. We would like to hear how your partners see the first year."
WITHDRAWN = "The partnership board wants to settle the health service's part first."
WAIT = "Please name the probation trust among the partners, and let us talk about the start."


@dataclass(frozen=True)
class Teller:
    """An officer of the places `slugs`, the first of which leads, and when they began."""

    officer: User
    slugs: tuple[str, ...]
    began: datetime
    name: str = ""

    def at(self, days: int) -> datetime:
        """The moment that many days after they began."""
        return self.began + timedelta(days=days)

    def authorities(self) -> list[Authority]:
        """The places, the lead first."""
        found = {one.slug: one for one in Authority.objects.filter(slug__in=self.slugs)}
        return [found[slug] for slug in self.slugs]

    def draft(self, *pages: Page, wanted: date, barriers: tuple[dict[str, Any], ...] = ()) -> Nomination:
        """Begin, and answer `pages` after the first; all of them where none is named."""
        authorities, by, now = self.authorities(), self.officer, self.began
        draft = start_nomination(authority=authorities[0], by=by, now=now)
        contact = {"name": by.full_name, "job_title": by.job_title, "email": by.email, "phone": ""}
        draft = keep_who(
            draft,
            authorities=authorities,
            name=self.name,
            contacts=[contact],
            by=by,
            expected_version=draft.version,
            now=now,
        )
        for page in pages or tuple(Page)[1:]:
            draft = keep_page(
                draft,
                page=page,
                answers={"barriers": list(barriers)} if page is Page.BARRIERS else ANSWERS[page],
                wanted_start=wanted if page is Page.PACE else None,
                by=by,
                expected_version=draft.version,
                now=now,
            )
        return draft

    def ask(self, draft: Nomination, *, after: int) -> list[str]:
        """Ask the chief executive of each place to sign; return the tokens of the links."""
        tokens = []
        for authority in self.authorities():
            sign_off = ask_sign_off(
                draft,
                authority=authority,
                full_name=CHIEFS[authority.slug],
                post=POST,
                email=_chief(authority),
                by=self.officer,
                expected_version=_again(draft).version,
                now=self.at(after),
            )
            tokens.append(sign_off.token())
        return tokens

    def submitted(self, *, after: int, **answers: Any) -> Nomination:
        """A nomination that was signed the day before it was submitted."""
        draft = self.draft(**answers)
        for token in self.ask(draft, after=after - 6):
            sign(token, now=self.at(after - 1))
        return submit(_again(draft), by=self.officer, now=self.at(after))


ANSWERS: dict[Page, dict[str, Any]] = {
    Page.FOCUS: {"focus": "families", "detail": f"Families whom several services know and none leads. {NOTE}"},
    Page.PACE: {"budget_cycle": "The council sets its budget in February", "detail": ""},
    Page.PARTNERS: {"sectors": ["health", "police", "housing", "voluntary"], "detail": ""},
    Page.OFFER: {"elements": [], "detail": "We would like to talk with a place that has begun."},
}


def tell_nominations(people: dict[str, User], *, now: datetime) -> None:
    """One in each state: four that are being drafted now, one that has just come, and older ones."""
    _tell_drafts(people, now)
    pair = Teller(_officer("portsmouth", "Ines Calloway"), ("portsmouth", "southampton"), _ago(now, 12), "Solent")
    pair.submitted(after=10, wanted=date(2013, 4, 1))
    _tell_earlier(people["secretariat"])


def _tell_drafts(people: dict[str, User], now: datetime) -> None:
    wanted = date(2013, 4, 1)
    priya = people["officer"]
    put_officer(Authority.objects.get(slug="wiltshire"), priya, by=None, now=_on(2011, 5, 3))
    forget_duties(priya)
    Teller(priya, ("wiltshire",), _ago(now, 4)).draft(Page.FOCUS, Page.PACE, wanted=wanted)
    waiting = Teller(_officer("sunderland", "Keir Oldroyd"), ("sunderland",), _ago(now, 5))
    waiting.ask(waiting.draft(wanted=wanted), after=2)
    back = Teller(_officer("wolverhampton", "Harjit Bassi"), ("wolverhampton",), _ago(now, 8))
    [token] = back.ask(back.draft(wanted=wanted), after=2)
    send_back(token, comment=f"{WAIT} {NOTE}", now=back.at(6))
    signed = Teller(_officer("luton", "Mavis Adeyemi"), ("luton",), _ago(now, 7))
    [token] = signed.ask(signed.draft(wanted=wanted, barriers=(HOUSING,)), after=1)
    sign(token, now=signed.at(5))


def _tell_earlier(secretary: User) -> None:
    """A joint one that was acknowledged, one that was left as a draft, and one that was withdrawn and resumed."""
    four = ("stockton-on-tees", "darlington", "middlesbrough", "redcar-and-cleveland")
    joint = Teller(_officer(four[0], "Bridie Ferrers"), four, _on(2011, 8, 22), "Tees Valley")
    came = joint.submitted(after=21, wanted=date(2012, 4, 1), barriers=(DATA,))
    acknowledge(came, message=f"{WELCOME} {NOTE}", by=secretary, now=joint.at(24), converse=True)
    entry = LoggedRequest.objects.get(issue=DATA["issue"])
    version = entry.shared_version
    triage(entry, by=secretary, expected_version=version, timescale=Timescale.AFTER_APRIL, now=joint.at(25))

    left = Teller(_officer("calderdale", "Josie Hebden"), ("calderdale",), _on(2011, 10, 3))
    draft = left.draft(Page.FOCUS, wanted=date(2012, 9, 3))
    withdraw(draft, reason=NOTE, by=left.officer, expected_version=draft.version, now=left.at(30))

    again = Teller(_officer("cornwall", "Petroc Angove"), ("cornwall",), _on(2011, 9, 19))
    one = acknowledge(
        again.submitted(after=21, wanted=date(2012, 4, 1)), message="", by=secretary, now=again.at(23), converse=True
    )
    reason = f"{WITHDRAWN} {NOTE}"
    gone = withdraw(one, reason=reason, by=again.officer, expected_version=one.version, now=again.at(77))
    resume(gone, by=again.officer, expected_version=gone.version, now=again.at(140))


def _officer(slug: str, name: str) -> User:
    """Somebody who has been an officer of the place since the spring of 2011."""
    began = _on(2011, 5, 3)
    email = f"officer.{slug}@{DOMAIN}"
    user = User.objects.create_user(
        email, full_name=name, role=Role.OFFICER, job_title="Head of partnerships", date_joined=began
    )
    put_officer(Authority.objects.get(slug=slug), user, by=None, now=began)
    return user


def _chief(authority: Authority) -> str:
    return f"chief.executive@{authority.slug}.{DOMAIN}"


def _again(nomination: Nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def _on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 11, tzinfo=LONDON)


def _ago(now: datetime, days: int) -> datetime:
    """In the forenoon of the day so many days before `now`."""
    local = now.astimezone(LONDON) - timedelta(days=days)
    return local.replace(hour=11, minute=0, second=0, microsecond=0)
