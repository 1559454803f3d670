"""What machines read on a page: OpenGraph and JSON-LD."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils import timezone

from clips.models import Clip, Tag
from clips.templatetags.kurzclips import json_ld
from tests.make import HOUR, change_site, make_clip, make_clips, make_picture, make_tag
from tests.test_house import patterns_of

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def read_json_ld(client: Client, path: str) -> dict[str, Any]:
    blocks = BLOCK.findall(client.get(path).content.decode())
    assert len(blocks) == 1
    return json.loads(blocks[0])


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
