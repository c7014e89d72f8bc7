"""The reference files become authorities, areas, departments, phases and the funding menu."""

import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from areas.models import Alias, Area, AreaMember, Authority, CandidatePool, Department, FundingStream, Phase
from areas.services import reference
from areas.services.reference.loading import REFERENCE
from cbtracker.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    """A copy of the reference files that a test may spoil."""
    return shutil.copytree(REFERENCE, tmp_path / "reference")


@pytest.fixture
def loaded():
    return reference.load_reference()


def spoil(files, name, old, new):
    path = files / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_152_upper_tier_authorities_of_2011_are_loaded_each_with_a_tile(loaded):
    assert Authority.objects.count() == 152
    assert not Authority.objects.filter(tile_column__isnull=True).exists()
    kinds = {kind: Authority.objects.filter(kind=kind).count() for kind in Authority.Kind.values}
    assert kinds == {
        "county": 27,
        "metropolitan": 36,
        "london-borough": 32,
        "city-of-london": 1,
        "unitary": 55,
        "isles-of-scilly": 1,
    }


def test_the_first_phase_is_16_areas_with_28_authorities(loaded):
    assert Area.objects.filter(phase__slug="first").count() == 16
    assert AreaMember.objects.count() == 28
    sizes = {area.name: area.authorities.count() for area in Area.objects.all() if area.authorities.count() > 1}
    assert sizes == {"Greater Manchester": 10, "West London": 4}


def test_members_belong_to_their_area_on_the_day_the_register_begins(loaded):
    on = date(2011, 3, 17)
    assert AreaMember.objects.in_force(on).count() == 28


def test_an_area_of_one_authority_is_led_by_it_and_a_group_names_none(loaded):
    assert Area.objects.get(slug="swindon").lead_authority.short_name == "Swindon"
    assert Area.objects.get(slug="greater-manchester").lead_authority is None


def test_a_bare_manchester_is_the_group_and_the_member_keeps_its_name(loaded):
    assert Alias.objects.get(name="Manchester").area.name == "Greater Manchester"
    assert Authority.objects.get(short_name="Manchester").gss_code == "E08000003"


@pytest.mark.parametrize(
    ("alias", "name"),
    [("Hull", "Kingston upon Hull"), ("Blackburn", "Blackburn with Darwen"), ("West London Group", "West London")],
)
def test_papers_names_of_areas_are_known(loaded, alias, name):
    assert Alias.objects.get(name=alias).area.name == name


@pytest.mark.parametrize(("alias", "name"), [("K&C", "Kensington and Chelsea"), ("H&F", "Hammersmith and Fulham")])
def test_papers_names_of_boroughs_are_known(loaded, alias, name):
    assert Alias.objects.get(name=alias).authority.short_name == name


def test_departments_stand_in_order_and_justice_answers_for_prisons_and_the_commissioner(loaded):
    names = list(Department.objects.values_list("abbreviation", flat=True))
    assert names == ["DfE", "DWP", "DH", "HO", "MoJ", "CO", "DCLG", "HMP", "ICO"]
    bodies = Department.objects.filter(answered_by__abbreviation="MoJ")
    assert {body.abbreviation for body in bodies} == {"HMP", "ICO"}


def test_only_the_go_live_days_that_the_papers_do_not_print_are_marked_inferred(loaded):
    assert list(Phase.objects.values_list("slug", "goes_live_on", "goes_live_inferred")) == [
        ("first", date(2011, 4, 1), False),
        ("next", date(2012, 4, 1), True),
        ("final", date(2013, 4, 1), True),
    ]


def test_every_line_of_the_funding_menu_is_dated_and_names_its_paragraph(loaded):
    assert FundingStream.objects.count() == 16
    assert set(FundingStream.objects.values_list("menu_dated", flat=True)) == {date(2010, 12, 22)}
    assert all(source.startswith("F004") for source in FundingStream.objects.values_list("source", flat=True))


def test_every_candidate_tag_names_its_source_and_says_how_whole_its_list_is(loaded):
    assert CandidatePool.objects.count() == 48
    assert not CandidatePool.objects.filter(source="").exists()
    munro = CandidatePool.objects.filter(pool="munro-trial")
    assert munro.count() == 8
    assert all(tag.completeness.startswith("complete") for tag in munro)
    westminster = CandidatePool.objects.filter(authority__short_name="Westminster")
    assert set(westminster.values_list("pool", flat=True)) == {
        "munro-trial",
        "early-intervention-place",
        "whole-place-pilot",
        "neighbourhood-pilot",
    }


def test_a_candidate_tag_follows_its_row(loaded, files):
    spoil(
        files, "candidate_pools.csv", "munro-trial,E10000006,Cumbria,2011-03", "munro-trial,E10000006,Cumbria,2011-04"
    )
    assert reference.load_reference(directory=files).changed == {"candidate tags": 1}
    assert CandidatePool.objects.get(authority__short_name="Cumbria").since == "2011-04"


def test_loading_again_changes_nothing_and_says_so(loaded):
    events = AuditEvent.objects.count()
    output = StringIO()
    call_command("load_reference", stdout=output)
    assert "nothing to change" in output.getvalue()
    assert AuditEvent.objects.count() == events


def test_the_first_load_is_audited_once(loaded):
    assert AuditEvent.objects.filter(verb="reference.loaded").count() == 1


def test_a_changed_file_changes_only_its_row(loaded, files):
    spoil(files, "departments.csv", "Department of Health", "Department of Health and more")
    result = reference.load_reference(directory=files)
    assert result.changed == {"departments": 1}
    assert result.created == {}


def test_a_member_that_left_is_not_put_back(loaded):
    AreaMember.objects.filter(area__slug="swindon").update(to_on=date(2011, 6, 1))
    assert not reference.load_reference().changed_anything
    assert AreaMember.objects.get(area__slug="swindon").to_on == date(2011, 6, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("aliases.csv", "kingston-upon-hull", "kingston", "aliases.csv row 3, slug: no area is called “kingston”"),
        ("phases.csv", "2011-07-01", "July 2011", "phases.csv row 3, starts_on: “July 2011” is not a date"),
        ("phases.csv", ",no,", ",perhaps,", "phases.csv row 2, goes_live_inferred: “perhaps” is none of yes, no"),
        ("departments.csv", "3,DH", "2,DH", "departments.csv row 4, order: “2” is already in row 3"),
        (
            "departments.csv",
            "body,MoJ",
            "body,MOJ",
            "departments.csv row 9, answered_by: no department is called “MOJ”",
        ),
        ("funding_menu.csv", "Drug intervention", "", "funding_menu.csv row 14, name: is blank"),
        ("authorities_2011.csv", "E06000001,", "X06000001,", "authorities_2011.csv row 2, gss_code: X06000001"),
        ("upper_tier_tiles.csv", "12,14,12", "12,14,x", "upper_tier_tiles.csv row 2, col: “x” is not a whole number"),
        ("candidate_pools.csv", ",2011-03,", ",March 2011,", "candidate_pools.csv row 2, from: "),
        ("candidate_pools.csv", "munro-trial,", "best,", "candidate_pools.csv row 2, pool: “best” is none of"),
        (
            "candidate_pools.csv",
            "munro-trial,E09000012",
            "munro-trial,E10000006",
            "candidate_pools.csv row 3, gss_code: “E10000006” is in this pool already",
        ),
        ("aliases.csv", "name,of", "name,kind", "aliases.csv row 1: has no column of"),
        ("aliases.csv", "Hull,area,", "Hull,", "aliases.csv row 3: has not as many cells as the header"),
        ("departments.csv", "DCLG", "DCLG-and-others", "departments.csv row 8, abbreviation: Ensure"),
    ],
)
def test_a_fault_in_a_file_is_named_by_row_and_changes_nothing(files, file, old, new, says):
    spoil(files, file, old, new)
    with pytest.raises(reference.ReferenceFault) as caught:
        reference.load_reference(directory=files)
    assert says in str(caught.value)
    assert not Phase.objects.exists()


def test_every_fault_of_a_file_is_named_at_once(files):
    spoil(files, "aliases.csv", "kingston-upon-hull", "kingston")
    spoil(files, "aliases.csv", "blackburn-with-darwen", "darwen")
    with pytest.raises(reference.ReferenceFault) as caught:
        reference.load_reference(directory=files)
    assert len(caught.value.faults) == 2


def test_a_file_that_is_absent_stops_the_load_by_name(files):
    (files / "aliases.csv").unlink()
    with pytest.raises(reference.ReferenceFault, match=r"aliases\.csv"):
        reference.load_reference(directory=files)


def test_the_command_says_that_nothing_was_changed_when_a_file_is_faulty(files, monkeypatch):
    (files / "phases.csv").unlink()
    monkeypatch.setattr(
        "areas.management.commands.load_reference.load_reference",
        lambda: reference.load_reference(directory=files),
    )
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("load_reference")


def test_the_command_says_nothing_when_it_is_to_be_quiet():
    output = StringIO()
    call_command("load_reference", verbosity=0, stdout=output)
    assert output.getvalue() == ""
    assert Authority.objects.count() == 152
