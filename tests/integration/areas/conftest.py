"""People whom tests of areas share."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.places import DepartmentFactory


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Sam Secretary")


@pytest.fixture
def administrator():
    return person(Role.ADMINISTRATOR, full_name="Ada Admin")


@pytest.fixture
def department():
    return DepartmentFactory(abbreviation="DfX")
