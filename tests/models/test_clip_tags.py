"""`clip.tags` is for reading, in order; readers get `public_tags`."""

import pytest

from clips.models import Clip, Tag
from clips.models.tags import TagsAreReadOnly
from tests.make import make_clip, make_tag

pytestmark = pytest.mark.django_db


def test_tags_come_in_the_order_of_their_positions():
    clip = make_clip(tags=["Zürich", "Aachen", "Mainz"])
    assert [tag.name for tag in clip.tags.all()] == ["Zürich", "Aachen", "Mainz"]


def test_positions_count_not_numbers():
    clip = make_clip(tags=["Zürich", "Aachen"])
    clip.clip_tags.filter(tag__name="Aachen").update(position=0)
    clip.clip_tags.filter(tag__name="Zürich").update(position=1)
    assert [tag.name for tag in clip.tags.all()] == ["Aachen", "Zürich"]


@pytest.mark.parametrize("how", ["add", "set", "remove", "clear", "create", "get_or_create"])
def test_writing_past_the_operations_raises(how):
    clip = make_clip(tags=["Elbe"])
    with pytest.raises(TagsAreReadOnly):
        getattr(clip.tags, how)("Rhein")
    assert list(clip.tags.names()) == ["Elbe"]


def test_readers_see_approved_tags_only():
    clip = make_clip(tags=["Elbe"])
    clip.clip_tags.create(tag=make_tag("Vorschlag", status="proposed"), added_at=clip.saved_at)
    assert [tag.name for tag in clip.public_tags] == ["Elbe"]


def test_two_tags_find_the_published_clips_with_both():
    both = make_clip("Beide", tags=["Elbe", "Rhein"])
    make_clip("Eine", tags=["Elbe"])
    make_clip("Entwurf", status="draft", tags=["Elbe", "Rhein"])
    elbe, rhein = Tag.objects.get(name="Elbe"), Tag.objects.get(name="Rhein")
    assert list(Clip.objects.listed_under(elbe).tagged(rhein)) == [both]
    assert list(Clip.objects.listed_under(rhein).tagged(elbe)) == [both]


@pytest.mark.parametrize("text", ["öster", "ÖSTERREICH", "reich i"])
def test_a_tag_is_found_by_the_beginning_of_any_of_its_words(text):
    tag = make_tag("Österreich intern")
    assert list(Tag.objects.starting_with(text)) == ([] if text == "reich i" else [tag])


def test_blocked_names_are_not_offered():
    make_tag("Werbung", status="blocked", reason="Kein Thema")
    assert not Tag.objects.starting_with("Werb").exists()
