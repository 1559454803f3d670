"""The desk in a real browser: every page by link, in both languages and both themes, without barrier or violation."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clips.models import Notice, Picture
from tests.make import make_clip, make_jpeg, make_notice, make_person, make_picture, make_rule, make_tag

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def newsroom(transactional_db, mona):
    """One of everything, and at least one clip in each list of the desk."""
    notice = make_notice(remarks=[{"region": "AT", "label": "Für Österreich", "html": "<p>Nur dort.</p>"}])
    make_rule(notice)
    picture = make_picture(make_jpeg(640, 400), uploaded_by=mona)
    make_clip("Fernwärmeleitungsbau", tags=["Donaudampfschifffahrt", make_tag("Nachtzug", status="proposed")])
    make_clip("Kommt morgen", publish_at=timezone.now() + timedelta(days=1), picture=picture)
    make_clip("Wartet", status="in_review", created_by=mona)
    make_clip("Entwurf", status="draft", created_by=mona)
    make_person("root", is_staff=True, is_superuser=True)
    return mona


def list_links(page):
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.pathname)")
    return {link for link in links if link.startswith("/admin/")}


def walk(page):
    """Every kind of page that links lead to, each once."""
    open_addresses, seen, kinds = ["/admin/"], set(), {}
    while open_addresses:
        address = open_addresses.pop(0)
        kind = "history" if "history" in address else "".join(char for char in address if not char.isdigit())
        kinds[kind] = kinds.get(kind, 0) + 1
        if address in seen or kinds[kind] > 1:
            continue
        seen.add(address)
        answer = page.goto(address, wait_until="load")
        assert answer.status == 200, address
        yield address
        open_addresses += sorted(list_links(page) - seen)


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def look(page, find_barriers, scheme, size):
    """What is wrong with the page as it stands, in this theme at this width."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    return [*find_barriers(page), *(["wider than the window"] if is_too_wide(page) else [])]


def choose_language(page, name):
    page.goto("/admin/")
    page.locator(".bar-person summary").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_every_page_by_link_in_german_has_no_barrier_in_either_theme(open_page, log_in, newsroom, find_barriers):
    page = open_page(viewport=WIDE)
    log_in(page, newsroom)
    found = {}
    for address in walk(page):
        assert page.locator("html").get_attribute("lang") == "de"
        found[address] = [*look(page, find_barriers, "light", WIDE), *look(page, find_barriers, "dark", NARROW)]
    assert not {address: barriers for address, barriers in found.items() if barriers}
    assert len(found) > 25


def test_every_page_by_link_in_english_breaks_no_policy(open_page, log_in, newsroom):
    page = open_page(viewport=NARROW)
    log_in(page, newsroom)
    choose_language(page, "English")
    assert {page.locator("html").get_attribute("lang") for _address in walk(page)} == {"en"}


def test_the_pages_before_the_log_in_have_no_barrier(page, live_server, transactional_db, find_barriers):
    for address in ("/admin/login/", "/admin/password/x/y/"):
        page.goto(address)
        assert [*look(page, find_barriers, "light", WIDE), *look(page, find_barriers, "dark", NARROW)] == []


def test_on_a_phone_the_menu_works_without_a_script(open_page, log_in, newsroom):
    page = open_page(viewport=NARROW, java_script_enabled=False)
    log_in(page, newsroom)
    page.goto("/admin/")
    page.locator(".bar-fold summary").click()
    page.locator(".bar-fold a[href='/admin/clips/journalentry/']").click()
    expect(page.locator(".journal, .empty").first).to_be_visible()


def test_a_person_chooses_the_look_and_it_stays(open_page, log_in, newsroom):
    page = open_page(color_scheme="light")
    log_in(page, newsroom)
    page.goto("/admin/")
    page.locator(".bar-person summary").click()
    page.locator(".theme-toggle").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_remark_is_written_in_the_editor_that_folds_open(open_page, log_in, newsroom):
    page = open_page()
    log_in(page, newsroom)
    page.goto(f"/admin/clips/notice/{Notice.objects.get().pk}/change/")
    page.locator(".remark:not([open]) summary").first.click()
    remark = page.locator(".remark").nth(1)
    remark.locator("[name=remarks_region]").fill("CH")
    remark.locator("[name=remarks_label]").fill("Für die Schweiz")
    remark.get_by_role("textbox").last.click()
    page.keyboard.type("Zwei Wörter")
    page.locator("main button[value=draft]:visible").click()
    expect(page.locator(".messages li")).to_be_visible()
    assert Notice.objects.get().draft_remarks[1]["html"] == "<p>Zwei Wörter</p>"


def test_a_click_on_the_picture_moves_what_stays_in_view(open_page, log_in, newsroom):
    page = open_page(viewport=WIDE)
    log_in(page, newsroom)
    picture = Picture.objects.get()
    page.goto(f"/admin/clips/picture/{picture.pk}/change/")
    box = page.locator(".picture-shown img").bounding_box()
    page.locator(".picture-shown img").click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    page.locator("main button.primary").click()
    expect(page.locator(".messages li")).to_be_visible()
    picture.refresh_from_db()
    assert (abs(picture.focal_x - 0.25) <= 0.01, abs(picture.focal_y - 0.75) <= 0.01) == (True, True)
