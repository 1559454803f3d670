"""Two people on one clip, in two browsers and on the real server with two workers: nothing of either is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watch

pytestmark = pytest.mark.server

PREPARE = """
clip = make_clip("Brücke gesperrt")
for name, first in (("vera", "Vera"), ("mona", "Mona")):
    client = Client()
    client.force_login(make_person(name, "Editor", first_name=first))
    print(client.cookies["sessionid"].value)
print(clip.pk)
"""
READ = """
clip = Clip.objects.get()
print(clip.headline, clip.working_copy.headline, clip.working_copy.lede, sep="|")
"""


@pytest.fixture
def two(browser, newsroom, server, faults):
    """Vera's and Mona's page of the same clip, each in a browser of her own, and the newsroom behind it."""
    *sessions, number = newsroom.run(PREPARE).split()
    home, contexts, pages = f"http://127.0.0.1:{server.port}", [], []
    for session in sessions:
        context = browser.new_context(base_url=home)
        cookies = {"sessionid": session, "django_language": "en"}
        context.add_cookies([{"name": n, "value": v, "url": f"{home}/admin/"} for n, v in cookies.items()])
        contexts.append(context)
        page = context.new_page()
        watch(page, home, faults)
        page.goto(f"/admin/clips/clip/{number}/change/")
        pages.append(page)
    yield *pages, newsroom
    for context in contexts:
        context.close()


def save(page, **fields):
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Control+s")


def test_each_sees_the_other_and_a_stale_save_keeps_both_texts(two):
    vera, mona, newsroom = two
    expect(vera.get_by_text("Mona", exact=False).first).to_be_visible(timeout=20_000)
    save(vera, Headline="Brücke wieder frei", Lede="Veras Vorspann.")
    expect(vera.get_by_text("Saved for the desk")).to_be_visible()
    save(mona, Headline="Brücke bleibt gesperrt", Lede="Monas Vorspann.")
    expect(mona.get_by_role("heading", name="Saved meanwhile")).to_be_visible()
    expect(mona.get_by_label("Headline", exact=True)).to_have_value("Brücke bleibt gesperrt")
    lede = mona.get_by_role("group", name="Lede")
    expect(lede).to_contain_text("Veras Vorspann.")
    lede.get_by_label("Take theirs").check()
    mona.get_by_role("button", name="Save with these choices").click()
    expect(mona.get_by_text("Saved for the desk")).to_be_visible()
    assert newsroom.run(READ) == "Brücke gesperrt|Brücke bleibt gesperrt|Veras Vorspann."
