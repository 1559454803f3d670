"""Every public page in a real Chromium: no barriers in either theme, no overflow, no script, no cookie."""

import pytest

from clips.models import Clip
from tests.make import (
    change_site,
    make_clip,
    make_clips,
    make_dossier,
    make_jpeg,
    make_line,
    make_notice,
    make_picture,
    make_rule,
    make_section,
    make_tag,
)

LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwe eröffnet Rinderkennzeichnungsfleischetikettierungsmuseum "
    "am Rande von Lindhafen an der Elbe"
)
BODY = """<p>Am <a href="https://example.org/" rel="external noopener">Hafen</a> beginnt <strong>alles</strong>.</p>
<h2>Was bleibt</h2><ul><li>Ein Steg</li><li>Zwei Boote</li></ul><blockquote><p>„Gut so.“</p></blockquote>"""


@pytest.fixture
def addresses() -> dict[str, str]:
    """A newsroom with something of everything, and the address of each kind of page."""
    remarks = [{"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Gilt auch dort.</p>"}]
    make_rule(make_notice(remarks=remarks))
    change_site(tagline="Nachrichten in zwei Minuten")
    make_section("Stadt & Kreis")
    picture = make_picture(make_jpeg(1400, 800))
    tags = [make_tag(f"Schlagwort {number}") for number in range(10)]
    tags.append(make_tag("Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"))
    clips = make_clips(24, tags=tags[:1])
    clip = make_clip(LONG, body=BODY, picture=picture, tags=[*tags, "Elbe"], byline="Anna Winter", kicker="Verkehr")
    make_clip("A ferry returns", language="en", lede="Back.")
    make_line(clip, clips[0])
    make_line(clip, url="https://example.org/", title="Draußen")
    make_dossier("Hochwasser an der Elbe", *clips[:3], clip, clips[5], description="Der Pegel.\n\nUnd die Folgen.")
    gone = make_clip("Zurückgezogen", status="withdrawn")
    make_tag("Ohne Meldungen", kind="event", description="Was noch kommt.")
    day = f"{clip.publish_at:%Y/%m/%d}"
    return {
        "home": "/",
        "older": f"/?before={Clip.objects.published().newest_first()[19].pk}",
        "clip": clip.get_absolute_url(),
        "english clip": Clip.objects.get(language="en").get_absolute_url(),
        "section": "/sections/kurzclips/",
        "empty section": "/sections/stadt-kreis/",
        "tag": "/tags/elbe/",
        "empty tag": "/tags/ohne-meldungen/",
        "two tags": "/tags/elbe+schlagwort-1/",
        "two tags without clips": "/tags/elbe+ohne-meldungen/",
        "tags": "/tags/",
        "tags by use": "/tags/?order=use",
        "dossiers": "/dossiers/",
        "dossier": "/dossiers/hochwasser-an-der-elbe/",
        "archive": "/archive/",
        "month": f"/archive/{day[:7]}/",
        "day": f"/archive/{day}/",
        "imprint": "/pages/imprint/",
        "404": "/nirgends/",
        "410": gone.get_absolute_url(),
    }


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_no_barriers_and_nothing_hangs_over_the_edge(width, theme, addresses, open_page, find_barriers):
    page = open_page(color_scheme=theme, viewport={"width": width, "height": 800})
    for name, address in addresses.items():
        page.goto(address)
        assert find_barriers(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("h1").count() == 1, name


def test_on_paper_there_are_no_barriers_and_nothing_to_press(addresses, open_page, find_barriers):
    page = open_page(viewport={"width": 700, "height": 900})
    page.emulate_media(media="print")
    for name in ("home", "clip", "tag", "month", "404"):
        page.goto(addresses[name])
        assert find_barriers(page) == [], name
        assert page.locator("button:visible, input:visible, table:visible, .pager:visible, .turn:visible").count() == 0


def test_without_script_all_of_it_is_there_and_no_cookie_is_set(addresses, open_page):
    page = open_page(java_script_enabled=False)
    for address in addresses.values():
        page.goto(address)
        assert page.locator("main").inner_text().strip()
    assert page.context.cookies() == []


def test_at_320_pixels_with_letters_twice_as_large_nothing_hangs_over_the_edge(addresses, open_page):
    page = open_page(viewport={"width": 320, "height": 700})
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_the_keyboard_skips_to_the_content(addresses, open_page):
    page = open_page()
    page.goto(addresses["clip"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_older_clips_are_reached_by_their_link(addresses, open_page):
    page = open_page()
    page.goto("/")
    first = page.locator("main").inner_text()
    page.locator("a[rel=next]").first.click()
    assert page.url.split("?")[1].startswith("before=")
    assert page.locator("main").inner_text() != first
