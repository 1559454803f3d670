"""The cast: Alice writes, Vera edits, Max moderates, Mona manages, and Otto is a stranger."""

import pytest
from django.contrib.auth.models import User

from tests.make import make_person


@pytest.fixture
def alice(db: None) -> User:
    return make_person("alice", "Author", first_name="Alice")


@pytest.fixture
def vera(db: None) -> User:
    return make_person("vera", "Editor", first_name="Vera")


@pytest.fixture(name="max")
def max_(db: None) -> User:
    return make_person("max", "Moderator", first_name="Max")


@pytest.fixture
def mona(db: None) -> User:
    return make_person("mona", "Manager", first_name="Mona")


@pytest.fixture
def otto(db: None) -> User:
    """May log in nowhere and do nothing."""
    return make_person("otto", first_name="Otto")
