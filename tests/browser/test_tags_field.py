"""The tag field in a real browser: a beginning is no tag, the order is kept by keys, the text brings its own tags."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, Tag
from tests.make import make_person, make_tag

ADD = "/admin/clips/clip/add/"


@pytest.fixture
def desk(open_page, log_in, transactional_db, live_server):
    """A function that opens the form for a new clip as an editor, in English."""

    def open_desk(**options) -> Page:
        page = open_page(**options)
        log_in(page, make_person("editor", "Editor"))
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(ADD)
        return page

    return open_desk


def field(page: Page):
    return page.get_by_role("combobox", name="Tags")


def options(page: Page):
    return page.locator(".tags-field [role=option]")


def chips(page: Page):
    return page.locator(".chip [data-label]")


def test_enter_on_a_beginning_takes_the_marked_tag_and_makes_none(desk):
    make_tag("Bibliotheken", use_count=12)
    page = desk()
    field(page).press_sequentially("Bibl")
    expect(options(page)).to_have_text(["Bibliotheken (12) topic", "Make the tag: Bibl"])
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    field(page).press("Enter")
    expect(chips(page)).to_have_text(["Bibliotheken"])


def test_enter_before_the_suggestions_are_there_asks_first(desk):
    make_tag("Bibliotheken")
    page = desk()
    field(page).press_sequentially("Bibl")
    field(page).press("Enter")
    expect(options(page)).to_have_count(2)
    expect(chips(page)).to_have_count(0)
    expect(field(page)).to_have_value("Bibl")
    field(page).press("Enter")
    expect(chips(page)).to_have_text(["Bibliotheken"])


def test_a_comma_or_the_last_entry_takes_what_was_typed(desk):
    make_tag("Wiener Neustadt")
    page = desk()
    field(page).press_sequentially("Wien,")
    expect(chips(page)).to_have_text(["Wien"])
    field(page).press_sequentially("Wiene")
    expect(options(page)).to_have_count(2)
    field(page).press("ArrowUp")
    field(page).press("Enter")
    expect(chips(page)).to_have_text(["Wien", "Wiene"])


def test_a_name_that_nobody_knows_is_typed_and_taken_at_once(desk):
    page = desk()
    for name in ("Neustart", "Kulturbonus"):
        field(page).press_sequentially(name)
        field(page).press("Enter")
    expect(chips(page)).to_have_text(["Neustart", "Kulturbonus"])
    expect(page.locator(".chip [data-note]")).to_have_text(["new", "new"])


def test_a_blocked_name_is_not_taken_and_says_why(desk):
    make_tag("Skandal", status="blocked", reason="Zu reißerisch")
    page = desk()
    field(page).press_sequentially("skandal")
    expect(options(page)).to_have_text(["Skandal Zu reißerisch"])
    field(page).press("Enter")
    expect(page.locator(".tags-field [data-status]")).to_have_text("Zu reißerisch")
    expect(chips(page)).to_have_count(0)


def test_the_order_is_changed_by_keys_and_told(desk):
    for name in ("Elbe", "Oder"):
        make_tag(name)
    page = desk()
    field(page).press_sequentially("Elbe,Oder,")
    expect(chips(page)).to_have_text(["Elbe", "Oder"])
    # What is known of each is told when its answer comes.
    page.wait_for_load_state("networkidle")
    remove = page.locator(".chip").nth(1).get_by_role("button", name="Take away")
    remove.press("Alt+ArrowLeft")
    expect(chips(page)).to_have_text(["Oder", "Elbe"])
    expect(page.locator(".tags-field [data-status]")).to_have_text("Oder leads, place 1 of 2")
    expect(page.locator(".chip-leads").first).to_be_visible()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".tags-field [data-status]")).to_have_text("Oder: place 2 of 2")


def test_tags_named_in_the_text_are_offered_and_added_by_one_click(desk):
    make_tag("Bibliothek", use_count=3)
    make_tag("Wien", use_count=9)
    page = desk()
    offers = page.get_by_role("group", name="In the text")
    expect(offers).to_contain_text("no known tag")
    page.get_by_label("Headline").fill("Zwei Bibliotheken in Wien öffnen")
    buttons = offers.get_by_role("button")
    expect(buttons).to_have_text(["+ Bibliothek", "+ Wien"])
    buttons.first.press("Enter")
    expect(chips(page)).to_have_text(["Bibliothek"])
    expect(buttons).to_have_text(["+ Wien"])
    expect(buttons.first).to_be_focused()
    page.get_by_label("Lede").fill("Seit heute.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert [row.tag.name for row in Clip.objects.get().clip_tags.all()] == ["Bibliothek"]
    assert Tag.objects.count() == 2
