"""The journal's words: every operation has one, whoever adds the next."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from clips import operations
from clips.admin.sentences import SENTENCES
from clips.admin.words import VERBS
from clips.operations.transactions import operation

FRAME = operation(print).__code__


def find_operations() -> Iterator[str]:
    """The name of every function that the decorator has put its frame around."""
    for found in iter_modules(operations.__path__, f"{operations.__name__}."):
        module = import_module(found.name)
        yield from (name for name, thing in vars(module).items() if is_operation(thing))


def is_operation(thing: Any) -> bool:
    """Also one that has a step before its frame, such as encoding a file."""
    return FRAME in (getattr(one, "__code__", None) for one in (thing, getattr(thing, "__wrapped__", None)))


NAMES = sorted(set(find_operations()))


def test_the_operations_are_found():
    assert {"create_clip", "import_site", "make_password_link"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_a_word_and_a_sentence(name):
    assert name in VERBS
    assert name in SENTENCES


def test_every_word_belongs_to_an_operation():
    assert set(VERBS) - {"refuse"} == set(SENTENCES) == set(NAMES)
