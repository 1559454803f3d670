"""A correction from the desk to the readers, and a counter-statement that keeps its clip there, in a real browser."""

import pytest
from playwright.sync_api import expect

from clips.models import Clip
from clips.operations.review import publish_changes, publish_clip
from clips.operations.writing import ClipEdit
from tests.make import change_site, make_clip, make_counter_statement

SET_ALIKE = (".clip__body", ".correction__verbatim")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def clip(transactional_db, vera):
    """English, as the site is here; readers have had two texts of it."""
    change_site(language="en")
    draft = make_clip("Bridge open again", language="en", status="draft", publish_at=None)
    return publish_changes(publish_clip(draft, by=vera), ClipEdit({"lede": "Since Monday."}), by=vera)


@pytest.fixture
def desk(open_page, log_in, vera):
    page = open_page(viewport={"width": 1280, "height": 900})
    log_in(page, vera)
    return page


def test_a_correction_goes_from_the_desk_to_the_readers(clip, desk, open_page, find_barriers):
    desk.goto(f"/admin/clips/clip/{clip.pk}/corrections/publish/")
    desk.locator("[name=kind]").first.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Twelve, not twenty.")
    assert find_barriers(desk) == []
    with desk.context.expect_page() as opened:
        desk.locator("[formtarget]").click()
    expect(opened.value.locator(".correction")).to_contain_text("Twelve, not twenty.")
    desk.locator(".desk-actions .primary").click()
    expect(desk.locator(".correction-text")).to_have_text("Twelve, not twenty.")
    assert find_barriers(desk) == []

    reader = open_page(viewport=PHONE, color_scheme="dark")
    reader.goto("/corrections/")
    assert find_barriers(reader) == []
    reader.get_by_role("link", name="Bridge open again").click()
    expect(reader.locator(".correction:target")).to_contain_text("Twelve, not twenty.")
    assert find_barriers(reader) == []
    reader.get_by_role("link", name="What changed").click()
    expect(reader.locator("ins")).to_contain_text("Since Monday")
    assert find_barriers(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_editor_does_not_withdraw_a_clip_with_a_counter_statement(clip, desk, open_page, find_barriers):
    make_counter_statement(clip, "Not so.\n\nNot at all.")
    desk.goto(f"/admin/clips/clip/{clip.pk}/change/")
    expect(desk.locator(".clip-held")).to_contain_text("Hafenkontor Lindhafen")
    desk.locator(".clip-menu summary").click()
    desk.locator("[popovertarget=ask-withdraw]").first.click()
    desk.locator("#withdraw_remark").fill("The boss wants it")
    desk.locator("#ask-withdraw button.danger").click()
    expect(desk.locator(".desk-errors")).to_be_visible()
    expect(desk.locator("#withdraw_remark")).to_have_value("The boss wants it")
    assert Clip.objects.get().state == "live"

    reader = open_page(java_script_enabled=False)
    reader.goto(clip.get_absolute_url())
    expect(reader.locator(".correction__verbatim")).to_have_text("Not so.\n\nNot at all.")
    sizes = [reader.locator(part).evaluate("one => getComputedStyle(one).fontSize") for part in SET_ALIKE]
    assert sizes[0] == sizes[1]
