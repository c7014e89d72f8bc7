"""How the months and years of candidate pools are said."""

import pytest

from areas.candidates import ABOUT, said_since
from areas.models import Pool


@pytest.mark.parametrize(("since", "said"), [("2011-03", "March 2011"), ("2011", "2011"), ("", "")])
def test_a_tag_says_when_it_began_as_exactly_as_its_source(since, said):
    assert said_since(since) == said


def test_every_pool_says_what_it_is():
    assert set(ABOUT) == set(Pool.values)
