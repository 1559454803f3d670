"""The addresses for machines; view and name are one word."""

from django.urls import path

from clips.feeds.robots import robots
from clips.feeds.rss import dossier_rss, latest_rss, section_rss, tag_rss
from clips.feeds.sitemaps import sitemap, sitemap_clips, sitemap_pages

app_name = "feeds"

urlpatterns = [
    path("feed.rss", latest_rss, name="latest-rss"),
    path("sections/<slug:slug>/feed.rss", section_rss, name="section-rss"),
    path("tags/<slug:slug>/feed.rss", tag_rss, name="tag-rss"),
    path("dossiers/<slug:slug>/feed.rss", dossier_rss, name="dossier-rss"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-pages.xml", sitemap_pages, name="sitemap-pages"),
    path("sitemap-clips-<int:part>.xml", sitemap_clips, name="sitemap-clips"),
    path("robots.txt", robots, name="robots"),
]
