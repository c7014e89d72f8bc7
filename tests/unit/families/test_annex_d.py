"""The engine against what was published: F004 Annex D, row by row."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from families.annex_d import verify


def of(cohort):
    return [row for row in verify() if row.cohort == cohort]


def test_at_least_25_of_28_published_ranges_are_reproduced_on_the_first_base_and_all_within_ten():
    rows = of("fwmp")
    assert len(rows) == 28
    assert sum(row.agrees for row in rows) >= 25
    assert all(row.apart <= 10 for row in rows)


def test_27_of_28_are_reproduced_on_the_base_of_families_with_a_child_and_all_within_ten():
    rows = of("fwmp_child")
    assert len(rows) == 28
    assert sum(row.agrees for row in rows) >= 27
    assert all(row.apart <= 10 for row in rows)


def test_the_command_prints_each_row_and_how_many_agree():
    out = StringIO()
    call_command("verify_annex_d", stdout=out)
    printed = out.getvalue()
    assert "25 of 28 agree exactly, 28 of 28 within 10." in printed
    assert "27 of 28 agree exactly, 28 of 28 within 10." in printed
    assert all(printed.count(f"\n{row.name} ") == 2 for row in of("fwmp"))
    assert printed.count("no, 10 apart") == 4
