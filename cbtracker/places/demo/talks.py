"""Conversations with authorities and documents of places: all invented, and each says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from areas.models import Area, Authority
from cbtracker.accounts.models import User
from cbtracker.web.formats import LONDON
from requests_log.models import Audience
from rollout.models import Conversation, ConversationNote
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import add_note, close_conversation, mark_done, retract_note
from rollout.services.documents import (
    DocumentTerms,
    SentFile,
    add_document,
    replace_document,
    withdraw_document,
)

INVENTED = "Invented for the demonstration."
LEAD, OFFICER, SECRETARIAT = "locality_lead", "officer", "secretariat"
WHITEHALL = Audience.WHITEHALL


@dataclass(frozen=True)
class Said:
    """A note: who wrote it, how many days before now, what, and what is to be done in how many days from now."""

    by: str
    days: int
    text: str
    action: str = ""
    due: int | None = None
    owner: str = ""
    audience: str = Audience.AREAS
    is_done: bool = False


TALKS: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
    (
        "swindon",
        "How the family teams are paid for next year",
        (
            Said(
                LEAD, 60, "Met the programme manager. Two partners have agreed their share, the third decides in May."
            ),
            Said(
                OFFICER,
                35,
                "The third partner wants to see what other places saved before it decides.",
                "Send what is known of savings elsewhere",
                -4,
                "Locality lead",
            ),
            Said(
                LEAD,
                20,
                "The finance director would rather hear from another place than from us. Worth arranging quietly.",
                "Ask the region which place would come",
                10,
                "Locality lead",
                WHITEHALL,
            ),
        ),
    ),
    (
        "plymouth",
        "Whether to start in the autumn",
        (
            Said(
                SECRETARIAT,
                50,
                "The chief executive rang. They would like to begin with the budget that is set in the autumn.",
                "Send the offer and the names of two places to talk to",
                -30,
                "Secretariat",
                is_done=True,
            ),
            Said(
                LEAD,
                12,
                "They have read the offer and ask how early the grant can be drawn.",
                "Put them in touch with DfE",
                6,
                "Locality lead",
            ),
        ),
    ),
    (
        "rutland",
        "Joining with a neighbour",
        (
            Said(
                SECRETARIAT,
                25,
                "Too small to run one alone, they think. They would talk to a neighbour if somebody asked both.",
                "Find out whether the neighbour would",
                14,
                "Locality lead",
            ),
        ),
    ),
    (
        "nottingham",
        "Who should know before it is announced",
        (
            Said(
                LEAD,
                9,
                "The leader is minded to say yes. Nothing is to be said before the cabinet meets.",
                "",
                None,
                "",
                WHITEHALL,
            ),
        ),
    ),
)
CLOSED = ("derby", "First call", "They are content to wait for the final phase, and will ring when that changes.")
MISTAKEN = "They have signed the agreement."


def tell_talks(people: Mapping[str, User], *, now: datetime) -> None:
    """Hold the conversations and keep the documents, each on the evening of its day."""
    authorities = {one.slug: one for one in Authority.objects.all()}
    today = now.astimezone(LONDON).date()
    for slug, subject, notes in TALKS:
        talk = None
        for said in notes:
            talk = _say(talk, authorities[slug], subject, said, people, today)
    _close(people, authorities, today)
    _retract(people, authorities["plymouth"], today)
    _documents(people, today)


def _evening(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(18), LONDON)


def _say(
    talk: Conversation | None, authority: Authority, subject: str, said: Said, people: Mapping[str, User], today: date
) -> Conversation:
    """Write the note, opening the conversation with the first."""
    by = people[said.by]
    due = None if said.due is None else today + timedelta(days=said.due)
    terms = NoteTerms(
        text=f"{said.text} {INVENTED}",
        on=today - timedelta(days=said.days),
        audience=said.audience,
        next_action=said.action,
        next_action_on=due,
        next_action_owner=said.owner,
    )
    now = _evening(today, said.days)
    if talk is None:
        talk = open_conversation(authority=authority, subject=subject, by=by, now=now, first_note=terms)
        note = talk.notes.get()
    else:
        note = add_note(conversation=talk, terms=terms, by=by, now=now)
    if said.is_done:
        mark_done(note=note, by=by, now=now + timedelta(days=3))
    return talk


def _close(people: Mapping[str, User], authorities: Mapping[str, Authority], today: date) -> None:
    slug, subject, text = CLOSED
    by = people[SECRETARIAT]
    terms = NoteTerms(text=f"{text} {INVENTED}", on=today - timedelta(days=45))
    now = _evening(today, 45)
    talk = open_conversation(authority=authorities[slug], subject=subject, by=by, now=now, first_note=terms)
    close_conversation(conversation=talk, by=by, now=now + timedelta(minutes=5))


def _retract(people: Mapping[str, User], authority: Authority, today: date) -> None:
    talk: Any = Conversation.objects.filter(authority=authority).latest("pk")
    by, now = people[SECRETARIAT], _evening(today, 11)
    terms = NoteTerms(text=f"{MISTAKEN} {INVENTED}", on=today - timedelta(days=11))
    note: ConversationNote = add_note(conversation=talk, terms=terms, by=by, now=now)
    retract_note(note=note, reason="It was about another authority.", by=by, now=now + timedelta(hours=1))


def _documents(people: Mapping[str, User], today: date) -> None:
    by = people[SECRETARIAT]
    areas = {one.slug: one for one in Area.objects.all()}
    swindon, hull, lewisham = areas["swindon"], areas["kingston-upon-hull"], areas["lewisham"]
    _keep(swindon, "submission", "What Swindon set out to do", date(2011, 2, 25), by)
    plan = _keep(swindon, "plan", "Plan for 2011 to 2013", date(2011, 4, 1), by)
    terms = DocumentTerms(kind="plan", title="Plan for 2011 to 2013", dated=date(2011, 9, 5), file=_sheet("Plan"))
    replace_document(old=plan, terms=terms, by=people[OFFICER], now=_evening(date(2011, 9, 6), 0))
    _keep(swindon, "agreement", "Agreement of the partners", date(2011, 6, 30), by)
    _keep(hull, "plan", "Plan for the first year", date(2011, 4, 1), by)
    draft = _keep(lewisham, "submission", "Draft submission", date(2011, 3, 1), by)
    withdraw_document(document=draft, reason=f"It was not the final one. {INVENTED}", by=by, now=_evening(today, 30))
    link = "https://www.example.org/lewisham/community-budget"
    linked = DocumentTerms(kind="plan", title="Plan on the council’s website", dated=date(2011, 5, 3), link=link)
    add_document(place=lewisham, terms=linked, by=by, now=_evening(date(2011, 5, 4), 0))


def _keep(area: Area, kind: str, title: str, dated: date, by: User) -> Any:
    file = SentFile(f"{area.name} {title}.pdf", small_pdf(f"{area.name}: {title}. {INVENTED}"))
    terms = DocumentTerms(kind=kind, title=title, dated=dated, file=file)
    return add_document(place=area, terms=terms, by=by, now=_evening(dated, -1))


def small_pdf(line: str) -> bytes:
    """A PDF of one page that says `line`."""
    shown = line.encode("latin-1", "replace").replace(b"\\", b"").replace(b"(", b"[").replace(b")", b"]")
    text = b"BT /F1 14 Tf 60 760 Td (" + shown + b") Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _sheet(name: str) -> SentFile:
    """A workbook of one sheet."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        page.write_row(0, 0, ("Year", "What is planned", INVENTED))
    return SentFile(f"{name}.xlsx", file.getvalue())
