"""A part of a page is rendered once for what it says: whatever it says otherwise, it is another one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from clips.models import Clip, Section
from clips.public.lists import add_pictures, mark_days
from clips.public.loaders import load_cards
from clips.templatetags import kept as module
from clips.templatetags.kept import kept, sign
from tests.make import make_clip, make_picture, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(module, "_kept", {})


def read_card():
    return mark_days(add_pictures(load_cards(Clip.objects.all(), 1)))[0]


def show(clip, **given):
    return kept("public/_row.html", clip=clip, section=clip.section, **given)


def test_the_same_card_is_rendered_once_for_all_pages(monkeypatch):
    make_clip(picture=make_picture())
    first = show(read_card())
    monkeypatch.setattr(module, "render_to_string", None)
    assert show(read_card()) is first


CHANGES = {
    "headline": lambda clip: Clip.objects.update(headline="Anders"),
    "slug": lambda clip: Clip.objects.update(slug="anders"),
    "kicker": lambda clip: Clip.objects.update(kicker="Anders"),
    "lede": lambda clip: Clip.objects.update(lede="Anders"),
    "language": lambda clip: Clip.objects.update(language="en"),
    "date": lambda clip: Clip.objects.update(publish_at=clip.publish_at - timedelta(minutes=1)),
    "picture": lambda clip: Clip.objects.update(picture=None),
    "words of the picture": lambda clip: type(clip.picture).objects.update(alt_text="Anders"),
    "file of the picture": lambda clip: type(clip.picture).objects.update(file="pictures/ab/anders.jpg"),
    "section": lambda clip: Clip.objects.update(section=make_section("Anders")),
    "name of the section": lambda clip: Section.objects.update(name="Anders"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_that_says_something_else_is_rendered_anew(name):
    clip = make_clip(kicker="Stadt", lede="Lede", picture=make_picture())
    before = show(read_card())
    CHANGES[name](clip)
    assert show(read_card()) != before


def test_what_it_is_given_beside_the_clip_counts_too():
    make_clip()
    card = read_card()
    with_day, without = show(card), show(card, one_day=True)
    with translation.override("en"):
        assert len({with_day, without, show(card)}) == 3


def test_safe_text_is_not_taken_for_text_of_the_same_letters():
    assert sign("<b>") != sign(mark_safe("<b>"))


def test_what_is_equal_but_in_its_order_or_its_parts_is_told_apart():
    clip = make_clip(picture=make_picture())
    shown = add_pictures([clip])[0].card_picture
    assert sign([clip, "a"]) != sign(["a", clip])
    assert sign(shown) != sign(replace(shown, alt="Anders"))
    assert sign({"a": [1]}) == sign({"a": [1]}) != sign({"a": [2]})


def test_the_oldest_go_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(module, "MOST", 4)
    for number in range(9):
        kept("public/_marked.html", pieces=[{"text": str(number)}])
    assert len(module._kept) <= 4
    assert list(module._kept.values())[-1].strip() == "8"
