"""The history in a real browser: two revisions are chosen by keyboard and compared, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from clips.operations.review import publish_changes, publish_clip
from clips.operations.tagging import TagEdit
from clips.operations.writing import ClipEdit
from tests.make import make_clip, make_copy, make_jpeg, make_picture

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def clip(transactional_db, vera):
    """Three revisions, the second with another picture and tags, and unpublished changes."""
    first = ClipEdit({"picture": make_picture(make_jpeg(640, 400))}, TagEdit(["Elbe", "Rhein"]))
    clip = publish_clip(make_clip("Brücke gesperrt", status="draft", publish_at=None), first, by=vera)
    picture = make_picture(make_jpeg(640, 400, "darkred"), alt_text="Von oben")
    loaded = [tag.pk for tag in clip.tags.all()]
    tags = TagEdit(["Oder", loaded[1], loaded[0]], loaded)
    clip = publish_changes(clip, ClipEdit({"headline": "Brücke frei", "picture": picture}, tags), by=vera, reason="Da")
    clip = publish_changes(clip, ClipEdit({"lede": "Nur ein Wort."}), by=vera, minor=True)
    make_copy(clip, headline="Brücke bald frei")
    return clip


@pytest.fixture
def desk(open_page, log_in, vera):
    """A page of Vera's in a theme and a size, without scripts where they are not wanted."""

    def desk(**options):
        page = open_page(**options)
        log_in(page, vera)
        return page

    return desk


def test_two_revisions_are_chosen_and_compared_with_the_keyboard_alone(desk, clip):
    page = desk(java_script_enabled=False, viewport=WIDE)
    page.goto(f"/admin/clips/clip/{clip.pk}/history/")
    page.locator('input[name="a"]:checked').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator('input[name="b"]:checked').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".compare-name a")).to_have_text([re.compile("1$"), re.compile("2$")])
    expect(page.locator("ins").first).to_contain_text("frei")


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)])
def test_its_pages_have_no_barrier_and_fit(desk, clip, find_barriers, scheme, size):
    page = desk(color_scheme=scheme, viewport=size)
    for address in ("", "compare/?a=1&b=2", "compare/?a=3&b=now", "2/", "1/restore/"):
        page.goto(f"/admin/clips/clip/{clip.pk}/history/{address}")
        assert find_barriers(page) == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), address


def test_both_sides_stand_beside_each_other_on_a_desk_and_below_on_a_phone(desk, clip):
    page = desk(viewport=WIDE)
    page.goto(f"/admin/clips/clip/{clip.pk}/history/compare/?a=1&b=2")
    sides = [page.locator(f".compare-line .compare-{side}").first for side in ("old", "new")]
    old, new = (side.bounding_box() for side in sides)
    assert old["y"] == new["y"] and old["x"] < new["x"]
    page.set_viewport_size(NARROW)
    old, new = (side.bounding_box() for side in sides)
    assert old["x"] == new["x"] and old["y"] < new["y"]


def test_an_earlier_text_comes_back_into_the_form_after_a_question(desk, clip):
    page = desk(viewport=WIDE)
    page.goto(f"/admin/clips/clip/{clip.pk}/history/")
    page.locator('a[href$="/history/1/restore/"]').click()
    expect(page.locator(".history-warning")).to_be_visible()
    page.locator(".desk-form button").click()
    expect(page.locator("#id_headline")).to_have_value("Brücke gesperrt")
