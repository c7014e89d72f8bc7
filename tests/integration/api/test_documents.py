"""Documents of places, by API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import Scope
from rollout.models import AreaDocument
from tests.factories.documents import DOCX, PDF, AreaDocumentFactory
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
SAID = {"kind": "plan", "title": "Our plan", "dated": "2011-08-01"}


def sent(name="Our plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def officer(db):
    """An officer of Swindon, which is an area of its own."""
    member = AreaMemberFactory(
        area=AreaFactory(slug="swindon", name="Swindon"), authority=AuthorityFactory(gss_code="E06000030")
    )
    return AuthorityMembershipFactory(authority=member.authority).user


@pytest.fixture
def plan(officer, api):
    """The address of the plan that the officer sent."""
    added = api(officer).upload("documents/", {**SAID, "area": "swindon", "file": sent()})
    assert added.status_code == 201, added.content
    return added["Location"].removeprefix("/api/v1/")


def test_an_officer_sends_a_plan_replaces_it_and_withdraws_it(api, officer, plan):
    client = api(officer)
    read = client.get(plan).json()
    assert (read["area"], read["file_kind"], read["size"], read["withdrawal"]) == ("swindon", "pdf", len(PDF), None)
    taken = client.get(f"{plan}file/")
    assert (taken.content, taken["Content-Type"]) == (PDF, "application/pdf")
    assert (taken["X-Content-Type-Options"], "attachment" in taken["Content-Disposition"]) == ("nosniff", True)
    newer = client.upload(f"{plan}versions/", {**SAID, "title": "Our newer plan", "file": sent("New.docx", DOCX)})
    assert (newer.status_code, [one["title"] for one in newer.json()["versions"]]) == (
        201,
        ["Our newer plan", "Our plan"],
    )
    again = client.upload(f"{plan}versions/", {**SAID, "file": sent(content=PDF + b"\n")})
    assert again.status_code == 409
    address = newer["Location"].removeprefix("/api/v1/")
    assert set(pointers(client.post(f"{address}withdrawal/", {"reason": ""}))) == {"#/reason"}
    withdrawn = client.post(f"{address}withdrawal/", {"reason": "It names families"}).json()
    assert (withdrawn["withdrawal"]["reason"], withdrawn["file_name"]) == ("It names families", "")
    assert client.post(f"{address}withdrawal/", {"reason": "Again"}).status_code == 409
    assert client.get(f"{address}file/").status_code == 404
    assert AreaDocument.objects.count() == 2


def test_a_file_needs_a_token_that_exports_and_a_key_keeps_it_once(api, officer, plan):
    assert api(officer, Scope.READ).get(f"{plan}file/").status_code == 403
    assert api(officer, Scope.EXPORT).get(f"{plan}file/").status_code == 200
    client, form = api(officer), {**SAID, "area": "swindon", "link": "https://example.org/plan"}
    answers = [client.upload("documents/", form, **{"Idempotency-Key": "one"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert AreaDocument.objects.filter(link="https://example.org/plan").count() == 1
    assert client.get(f"{answers[0]['Location'].removeprefix('/api/v1/')}file/").status_code == 404


@pytest.mark.parametrize(
    ("form", "places"),
    [
        ({}, {"#/file"}),
        ({"file": sent("plan.exe", b"MZ")}, {"#/file"}),
        ({"file": sent("plan.docx", PDF)}, {"#/file"}),
        ({"file": sent("plan.pdf", b"")}, {"#/file"}),
        ({"file": "words"}, {"#/file"}),
        ({"file": sent(), "link": "https://example.org/"}, {"#/file"}),
        ({"link": "javascript:alert(1)"}, {"#/link"}),
        ({"link": "https://a@example.org/", "dated": "2999-01-01"}, {"#/dated"}),
        ({"link": "https://example.org/", "area": "elsewhere"}, {"#/area"}),
        ({"link": "https://example.org/", "authority": "E06000030"}, {"#/authority"}),
        ({"link": "https://example.org/", "kind": "poem", "rank": "1"}, {"#/kind", "#/rank"}),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_place_and_nothing_is_kept(api, officer, form, places):
    AreaFactory(slug="elsewhere")
    for file in (one for one in form.values() if hasattr(one, "seek")):
        file.seek(0)
    answer = api(officer).upload("documents/", {**SAID, "area": "swindon", **form})
    assert (answer.status_code, set(pointers(answer))) == (422, places)
    assert not AreaDocument.objects.exists()


def test_one_place_is_named_and_a_file_that_is_too_large_or_no_form_is_refused(api, officer, settings):
    client = api(person(Role.SECRETARIAT))
    alone = AuthorityFactory(gss_code="E06000038")
    nowhere = client.upload("documents/", {**SAID, "link": "https://example.org/"})
    assert (nowhere.status_code, set(pointers(nowhere))) == (422, {"#/area"})
    inside = client.upload("documents/", {**SAID, "authority": "E06000030", "link": "https://example.org/"})
    assert set(pointers(inside)) == {"#/authority"}
    kept = client.upload("documents/", {**SAID, "authority": "E06000038", "link": "https://example.org/"})
    assert (kept.status_code, kept.json()["place"]) == (201, alone.short_name)
    settings.DOCUMENT_MAX_BYTES = len(PDF) - 1
    assert client.upload("documents/", {**SAID, "area": "swindon", "file": sent()}).status_code == 413
    assert client.post("documents/", SAID).status_code == 415
    assert AreaDocument.objects.count() == 1


def test_documents_of_others_are_not_there_and_the_list_has_the_filters_of_its_page(api, officer, plan):
    theirs = AreaDocumentFactory(title="A submission", kind="submission", area__name="Ambridge")
    client, whitehall = api(officer), api(person(Role.CHAMPION))

    def titles(client, query=""):
        return [one["title"] for one in client.get(f"documents/{query}").json()["results"]]

    assert titles(client) == ["Our plan"]
    assert titles(whitehall, "?sort=dated") == titles(whitehall, "?sort=place") == ["A submission", "Our plan"]
    assert titles(whitehall, "?q=ambridge") == titles(whitehall, "?kind=submission") == ["A submission"]
    assert len(titles(whitehall, "?size=1")) == 1
    for path in (f"documents/{theirs.pk}/", f"documents/{theirs.pk}/file/"):
        assert client.get(path).status_code == 404
    assert client.post(f"documents/{theirs.pk}/withdrawal/", {"reason": "x"}).status_code == 404
    assert whitehall.post(f"{plan}withdrawal/", {"reason": "x"}).status_code == 404
    assert api(person(Role.PARTNER)).get("documents/").status_code == 404


def test_documents_take_as_many_statements_for_many_as_for_few(api, officer, plan):
    client = api(person(Role.CHAMPION))
    before = {path: statements(client, path) for path in ("documents/", plan)}
    area = AreaDocument.objects.get().area
    for number in range(4):
        AreaDocumentFactory(digest=f"{number:064x}")
        AreaDocumentFactory(area=area, digest=f"{number + 9:064x}")
    assert before == {path: statements(client, path) for path in before}
