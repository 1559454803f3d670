"""Splitting a tag in a real browser: search, tick over two pages, look, split, and find the way back."""

import pytest
from playwright.sync_api import expect

from clips.admin.clip_list import PAGE
from clips.models import Ledger, Tag
from tests.make import make_clip, make_clips, make_tag

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def elbe(transactional_db, max):
    tag = make_tag("Elbe")
    make_tag("Oder", kind="place")
    make_clip("Andere", tags=[tag])
    make_clips(PAGE + 3, tags=[tag])
    return tag


@pytest.fixture
def desk(open_page, log_in, elbe, max, live_server):
    page = open_page()
    page.set_default_timeout(60_000)
    log_in(page, max)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    return page


def tick(page, headline):
    page.get_by_role("checkbox", name=headline, exact=True).check()


def test_clips_ticked_on_two_pages_of_a_search_get_the_other_tag(desk, elbe):
    desk.goto(f"/admin/clips/tag/{elbe.pk}/split/")
    desk.get_by_label("Words of the headline").fill("meldung")
    desk.get_by_label("Words of the headline").press("Enter")
    desk.get_by_text(f"{PAGE + 3} clips found").wait_for()
    tick(desk, "Meldung Nummer 53")
    desk.get_by_role("button", name="Further").click()
    tick(desk, "Meldung Nummer 1")
    desk.get_by_text("2 ticked").wait_for()
    desk.get_by_role("combobox", name="Give them instead").press_sequentially("ode")
    desk.get_by_role("option", name="Oder").click()
    desk.get_by_role("button", name="Preview for the ticked ones").click()
    desk.get_by_text("2 clips get “Oder” instead of “Elbe”.").wait_for()
    desk.get_by_role("button", name="Change the tags").click()
    desk.wait_for_url(f"**/tag/{elbe.pk}/change/")
    message = desk.locator(".messages li")
    assert "2 clips moved" in message.inner_text()
    assert f"/{Ledger.objects.get().pk}/undo/" in message.get_by_role("link").get_attribute("href")
    assert Tag.objects.get(name="Oder").use_count == 2


def test_a_beginning_and_enter_mean_the_tag_there_is_and_escape_leaves_what_was_typed(desk, elbe):
    desk.goto(f"/admin/clips/tag/{elbe.pk}/split/")
    goal = desk.get_by_role("combobox", name="Give them instead")
    goal.press_sequentially("ode")
    expect(desk.get_by_role("option", name="Oder")).to_have_attribute("aria-selected", "true")
    goal.press("Enter")
    expect(goal).to_have_value("Oder")
    goal.fill("")
    goal.press_sequentially("Od")
    expect(desk.get_by_role("option", name="Oder")).to_be_visible()
    goal.press("Escape")
    goal.press("Enter")
    expect(goal).to_have_value("Od")


def test_enter_in_the_tag_of_a_search_takes_the_marked_one_and_then_searches(desk, elbe):
    desk.goto("/admin/clips/tag/retag/")
    tag = desk.get_by_role("combobox", name="Tag", exact=True)
    tag.press_sequentially("elb")
    expect(desk.get_by_role("option", name="Elbe")).to_have_attribute("aria-selected", "true")
    tag.press("Enter")
    expect(tag).to_have_value("Elbe")
    tag.press("Enter")
    desk.get_by_text(f"{PAGE + 4} clips found").wait_for()


def test_ticks_are_there_again_after_loading_and_after_going_back(desk, elbe):
    desk.goto(f"/admin/clips/tag/{elbe.pk}/split/?q=meldung")
    tick(desk, "Meldung Nummer 53")
    desk.reload()
    expect(desk.get_by_role("checkbox", name="Meldung Nummer 53", exact=True)).to_be_checked()
    desk.get_by_role("link", name="Meldung Nummer 53", exact=True).click()
    desk.go_back()
    expect(desk.get_by_role("checkbox", name="Meldung Nummer 53", exact=True)).to_be_checked()
    desk.get_by_text("1 ticked").wait_for()


def test_without_a_script_the_tag_is_typed_and_nothing_is_missing(open_page, log_in, elbe, max):
    page = open_page(java_script_enabled=False, locale="en-GB")
    page.set_default_timeout(60_000)
    log_in(page, max)
    page.goto(f"/admin/clips/tag/{elbe.pk}/split/?q=andere")
    page.locator("[name=target]").fill("Oder")
    page.locator("[name=which][value=all]").click()
    page.locator("form.desk-form button").click()
    page.locator(".messages").wait_for()
    assert Tag.objects.get(name="Oder").use_count == 1


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("split/?q=meldung", "light"),
        ("split/?which=all", "dark"),
        ("split/?which=all&target=Oder", "light"),
        ("rename/?name=Elb", "dark"),
    ],
)
def test_what_is_chosen_refused_or_told_has_no_barriers_and_fits_a_phone(desk, elbe, find_barriers, path, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.goto(f"/admin/clips/tag/{elbe.pk}/{path}")
    for size in (WIDE, NARROW):
        desk.set_viewport_size(size)
        assert find_barriers(desk) == []
        assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
