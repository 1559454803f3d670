"""The checks in a real browser: they follow the typing, jump to their field, and put a text right with one click."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip
from tests.make import make_clip, make_person

HEADLINE = "Rathaus bekommt nach zwanzig Jahren ein neues Dach"


@pytest.fixture
def page(open_page, log_in, live_server, transactional_db) -> Page:
    """The form for a new clip, before an editor who reads English."""
    page = open_page()
    log_in(page, make_person("vera", "Editor"))
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
    page.goto("/admin/clips/clip/add/")
    return page


def box(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def line(page: Page, name: str):
    return page.locator(f"[data-check={name}]")


def test_the_list_follows_the_typing_and_takes_nobody_from_the_field(page):
    make_clip(HEADLINE)
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_label("Lede").press_sequentially("Kurz")
    expect(line(page, "lede")).to_contain_text("done")
    expect(line(page, "similar")).to_contain_text(HEADLINE)
    expect(line(page, "lede-length")).to_contain_text("4 characters")
    expect(page.get_by_label("Lede")).to_be_focused()
    page.keyboard.type("!")
    expect(line(page, "lede-length")).to_contain_text("5 characters")
    assert not Clip.objects.filter(status="draft").exists()


def test_a_line_takes_one_to_its_field_also_into_a_folded_group(page):
    line(page, "body").get_by_role("link").click()
    expect(box(page)).to_be_focused()
    page.locator("summary", has_text="Section and tags").click()
    line(page, "section").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Section", exact=True)).to_be_focused()


def test_one_click_sets_the_quotes_of_the_text_and_one_key_takes_them_back(page):
    box(page).click()
    page.keyboard.type('🎉 "Ja" und ')
    page.keyboard.press("Control+b")
    page.keyboard.type('"nein"')
    line(page, "quotes-body").get_by_role("button").click()
    expect(box(page)).to_have_text("🎉 „Ja“ und „nein“")
    expect(box(page).locator("strong")).to_have_text("„nein“")
    expect(line(page, "quotes-body")).to_have_count(0)
    expect(box(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_text('🎉 "Ja" und "nein"')


def test_one_click_sets_a_plain_field_right_and_one_key_takes_it_back(page):
    field = page.get_by_label("Lede")
    field.fill('Nur "5km" weiter.')
    line(page, "units-lede").get_by_role("button").click()
    expect(field).to_have_value('Nur "5\u00a0km" weiter.')
    page.keyboard.press("Control+z")
    expect(field).to_have_value('Nur "5km" weiter.')


def test_who_stands_in_the_list_stays_there_when_it_changes(page):
    page.get_by_label("Lede").fill("Kurz")
    expect(line(page, "lede-length")).to_be_visible()
    line(page, "tags").get_by_role("link").focus()
    page.evaluate("document.getElementById('id_headline').value = 'x'")
    page.evaluate("document.getElementById('id_headline').dispatchEvent(new Event('input', { bubbles: true }))")
    expect(line(page, "headline-length")).to_be_visible()
    expect(line(page, "tags").get_by_role("link")).to_be_focused()


def test_without_a_script_the_button_brings_the_text_back_fixed(open_page, log_in, live_server, transactional_db):
    page = open_page(java_script_enabled=False)
    log_in(page, make_person("vera", "Editor"))
    clip = make_clip('Der "neue" Rat', status="draft")
    page.goto(f"/admin/clips/clip/{clip.pk}/change/")
    line(page, "quotes-headline").get_by_role("button").click()
    expect(page.locator("#id_headline")).to_have_value("Der „neue“ Rat")
    assert Clip.objects.get().headline == 'Der "neue" Rat'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(page, find_barriers, scheme):
    page.emulate_media(color_scheme=scheme)
    page.get_by_label("Headline").fill('Ein "Wort"')
    page.locator("#id_publish_at").fill("2026-10-25T02:30")
    expect(line(page, "quotes-headline")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".minute-hours")).to_be_visible()
    assert find_barriers(page) == []
