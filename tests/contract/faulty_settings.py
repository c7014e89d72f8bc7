"""The settings of the tests, with operations that break their word (`tests.contract.faulty`)."""

from tests import settings as ours

globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})

ROOT_URLCONF = "tests.contract.faulty"
