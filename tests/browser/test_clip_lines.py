"""Relating clips with the keyboard alone, and the list of lines that lead nowhere."""

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip
from clips.operations.line_repairs import repair_lines
from clips.roles import SYSTEM
from tests.browser.test_keys import tab_to
from tests.make import make_clip, make_findable, make_line, make_person

LINES = "/admin/clips/clip/lines/"


@pytest.fixture
def desk(open_page, log_in, transactional_db, live_server):
    """A function that opens a page of the desk in English as an editor."""

    def open_desk(path: str, **options) -> Page:
        page = open_page(**options)
        log_in(page, make_person("editor", "Editor"))
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(path)
        return page

    return open_desk


def form_of(clip: Clip) -> str:
    return f"/admin/clips/clip/{clip.pk}/change/"


def said(page: Page):
    """What the live region of the lines says."""
    return page.locator(".lines-field [data-status]")


def test_three_clips_are_related_ordered_and_named_with_the_keyboard_alone(desk, live_server):
    clip, flood, ferry, bridge = (
        make_findable(headline, status="draft" if headline == "Sammelt" else "published")
        for headline in ("Sammelt", "Hochwasser an der Elbe", "Fähre fährt wieder", "Brücke gesperrt")
    )
    page = desk(form_of(clip))
    field = page.get_by_role("combobox", name="More on this topic")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    tab_to(page, field)
    page.keyboard.type("elbe hochw")
    expect(page.locator("[role=option]").first).to_contain_text("Hochwasser an der Elbe")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Added at place 1 of 1: Hochwasser an der Elbe")
    page.keyboard.type(str(ferry.pk))
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Added at place 2 of 2: Fähre fährt wieder")
    page.keyboard.insert_text(f"{live_server.url}{bridge.get_absolute_url()}")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Added at place 3 of 3: Brücke gesperrt")

    last = page.locator(".line").nth(2)
    page.keyboard.press("Shift+Tab")
    expect(last.get_by_role("button", name="Take away")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(said(page)).to_have_text("Place 2 of 3: Brücke gesperrt")
    page.keyboard.press("Alt+ArrowUp")
    expect(said(page)).to_have_text("Place 1 of 3: Brücke gesperrt")
    first = page.locator(".line").nth(0)
    expect(first.get_by_role("button", name="Take away")).to_be_focused()
    for _press in range(2):
        page.keyboard.press("Shift+Tab")
    expect(first.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Alle Sperrungen")

    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Published")
    clip.refresh_from_db()
    page.goto(clip.get_absolute_url())
    links = page.locator(".more a")
    assert [link.inner_text() for link in links.all()][:3] == ["Alle Sperrungen", flood.headline, ferry.headline]


def test_a_line_is_taken_away_and_a_title_of_several_decided_with_the_keyboard(desk):
    clip = make_clip("Sammelt", status="draft")
    make_line(clip, make_clip("Erste"))
    make_line(clip, title="Deich hält")
    make_clip("Deich hält"), make_clip("Deich hält")
    newest = Clip.objects.latest("publish_at")
    page = desk(form_of(clip))
    offer = page.locator("[data-meant]").first
    expect(offer).to_be_visible()
    offer.press("Enter")
    expect(said(page)).to_have_text("Place 2 of 2: Deich hält")
    expect(page.locator(".line").nth(1).get_by_role("button", name="Take away")).to_be_focused()
    page.locator(".line").nth(0).get_by_role("button", name="Take away").press("Enter")
    expect(said(page)).to_have_text("Taken away: Erste")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")
    assert clip.relations.get().target == newest


def test_an_address_that_has_no_title_yet_is_named_by_itself(desk):
    page = desk(form_of(make_clip("Sammelt", status="draft")))
    field = page.get_by_role("combobox", name="More on this topic")
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    field.fill("https://www.example.org/bees")
    field.press("Enter")
    expect(said(page)).to_have_text("Added at place 1 of 1: https://www.example.org/bees")


def test_a_repair_while_the_form_is_open_is_not_written_back_unseen(desk):
    clip, gone = make_clip("Sammelt", status="draft"), make_clip("Weg", status="withdrawn")
    row = make_line(clip, gone)
    page = desk(form_of(clip))
    page.get_by_label("Kicker").fill("Neu")
    repair_lines([row.pk], by=SYSTEM)
    page.keyboard.press("Control+s")
    expect(page.locator(".clip-stale")).to_be_visible()
    assert not clip.relations.exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_lines_keep_nobody_out_and_hang_over_no_edge(desk, find_barriers, scheme, width):
    clip = make_clip("Ein Wort" + "lang" * 20)
    make_line(clip, make_clip("Noch ein Wort" + "lang" * 20, status="withdrawn"), title="Eigener Titel")
    make_line(clip, title="Deich hält")
    make_clip("Deich hält"), make_clip("Deich hält")
    page = desk(form_of(clip), color_scheme=scheme, viewport={"width": width, "height": 800})
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    goal = make_clip("Ziel")
    row = clip.relations.first()
    repairs = f"{LINES}?line={row.pk}&step=point"
    lists = ["", f"{LINES}?kind=withdrawn", f"{LINES}?kind=undecided"]
    for address in [*lists, f"{repairs}&q=Ziel", f"{repairs}&goal={goal.pk}"]:
        if address:
            page.goto(address)
        assert find_barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
