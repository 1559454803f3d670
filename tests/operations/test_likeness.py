"""Near-duplicates on a list of pairs that people judged: how many are found, and how many of the found are right."""

import tomllib
from pathlib import Path

import pytest

from clips.models import TagLikeness
from clips.operations.tagging import insert_tag

pytestmark = pytest.mark.django_db

PAIRS = tomllib.loads((Path(__file__).parent / "likeness" / "pairs.toml").read_text())


@pytest.fixture
def found():
    for name in sorted({name for pairs in PAIRS.values() for pair in pairs for name in pair}):
        insert_tag(name=name)
    return {frozenset((row.first.name, row.second.name)): row.rule for row in TagLikeness.objects.best_first()}


def test_the_list_has_thirty_pairs_of_each():
    pairs = {frozenset(pair) for some in PAIRS.values() for pair in some}
    assert (len(PAIRS["same"]), len(PAIRS["different"]), len(pairs)) == (30, 30, 60)


def test_nine_in_ten_are_found_and_nine_in_ten_of_these_are_right(found):
    right = [pair for pair in PAIRS["same"] if frozenset(pair) in found]
    wrong = [pair for pair in PAIRS["different"] if frozenset(pair) in found]
    assert len(right) / len(PAIRS["same"]) >= 0.9
    assert len(right) / (len(right) + len(wrong)) >= 0.9


def test_names_that_differ_only_in_signs_are_never_offered(found):
    assert not {frozenset(pair) for pair in (("C", "C++"), ("C++", "C#"), (".NET", "Net"), ("Web 2.0", "Web 20"))} & {
        *found
    }
