"""Loading the demonstration: where it may be done, on what, and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area
from areas.services.reference import load_reference
from cbtracker.accounts.models import User
from cbtracker.places.demo import NotADemonstration, load_demo
from requests_log.models import Revision

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_it_is_refused_outside_demonstration_mode_and_changes_nothing(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(NotADemonstration):
        load_demo(now=NOW)
    with pytest.raises(CommandError, match="DEMONSTRATION"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert not Area.objects.exists()


def test_it_stands_on_reference_data_that_is_there_already(settings):
    settings.DEMONSTRATION = True
    load_reference()
    assert load_demo(now=NOW)
    assert not load_reference().changed_anything


def test_it_can_be_loaded_at_any_time_of_the_year(settings):
    settings.DEMONSTRATION = True
    assert load_demo(now=datetime(2027, 3, 28, 1, 30, tzinfo=UTC))
    newest = Revision.objects.latest("recorded_at").recorded_at
    assert newest < datetime(2027, 3, 28, 1, 30, tzinfo=UTC) - timedelta(hours=12)
