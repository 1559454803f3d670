"""Proposed tags in a real browser: decided about with the keyboard alone, and without a script."""

import pytest
from playwright.sync_api import expect

from clips.models import Ledger, Tag
from tests.make import make_clip, make_likeness, make_proposal, make_tag

PAGE, DESK = "/admin/clips/tag/proposals/", "/admin/clips/tag/desk/"
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def desk(open_page, log_in, transactional_db, live_server, max):
    """A function that opens a page of the desk in English as the moderator."""

    def open_desk(path, **options):
        page = open_page(**options)
        log_in(page, max)
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(path)
        return page

    return open_desk


@pytest.fixture
def proposals(transactional_db, alice):
    target = make_tag("Österreich", use_count=128)
    make_tag("AT", alias_of=target)
    tags = [
        make_proposal(name, make_clip(f"Meldung zu {name}"), by=alice) for name in ("Austria", "Elbe", "Oesterreich")
    ]
    make_likeness(tags[2], target)
    return tags


def card(page, name):
    return page.get_by_role("listitem", name=name, exact=True)


def test_next_approve_map_and_reject_with_the_keyboard_alone(desk, proposals):
    page = desk(PAGE)
    expect(page.locator("[data-keys-hint]")).to_be_visible()
    page.keyboard.press("a")
    expect(card(page, "Austria")).to_be_focused()
    page.keyboard.press("j")
    expect(card(page, "Elbe")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text("“Elbe” is approved. Undo")
    expect(card(page, "Oesterreich")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("m")
    page.keyboard.type("öster")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("“Austria” is another name of “Österreich” now.")
    expect(card(page, "Oesterreich")).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.type("Kein Thema")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("No proposal waits for you.")
    verbs = list(Ledger.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["approve_tag", "map_tag", "reject_tag"]


def test_what_is_refused_stays_typed_and_the_cursor_stands_there(desk, proposals, find_barriers):
    page = desk(PAGE)
    card(page, "Elbe").get_by_text("Correct the name").click()
    name = card(page, "Elbe").get_by_label("Correct name")
    expect(name).to_have_value("Elbe")
    name.fill("österreich")
    name.press("Enter")
    name = card(page, "Elbe").get_by_label("Correct name")
    expect(name).to_be_focused()
    expect(name).to_have_value("österreich")
    assert find_barriers(page) == []
    card(page, "Elbe").get_by_role("button", name="map to “Österreich” (128)").click()
    expect(page.locator(".messages")).to_contain_text("“Elbe” is another name of “Österreich” now.")


@pytest.mark.parametrize("by_key", [True, False])
def test_a_field_that_is_opened_has_the_cursor_so_that_no_letter_is_taken_for_a_key(desk, proposals, by_key):
    page = desk(f"{PAGE}#proposal-{proposals[1].pk}")
    if by_key:
        page.keyboard.press("c")
    else:
        card(page, "Elbe").get_by_text("Correct the name").press("Enter")
    expect(card(page, "Elbe").get_by_label("Correct name")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Marne")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("“Elbe” is approved as “Marne”. Undo")


def test_escape_leads_from_the_field_back_to_the_proposal(desk, proposals):
    page = desk(f"{PAGE}#proposal-{proposals[1].pk}")
    expect(card(page, "Elbe")).to_be_focused()
    page.keyboard.press("r")
    page.keyboard.type("jk")
    page.keyboard.press("Escape")
    expect(card(page, "Elbe")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_text("Approve the proposal")).to_be_visible()


def test_without_a_script_it_is_forms(desk, proposals):
    page = desk(PAGE, java_script_enabled=False)
    card(page, "Oesterreich").get_by_role("button", name="map to “Österreich” (128)").click()
    expect(page.locator(".messages")).to_contain_text("“Oesterreich” is another name")
    card(page, "Austria").get_by_text("Map to another tag").click()
    card(page, "Austria").get_by_label("Tag", exact=True).fill("at")
    card(page, "Austria").get_by_role("button", name="Map", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("“Austria” is another name of “Österreich” now.")
    assert Tag.objects.proposed().get().name == "Elbe"


def test_two_tags_are_called_different_on_the_desk(desk, proposals):
    make_likeness(make_tag("Bank"), make_tag("Banken"))
    page = desk(DESK)
    page.get_by_role("button", name="“Bank” and “Banken” are different").click()
    expect(page.locator(".messages")).to_contain_text("are not offered as one again. Undo")


@pytest.mark.parametrize("address", [DESK, PAGE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_meets_a_barrier(desk, proposals, find_barriers, address, scheme):
    make_likeness(make_tag("Bank"), make_tag("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"))
    page = desk(address, color_scheme=scheme)
    assert find_barriers(page) == []
    page.set_viewport_size(NARROW)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert find_barriers(page) == []
