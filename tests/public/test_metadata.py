"""What machines read on a page: OpenGraph and JSON-LD."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone

from clips.models import Clip, Tag
from clips.operations.pictures import add_picture
from clips.operations.review import publish_changes
from clips.operations.writing import ClipEdit
from clips.templatetags.kurzclips import json_ld
from tests.make import (
    HOUR,
    change_site,
    make_clip,
    make_clips,
    make_correction,
    make_dossier,
    make_jpeg,
    make_picture,
    make_section,
    make_tag,
)
from tests.test_house import patterns_of

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def read_graph(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """What a page says, by the kinds of things."""
    blocks = BLOCK.findall(client.get(path).content.decode())
    assert len(blocks) == 1
    graph = json.loads(blocks[0])
    assert graph["@context"] == "https://schema.org"
    return {node["@type"]: node for node in graph["@graph"]}


def read_json_ld(client: Client, path: str) -> dict[str, Any]:
    """The first thing: what the page is about."""
    return next(iter(read_graph(client, path).values()))


def read_trail(client: Client, path: str) -> list[tuple[int, str, str]]:
    steps = read_graph(client, path)["BreadcrumbList"]["itemListElement"]
    return [(step["position"], step["name"], step["item"].removeprefix("http://testserver")) for step in steps]


def read_open_graph(client: Client, clip: Clip) -> dict[str, str]:
    return dict(client.get(clip.get_absolute_url()).context["open_graph"])


@pytest.mark.django_db
def test_a_clip_describes_itself_as_a_news_article(client: Client) -> None:
    change_site(name="Bote", publisher="Verlag am Markt")
    begin = timezone.now() - HOUR
    clip = make_clip(picture=make_picture(), byline="Erika Beispiel", tags=["Zoo", "Bau"], publish_at=begin)
    facts = read_json_ld(client, clip.get_absolute_url())
    assert facts["@type"] == "NewsArticle"
    assert facts["url"] == facts["mainEntityOfPage"] == f"http://testserver{clip.get_absolute_url()}"
    assert (facts["headline"], facts["description"]) == (clip.headline, clip.lede)
    assert facts["datePublished"] == timezone.localtime(begin).isoformat(timespec="seconds")
    assert (facts["articleSection"], facts["keywords"], facts["inLanguage"]) == ("Kurzclips", ["Zoo", "Bau"], "de")
    assert facts["author"] == {"@type": "Person", "name": "Erika Beispiel"}
    assert facts["publisher"]["name"] == "Verlag am Markt"


@pytest.mark.django_db
def test_the_picture_is_named_at_its_largest_with_its_size(client: Client) -> None:
    clip = make_clip(picture=make_picture())
    image = read_json_ld(client, clip.get_absolute_url())["image"][0]
    shared = read_open_graph(client, clip)
    assert image["url"] == shared["og:image"]
    assert image["url"].startswith("http://testserver/media/renditions/")
    assert (image["width"], image["height"]) == (320, 200)
    assert shared["og:image:alt"] == "Das Rathaus von vorn"
    assert client.get(image["url"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.django_db
def test_a_large_picture_is_named_in_three_shapes_and_shared_in_a_fourth(client: Client, alice: User) -> None:
    clip = make_clip(picture=add_picture(make_jpeg(1300, 1250), by=alice, focal_x=0.2, credit="Foto: Archiv"))
    images = read_json_ld(client, clip.get_absolute_url())["image"]
    assert [(image["width"], image["height"]) for image in images] == [(1200, 675), (1200, 900), (1200, 1200)]
    shared = read_open_graph(client, clip)
    assert (shared["og:image:width"], shared["og:image:height"]) == ("1200", "630")
    for address in (shared["og:image"], *(image["url"] for image in images)):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
    assert {image["creditText"] for image in images} == {"Foto: Archiv"}
    assert client.get(clip.get_absolute_url()).context["card"] == "summary_large_image"


@pytest.mark.django_db
def test_a_picture_whose_crops_are_not_made_is_named_whole(client: Client) -> None:
    clip = make_clip(picture=make_picture(make_jpeg(640, 640)))
    image = read_json_ld(client, clip.get_absolute_url())["image"][0]
    assert (image["url"], image["width"]) == (read_open_graph(client, clip)["og:image"], 640)
    assert "/renditions/" in image["url"]


@pytest.mark.django_db
def test_a_small_or_missing_picture_makes_a_small_card(client: Client) -> None:
    for clip in (make_clip(picture=make_picture()), make_clip("Ohne Bild")):
        page = client.get(clip.get_absolute_url()).content.decode()
        assert '<meta name="twitter:card" content="summary">' in page


@pytest.mark.django_db
def test_the_name_of_a_clip_outlives_its_headline(client: Client, vera: User) -> None:
    clip = make_clip("Altes Dach", body="<p>Zwei Wörter.</p>", lede="Und drei weitere.")
    before = read_json_ld(client, clip.get_absolute_url())
    publish_changes(clip, ClipEdit({"headline": "Neues Dach"}), by=vera)
    clip.refresh_from_db()
    after = read_json_ld(client, clip.get_absolute_url())
    assert before["@id"] == after["@id"] == f"http://testserver/clips/{clip.pk}"
    assert (before["headline"], after["headline"], after["wordCount"]) == ("Altes Dach", "Neues Dach", 5)
    assert after["isAccessibleForFree"] is True
    assert after["isPartOf"][-1]["@id"] == "http://testserver/#website"


@pytest.mark.django_db
def test_corrections_are_said_with_their_dates_and_a_counter_statement_beside_them(client: Client) -> None:
    clip = make_clip(language="en")
    at = timezone.now() - HOUR
    make_correction(clip, "Es waren neun.", at=at)
    make_correction(clip, "Nun zehn.", kind="update")
    make_correction(clip, "Das ist falsch.", kind="counter_statement")
    facts = read_json_ld(client, clip.get_absolute_url())
    first = {"@type": "CorrectionComment", "name": "Correction", "text": "Es waren neun."}
    assert facts["correction"][0] == first | {"datePublished": timezone.localtime(at).isoformat(timespec="seconds")}
    assert [row["name"] for row in facts["correction"]] == ["Correction", "Update"]
    assert [(row["@type"], row["text"]) for row in facts["comment"]] == [("Comment", "Das ist falsch.")]


@pytest.mark.django_db
def test_the_publisher_has_the_logo_of_the_site(client: Client) -> None:
    assert "logo" not in read_json_ld(client, make_clip().get_absolute_url())["publisher"]
    change_site(logo=make_picture(make_jpeg(400, 100)), name="Bote")
    logo = read_json_ld(client, "/")["publisher"]["logo"]
    assert (logo["@type"], logo["width"], logo["height"]) == ("ImageObject", 320, 80)
    assert ("og:image", logo["url"]) in client.get("/archive/").context["open_graph"]


@pytest.mark.django_db
def test_each_page_says_how_it_is_reached(client: Client) -> None:
    change_site(name="Bote", language="en")
    moment = timezone.localtime() - HOUR
    clip = make_clip("Im Zoo", section=make_section("Tiere"), tags=["Zoo"], publish_at=moment)
    make_dossier("Umbau", clip)
    home, day = (1, "Bote", "/"), f"/archive/{moment:%Y/%m/%d}/"
    section = (2, "Tiere", "/sections/tiere/")
    assert read_trail(client, "/sections/tiere/") == [home, section]
    assert read_trail(client, clip.get_absolute_url()) == [home, section, (3, "Im Zoo", clip.get_absolute_url())]
    assert read_trail(client, "/tags/zoo/") == [home, (2, "All topics", "/tags/"), (3, "Zoo", "/tags/zoo/")]
    assert read_trail(client, "/dossiers/umbau/")[1:] == [
        (2, "Dossiers", "/dossiers/"),
        (3, "Umbau", "/dossiers/umbau/"),
    ]
    assert [path for _place, _name, path in read_trail(client, day)] == ["/", "/archive/", day[:-3], day]
    assert "BreadcrumbList" not in read_graph(client, "/")


@pytest.mark.django_db
def test_a_clip_without_byline_and_picture_names_the_newsroom_alone(client: Client) -> None:
    facts = read_json_ld(client, make_clip().get_absolute_url())
    assert facts["author"]["name"] == "Kurzclips"
    assert "image" not in facts


@pytest.mark.django_db
def test_a_later_change_is_dated(client: Client) -> None:
    changed = timezone.now() - timedelta(minutes=1)
    clip = make_clip(changed_at=changed)
    moment = timezone.localtime(changed).isoformat(timespec="seconds")
    assert read_json_ld(client, clip.get_absolute_url())["dateModified"] == moment
    assert read_open_graph(client, clip)["article:modified_time"] == moment


@pytest.mark.django_db
def test_no_change_is_dated_before_the_publishing(client: Client) -> None:
    clip = make_clip(changed_at=timezone.now() - timedelta(days=3))
    facts = read_json_ld(client, clip.get_absolute_url())
    assert facts["dateModified"] == facts["datePublished"]
    assert (
        f"<lastmod>{facts['datePublished']}</lastmod>"
        in client.get(f"/sitemap-clips-{-(-clip.pk // 5000)}.xml").content.decode()
    )


@pytest.mark.django_db
def test_a_tag_describes_what_it_is_about(client: Client) -> None:
    make_tag("Wien", kind="place", wikidata="Q1741", description="Hauptstadt")
    facts = read_json_ld(client, "/tags/wien/")
    assert (facts["@type"], facts["url"], facts["name"]) == ("CollectionPage", "http://testserver/tags/wien/", "Wien")
    about = {"@type": "Place", "name": "Wien", "description": "Hauptstadt"}
    assert facts["about"] == about | {"sameAs": "https://www.wikidata.org/wiki/Q1741"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Tag.Kind.values)
def test_every_kind_of_tag_has_a_word_that_machines_know(client: Client, kind: str) -> None:
    make_tag("Wien", kind=kind)
    about = read_json_ld(client, "/tags/wien/")["about"]
    assert about["@type"] in ("Thing", "Person", "Organization", "Place", "Event") and "sameAs" not in about


@pytest.mark.django_db
def test_only_the_first_page_of_a_tag_describes_it(client: Client) -> None:
    clips = make_clips(3, tags=["Wien"])
    assert not BLOCK.search(client.get(f"/tags/wien/?before={clips[0].pk}").content.decode())


@pytest.mark.django_db
def test_the_home_page_describes_the_site(client: Client) -> None:
    change_site(name="Bote", description="Kurze Meldungen")
    facts = read_json_ld(client, "/")
    assert (facts["@type"], facts["name"], facts["url"]) == ("WebSite", "Bote", "http://testserver/")
    search = facts["potentialAction"]
    assert search["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    assert search["query-input"] == "required name=search_term_string"


@pytest.mark.django_db
def test_sharing_names_type_language_and_every_tag(client: Client) -> None:
    clip = make_clip(language="en", tags=["Zoo", "Bau"])
    properties = client.get(clip.get_absolute_url()).context["open_graph"]
    assert [content for name, content in properties if name == "article:tag"] == ["Zoo", "Bau"]
    assert ("og:type", "article") in properties
    assert ("og:locale", "en_GB") in properties
    assert all(content for _name, content in properties)


@pytest.mark.django_db
def test_the_properties_stand_in_the_page(client: Client) -> None:
    page = client.get(make_clip('Er sagte "nein"').get_absolute_url()).content.decode()
    assert '<meta property="og:title" content="Er sagte &quot;nein&quot;">' in page


@pytest.mark.django_db
def test_no_headline_ends_the_block_or_begins_another(client: Client) -> None:
    clip = make_clip("</script><script>alert(1)</script><!-- & mehr")
    assert read_json_ld(client, clip.get_absolute_url())["headline"] == clip.headline


def test_a_block_is_plain_json_without_markup() -> None:
    block = json_ld({"name": "<b>&</b>", "word": "Öl"})
    assert block == (
        '<script type="application/ld+json">{"name": "\\u003Cb\\u003E\\u0026\\u003C/b\\u003E", "word": "Öl"}</script>'
    )
    assert json_ld(None) == ""


PAGES = [pattern.name for pattern in patterns_of("public") if pattern.name not in ("media", "healthz", "theme")]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_template_of_its_name(name: str) -> None:
    assert get_template(f"public/{name.replace('-', '_')}.html")
