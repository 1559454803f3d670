"""Pictures in a real browser: dropped, pasted, cut and replaced."""

import base64

import pytest
from playwright.sync_api import Page, expect

from clips.models import Clip, Picture
from tests.make import make_clip, make_jpeg, make_person, make_picture

LIBRARY = "/admin/clips/picture/"
# What a browser does when a person drops or pastes a file; a script can do no more than tell the page of it.
HAND_OVER = """([selector, kind, files]) => {
    const transfer = new DataTransfer();
    for (const [name, type, data] of files)
        transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name, { type }));
    const target = document.querySelector(selector);
    const options = { bubbles: true, cancelable: true };
    target.dispatchEvent(kind === "paste" ? new ClipboardEvent(kind, { ...options, clipboardData: transfer })
                                          : new DragEvent(kind, { ...options, dataTransfer: transfer }));
}"""


@pytest.fixture
def desk(open_page, log_in, transactional_db):
    """A function that opens a page of the desk as an editor, in English."""

    def open_desk(path: str, **options) -> Page:
        page = open_page(locale="en-GB", **options)
        page.context.set_extra_http_headers({"Accept-Language": "en"})
        log_in(page, make_person("vera", "Editor"))
        page.goto(path)
        return page

    return open_desk


def hand_over(page: Page, selector: str, kind: str, *files: tuple[str, bytes]) -> None:
    wire = [[name, "image/jpeg", base64.b64encode(data).decode()] for name, data in files]
    page.evaluate(HAND_OVER, [selector, kind, wire])


def page_of(picture: Picture) -> str:
    return f"{LIBRARY}{picture.pk}/change/"


def test_the_arrow_keys_move_the_point_and_every_crop_follows(desk, find_barriers):
    picture = make_picture(make_jpeg(640, 400))
    page = desk(page_of(picture))
    page.locator(".focal-point").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    places = page.locator("[data-crop]").evaluate_all("crops => crops.map(crop => crop.style.objectPosition)")
    assert places == ["51% 40%"] * 3
    assert find_barriers(page) == []
    page.keyboard.press("Enter")  # on the point it must not send the form
    page.locator("button[value=save]").click()
    page.wait_for_load_state()
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (0.51, 0.4)


def test_the_point_of_others_pictures_is_shown_and_cannot_be_moved(open_page, log_in, transactional_db):
    picture = make_picture(make_jpeg(640, 400), focal_x=0.2, focal_y=0.8)
    page = open_page()
    log_in(page, make_person("alice", "Author"))
    page.goto(page_of(picture))
    assert page.locator("[data-crop]").first.evaluate("crop => crop.style.objectPosition") == "20% 80%"
    expect(page.locator(".focal-point")).to_be_disabled()


def test_without_scripts_the_crops_show_the_centre(desk):
    page = desk(page_of(make_picture(make_jpeg(640, 400))), java_script_enabled=False)
    expect(page.locator("[data-crop]")).to_have_count(3)
    expect(page.locator("#id_focal_x")).to_be_visible()


def test_several_files_dropped_on_the_library_come_in_one_after_the_other(desk, find_barriers):
    page = desk(LIBRARY)
    files = [("red.jpg", make_jpeg(colour="red")), ("none.jpg", b"no picture"), ("blue.jpg", make_jpeg(colour="blue"))]
    hand_over(page, "body", "drop", *files)
    expect(page.locator("[data-files] li a")).to_have_count(2)
    expect(page.locator("[data-files] li.has-error")).to_have_count(1)
    expect(page.locator(".library li")).to_have_count(2)
    assert find_barriers(page) == []
    assert Picture.objects.count() == 2


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_handed_over_in_the_clip_form_is_sent_with_the_clip_and_nothing_typed_is_lost(desk, kind):
    page = desk("/admin/clips/clip/add/")
    page.locator("#id_headline").fill("Brücke wieder frei")
    hand_over(page, "[data-drop]" if kind == "drop" else "body", kind, ("boat.jpg", make_jpeg()))
    expect(page.locator("[data-chosen]")).to_be_visible()
    page.locator("#id_picture_alt").fill("Ein Boot")
    page.locator("#id_picture_credit").fill("Foto: Vera")
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_be_visible()
    clip = Clip.objects.get()
    assert (clip.headline, clip.picture.alt_text) == ("Brücke wieder frei", "Ein Boot")


def test_a_picture_that_is_refused_leaves_the_words_and_the_clip_as_they_were(desk):
    page = desk("/admin/clips/clip/add/")
    page.locator("#id_headline").fill("Brücke wieder frei")
    hand_over(page, "[data-drop]", "drop", ("boat.jpg", b"no picture"))
    page.locator("#id_picture_alt").fill("Ein Boot")
    page.locator("#id_picture_credit").fill("Foto: Vera")
    page.locator("[data-send]").click()
    expect(page.locator("[data-picture] [data-error]")).to_be_visible()
    assert page.locator("#id_picture_alt").input_value() == "Ein Boot"
    assert page.locator("#id_headline").input_value() == "Brücke wieder frei"


def test_a_file_dropped_beside_its_place_does_not_carry_the_page_away(desk):
    page = desk("/admin/clips/clip/add/")
    caught = page.evaluate("""() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["x"], "x.jpg", { type: "image/jpeg" }));
        const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
        return !document.body.dispatchEvent(drop);
    }""")
    assert caught


def test_replacing_says_where_it_shows_and_is_free_of_barriers(desk, find_barriers, tmp_path):
    picture = make_picture(make_jpeg(640, 400))
    make_clip(picture=picture)
    file = tmp_path / "new.jpg"
    file.write_bytes(make_jpeg(640, 400, "firebrick"))
    page = desk(page_of(picture))
    page.locator("a[href$='/replace/']").click()
    assert find_barriers(page) == []
    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("button.primary").click()
    page.wait_for_url("**/change/")
    before = picture.file
    picture.refresh_from_db()
    assert picture.file != before
