"""The addresses for machines; view and name are one word, but for the form of a feed."""

from collections.abc import Callable, Iterator

from django.http import HttpResponseBase
from django.urls import URLPattern, path, register_converter
from django.urls.converters import IntConverter

from clips.feeds.news import sitemap_news
from clips.feeds.robots import robots
from clips.feeds.sitemaps import sitemap, sitemap_clips, sitemap_pages, sitemap_tags
from clips.feeds.syndication import corrections_feed, dossier_feed, latest_feed, section_feed, tag_feed
from clips.feeds.writers import WRITERS

app_name = "feeds"


class Part(IntConverter):
    """In its one spelling: each other one would be another page to keep."""

    regex = "[1-9][0-9]{0,8}"


register_converter(Part, "part")


def in_every_form(before: str, view: Callable[..., HttpResponseBase], name: str) -> Iterator[URLPattern]:
    for form in WRITERS:
        yield path(f"{before}feed.{form}", view, {"form": form}, name=f"{name}-{form}")


urlpatterns = [
    *in_every_form("", latest_feed, "latest"),
    *in_every_form("sections/<slug:slug>/", section_feed, "section"),
    *in_every_form("tags/<slug:slug>/", tag_feed, "tag"),
    *in_every_form("dossiers/<slug:slug>/", dossier_feed, "dossier"),
    *in_every_form("corrections/", corrections_feed, "corrections"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-pages.xml", sitemap_pages, name="sitemap-pages"),
    path("sitemap-news.xml", sitemap_news, name="sitemap-news"),
    path("sitemap-tags-<part:part>.xml", sitemap_tags, name="sitemap-tags"),
    path("sitemap-clips-<part:part>.xml", sitemap_clips, name="sitemap-clips"),
    path("robots.txt", robots, name="robots"),
]
