"""Several people import the same file at the same moment, on PostgreSQL, each on a connection of their own."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from requests_log.models import ChangeBatch, LoggedRequest
from requests_log.services import register_import
from requests_log.services.register_import import Imported, import_register
from tests.integration.requests_log.import_files import FIVE, MARCH_17, MARCH_22, parsed, secretariat
from tests.reference import reference_data

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE = 6


def import_at_once() -> list[Imported | Exception]:
    """What the import of one file says to each of several people."""
    reference_data()
    by, file = secretariat(), parsed(*FIVE)
    together = threading.Barrier(PEOPLE)
    results: list[Imported | Exception] = []

    def run() -> None:
        try:
            together.wait()
            results.append(import_register(file, by=by, effective_at=MARCH_17, now=MARCH_22))
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_imports_and_the_others_find_nothing_to_do():
    results = import_at_once()
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sorted(result.batch is not None for result in results) == [False] * (PEOPLE - 1) + [True]
    assert (LoggedRequest.objects.count(), ChangeBatch.objects.count()) == (5, 1)


def test_without_taking_turns_each_would_make_the_requests_again(monkeypatch):
    """The negative control: everybody plans before anybody writes."""
    planned = threading.Barrier(PEOPLE)

    def plan_and_wait(*args, **options):
        plan = make_plan(*args, **options)
        planned.wait(timeout=60)
        return plan

    make_plan = register_import.make_plan
    monkeypatch.setattr(register_import, "make_plan", plan_and_wait)
    monkeypatch.setattr(register_import, "_one_at_a_time", lambda: None)
    import_at_once()
    assert ChangeBatch.objects.count() > 1
