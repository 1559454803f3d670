"""What the small script adds to the site: ages instead of dates, links at hand, and word of newer clips."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.make import HOUR, make_clip, make_clips


def test_the_front_page_hears_of_newer_clips_and_reads_them_when_asked(open_page):
    make_clips(2)
    page = open_page()
    page.clock.install()
    page.goto("/")
    hint = page.get_by_role("status")
    with page.expect_response("**/feed.json"):
        page.clock.run_for("01:15")
    expect(hint).to_be_empty()
    make_clip("Die neueste", publish_at=timezone.now())
    with page.expect_response("**/feed.json"):
        page.clock.run_for("01:15")
    with page.expect_navigation():
        hint.get_by_role("link").click()
    expect(page.locator(".teaser--lead")).to_contain_text("Die neueste")
    expect(hint).to_be_empty()


def test_fresh_times_are_ages_but_on_paper_and_a_link_is_copied(open_page):
    now = timezone.now()
    fresh = make_clip("Frisch", publish_at=now - timedelta(minutes=5, seconds=20), language="en")
    old = make_clip("Alt", publish_at=now - 30 * HOUR)
    years = [str(timezone.localtime(clip.publish_at).year) for clip in (fresh, old)]
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.install(time=now)
    page.goto(fresh.get_absolute_url())
    moment = page.locator(".dateline time")
    expect(moment).to_have_text("5 minutes ago")
    assert years[0] in moment.get_attribute("title")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(moment).to_contain_text(years[0])
    page.locator("[data-copy]").click()
    expect(page.locator(".share [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()").endswith(fresh.get_absolute_url())
    page.goto(old.get_absolute_url())
    expect(page.locator(".dateline time")).to_contain_text(years[1])
