"""The one-page sheet of a place, as a page, as a file and in a paper."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from areas.models import Area, AreaChampion, AreaMember, LocalityLead, Resource
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.exporters import export
from cbtracker.papers.place_sheet import NO_OPEN, NOT_FOR_THEM, place_sheet
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.sections.registry import SectionContext, SectionUnavailable
from cbtracker.papers.structure import Heading, Paragraph, Table
from cbtracker.web.formats import LONDON
from requests_log.services import mark_addressed, raise_request
from requests_log.services.naming import AreasNamed
from requests_log.sights import Sight
from tests.factories.people import UserFactory
from tests.factories.places import AuthorityFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.papers.conftest import ACCEPTED, BETWEEN, EARLY, LATE, say
from tests.integration.papers.paper_world import TUESDAY
from tests.integration.requests_log.world import START, accepted, again, raised
from tests.unit.papers.examples import pdf_pages, squeezed, text_of


@pytest.fixture
def swindon(world):
    """Swindon with a request that is open, one that is addressed, one for all areas, a champion and a resource."""
    entry = accepted(world, world.dfe, now=ACCEPTED)
    say(world, entry, "Schools may join.", at=EARLY)
    done = accepted(world, world.moj, now=ACCEPTED, issue="Restorative justice")
    mark_addressed(
        done,
        by=world.person("secretariat"),
        expected_version=done.shared_version,
        outcome="already_existed",
        text="Areas have flexibility.",
        now=EARLY,
    )
    raise_request(by=world.person("secretariat"), issue="A menu", areas=AreasNamed("all", ()), now=ACCEPTED)
    AreaChampion.objects.create(user=world.person("champion"), area=world.swindon, from_on=START)
    Resource.objects.create(
        area=world.swindon,
        year=2011,
        contributor="Council",
        manner="pooled",
        other_stream="Staff",
        amount_pence=150_000,
    )
    Resource.objects.create(area=world.swindon, year=2011, contributor="PCT", manner="in_kind", other_stream="Nurses")
    return Area.objects.get(pk=world.swindon.pk)


def sheet(area, user, *, as_at=TUESDAY):
    return place_sheet(area, user=user, as_at=as_at, now=TUESDAY, marking="OFFICIAL")


def table(paper, caption):
    (found,) = [block for block in paper.blocks if isinstance(block, Table) and block.caption.startswith(caption)]
    return list(found.rows)


def said(paper):
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def test_the_sheet_says_what_the_place_is_and_who_answers_for_it(world, swindon):
    paper = sheet(swindon, world.person("secretariat"))
    assert table(paper, "Swindon on 22 March 2011") == [
        ("Phase", "First phase"),
        ("Authority", "Swindon"),
        ("Area champion", str(world.person("champion"))),
        ("Locality leads", str(world.person("locality_lead"))),
        ("Engagement", "Not engaged yet"),
    ]


def test_the_sheet_says_where_each_authority_stood_on_that_day(world, swindon):
    launch = datetime(2011, 4, 1, 9, tzinfo=LONDON)
    user = world.person("partner")
    EngagementStepFactory(authority=swindon.lead_authority, recorded_at=launch)

    def said_at(moment):
        paper = place_sheet(swindon, user=user, as_at=moment, now=moment, marking="OFFICIAL")
        return table(paper, "Swindon on 1 April 2011")[-1]

    assert said_at(launch - timedelta(hours=1)) == ("Engagement", "Not engaged yet"), "it was recorded later"
    assert said_at(launch) == ("Engagement", "Live since 1 April 2011")
    for name, step in (("Aldbourne", "live"), ("Barnwood", "paused"), ("Chalford", "")):
        authority = AuthorityFactory(short_name=name)
        AreaMember.objects.create(area=swindon, authority=authority, from_on=START)
        if step:
            EngagementStepFactory(authority=authority, step=step, recorded_at=launch)
    assert said_at(launch)[1] == (
        "Live since 1 April 2011: Aldbourne, Swindon\nPaused since 1 April 2011: Barnwood\nNot engaged yet: Chalford"
    )


def test_the_sheet_says_of_each_request_where_it_stands(world, swindon):
    paper = sheet(swindon, world.person("secretariat"))
    ((reference, *row),) = table(paper, "Open requests (1)")
    assert reference.startswith("CB-")
    assert row == ["Let schools pool funding", "DfE", "In hand, due 1 April 2011\nSchools may join."]
    ((_, *row),) = table(paper, "Addressed requests (1)")
    assert row == ["Restorative justice", "MoJ", "Freedom already existed\nAreas have flexibility."]
    (wide,) = [block for block in paper.blocks if block.kind == "bullets"]
    assert wide.label == "Requests for many or all areas (1 open, 0 addressed), open"
    assert wide.items[0].endswith(": A menu")


def test_an_amount_that_is_not_known_is_not_zero_on_the_sheet(world, swindon):
    rows = table(sheet(swindon, world.person("secretariat")), "Resources: what the partners bring")
    assert [row[-1] for row in rows] == ["Not yet known", "£1,500", "£1,500 and 1 amount not yet known"]


def test_the_sheet_of_an_earlier_moment_has_the_people_and_words_of_then(world, swindon):
    lead = UserFactory(role=Role.LOCALITY_LEAD)
    LocalityLead.objects.filter(authority=swindon.lead_authority).update(to_on=date(2011, 3, 21))
    LocalityLead.objects.create(user=lead, authority=swindon.lead_authority, from_on=date(2011, 3, 21))
    AreaMember.objects.filter(area=swindon).update(to_on=date(2011, 3, 22))
    secretariat = world.person("secretariat")
    then, now = sheet(swindon, secretariat, as_at=BETWEEN), sheet(swindon, secretariat)
    assert table(then, "Swindon on 20 March 2011")[3][1] == str(world.person("locality_lead"))
    assert table(then, "Swindon on 20 March 2011")[1] == ("Authority", "Swindon")
    assert table(now, "Swindon on 22 March 2011")[1:3] == [("Authorities", "None named"), ("Lead authority", "Swindon")]
    earlier = sheet(swindon, secretariat, as_at=EARLY - timedelta(minutes=1))
    assert table(earlier, "Open requests (2)")[0][3] == "Accepted, due 1 April 2011\nNo position has been stated yet."
    assert table(then, "Resources: what the partners bring, as recorded on 22 March 2011")


def test_a_whitehall_only_position_is_on_whitehalls_sheet_alone(world, swindon):
    entry = again(accepted(world, world.dfe, now=ACCEPTED, issue="Another"))
    say(world, entry, "Ministers are not minded to.", at=LATE, audience="whitehall")
    for role, may in (("champion", True), ("locality_lead", True), ("officer", False), ("partner", False)):
        assert ("not minded" in str(sheet(swindon, world.person(role)))) is may, role
        assert ("not minded" in str(sheet(swindon, world.person(role), as_at=None))) is may, role


def test_an_officer_of_another_area_gets_no_requests_of_the_place_and_is_not_told_that_there_are_none(world, swindon):
    officer = world.person("officer")
    own, other = sheet(swindon, officer), sheet(Area.objects.get(pk=world.barnet.pk), officer)
    raised(world, area=world.barnet, now=ACCEPTED, issue="Barnet's own need")
    assert "Let schools pool funding" in str(own)
    assert NOT_FOR_THEM in said(other)
    assert "own need" not in str(sheet(Area.objects.get(pk=world.barnet.pk), officer))
    assert "own need" in str(sheet(Area.objects.get(pk=world.barnet.pk), world.person("partner")))


def test_a_place_without_requests_and_resources_says_so(world):
    paper = sheet(world.barnet, world.person("secretariat"))
    assert said(paper) == [
        NO_OPEN,
        "No request of this place has been addressed yet.",
        "Requests for many or all areas: 0 open, 0 addressed.",
        "No resource has been recorded yet.",
    ]


@pytest.mark.parametrize("format", ["html", "pdf", "odt"])
def test_the_sheet_is_a_page_in_every_format(world, swindon, format):
    content = export(sheet(swindon, world.person("secretariat")), format).content
    text = text_of(format, content)
    for part in ("Place sheet: Swindon", "Schools may join.", "Areas have flexibility.", "£1,500"):
        assert squeezed(part) in text
    if format == "pdf":
        assert len(pdf_pages(content)) == 1


def test_the_page_shows_the_sheet_and_its_links_give_the_same_moment(client, world, swindon):
    client.force_login(world.person("officer"))
    page = html.fromstring(client.get(reverse("papers:place_sheet", args=["swindon"])).content.decode())
    assert "Schools may join." in page.find_class("cb-paper")[0].text_content()
    links = page.findall(".//a[@download]")
    assert [link.text for link in links] == ["Web page (HTML)", "PDF", "OpenDocument text (ODT)"]
    say(world, again(accepted(world, world.dfe)), "Said afterwards.", at=timezone.now())
    for link in links:
        response = client.get(link.get("href"))
        assert response.headers["Content-Disposition"].startswith('attachment; filename="place-sheet-swindon-')
        assert b"Said afterwards" not in response.content


def test_who_took_a_sheet_is_on_record(client, world, swindon):
    officer = world.person("officer")
    client.force_login(officer)
    client.get(reverse("papers:place_sheet_file", args=["swindon", "html"]), {"as_at": "then"})
    assert not AuditEvent.objects.filter(verb="papers.exported").exists()
    client.get(reverse("papers:place_sheet_file", args=["swindon", "pdf"]))
    assert AuditEvent.objects.get(verb="papers.exported").actor_id == officer.pk


def test_the_page_of_the_place_leads_to_its_sheet(client, world, swindon):
    client.force_login(world.person("partner"))
    assert reverse("papers:place_sheet", args=["swindon"]) in client.get("/areas/swindon/").content.decode()


def test_a_wrong_moment_is_explained_and_an_unknown_format_is_not_there(client, world, swindon):
    client.force_login(world.person("secretariat"))
    wrong = client.get(reverse("papers:place_sheet", args=["swindon"]), {"as_at": "2111-01-01"})
    assert wrong.status_code == 422
    assert "in the future" in wrong.content.decode()
    address = reverse("papers:place_sheet_file", args=["swindon", "pdf"])
    assert client.get(address, {"as_at": "then"}).status_code == 422
    assert client.get(reverse("papers:place_sheet_file", args=["swindon", "docx"])).status_code == 404
    assert client.get(reverse("papers:place_sheet", args=["narnia"])).status_code == 404


def context(sight=Sight.WHITEHALL, **options):
    return SectionContext(sight=sight, as_at=TUESDAY, known_at=TUESDAY, options=options)


def test_a_paper_has_a_sheet_for_each_chosen_place_on_a_page_of_its_own(world, swindon):
    content = KINDS["place_sheets"].build(context(areas=[world.barnet.pk, swindon.pk]))
    headings = [block for block in content.blocks if isinstance(block, Heading) and block.level > 1]
    assert headings == [
        Heading(2, "Place sheets", starts_page=True),
        Heading(3, "Swindon"),
        Heading(3, "Barnet", starts_page=True),
    ]
    assert KINDS["place_sheets"].build(context(areas="all")) == content
    assert KINDS["place_sheets"].build(context()) == content


def test_what_every_area_may_read_of_a_place_leaves_its_requests_out(world, swindon):
    content = KINDS["place_sheets"].build(context(Sight.AREAS, areas=[swindon.pk]))
    assert NOT_FOR_THEM in [block.text for block in content.blocks if isinstance(block, Paragraph)]
    assert "Schools may join." not in str(content)
    assert "Schools may join." in str(KINDS["place_sheets"].build(context(Sight.PARTNERS, areas=[swindon.pk])))


@pytest.mark.parametrize("areas", [[0], [], ["swindon"], "some", None])
def test_a_place_that_is_gone_or_not_chosen_is_a_gap_that_says_what_to_do(world, areas):
    with pytest.raises(SectionUnavailable, match="Choose the places"):
        KINDS["place_sheets"].build(replace(context(), options={"areas": areas}))


def test_sheets_of_all_places_take_as_many_queries_as_one(world, swindon, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        KINDS["place_sheets"].build(context())
