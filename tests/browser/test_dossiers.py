"""A dossier in a real browser: made by keys alone at the desk, and followed by a reader from clip to clip."""

import pytest
from playwright.sync_api import expect

from clips.models import Dossier
from tests.make import make_clips, make_findable

ADD = "/admin/clips/dossier/add/"
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def story(transactional_db):
    """Three clips, the earliest first."""
    names = ("Pegel steigt", "Deich hält", "Wasser sinkt")
    times = [clip.publish_at for clip in make_clips(3)][::-1]
    return [make_findable(name, publish_at=moment) for name, moment in zip(names, times, strict=True)]


def labels(page):
    return page.locator(".chapters [data-label]")


def find_by_keys(page, text, headline):
    page.keyboard.type(text)
    expect(page.get_by_role("option", name=headline)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(labels(page).last).to_have_text(headline)


def test_an_editor_makes_one_by_keys_and_a_reader_walks_through_it(open_page, log_in, vera, story, find_barriers):
    page = open_page(locale="en-GB")
    log_in(page, vera)
    page.goto(ADD)
    page.locator("#id_name").focus()
    page.keyboard.type("Hochwasser an der Elbe")
    page.locator("#id_clips").focus()
    find_by_keys(page, "wasser sinkt", "Wasser sinkt")
    find_by_keys(page, "deich", "Deich hält")
    page.keyboard.type(str(story[0].pk))
    page.keyboard.press("Enter")
    expect(labels(page)).to_have_text(["Wasser sinkt", "Deich hält", "Pegel steigt"])
    expect(page.locator("[data-status]")).to_contain_text("Pegel steigt")
    up = page.locator(".chapter").last.locator("[data-move='-1']")
    up.focus()
    page.keyboard.press("ArrowUp")
    expect(labels(page)).to_have_text(["Wasser sinkt", "Pegel steigt", "Deich hält"])
    page.keyboard.press("ArrowUp")
    page.locator(".chapter").nth(1).locator("[data-move='1']").focus()
    page.keyboard.press("Enter")
    expect(labels(page)).to_have_text(["Pegel steigt", "Deich hält", "Wasser sinkt"])
    assert find_barriers(page) == []
    page.locator("#id_name").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages li")).to_be_visible()
    dossier = Dossier.objects.get()
    assert list(dossier.dossier_clips.values_list("clip", flat=True)) == [clip.pk for clip in story]

    reader = open_page()
    reader.goto(dossier.get_absolute_url())
    expect(reader.locator(".story h2")).to_have_text(["Pegel steigt", "Deich hält", "Wasser sinkt"])
    reader.locator(".story h2 a").first.click()
    for headline in ("Deich hält", "Wasser sinkt"):
        reader.locator(".around a[rel=next]").click()
        expect(reader.locator("h1")).to_have_text(headline)
    assert find_barriers(reader) == []
    expect(reader.locator(".around a[rel=next]")).to_have_count(0)
    reader.locator(".around a[rel=prev]").click()
    expect(reader.locator("h1")).to_have_text("Deich hält")
    reader.locator(".around__name").click()
    expect(reader).to_have_url(f"{reader.url.partition('/dossiers/')[0]}{dossier.get_absolute_url()}")


def test_clips_are_sorted_by_date_and_what_is_in_it_comes_once(page, log_in, vera, story):
    log_in(page, vera)
    page.goto(f"{ADD}?clips={'-'.join(str(clip.pk) for clip in story[::-1])}")
    page.locator("button[value=date]").click()
    expect(labels(page)).to_have_text(["Pegel steigt", "Deich hält", "Wasser sinkt"])
    page.locator("#id_clips").fill(f"{page.url.partition('/admin/')[0]}{story[1].get_absolute_url()}")
    page.locator("[data-put]").click()
    expect(page.locator("[data-status]")).to_contain_text("Deich hält")
    expect(labels(page)).to_have_count(3)
    page.locator(".chapter").first.locator("[data-remove]").click()
    expect(labels(page)).to_have_text(["Deich hält", "Wasser sinkt"])


def test_without_a_script_on_a_phone_it_is_as_many_clicks_more(open_page, log_in, vera, story, find_barriers):
    page = open_page(java_script_enabled=False, viewport=NARROW)
    log_in(page, vera)
    page.goto(ADD)
    page.locator("#id_name").fill("Hochwasser an der Elbe")
    page.locator("#id_clips").fill(" ".join(str(clip.pk) for clip in story[::-1]))
    page.locator("[data-put]").click()
    expect(labels(page)).to_have_text(["Wasser sinkt", "Deich hält", "Pegel steigt"])
    page.locator("button[value=date]").click()
    expect(labels(page)).to_have_text(["Pegel steigt", "Deich hält", "Wasser sinkt"])
    page.locator(".chapter").last.locator("[data-move='-1']").click()
    page.locator("#id_name").press("Enter")
    expect(page.locator(".messages li")).to_be_visible()
    order = Dossier.objects.get().dossier_clips.values_list("clip__headline", flat=True)
    assert list(order) == ["Pegel steigt", "Wasser sinkt", "Deich hält"]
