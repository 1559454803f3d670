"""The lines "More on this topic" in the clip form: what others may not know of a clip stays hidden, and is kept."""

import pytest

from clips.models import Clip
from tests.admin.conftest import add_address, change_address
from tests.make import make_clip, make_line

pytestmark = pytest.mark.django_db
HIDDEN = "a clip that you may not read"


@pytest.fixture
def secret(db):
    return make_clip("Geheimer Entwurf", status="draft")


@pytest.fixture
def own(alice, secret):
    """Alice's draft, in which a colleague put a line to a clip that she may not read."""
    clip = make_clip("Von Alice", status="draft", created_by=alice)
    make_line(clip, secret)
    return clip


def test_the_headline_of_a_draft_of_somebody_else_is_not_told(at_desk, alice, vera, own):
    page, editors = (at_desk(person).get(change_address(own)).content.decode() for person in (alice, vera))
    assert HIDDEN in page and "Geheimer Entwurf" not in page
    assert HIDDEN not in editors and "Geheimer Entwurf" in editors


def test_such_a_line_is_still_there_after_the_author_has_saved(at_desk, alice, typed, own, secret):
    answer = at_desk(alice).post(change_address(own), typed(own, headline="Neu", action="save"))
    assert answer.status_code == 302
    assert [(row.target, row.title) for row in own.relations.all()] == [(secret, "")]


def test_a_number_tried_by_hand_tells_no_headline_and_binds_nothing(at_desk, alice, typed, secret):
    lines = {"relations_target": [secret.pk], "relations_url": [""], "relations_title": [""]}
    answer = at_desk(alice).post(add_address(), typed(**lines, action="save"))
    page = answer.content.decode()
    assert answer.context["form"].errors["relations"]
    assert HIDDEN in page and f'value="{secret.pk}"' in page and "Geheimer Entwurf" not in page


def test_the_comparison_with_what_a_colleague_saved_tells_no_headline(at_desk, alice, typed, own):
    sent = typed(own, action="save") | {"relations_target": [], "relations_url": [], "relations_title": []}
    Clip.objects.filter(pk=own.pk).update(version=9)
    page = at_desk(alice).post(change_address(own), sent).content.decode()
    assert page.count(HIDDEN) == 1 and "Geheimer Entwurf" not in page


@pytest.mark.parametrize("address", ["https://example.org/" + "a" * 500, "https://[x", "ftp://example.org/"])
def test_an_address_that_is_none_or_too_long_is_said_at_its_field(at_desk, vera, typed, address):
    lines = {"relations_target": [""], "relations_url": [address], "relations_title": ["Titel"]}
    answer = at_desk(vera).post(add_address(), typed(**lines, action="save"))
    assert "Line 1" in answer.context["form"].errors["relations"][0]
    assert not Clip.objects.exists()
