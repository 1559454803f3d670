"""Corrections as readers meet them: each kind in its place under the clip, and all of them on one page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Clip, Correction
from clips.operations.corrections import publish_correction, publish_counter_statement, supersede_correction
from clips.operations.review import withdraw_clip
from clips.public import corrections
from tests.make import HOUR, change_site, make_clip, make_copy, make_correction, make_counter_statement, make_picture

pytestmark = pytest.mark.django_db
PATH = "/corrections/"


def main(client: Client, clip: Clip) -> str:
    return client.get(clip.get_absolute_url()).content.decode().partition("<main")[2].partition("</main")[0]


def texts(client: Client, path: str = PATH) -> list[str]:
    return [row.text for row in client.get(path).context["rows"]]


def make_many(count: int) -> list[Correction]:
    """The newest first, a minute apart, on a clip each."""
    now = timezone.now() - HOUR
    return [make_correction(make_clip(f"Clip {n}"), f"Nr. {n}", at=now - n * HOUR / 60) for n in range(count)]


# Under the clip


def test_each_kind_stands_in_its_place(client: Client) -> None:
    clip = make_clip(lede="Vorspann.", body="<p>Fließtext.</p>", picture=make_picture(), tags=["Baustelle"])
    make_counter_statement(clip, "Gegen.")
    for kind, text in [("correction", "Falsch."), ("clarification", "Unklar."), ("update", "Neu.")]:
        make_correction(clip, text, kind=kind)
    page = main(client, clip)
    places = [
        page.find(part) for part in ("Vorspann.", "<picture", "Neu.", "Fließtext.", "Falsch.", "Unklar.", "Gegen.")
    ]
    assert -1 not in places
    assert places == sorted(places) and page.find("Gegen.") < page.find("/tags/baustelle/")


def test_a_line_beside_the_headline_leads_to_the_newest_of_each_place(client: Client) -> None:
    clip = make_clip()
    make_correction(clip, "Erst.")
    rows = [make_correction(clip, "Dann.", at=timezone.now()), make_counter_statement(clip)]
    head = main(client, clip).partition("</header")[0]
    assert [f'href="#correction-{row.pk}"' in head for row in rows] == [True, True]
    assert head.count("#correction-") == 2
    assert all(f'id="correction-{row.pk}"' in main(client, clip) for row in rows)


def test_a_counter_statement_stands_letter_by_letter_with_who_demands_it(client: Client, mona: User) -> None:
    text = "  Sie schrieben:  <b>Es brannte</b>.\nUnwahr.\n\n\nEs brannte nicht . "
    clip = make_clip()
    publish_counter_statement(clip, text, by=mona, claimant="Hafenkontor & Söhne")
    page = main(client, clip)
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert f'<div class="correction__verbatim">{escaped}</div>\n' in page
    assert "Hafenkontor &amp; Söhne" in page
    assert page.partition(escaped)[2].partition("</section")[0].strip() == "</div>"


def test_the_words_around_it_are_in_the_language_of_the_clip(client: Client) -> None:
    clip = make_clip("A ferry", language="en")
    make_correction(clip, "Twelve, not twenty.")
    page = main(client, clip)
    assert "Corrected:" in page and ">Correction</h2>" in page
    assert 'lang="en" aria-labelledby="correction-' in page


def test_its_text_is_no_html(client: Client) -> None:
    clip = make_clip()
    make_correction(clip, "<script>x</script>\n\nZwei\nZeilen")
    page = main(client, clip)
    assert "&lt;script&gt;" in page and "<p>Zwei<br>Zeilen</p>" in page


def test_what_was_superseded_is_not_shown(client: Client, vera: User) -> None:
    first = publish_correction(make_clip(), "correction", "Es waren zwölf.", by=vera)
    supersede_correction(first, "Es waren dreizehn.", by=vera, reason="Verzählt, peinlich")
    for page in (main(client, first.clip), client.get(PATH).content.decode()):
        assert "dreizehn." in page
        assert not [word for word in ("zwölf.", "Verzählt", "Vera") if word in page]


def test_the_date_of_the_change_is_not_told_twice(client: Client, vera: User) -> None:
    change_site(language="en")
    clip, other = make_clip("One", language="en"), make_clip("Two", language="en", changed_at=timezone.now())
    publish_correction(clip, "correction", "Twelve.", by=vera)
    make_correction(other)
    assert ["Changed:" in main(client, one) for one in (clip, other)] == [False, True]


def test_a_change_in_the_hour_that_comes_twice_is_told(client: Client) -> None:
    change_site(language="en")
    first = datetime(2025, 10, 26, 0, 40, tzinfo=UTC)
    clip = make_clip(language="en", publish_at=first, changed_at=first + timedelta(minutes=40))
    assert "Changed:" in main(client, clip)


def test_a_clip_without_one_loads_nothing_for_them(client: Client) -> None:
    clip = make_clip()
    assert "corrections.css" not in client.get(clip.get_absolute_url()).content.decode()
    make_correction(clip)
    assert "corrections.css" in client.get(clip.get_absolute_url()).content.decode()


def test_many_cost_one_query_and_none_cost_nothing(client: Client, django_assert_num_queries: Any) -> None:
    clip = make_clip()
    with django_assert_num_queries(8):
        client.get(clip.get_absolute_url())
    for _number in range(3):
        make_correction(clip)
        make_counter_statement(clip)
    with django_assert_num_queries(9):
        client.get(clip.get_absolute_url())


# In previews


def test_the_preview_of_a_working_copy_shows_those_of_its_clip(client: Client, vera: User) -> None:
    clip = make_clip()
    make_correction(clip, "Falsch.")
    make_copy(clip, lede="Anders.")
    client.force_login(vera)
    page = client.get(f"/admin/preview/clips/{clip.pk}/").content.decode()
    assert "Anders." in page and "Falsch." in page


def test_what_is_being_written_is_shown_in_its_place_and_stored_nowhere(client: Client, vera: User) -> None:
    clip = make_clip()
    first = make_correction(clip, "Es waren 12.")
    client.force_login(vera)
    typed = {"kind": "update", "text": "Der Rat tagt noch.", "supersedes": first.pk}
    page = client.post(f"/admin/preview/clips/{clip.pk}/correction/", typed)
    words = page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "Der Rat tagt noch." in words and "Es waren 12." not in words
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("kind", ["", "joke"])
def test_half_of_what_is_to_be_written_can_be_looked_at(client: Client, vera: User, kind: str) -> None:
    clip = make_clip()
    client.force_login(vera)
    assert client.post(f"/admin/preview/clips/{clip.pk}/correction/", {"kind": kind}).status_code == 200


def test_that_preview_is_for_those_who_may_write_it(client: Client, alice: User, vera: User) -> None:
    draft, address = make_clip(status="draft"), "/admin/preview/clips/{}/correction/"
    live = make_clip("Live", created_by=alice)
    answers = []
    for person, clip in ((None, live), (alice, live), (vera, draft)):
        client.logout() if person is None else client.force_login(person)
        answers.append(client.post(address.format(clip.pk), {"text": "Falsch."}).status_code)
    assert answers == [403, 404, 404]


# All of them


def test_all_are_listed_the_newest_first_with_their_clips(client: Client) -> None:
    rows = make_many(3)
    page = client.get(PATH)
    assert page.context["rows"] == rows
    for row in rows:
        assert f'href="{row.clip.get_absolute_url()}#correction-{row.pk}"' in page.content.decode()


def test_what_is_not_public_is_missing_and_comes_back_with_its_clip(client: Client, vera: User) -> None:
    clip = make_clip()
    make_correction(clip, "Falsch.")
    withdraw_clip(clip, by=vera)
    assert texts(client) == []
    Clip.objects.update(status="published")
    assert texts(client) == ["Falsch."]
    Clip.objects.update(expire_at=timezone.now())
    assert texts(client) == []


def test_it_goes_on_from_the_last_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections, "PAGE_SIZE", 2)
    make_many(5)
    first = client.get(PATH).context
    second = client.get(first["older"]).context
    assert texts(client, second["older"]) == ["Nr. 4"]
    assert (first["is_first_page"], second["is_first_page"]) == (True, False)
    assert second["canonical"].endswith(first["older"])


@pytest.mark.parametrize("query", ["x", "0", "01", "999999", "1&before=2", "", "９"])
def test_a_cursor_is_exactly_the_number_of_a_public_one(client: Client, query: str) -> None:
    make_many(2)
    assert client.get(f"{PATH}?before={query}").status_code == 404


def test_the_number_of_one_that_readers_do_not_have_is_no_cursor(client: Client, vera: User) -> None:
    old, hidden = make_correction(make_clip()), make_correction(make_clip("Weg", status="withdrawn"))
    supersede_correction(old, "Neu.", by=vera, reason="Verzählt")
    assert [client.get(f"{PATH}?before={row.pk}").status_code for row in (old, hidden)] == [404, 404]


def test_an_empty_newsroom_says_so_and_every_page_leads_there(client: Client) -> None:
    page = client.get(PATH).content.decode()
    assert '<ol class="corrected">' not in page and f'href="{PATH}feed.rss"' in page
    assert f'href="{PATH}"' in client.get("/").content.decode()


def test_a_page_costs_the_same_for_one_and_for_many(client: Client, django_assert_num_queries: Any) -> None:
    rows = make_many(1)
    with django_assert_num_queries(3):
        client.get(PATH)
    make_many(12)
    with django_assert_num_queries(4):
        response = client.get(f"{PATH}?before={rows[0].pk}")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
