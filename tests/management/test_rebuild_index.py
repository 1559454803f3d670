"""`manage.py rebuild_index`: the search index anew, at the terminal."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from clips.search.finding import find_numbers
from clips.search.index import Bounds
from clips.text.search_query import parse_query
from tests.make import make_clip

pytestmark = pytest.mark.django_db


def test_every_clip_can_be_found_afterwards() -> None:
    clip, out = make_clip("Zilpzalp im Park"), StringIO()
    make_clip("Amsel im Park", status="draft")
    with override("en"):
        call_command("rebuild_index", stdout=out)
    assert out.getvalue() == "2 clips can be found.\n"
    assert find_numbers(parse_query("Park"), Bounds(timezone.now())) == [clip.pk]
