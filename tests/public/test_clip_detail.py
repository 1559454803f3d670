"""The page of one clip: its parts, its one right address, and what stands there when it is not public."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from clips.models import Clip
from clips.operations.review import publish_clip, withdraw_clip
from clips.public.loaders import find_clip
from tests.make import (
    HOUR,
    make_clip,
    make_line,
    make_notice,
    make_notice_version,
    make_picture,
    make_rule,
    make_section,
    make_tag,
    put_tag,
)

pytestmark = pytest.mark.django_db


def read(client: Client, clip: Clip) -> Any:
    return client.get(clip.get_absolute_url()).context


def text_of(client: Client, clip: Clip) -> str:
    return client.get(clip.get_absolute_url()).content.decode()


def test_the_parts_stand_in_the_order_in_which_they_are_read(client: Client) -> None:
    make_rule(make_notice(html="<p>Standing text.</p>"))
    clip = make_clip("Neues Dach", kicker="Sanierung", lede="Vorspann.", picture=make_picture(), tags=["Baustelle"])
    make_line(clip, make_clip("Altes Dach"))
    page = text_of(client, clip).partition("<main")[2]
    parts = ["Kurzclips", "Sanierung", "<h1>Neues Dach", "Vorspann.", "<picture>", "Das alte Rathaus", "Stadtarchiv"]
    parts += ["Die Arbeiten", "Baustelle", "Altes Dach", "Standing text."]
    places = [page.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("end", ["", "/", "-", "-/", "-falsch/", "-falsch", "--/", "-NEUES-dach/", "-neues-dach"])
def test_a_wrong_or_missing_slug_leads_to_the_right_address(client: Client, end: str) -> None:
    clip = make_clip("Neues Dach")
    response = client.get(f"/clips/{clip.pk}{end}?utm_source=x")
    assert (response.status_code, response.headers["Location"]) == (301, f"/clips/{clip.pk}-neues-dach/")


def test_a_short_address_may_be_the_first_that_a_process_is_asked_for(client: Client) -> None:
    clip = make_clip()
    find_clip._ready.clear()
    assert client.get(f"/clips/{clip.pk}").headers["Location"] == clip.get_absolute_url()


def test_a_number_has_one_spelling(client: Client) -> None:
    clip = make_clip("Neues Dach")
    assert client.get(f"/clips/00{clip.pk}-neues-dach/").headers["Location"] == clip.get_absolute_url()


@pytest.mark.parametrize("path", ["/clips/", "/clips/x/", "/clips/999999-x/", f"/clips/{'9' * 40}-x/", "/clips/-1-x/"])
def test_what_is_no_clip_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("end", ["-neues-dach/", "-falsch/", "", "/"])
def test_a_withdrawn_clip_is_gone_whatever_the_slug(client: Client, end: str) -> None:
    clip = make_clip("Neues Dach", status="withdrawn")
    response = client.get(f"/clips/{clip.pk}{end}")
    assert response.status_code == 410
    assert "Neues Dach" not in response.content.decode()
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("end", ["-neues-dach/", "-falsch/", "", "/"])
def test_what_readers_never_saw_is_not_found_and_not_redirected(client: Client, end: str) -> None:
    draft = make_clip("Neues Dach", status="draft")
    unseen = make_clip("Neues Dach", status="withdrawn", first_published_at=None)
    expired = make_clip("Neues Dach", publish_at=timezone.now() - 2 * HOUR, expire_at=timezone.now() - HOUR)
    for clip in (draft, unseen, expired):
        assert client.get(f"/clips/{clip.pk}{end}").status_code == 404


def test_a_scheduled_clip_opens_at_its_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + HOUR
    clip = make_clip(publish_at=moment)
    assert client.get(clip.get_absolute_url()).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert client.get(clip.get_absolute_url()).status_code == 200


def test_only_lines_that_lead_somewhere_are_shown(client: Client) -> None:
    clip = make_clip()
    target = make_clip("Früherer Bericht", language="en")
    make_line(clip, target)
    make_line(clip, title="Noch kein Bericht")
    make_line(clip, make_clip("Entwurf", status="draft"))
    make_line(clip, make_clip("Zurückgezogen", status="withdrawn"))
    make_line(clip, url="https://example.org/", title="Anderswo")
    shown = [(line.title, line.url, line.external, line.language) for line in read(client, clip)["lines"]]
    assert shown == [
        ("Früherer Bericht", target.get_absolute_url(), False, "en"),
        ("Anderswo", "https://example.org/", True, "de"),
    ]


def test_a_title_of_the_line_s_own_stands_instead_of_the_headline(client: Client) -> None:
    clip, target = make_clip(), make_clip("Plans for the bridge", language="en")
    make_line(clip, target, title="Alle Pläne")
    (line,) = read(client, clip)["lines"]
    assert (line.title, line.url, line.language) == ("Alle Pläne", target.get_absolute_url(), "de")


def test_a_line_that_leaves_the_site_says_where_to(client: Client) -> None:
    clip = make_clip()
    make_line(clip, url="https://www.example.org:8443/a", title="Anderswo")
    (line,) = read(client, clip)["lines"]
    assert line.host == "example.org"
    # The words themselves are those of the reader's language.
    assert 'class="more__heard"' in text_of(client, clip)


def test_a_line_follows_its_clip_out_of_sight_and_back(client: Client, vera: User) -> None:
    clip, target = make_clip(), make_clip("Ziel")
    make_line(clip, target, title="Eigen")
    seen = []
    for change in (withdraw_clip, publish_clip):
        change(target, by=vera)
        seen.append([line.title for line in read(client, clip)["lines"]])
    Clip.objects.filter(pk=target.pk).update(expire_at=timezone.now())
    seen.append([line.title for line in read(client, clip)["lines"]])
    Clip.objects.filter(pk=target.pk).update(expire_at=None)
    seen.append([line.title for line in read(client, clip)["lines"]])
    assert seen == [[], ["Eigen"], [], ["Eigen"]]


def test_only_approved_tags_are_shown_in_their_order(client: Client) -> None:
    clip = make_clip(tags=["Zoo", "Alster"])
    put_tag(clip, make_tag("Vorschlag", status="proposed"))
    put_tag(clip, "Mitte")
    assert [tag.name for tag in read(client, clip)["tags"]] == ["Zoo", "Alster", "Mitte"]


def test_the_clip_s_choice_of_notice_goes_before_the_site_s(client: Client) -> None:
    make_rule(make_notice("Site", "<p>Everywhere.</p>"))
    own = make_notice("Own", "<p>Only here.</p>")
    texts = [
        getattr(read(client, clip)["notice"], "html", None)
        for clip in (make_clip(), make_clip(notice_choice="own", notice=own), make_clip(notice_choice="none"))
    ]
    assert texts == ["<p>Everywhere.</p>", "<p>Only here.</p>", None]


def test_the_running_version_of_a_notice_stands_there_with_its_remarks(client: Client) -> None:
    notice = make_notice(html="<p>Old.</p>")
    remark = {"region": "AT", "label": "Hinweis für Österreich", "html": "<p>Dort anders.</p>"}
    make_notice_version(notice, "<p>New.</p>", remarks=[remark])
    make_notice_version(notice, "<p>Planned.</p>", starts_at=timezone.now() + HOUR)
    page = text_of(client, make_clip(notice_choice="own", notice=notice))
    assert "New." in page and "Hinweis für Österreich" in page and "Dort anders." in page
    assert "Old." not in page and "Planned." not in page


def test_the_picture_has_every_format_and_its_words(client: Client) -> None:
    picture = read(client, make_clip(picture=make_picture()))["picture"]
    assert [source.type for source in picture.sources] == ["image/avif", "image/webp"]
    assert (picture.width, picture.height, picture.alt) == (320, 200, "Das Rathaus von vorn")
    assert (picture.caption, picture.credit) == ("Das alte Rathaus", "Foto: Stadtarchiv")


def test_the_clip_s_own_caption_goes_before_the_picture_s(client: Client) -> None:
    clip = make_clip(picture=make_picture(), caption="Hier am Montag")
    assert read(client, clip)["picture"].caption == "Hier am Montag"


def test_a_clip_in_another_language_says_so(client: Client) -> None:
    page = text_of(client, make_clip("New roof for the town hall", language="en"))
    assert '<html lang="de">' in page
    assert 'lang="en"' in page


def test_search_engines_are_kept_out_where_the_desk_wants_it(client: Client) -> None:
    assert 'name="robots" content="noindex"' in text_of(client, make_clip(noindex=True))
    assert "noindex" not in text_of(client, make_clip("Für alle"))


def test_the_nearest_of_its_section_are_one_step_away(client: Client) -> None:
    now = timezone.now()
    first, clip, twin = (make_clip(name, publish_at=now - HOUR) for name in ("Erste", "Mitte", "Zwilling"))
    make_clip("Später", publish_at=now + HOUR)
    make_clip("Entwurf", status="draft", publish_at=now - HOUR)
    make_clip("Vorbei", publish_at=now - 2 * HOUR, expire_at=now - HOUR)
    make_clip("Anderswo", section=make_section("Sport"), publish_at=now - HOUR)
    turns = {one: read(client, one)["turn"] for one in (first, clip, twin)}
    assert [(turn.earlier, turn.later) for turn in turns.values()] == [(None, clip), (first, twin), (clip, None)]
    assert f'rel="prev" lang="de">{first.headline}' in text_of(client, clip)


def test_it_says_how_long_it_takes_to_read(client: Client) -> None:
    body = f"<p>{'Wort ' * 177}</p>"
    clips = [make_clip(body=body, lede=lede, language=lede[:2]) for lede in ("de zwei", "de zwei drei", "en two three")]
    assert [read(client, clip)["minutes"] for clip in clips] == [1, 2, 1]


def test_without_a_lede_search_engines_read_how_it_begins(client: Client) -> None:
    clip = make_clip(lede="", body="<p>So fängt es an.</p>")
    assert '<meta name="description" content="So fängt es an.">' in text_of(client, clip)


def test_a_page_with_everything_costs_nine_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_rule(make_notice())
    clip = make_clip(picture=make_picture(), tags=["Eins", "Zwei", "Drei"])
    for number in range(3):
        make_line(clip, make_clip(f"Ziel {number}"))
    make_clip("Passt dazu", tags=["Zwei"])
    with django_assert_num_queries(9):
        client.get(clip.get_absolute_url())


def test_a_redirect_may_be_kept_and_is_asked_for_again(client: Client) -> None:
    response = client.get(f"/clips/{make_clip(publish_at=timezone.now() - timedelta(days=9)).pk}")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
