"""Nothing typed is lost in a real browser: killed, cut off, logged out; and colleagues see each other."""

from time import sleep

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clips.admin import clip_buffers
from clips.models import Buffer, Clip, Presence
from tests.browser.conftest import PATIENCE
from tests.make import make_clip, make_line, make_picture, make_tag

ADD = "/admin/clips/clip/add/"


@pytest.fixture
def desk(open_page, log_in, live_server, transactional_db, monkeypatch):
    """`desk(vera, path)` is a browser of its own with Vera's session; its pages autosave and report soon."""
    monkeypatch.setattr(clip_buffers, "AUTOSAVE_AFTER", 150)
    monkeypatch.setattr(clip_buffers, "PULSE", 400)

    def open_desk(person, path: str = ADD, **options) -> Page:
        page = open_page(**options)
        log_in(page, person)
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"}])
        page.goto(path)
        return page

    return open_desk


def change(clip: Clip) -> str:
    return reverse("admin:clips_clip_change", args=[clip.pk])


def autosaved(page: Page):
    return page.locator("[data-autosaved]")


def wait_for_autosave(page: Page) -> None:
    expect(autosaved(page)).to_contain_text("autosaved")


def kill(page: Page) -> None:
    """Nothing gets out of this browser any more, as if its machine had lost its power."""
    page.context.set_offline(True)
    page.context.close()


def here(page: Page):
    return page.locator("[data-present] li")


def trouble(page: Page, name: str):
    return page.locator(f"[data-connection] [data-when={name}]")


def test_what_was_typed_before_the_browser_was_killed_is_offered_with_every_field(desk, vera):
    picture, other, elbe = make_picture(), make_clip("Anderes"), make_tag("Elbe")
    page = desk(vera)
    page.get_by_label("Kicker").fill("Verkehr")
    page.get_by_label("Headline").fill("Brücke wieder frei")
    page.get_by_label("Lede").fill("Seit heute.")
    page.get_by_role("textbox", name="Text", exact=True).click()
    page.keyboard.type("Zwei Wörter")
    page.get_by_role("combobox", name="Tags").fill("Elbe, 2026,")
    expect(page.locator(f".chip input[value='id:{elbe.pk}']")).to_have_count(1)
    lines = page.get_by_role("combobox", name="More on this topic")
    for count, text in enumerate((str(other.pk), "Kommt noch"), 1):
        lines.fill(text)
        lines.press("Enter")
        expect(page.locator(".line")).to_have_count(count)
    page.get_by_label("From the library").click()
    page.locator("[role=option]").first.click()
    page.get_by_label("Expires at").fill("2040-01-02T10:30")
    page.get_by_label("Keep out of search engines").check()
    expect_kept(lambda data: data["noindex"] and data["picture"])
    kill(page)

    page = desk(vera)
    expect(page.get_by_text("Seit heute. Zwei Wörter")).to_be_visible()
    page.get_by_role("link", name="Take it up").click()
    page.wait_for_url("**/add/?buffer=*")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")
    clip = Clip.objects.latest("id")
    assert (clip.kicker, clip.headline, clip.lede) == ("Verkehr", "Brücke wieder frei", "Seit heute.")
    assert (clip.body, clip.picture, clip.noindex) == ("<p>Zwei Wörter</p>", picture, True)
    assert [row.tag.name for row in clip.clip_tags.all()] == ["Elbe", "2026"]
    assert [(row.target, row.title) for row in clip.relations.all()] == [(other, ""), (None, "Kommt noch")]
    assert clip.expire_at.isoformat() == "2040-01-02T09:30:00+00:00"


def expect_kept(check) -> None:
    """The newest buffer holds this, soon."""
    for _attempt in range(PATIENCE * 10):
        buffer = Buffer.objects.order_by("saved_at").last()
        if buffer is not None and check(buffer.data):
            return
        sleep(0.1)
    pytest.fail("it was not autosaved")


def test_a_form_that_was_only_opened_leaves_nothing(desk, vera):
    clip = make_clip(tags=["Elbe"])
    make_line(clip, title="Kommt noch")
    page = desk(vera, change(clip))
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    page.wait_for_timeout(500)
    page.goto(reverse("admin:index"))
    assert not Buffer.objects.exists()


def test_typing_over_an_offer_keeps_both_and_discarding_asks(desk, vera):
    clip = make_clip(status="draft")
    page = desk(vera, change(clip))
    page.get_by_label("Headline").fill("Eins")
    wait_for_autosave(page)
    page.reload()
    page.get_by_label("Headline").fill("Zwei")
    wait_for_autosave(page)
    assert {buffer.data["headline"] for buffer in Buffer.objects.all()} == {"Eins", "Zwei"}
    offer = page.locator(".clip-offer")
    offer.get_by_role("button", name="Discard …").click()
    offer.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Discarded.")).to_be_visible()
    expect(page.locator(".clip-offer b")).to_have_text("Zwei")


def test_while_the_connection_is_down_the_form_says_so_and_catches_up(desk, vera):
    page = desk(vera, change(make_clip()))
    page.context.set_offline(True)
    expect(trouble(page, "away")).to_be_visible()
    page.get_by_label("Headline").fill("Im Tunnel getippt")
    page.wait_for_timeout(400)
    assert not Buffer.objects.exists()
    page.context.set_offline(False)
    wait_for_autosave(page)
    expect(trouble(page, "away")).to_be_hidden()
    assert Buffer.objects.get().data["headline"] == "Im Tunnel getippt"
    assert kept_in(page) == []


def kept_in(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kurzclips-text'))")


def test_a_lid_closed_without_a_connection_loses_nothing(desk, vera):
    page = desk(vera)
    page.context.set_offline(True)
    page.get_by_label("Headline").fill("Im Zug getippt")
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(ADD)
    expect(page.locator(".clip-offer b")).to_have_text("Im Zug getippt")
    assert kept_in(page) == []
    page.get_by_role("link", name="Take it up").click()
    expect(page.get_by_label("Headline")).to_have_value("Im Zug getippt")


def test_a_text_that_the_server_refuses_holds_back_no_other_and_stays_in_the_browser(desk, vera):
    page = desk(vera, reverse("admin:index"))
    keep = "([key, text]) => localStorage.setItem(key, JSON.stringify({at: Date.now(), text}))"
    # The server takes no name of more than 40 letters.
    for name, headline in (("a" * 41, "Zu lang"), ("b", "Getippt")):
        page.evaluate(keep, [f"kurzclips-text:{vera.pk}::{name}", f"headline={headline}&language=de"])
    page.goto(ADD)
    expect(page.locator("[data-offers]")).to_contain_text("Getippt")
    assert kept_in(page) == [f"kurzclips-text:{vera.pk}::{'a' * 41}"]


def test_who_logs_out_leaves_no_text_in_the_browser(desk, vera):
    page = desk(vera)
    page.evaluate("localStorage.setItem('kurzclips-text:1::x', JSON.stringify({at: Date.now(), text: 'Geheim'}))")
    page.locator(".bar-person > summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="You are logged out")).to_be_visible()
    page.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('kurzclips-text'))")


def test_an_expired_session_is_said_and_typing_goes_on_after_logging_in_again(desk, vera, log_in):
    page = desk(vera, change(make_clip()))
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Headline").fill("Nach der Pause")
    expect(trouble(page, "out")).to_be_visible()
    log_in(page, vera)
    page.get_by_label("Lede").fill("Weiter.")
    expect(trouble(page, "out")).to_be_hidden()
    with page.expect_response("**/clips/check/*") as checked:
        page.get_by_label("Lede").fill("Weiter. Und weiter.")
    expect(autosaved(page)).not_to_be_empty()
    expect_kept(lambda data: data["lede"] == "Weiter. Und weiter.")
    assert checked.value.status == 200
    assert Buffer.objects.get().data["headline"] == "Nach der Pause"


def test_somebody_else_who_logs_in_does_not_get_the_text(desk, vera, mona, log_in):
    page = desk(vera, change(make_clip()))
    page.context.clear_cookies()
    log_in(page, mona)
    page.get_by_label("Headline").fill("Veras Text")
    expect(trouble(page, "other")).to_be_visible()
    assert not Buffer.objects.exists()


def test_two_people_see_each_other_come_and_go(desk, vera, mona):
    clip = make_clip()
    first = desk(vera, change(clip))
    expect(here(first)).to_have_count(0)
    second = desk(mona, change(clip))
    expect(here(second)).to_contain_text("Vera, since")
    expect(here(first)).to_contain_text("Mona, since")
    expect(first.locator("[data-presence-status]")).to_have_text("Also has this clip open: Mona")
    first.get_by_label("Headline").fill("Vera tippt")
    expect(here(second)).to_contain_text("last change just now")
    second.goto(reverse("admin:index"))
    expect(here(first)).to_have_count(0)
    expect(first.locator("[data-presence-status]")).to_have_text("No longer has it open: Mona")


def test_a_beat_that_arrives_after_its_page_was_left_brings_nobody_back(desk, vera, mona):
    clip = make_clip()
    first, second = desk(vera, change(clip)), desk(mona, change(clip))
    expect(here(first)).to_contain_text("Mona, since")
    with second.expect_request("**/presence/*") as beat:
        pass
    second.goto(reverse("admin:index"))
    expect(here(first)).to_have_count(0)
    told = beat.value
    kept = ("x-csrftoken", "content-type")
    headers = {name: value for name, value in told.headers.items() if name in kept}
    assert second.request.post(told.url, data=told.post_data, headers=headers).ok
    with first.expect_response("**/presence/*") as answer:
        pass
    assert answer.value.json() == {"others": []}


def test_the_own_second_tab_is_no_stranger_and_a_duplicate_has_a_name_of_its_own(desk, vera):
    clip = make_clip()
    page = desk(vera, change(clip))
    expect(page.locator("[name=tab]")).not_to_have_value("")
    page.reload()
    expect(here(page)).to_have_count(0)
    # A tab that is duplicated begins with the storage of the first, as one that a page opens does.
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    expect(here(opened.value)).to_contain_text("You, in another tab or window, since")
    expect(here(page)).to_contain_text("You, in another tab or window, since")
    assert Presence.objects.values("tab").distinct().count() == 2


def test_what_is_autosaved_and_what_is_taken_up_stand_in_the_preview(desk, vera):
    page = desk(vera)
    page.get_by_role("button", name="Preview").click()
    page.get_by_label("Headline").fill("Gerade getippt")
    shown = page.frame_locator(".clip-preview iframe.is-shown")
    expect(shown.get_by_role("heading", name="Gerade getippt")).to_be_visible()
    page.goto(f"{ADD}?buffer={Buffer.objects.get().pk}")
    page.get_by_role("button", name="Preview").click()
    expect(shown.get_by_role("heading", name="Gerade getippt")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_offer_a_colleague_and_a_lost_line_keep_nobody_out(desk, vera, mona, find_barriers, width):
    clip = make_clip("Brücke wieder frei", status="draft")
    desk(mona, change(clip))
    page = desk(vera, change(clip), viewport={"width": width, "height": 800})
    page.get_by_label("Headline").fill("Getippt")
    wait_for_autosave(page)
    page.reload()
    expect(here(page).filter(has_text="Mona")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_save_leaves_the_cursor_where_it_was(desk, vera):
    page = desk(vera, change(make_clip(status="draft")))
    field = page.get_by_label("Lede", exact=True)
    field.fill("Anfang und Ende.")
    field.evaluate("field => field.setSelectionRange(6, 6)")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type(", Mitte")
    expect(field).to_have_value("Anfang, Mitte und Ende.")


def test_a_save_that_waits_for_an_autosave_leaves_the_cursor_where_it_was(desk, vera):
    page = desk(vera, change(make_clip(status="draft")))
    held = []
    page.route("**/buffers/save/*", lambda route: held.append(route), times=1)
    field = page.get_by_label("Lede", exact=True)
    with page.expect_request("**/buffers/save/*"):
        field.fill("Anfang und Ende.")
    field.evaluate("field => field.setSelectionRange(6, 6)")
    page.keyboard.press("Control+s")
    held[0].continue_()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(field).to_be_focused()
    page.keyboard.type(", Mitte")
    expect(field).to_have_value("Anfang, Mitte und Ende.")
