"""Imports and bulk changes on their own pages, and their reversal."""

from __future__ import annotations

from django.urls import reverse

from requests_log.models import ChangeBatch
from tests.integration.requests_log.pages import read
from tests.integration.requests_log.world import accepted


def test_a_bulk_change_is_listed_shown_and_reversed(world, secretariat):
    entry = accepted(world, issue="Let schools pool funding")
    sent = {"ref": entry.reference, f"version-{entry.reference}": entry.shared_version}
    secretariat.post("/requests/bulk/", {**sent, "timescale": "after_april", "reason": "All move", "step": "confirm"})
    batch = ChangeBatch.objects.get()
    assert "All move" in read(secretariat.get("/requests/changes/"))
    page = read(secretariat.get(reverse("requests:change", kwargs={"pk": batch.pk})))
    for said in ("All move", "Let schools pool funding", "Details changed", "Reverse it as a whole"):
        assert said in page
    reversed_page = secretariat.post(
        reverse("requests:reverse", kwargs={"pk": batch.pk}), {"reason": "A mistake"}, follow=True
    )
    assert "A mistake" in read(reversed_page)
    assert "It reverses the" in read(reversed_page)
    assert "It has been reversed already" in read(secretariat.get(reverse("requests:change", kwargs={"pk": batch.pk})))


def test_without_changes_the_list_says_so(secretariat):
    assert "No file has been imported" in read(secretariat.get("/requests/changes/"))


def test_a_change_that_is_not_there_is_a_404(secretariat):
    assert secretariat.get(reverse("requests:change", kwargs={"pk": 999})).status_code == 404
