"""The main job: a pasted news text is corrected, tagged, illustrated and published, and a reader finds all of it."""

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from clips.models import Clip
from tests.make import make_clip, make_jpeg, make_notice, make_rule, make_tag

NOTICE = "Angaben ohne Gewähr; maßgeblich ist, was die Gemeinde auf ihrer Tafel am Rathaus anschlägt."
TEXT = f"""Kurzclips

Neue Fähre über die Aue fährt ab Montag

Von Montag an setzt wieder eine Fähre über die Aue. Sie ersetzt die gesperrte Brücke, solange dort gebaut wird.

Das Boot fasst zwölf Personen und sechs Fahrräder. Es verkehrt von sechs bis zweiundzwanzig Uhr.

Eine Überfahrt kostet nichts. „Wir wollten keine Kasse an Bord“, sagt Fährmann Ole Brandt.

Bei Hochwasser fährt statt der Fähre ein Bus über Mühlbruck.

Mehr zum Thema – Auebrücke wird saniert
Mehr zum Thema – Fahrplan der neuen Fähre

{NOTICE}
"""


@pytest.fixture
def desk(open_page, vera) -> Page:
    """Vera's desk, reached through the front door."""
    page = open_page()
    page.goto("/admin/")
    page.get_by_label("Benutzername").fill("vera")
    page.get_by_label("Passwort").fill("secret")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "login" not in address)
    return page


def paste(page: Page, text: str) -> None:
    page.goto("/admin/clips/clip/paste/")
    page.locator("textarea").fill(text)
    page.locator("main form button.primary").click()
    page.locator("#id_headline").wait_for()


def add_tag(page: Page, name: str) -> None:
    page.locator("#id_tags").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("[data-tags] .chip", has_text=name)).to_be_visible()


def test_from_a_pasted_text_to_the_reader(desk, open_page, tmp_path, media_folder):
    bridge = make_clip("Auebrücke wird saniert")
    make_tag("Verkehr")
    make_rule(make_notice(html=f"<p>{NOTICE}</p>"))
    file = tmp_path / "IMG_4711.jpg"
    file.write_bytes(make_jpeg(1000, 600))

    paste(desk, TEXT)
    assert Clip.objects.count() == 1, "nothing is saved before the editor saves"
    expect(desk.locator("#id_headline")).to_have_value("Neue Fähre über die Aue fährt ab Montag")
    desk.locator("#id_headline").fill("Fähre über die Aue fährt ab Montag")
    desk.locator("#id_body_box p").last.click()
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Zwei Worte.")
    for name in ("Verkehr", "2026", "Olaf Auer"):
        add_tag(desk, name)
    desk.locator("#id_picture_file").set_input_files(str(file))
    desk.locator("#id_picture_alt").fill("Eine kleine Fähre am Steg.")
    desk.locator("#id_picture_credit").fill("Foto: Vera")
    desk.locator("[data-picture] [data-send]").click()
    expect(desk.locator("[data-picture] [data-shown]")).to_be_visible()
    desk.locator(".clip-bar button.primary").click()
    desk.get_by_text("●").first.wait_for()

    clip = Clip.objects.get(headline="Fähre über die Aue fährt ab Montag")
    assert clip.state == "live"
    assert [tag.name for tag in clip.public_tags] == ["Verkehr", "2026", "Olaf Auer"]
    assert "Zwei Worte." in clip.body
    assert "&nbsp;" not in clip.body
    assert NOTICE not in clip.body
    assert [row.target for row in clip.relations.all()] == [bridge, None]
    read_as_a_reader(open_page(java_script_enabled=False), clip)
    find_it_everywhere(clip)


def read_as_a_reader(page: Page, clip: Clip) -> None:
    page.goto("/")
    page.get_by_role("link", name=clip.headline).first.click()
    expect(page.locator("h1")).to_have_text(clip.headline)
    assert page.locator("main img").first.get_attribute("alt") == "Eine kleine Fähre am Steg."
    words = page.locator("main").inner_text()
    parts = (
        clip.headline,
        "Von Montag an setzt",
        "Foto: Vera",
        "Das Boot fasst",
        "Eine Überfahrt",
        "Bei Hochwasser",
        "Zwei Worte.",
        "Verkehr",
        "Olaf Auer",
        "Auebrücke wird saniert",
        "Angaben ohne Gewähr",
    )
    places = [words.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert words.casefold().find("kurzclips") < places[0]
    assert "Fahrplan der neuen Fähre" not in words, "a title that waits is the desk's affair"
    page.get_by_role("navigation", name="Mehr zum Thema").get_by_role("link", name="Auebrücke wird saniert").click()
    expect(page.locator("h1")).to_have_text("Auebrücke wird saniert")


def find_it_everywhere(clip: Clip) -> None:
    reader = Client()
    for address in ("/", "/tags/verkehr/", "/sections/kurzclips/", f"/archive/{timezone.localdate():%Y/%m/%d}/"):
        assert clip.headline in reader.get(address).content.decode(), address
    entry = feedparser.parse(reader.get("/feed.rss").content).entries[0]
    assert entry.title == clip.headline
    assert "Zwei Worte." in entry.content[0].value
    assert "Angaben ohne Gewähr" in entry.content[0].value
    sitemap = reader.get("/sitemap.xml").content.decode()
    parts = [line.split("<")[0] for line in sitemap.split("<loc>http://testserver")[1:]]
    assert any(clip.get_absolute_url() in reader.get(part).content.decode() for part in parts)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_lines_as_the_text_has(count, desk):
    lines = "\n".join(f"Mehr zum Thema – Titel {number}" for number in range(count))
    text = TEXT.split("Mehr zum Thema")[0] + lines
    paste(desk, text)
    expect(desk.locator("[data-lines] .line")).to_have_count(count)


def test_an_unknown_section_is_said_and_chosen_by_hand(desk):
    paste(desk, TEXT.replace("Kurzclips", "Flussleben", 1))
    expect(desk.locator(".paste-result")).to_contain_text("Flussleben")


def test_an_unknown_notice_is_shown_and_stays_out_of_the_text(desk):
    paste(desk, TEXT)
    expect(desk.locator(".paste-notice")).to_contain_text("Angaben ohne Gewähr")
    expect(desk.locator("#id_body_box")).not_to_contain_text("Angaben ohne Gewähr")


def test_a_known_notice_with_differences_is_shown_with_them(desk):
    longer = f"{NOTICE} Das gilt auch an Feiertagen und in den Ferien."
    make_notice("Fähre", html=f"<p>{longer.replace('Tafel', 'Wand')}</p>")
    paste(desk, TEXT.replace(NOTICE, longer))
    expect(desk.locator(".paste-changes ins").first).to_contain_text("Tafel")
    expect(desk.locator(".paste-changes del").first).to_contain_text("Wand")
