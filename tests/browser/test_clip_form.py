"""Writing a clip in a real browser: by keyboard, with the editor, with a picture, without losing a word."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from clips.models import Clip, Picture
from tests.make import make_clip, make_findable, make_jpeg, make_line, make_notice, make_person, make_tag

ADD = "/admin/clips/clip/add/"
PASTED = """Neue Brücke ist frei

Seit heute rollt der Verkehr.

Zwei Jahre wurde gebaut.

Mehr zum Thema – Bahnhof wird umgebaut

Die Angaben stammen von den Behörden und werden laufend geprüft.
"""


@pytest.fixture
def desk(open_page, log_in, transactional_db):
    """A function that opens a page of the desk as a person with a role; the policy is watched."""

    def open_desk(path: str = ADD, group: str = "Editor", **options) -> Page:
        page = open_page(**options)
        log_in(page, make_person(group.lower(), group))
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": f"{page_origin(page)}/admin/"}])
        page.goto(path)
        return page

    def page_origin(page: Page) -> str:
        page.goto(reverse("admin:login"))
        return page.url.split("/admin")[0]

    return open_desk


def editor(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def write_clip(page: Page) -> None:
    page.get_by_label("Headline").fill("Brücke wieder frei")
    page.get_by_label("Lede").fill("Seit heute.")
    editor(page).click()
    page.keyboard.type("Zwei Wörter")


def suggestion(page: Page):
    return page.locator("[role=listbox] [role=option]").first


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("Saved")


def test_typed_spaces_stay_spaces(desk):
    page = desk()
    write_clip(page)
    save(page)
    assert Clip.objects.get().body == "<p>Zwei Wörter</p>"


def test_the_editor_has_its_words_and_its_subset(desk):
    page = desk()
    write_clip(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Quote").click()
    page.keyboard.type("Ein Zitat")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Bold").click()
    save(page)
    body = Clip.objects.get().body
    assert body.startswith("<p><strong>Zwei Wörter</strong></p><blockquote>")


def test_tags_work_by_keyboard_alone(desk):
    make_tag("Elbe", use_count=3)
    make_tag("Elbebrücke")
    page = desk()
    write_clip(page)
    field = page.get_by_role("combobox", name="Tags")
    field.focus()
    page.keyboard.type("elb")
    expect(suggestion(page)).to_contain_text("Elbe (3)")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("ELBEBRÜCKE")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(2)
    page.keyboard.type("Olaf Scholz, 2026,")
    expect(page.locator(".chip")).to_have_count(4)
    page.locator(".chip").nth(1).get_by_role("button", name="Further to the front").press("Enter")
    save(page)
    assert [tag.name for tag in Clip.objects.get().public_tags] == ["Elbebrücke", "Elbe", "Olaf Scholz", "2026"]


def test_lines_find_a_clip_take_an_address_and_keep_a_title(desk):
    other = make_findable("Hochwasser an der Elbe")
    page = desk()
    write_clip(page)
    field = page.get_by_role("combobox", name="More on this topic")
    field.fill("hochwasser")
    expect(suggestion(page)).to_contain_text("Hochwasser an der Elbe")
    field.press("ArrowDown")
    field.press("Enter")
    field.fill("https://example.org/a")
    field.press("Enter")
    page.keyboard.type("Anderswo")
    field.fill("Kommt noch")
    field.press("Enter")
    page.locator(".line").nth(2).get_by_role("button", name="Up").click()
    save(page)
    rows = Clip.objects.latest("id").relations.all()
    assert [(row.target, row.url, row.title) for row in rows] == [
        (other, "", ""),
        (None, "", "Kommt noch"),
        (None, "https://example.org/a", "Anderswo"),
    ]


def test_lines_are_dragged(desk):
    clip = make_clip(status="draft")
    for title in ("Eins", "Zwei", "Drei"):
        make_line(clip, title=title)
    page = desk(f"/admin/clips/clip/{clip.pk}/change/")
    handles = page.locator(".line-handle")
    handles.nth(2).drag_to(handles.nth(0))
    save(page)
    assert [row.title for row in clip.relations.all()] == ["Drei", "Eins", "Zwei"]


def test_a_file_chosen_and_not_yet_sent_goes_along_with_the_save(desk):
    page = desk()
    write_clip(page)
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg()}
    page.get_by_label("Or a new file").set_input_files(file)
    page.get_by_label("What it shows").fill("Ein Boot")
    page.get_by_label("Credit").fill("Foto: Vera")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/change/")
    clip = Clip.objects.get()
    assert clip.picture == Picture.objects.get(alt_text="Ein Boot", credit="Foto: Vera")
    assert clip.state == "live"


def test_a_picture_of_the_wrong_kind_is_told_and_the_text_stays(desk):
    page = desk()
    write_clip(page)
    page.get_by_label("Or a new file").set_input_files({"name": "a.gif", "mimeType": "image/gif", "buffer": b"GIF89a"})
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("Please say whose picture it is.")).to_be_visible()
    page.get_by_label("What it shows").fill("Ein Boot")
    page.get_by_label("Credit").fill("Foto: Vera")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("[data-error]")).to_contain_text("GIF")
    assert page.get_by_label("Headline").input_value() == "Brücke wieder frei"


def test_counters_checks_and_the_notice_follow_the_typing(desk):
    make_notice("Wahl", "<p>Alle Zahlen sind vorläufig.</p>")
    page = desk()
    write_clip(page)
    expect(page.locator("[data-count=id_body]")).to_have_text("2 words")
    expect(page.locator("[data-count=id_headline]")).to_contain_text("18 characters")
    expect(page.locator("[data-check=lede]")).to_contain_text("done")
    page.get_by_role("combobox", name="Notice").select_option(label="Wahl")
    expect(page.get_by_text("Alle Zahlen sind vorläufig.")).to_be_visible()


def test_enter_in_a_field_never_publishes(desk):
    page = desk()
    page.get_by_label("Headline").fill("Nur getippt")
    page.get_by_label("Headline").press("Enter")
    page.get_by_label("Byline").press("Enter")
    page.wait_for_timeout(200)
    assert page.url.endswith(ADD)
    assert not Clip.objects.exists()


def test_withdrawing_asks_first(desk):
    clip = make_clip()
    page = desk(f"/admin/clips/clip/{clip.pk}/change/")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Withdraw …").click()
    dialog = page.get_by_role("dialog", name="Withdraw")
    dialog.get_by_label("Reason, for the desk only").fill("Falscher Ort")
    dialog.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn: readers no longer see it")).to_be_visible()
    assert Clip.objects.get().state == "withdrawn"


def test_a_pasted_text_becomes_a_live_clip_with_its_new_notice(desk):
    page = desk("/admin/clips/clip/paste/", group="Manager")
    page.get_by_label("Text").fill(PASTED)
    page.get_by_role("button", name="Make a clip of it").click()
    page.get_by_label("Name").fill("Behörden")
    page.get_by_role("button", name="Keep it as a notice").click()
    expect(page.get_by_role("combobox", name="Notice")).to_have_value(re.compile("own:"))
    page.get_by_label("Section").select_option(index=1)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/change/")
    clip = Clip.objects.get()
    assert (clip.headline, clip.notice.name, clip.state) == ("Neue Brücke ist frei", "Behörden", "live")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_nobody_is_kept_out_and_nothing_hangs_over_the_edge(desk, find_barriers, scheme, width):
    clip = make_clip("Ein Wort" + "lang" * 20, tags=["Elbe", "Olaf Scholz"], status="draft")
    make_line(clip, title="Kommt noch")
    page = desk(f"/admin/clips/clip/{clip.pk}/change/", color_scheme=scheme, viewport={"width": width, "height": 800})
    expect(editor(page)).to_be_visible()
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/admin/clips/clip/")
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_save_after_the_session_ended_keeps_the_text_and_works_once_logged_in(desk):
    page = desk()
    write_clip(page)
    cookies = page.context.cookies(page.url)
    page.context.clear_cookies()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("You are logged out; your text")).to_be_visible()
    assert page.get_by_label("Headline").input_value() == "Brücke wieder frei"
    token = {"value": "n" * 32}
    page.context.add_cookies([cookie | (token if cookie["name"] == "csrftoken" else {}) for cookie in cookies])
    save(page)
    assert Clip.objects.get().headline == "Brücke wieder frei"


def test_enter_in_the_reason_takes_the_step(desk):
    clip = make_clip("Falscher Ort")
    page = desk(reverse("admin:clips_clip_change", args=[clip.pk]))
    page.locator(".clip-menu > summary").click()
    page.get_by_role("button", name="Withdraw …").click()
    expect(page.get_by_label("Reason, for the desk only")).to_be_focused()
    page.keyboard.type("Falscher Ort")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Withdrawn")


def test_a_number_and_enter_take_the_clip_of_that_number(desk):
    clip = make_clip("Rathaus")
    page = desk()
    page.get_by_label("More on this topic").fill(str(clip.pk))
    page.keyboard.press("Enter")
    expect(page.locator(".line [data-label]")).to_have_text("Rathaus")
