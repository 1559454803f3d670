"""Merging in a real browser: three spellings are collected, merged with progress, and put back."""

import json

import pytest
from playwright.sync_api import expect

from clips.models import Ledger, Tag
from tests.make import make_clip, make_tag

NARROW = {"width": 360, "height": 740}
MERGE = "/admin/clips/tag/merge/"


@pytest.fixture
def spellings(transactional_db):
    """On two clips, on one, and on none."""
    tags = [make_tag(name, kind="place") for name in ("Österreich", "Oesterreich", "Austria")]
    make_clip("Mozart", tags=tags[:2]), make_clip("Donau", tags=tags[:1])
    make_tag("AT", kind="place", alias_of=tags[0])
    return tags


def pick(page, text, name):
    page.locator("#q").fill(text)
    page.get_by_role("option", name=name).click()
    expect(page.locator(".merge-basket b", has_text=name)).to_be_visible()


def names(page):
    return page.locator(".merge-basket b").all_inner_texts()


def test_three_spellings_are_merged_and_put_back(page, log_in, max, spellings, find_barriers):
    log_in(page, max)
    page.goto(MERGE)
    pick(page, "oe", "Oesterreich"), pick(page, "AT", "Österreich"), pick(page, "aus", "Austria")
    assert names(page) == ["Oesterreich", "Österreich", "Austria"]
    expect(page.locator("[name=into]:checked")).to_have_value(str(spellings[0].pk))
    page.reload()
    assert names(page) == ["Oesterreich", "Österreich", "Austria"]
    assert find_barriers(page) == []
    page.locator(".merge-plan button.primary").click()
    expect(page.locator(".messages li")).to_be_visible()
    assert Tag.objects.filter(alias_of=spellings[0]).count() == 3
    page.locator(".messages a").click()
    assert find_barriers(page) == []
    page.locator("form[data-progress] button.primary").click()
    expect(page.locator(".messages li")).to_be_visible()
    page.goto("/admin/clips/ledger/")
    assert find_barriers(page) == []
    assert Tag.objects.filter(alias_of=spellings[0]).count() == 1 and Ledger.objects.get().undone_by == max


def test_what_a_search_found_comes_last_and_leaves_the_search_empty(page, log_in, max, spellings):
    log_in(page, max)
    page.goto(f"{MERGE}?tag={spellings[0].pk}&tag={spellings[1].pk}&q=aus")
    page.locator(".merge-hits button").click()
    expect(page.locator(".merge-basket b")).to_have_text(["Österreich", "Oesterreich", "Austria"])
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("main .empty")).to_have_count(0)


def test_what_is_chosen_by_keys_keeps_the_focus_and_back_takes_it_back(page, log_in, max, spellings):
    log_in(page, max)
    page.goto(f"{MERGE}?tag={spellings[0].pk}&tag={spellings[1].pk}")
    page.locator("[name=into]:checked").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".merge-plan [name=into]")).to_have_value(str(spellings[1].pk))
    assert page.evaluate("document.activeElement.value") == str(spellings[1].pk)
    page.go_back()
    expect(page.locator(".merge-plan [name=into]")).to_have_value(str(spellings[0].pk))


def test_while_it_runs_the_page_says_how_far_and_the_button_is_off(page, log_in, max, spellings):
    """The answer is ours, a line at a time: how long the work takes is nobody's promise."""
    log_in(page, max)
    page.goto(f"{MERGE}?tag={spellings[0].pk}&tag={spellings[1].pk}")
    page.evaluate(HELD_FETCH)
    page.locator(".merge-plan button.primary").click()
    page.evaluate(f"window.tell({json.dumps(json.dumps({'done': 20000, 'of': 100000}))})")
    expect(page.locator("[data-progress-words]")).to_contain_text("20.000")
    assert page.locator("progress").evaluate("bar => bar.value / bar.max") == 0.2
    expect(page.locator(".merge-plan button.primary")).to_be_disabled()
    page.evaluate("window.breakOff()")
    expect(page.locator("[data-progress-broken]")).to_be_visible()
    expect(page.locator(".merge-plan button.primary")).to_be_disabled()


def test_a_refusal_is_said_where_the_button_is_and_the_basket_stays(page, log_in, max, mona, spellings):
    log_in(page, max)
    page.goto(f"{MERGE}?tag={spellings[0].pk}&tag={spellings[1].pk}")
    Tag.objects.filter(pk=spellings[1].pk).update(kind="person")
    page.locator(".merge-plan button.primary").click()
    expect(page.locator("[data-progress-refusal]")).to_be_visible()
    expect(page.locator("[data-progress-refusal]")).to_be_focused()
    expect(page.locator(".merge-plan button.primary")).to_be_enabled()
    assert names(page) == ["Österreich", "Oesterreich"]


def test_without_a_script_on_a_phone_it_is_as_many_clicks_more(open_page, log_in, max, spellings, find_barriers):
    page = open_page(viewport=NARROW, java_script_enabled=False)
    log_in(page, max)
    page.goto(MERGE)
    for text, name in (("oe", "Oesterreich"), ("öst", "Österreich")):
        page.locator("#q").fill(text)
        page.locator("#q").press("Enter")
        page.locator(".merge-hits button", has_text=name).click()
    expect(page.locator("[name=into]:checked")).to_have_value(str(spellings[0].pk))
    page.locator(".merge-plan button.primary").click()
    expect(page.locator(".messages li")).to_be_visible()
    assert Tag.objects.get(pk=spellings[1].pk).alias_of == spellings[0]


HELD_FETCH = """
    window.fetch = async () => {
      const stream = new ReadableStream({ start(out) {
        const encoder = new TextEncoder();
        window.tell = (line) => out.enqueue(encoder.encode(line + "\\n"));
        window.breakOff = () => out.error(new Error("gone"));
      } });
      return new Response(stream, { headers: { "Content-Type": "application/x-ndjson" } });
    };
"""
