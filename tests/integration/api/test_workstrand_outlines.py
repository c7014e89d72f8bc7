"""Workstrands, prospectuses and outline proposals by API."""

from __future__ import annotations

import pytest
import time_machine

from rollout.workstrands.models import OutlineSignOff
from rollout.workstrands.services.outlines.signing import SIGNING
from tests.integration.api.conftest import pointers
from tests.integration.workstrands.conftest import NOW, essex, officer, secretary
from tests.integration.workstrands.outlining import FORWARD, a_strand

__all__ = ["essex", "officer", "secretary"]
pytestmark = pytest.mark.django_db
SIGNER = {"side": "authority", "full_name": "Robin", "post": "leader", "email": "robin@example.org"}


def test_an_outline_proposal_goes_from_its_start_to_its_submission(api, essex, officer):
    a_strand(4)
    client = api(officer)
    with time_machine.travel(NOW, tick=True):
        begun = client.post("outlines/", {"strand": "places", "authority": essex.gss_code})
        assert begun.status_code == 201
        at = f"outlines/{begun.json()['id']}/"
        assert client.patch(at, FORWARD).status_code == 428
        kept = client.patch(at, {**FORWARD, "answers": [{"criterion": "asked-4-1", "text": "It does"}]}, match=begun)
        assert kept.json()["missing"] == ["answers.asked-4-2"]
        assert client.patch(at, FORWARD, match=begun).status_code == 412
        refused = client.post(f"{at}submission/", {}, match=kept)
        assert (refused.status_code, "Asked 2" in refused.content.decode()) == (422, True)
        kept = client.patch(at, {"answers": [{"criterion": "asked-4-2", "text": "Too"}]}, match=kept)
        asked = client.post(f"{at}sign-offs/", SIGNER, match=kept)
        assert asked.json()["sign_offs"][0]["state"] == "asked"
        SIGNING.sign(OutlineSignOff.objects.get().token(), now=NOW)
        done = client.post(f"{at}submission/", {}, match=client.get(at))
        assert done.json()["state"] == "submitted"
        assert client.patch(at, FORWARD, match=done).status_code == 409
        assert client.get("outlines/?state=submitted").json()["results"][0]["place"] == "Essex"


def test_a_prospectus_is_written_and_published(api, secretary, officer):
    strand = a_strand(4)
    strand.prospectus.delete()
    client = api(secretary)
    said = {"text": "Come forward", "opens_on": "2011-07-01", "closes_on": "2011-09-30"}
    wrong = client.post("workstrands/places/prospectus/", {**said, "closes_on": "2011-06-01"})
    assert set(pointers(wrong)) == {"#/closes_on"}
    made = client.post("workstrands/places/prospectus/", said)
    assert made.status_code == 201
    assert api(officer).get("workstrands/places/prospectus/").status_code == 404
    assert client.post("workstrands/places/prospectus/publication/", {}, match=made).status_code == 200
    assert api(officer).get("workstrands/places/prospectus/").json()["text"] == "Come forward"
    assert api(officer).get("workstrands/places/").json()["window"] == "closed"
