"""Assessors are named, declare their interests, judge in words, and stand down (F003 Annex A, How; Annex B ¶4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.workstrands.models import Assessor, Judgement
from rollout.workstrands.services.assessors import (
    StoodDown,
    change_assessor,
    declare_interests,
    name_assessor,
    stand_down,
)
from rollout.workstrands.services.judging import (
    MayNotJudge,
    OutlineSettled,
    Said,
    change_judgement,
    judge,
    judge_outline,
)
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.factories.selections import assessor_of, criteria_of, judge_all, submitted
from tests.factories.workstrands import OutlineDecisionFactory, OutlineProposalFactory, WorkstrandFactory
from tests.integration.workstrands.conftest import NOW

TODAY = date(2011, 11, 1)
SAID = Said("meets", "The map is drawn, and nobody disputes it")


@pytest.fixture
def criteria(db):
    return criteria_of(4, "A clear boundary", "Key services share the boundary")


def declare(assessor, by, **more):
    said = {"declaration": "None", "declared_on": TODAY, "recused_from": [], "expected_version": 1, **more}
    return declare_interests(assessor, by=by, now=NOW, **said)


def name(user, by, body="government", number=4):
    strand = WorkstrandFactory(number=number)
    return name_assessor(strand=strand, user=user, body=body, organisation="A trust", by=by, now=NOW)


def test_the_secretariat_names_people_once_and_only_those_who_may_assess(secretary, officer):
    partner = person(Role.PARTNER)
    named = name(partner, secretary, "vcs")
    assert (named.get_body_display(), named.declared_on) == ("Voluntary and community sector", None)
    for wrong, field in (
        (lambda: name(partner, secretary, "lg_group"), "user"),
        (lambda: name(officer, secretary, "vcs"), "user"),
        (lambda: name(person(Role.CHAMPION), secretary, "vcs"), "body"),
    ):
        with pytest.raises(ValidationError) as refused:
            wrong()
        assert list(refused.value.message_dict) == [field]
    with pytest.raises(NotPermitted):
        name(person(Role.LOCALITY_LEAD), partner)
    assert Assessor.objects.count() == 1
    changed = change_assessor(
        named, body="lg_group", organisation="LG Group", expected_version=1, by=secretary, now=NOW
    )
    assert (changed.body, changed.version) == ("lg_group", 2)
    labels = set(AuditEvent.objects.values_list("object_label", flat=True))
    assert labels == {"Assessor"}


def test_interests_are_declared_by_oneself_or_recorded_by_the_secretariat_with_the_day(secretary, essex):
    mine, colleague = assessor_of(4, "vcs", declared_on=None, declaration=""), person(Role.PARTNER, email="b@b.example")
    declared = declare(mine, mine.user, declaration="I was a councillor of Essex", recused_from=[essex])
    assert (declared.declared_on, list(declared.recused_from.all())) == (TODAY, [essex])
    with pytest.raises(NotPermitted):
        declare(mine, colleague, expected_version=2)
    with pytest.raises(StaleVersion):
        declare(mine, secretary, expected_version=1)
    for wrong in ({"declaration": " "}, {"declared_on": date(2011, 11, 2)}, {"declared_on": date(1999, 1, 1)}):
        with pytest.raises(ValidationError) as refused:
            declare(mine, mine.user, expected_version=2, **wrong)
        assert list(refused.value.message_dict) == list(wrong)
    again = declare(mine, secretary, expected_version=2)
    assert (again.declaration, again.recused_from.count()) == ("None", 0)
    [made, _] = AuditEvent.objects.filter(verb="workstrands.assessor_recused").order_by("pk")
    assert made.data == {"before": [], "after": [essex.gss_code]}


def test_who_stood_down_judges_no_more_and_another_term_can_begin(secretary, essex, criteria):
    assessor = assessor_of(4, "vcs")
    outline = judge_all(submitted(4, essex), assessor)
    for wrong in (date(2011, 11, 2), date(2011, 8, 1)):
        with pytest.raises(ValidationError):
            stand_down(assessor, stood_down_on=wrong, expected_version=1, by=secretary, now=NOW)
    gone = stand_down(assessor, stood_down_on=TODAY, expected_version=1, by=secretary, now=NOW)
    with pytest.raises(StoodDown, match="1 November 2011"):
        declare(gone, secretary, expected_version=2)
    with pytest.raises(NotPermitted):
        judge(outline, criterion=criteria[0], said=SAID, by=assessor.user, now=NOW)
    assert Judgement.objects.count() == 2
    assert name(assessor.user, secretary, "vcs").stood_down_on is None


def test_nobody_judges_before_declaring_nor_where_they_are_recused_nor_what_is_settled(essex, criteria, secretary):
    outline = submitted(4, essex)
    assessor = assessor_of(4, "vcs", declared_on=None, declaration="")

    def tried(of=outline, by=assessor.user):
        judge(of, criterion=criteria[0], said=SAID, by=by, now=NOW)

    with pytest.raises(MayNotJudge, match="Declare your interests"):
        tried()
    with pytest.raises(NotPermitted):
        tried(by=secretary)
    declare(assessor, assessor.user, recused_from=[essex])
    with pytest.raises(MayNotJudge, match="You do not judge outline proposals of Essex"):
        tried()
    declare(assessor, assessor.user, expected_version=2)
    draft = OutlineProposalFactory(strand=outline.strand)
    withdrawn = submitted(4, draft.authority, withdrawn_at=NOW, withdrawn_by=draft.started_by)
    decided = OutlineDecisionFactory(outline=submitted(4, AuthorityFactory())).outline
    for settled in (draft, withdrawn, decided):
        with pytest.raises(OutlineSettled):
            tried(of=settled)
    assert not Judgement.objects.exists()
    tried()
    assert Judgement.objects.get().verdict == "meets"


def test_a_judgement_is_of_words_with_a_reason_and_only_its_own_author_changes_it(essex, criteria):
    outline, [mine, theirs] = submitted(4, essex), [assessor_of(4, "vcs"), assessor_of(4, "government")]
    made = judge(outline, criterion=criteria[0], said=SAID, by=mine.user, now=NOW)
    for wrong in (Said("10", "A score"), Said("", "So"), Said("meets", "")):
        with pytest.raises(ValidationError):
            judge(outline, criterion=criteria[1], said=wrong, by=mine.user, now=NOW)
    with pytest.raises(ValidationError, match="already"):
        judge(outline, criterion=criteria[0], said=SAID, by=mine.user, now=NOW)
    elsewhere = criteria_of(3, "The neighbourhood wants it")[0]
    with pytest.raises(ValidationError, match="no criterion of workstrand 4"):
        judge(outline, criterion=elsewhere, said=SAID, by=mine.user, now=NOW)
    other = Said("does_not", "It is disputed")
    with pytest.raises(NotPermitted):
        change_judgement(made, said=other, expected_version=1, by=theirs.user, now=NOW)
    changed = change_judgement(made, said=other, expected_version=1, by=mine.user, now=NOW)
    assert (changed.verdict, changed.version) == ("does_not", 2)
    with pytest.raises(StaleVersion):
        change_judgement(made, said=SAID, expected_version=1, by=mine.user, now=NOW)


def test_several_criteria_are_kept_at_once_or_not_at_all_and_two_windows_meet(essex, criteria):
    outline, assessor = submitted(4, essex), assessor_of(4, "vcs")
    first, second = criteria

    def keep(said, version):
        judge_outline(outline, said=said, expected_version=version, by=assessor.user, now=NOW)

    with pytest.raises(ValidationError):
        keep({first: SAID, second: Said("meets", "")}, 0)
    assert not Judgement.objects.exists()
    keep({first: SAID}, 0)
    with pytest.raises(StaleVersion):
        keep({second: SAID}, 0)
    keep({first: SAID, second: SAID}, 1)
    keep({first: Said("unclear", "No map"), second: SAID}, 2)
    kept = [(one.verdict, one.version) for one in Judgement.objects.order_by("criterion__order")]
    assert kept == [("unclear", 2), ("meets", 1)]
