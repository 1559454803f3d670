"""A manager changes a notice in a real browser: draft, preview, the count before, and what readers have then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localtime
from playwright.sync_api import expect

from clips.models import Clip, ClipPast
from tests.make import make_clip, make_clips, make_notice, make_rule, make_tag

DAY = timedelta(days=1)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def notice(transactional_db, mona):
    """Under all clips of the site but the one whose tag has another."""
    notice = make_notice("Impressum", "<p>Kurz gemeldet.</p>")
    make_rule(notice), make_rule(make_notice("Hochwasser"), make_tag("Elbe"))
    make_clips(3, publish_at=timezone.now() - 2 * DAY), make_clip("Deich", tags=["Elbe"])
    ClipPast.objects.insert_from(Clip.objects.all(), timezone.now() - 2 * DAY)
    return notice


@pytest.fixture
def desk(open_page, log_in, notice, mona, live_server):
    page = open_page(viewport=WIDE)
    log_in(page, mona)
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    return page


def write_remark(page, region, label, text):
    page.locator(".remark summary", has_text="Another remark").first.click()
    remark = page.locator(".remark[open]").last
    remark.locator("[name=remarks_region]").fill(region)
    remark.locator("[name=remarks_label]").fill(label)
    remark.get_by_role("textbox").last.click()
    page.keyboard.type(text)


def test_a_remark_for_austria_is_drafted_counted_published_read_and_yesterday_remembered(desk, notice, find_barriers):
    desk.goto(f"/admin/clips/notice/{notice.pk}/change/")
    write_remark(desk, "AT", "Hinweis für Österreich", "Nur dort gilt das.")
    desk.get_by_role("button", name="Preview").click()
    shown = desk.frame_locator("iframe[name=notice-preview]")
    expect(shown.locator(".notice")).to_contain_text("Hinweis für Österreich: Nur dort gilt das.")
    shown.get_by_role("button", name="Meldung Nummer 2").click()
    expect(shown.locator("h1")).to_have_text("Meldung Nummer 2")
    expect(shown.locator(".notice")).to_contain_text("Nur dort gilt das.")
    assert find_barriers(desk) == []
    desk.get_by_role("button", name="Publish …").click()
    expect(desk.locator("[data-before]")).to_have_text("3")
    expect(desk.locator("[data-after]")).to_have_text("3")
    expect(desk.locator("ins", has_text="Nur dort gilt das.")).to_be_visible()
    assert find_barriers(desk) == []
    desk.get_by_role("button", name="Publish version 2").click()
    expect(desk.locator(".messages li")).to_have_text("Version 2 stands under 3 clips now.")
    desk.goto("/")
    desk.get_by_role("link", name="Meldung Nummer 2").click()
    expect(desk.locator(".notice")).to_contain_text("Hinweis für Österreich: Nur dort gilt das.")
    clip = Clip.objects.get(headline="Meldung Nummer 2")
    desk.goto(f"/admin/clips/clip/{clip.pk}/notices/")
    desk.get_by_label("What stood here on").fill(f"{localtime(timezone.now() - DAY / 2):%Y-%m-%dT%H:%M}")
    desk.get_by_role("button", name="Look up").click()
    answer = desk.locator(".memory-answer")
    expect(answer).to_contain_text("Kurz gemeldet.")
    expect(answer).to_contain_text("Impressum, version 1")
    expect(answer).not_to_contain_text("Nur dort gilt das.")
    assert find_barriers(desk) == []
    desk.set_viewport_size(NARROW)
    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_whoever_leaves_with_unsaved_text_is_asked(desk, notice):
    desk.goto(f"/admin/clips/notice/{notice.pk}/change/")
    desk.get_by_label("Name").fill("Anders")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.reload()
    assert asked == ["beforeunload"]
    expect(desk.get_by_label("Name")).to_have_value("Impressum")


def test_a_rule_for_a_tag_is_made_with_the_keyboard(desk, notice):
    desk.goto(f"/admin/clips/notice/rules/add/?notice={notice.pk}")
    desk.get_by_role("radio", name="all clips of the site").focus()
    desk.keyboard.press("ArrowUp")
    tag = desk.get_by_role("combobox", name="Tag", exact=True)
    tag.press_sequentially("elb")
    expect(desk.get_by_role("option", name="Elbe")).to_have_attribute("aria-selected", "true")
    tag.press("Enter")
    expect(tag).to_have_value("Elbe")
    desk.get_by_label("Priority").fill("5")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-changed]")).to_contain_text("On 1 public clip another notice will stand")
    desk.get_by_role("button", name="Make the rule").press("Enter")
    expect(desk.locator(".messages li")).to_contain_text("Tag: Elbe")


@pytest.mark.parametrize(
    ("path", "scheme"),
    [("", "light"), ("rules/", "dark"), ("{}/change/", "dark"), ("{}/retire/", "light"), ("rules/add/", "dark")],
)
def test_the_pages_have_no_barriers_and_fit_a_phone(desk, notice, find_barriers, path, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.goto(f"/admin/clips/notice/{path.format(notice.pk)}")
    for size in (WIDE, NARROW):
        desk.set_viewport_size(size)
        assert find_barriers(desk) == []
        assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
