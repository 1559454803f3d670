"""The lines "More on this topic" in the clip form: what others may not know of a clip stays hidden, and is kept."""

from datetime import datetime

import pytest
from django.utils import timezone

from clips.models import Clip, Relation
from clips.operations.clips import edit_clip
from clips.operations.review import withdraw_clip
from clips.operations.writing import ClipEdit
from tests.admin.conftest import add_address, change_address
from tests.make import HOUR, make_clip, make_copy, make_line

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


@pytest.fixture
def rows(at_desk, vera):
    """What each line of a clip says of itself in the form."""
    return lambda clip: at_desk(vera).get(change_address(clip)).content.decode()


def test_each_line_says_whether_readers_see_it_and_if_not_why(rows, vera):
    clip, now = make_clip(), timezone.now()
    gone = make_clip("Weg")
    withdraw_clip(gone, by=vera)
    for target in (
        make_clip("Da"),
        gone,
        make_clip("Vorbei", publish_at=now - 2 * HOUR, expire_at=now - HOUR),
        make_clip("Bald", publish_at=datetime(now.year + 1, 3, 3, 12, tzinfo=now.tzinfo)),
        make_clip("Halb", status="draft"),
        make_clip("Fast", status="in_review"),
        make_clip("Anderswoher", status="withdrawn"),
    ):
        make_line(clip, target)
    make_line(clip, title="Kommt noch")
    html = rows(clip)
    for words in ("readers see it", "not shown: withdrawn on ", "not shown: expired on ", "not shown yet: goes live "):
        assert words in html
    for words in ("not shown: still a draft", "not shown: in review", "not shown: withdrawn<", "waits for a clip"):
        assert words in html


def test_a_title_that_several_clips_have_offers_them(rows):
    clip = make_clip("Deich hält")
    others = [make_clip("Deich hält") for _number in range(2)]
    make_line(clip, title="„Deich hält!“")
    html = rows(clip)
    assert "2 clips have this headline: choose" in html
    assert all(f'data-meant="{other.pk}"' in html for other in others)
    assert f'data-meant="{clip.pk}"' not in html


def test_of_very_many_clips_of_a_headline_few_are_offered(rows):
    for _number in range(9):
        make_clip("Wetter")
    clip = make_clip("Anderes")
    make_line(clip, title="Wetter")
    html = rows(clip)
    assert "more than 6 clips have this headline" in html and html.count("data-meant=") == 6


def test_the_own_title_of_a_line_is_typed_shown_and_kept(at_desk, vera, typed):
    target = make_clip("Ziel")
    lines = {"relations_target": [target.pk], "relations_url": [""], "relations_title": ["Alle Pläne"]}
    at_desk(vera).post(add_address(), typed(**lines, action="save"))
    clip = Clip.objects.latest("pk")
    assert clip.relations.get().title == "Alle Pläne"
    page = at_desk(vera).get(change_address(clip)).content.decode()
    assert '<details class="line-own" open>' in page and 'value="Alle Pläne"' in page


def test_a_save_that_changes_the_own_title_alone_is_a_change(at_desk, vera, typed):
    clip, target = make_clip(status="draft"), make_clip("Ziel")
    make_line(clip, target, title="Alt")
    at_desk(vera).post(change_address(clip), typed(clip, relations_title=["Neu"], action="save"))
    assert clip.relations.get().title == "Neu"


def test_a_colleague_s_own_title_is_compared_with_what_was_typed(at_desk, vera, typed):
    clip, target = make_clip(status="draft"), make_clip("Ziel")
    make_line(clip, target)
    sent = typed(clip, relations_title=["Meiner"], action="save")
    edit_clip(clip, ClipEdit({"lede": "Neu."}), by=vera)
    Relation.objects.update(title="Ihrer")
    page = at_desk(vera).post(change_address(clip), sent).content.decode()
    assert "Meiner (Ziel)" in page and "Ihrer (Ziel)" in page


def test_who_links_here_is_listed_with_state_and_title(at_desk, vera):
    clip = make_clip("Ziel")
    make_line(make_clip("Einer"), clip, title="Alle Pläne")
    make_line(make_clip("Anderer", status="draft"), clip)
    make_line(make_copy(make_clip("Kopie")), clip)
    here = at_desk(vera).get(change_address(clip)).context["here"]
    assert here.told == "2 clips link here"
    assert [(link.headline, link.state_name, link.title) for link in here.links] == [
        ("Anderer", "draft", ""),
        ("Einer", "live", "Alle Pläne"),
    ]


def test_an_author_is_told_how_many_more_but_not_which(at_desk, alice):
    clip = make_clip("Ziel", created_by=alice)
    make_line(make_clip("Geheim", status="draft"), clip)
    answer = at_desk(alice).get(change_address(clip))
    assert "Geheim" not in answer.content.decode()
    assert answer.context["here"].others == ["1 that you may not read"]


def test_of_very_many_links_a_few_are_listed_and_the_others_counted(at_desk, vera):
    clip = make_clip("Ziel")
    for number in range(25):
        make_line(make_clip(f"Nummer {number}"), clip)
    here = at_desk(vera).get(change_address(clip)).context["here"]
    assert (here.told, len(here.links), here.others) == ("25 clips link here", 20, ["and 5 more"])
