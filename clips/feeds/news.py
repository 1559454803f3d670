"""The news sitemap: what was published in the last 48 hours, as news search engines ask for it.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import escape

from clips.cache.rendering import refuse
from clips.feeds.sitemaps import wrap_xml, write_moment
from clips.feeds.views import Call, for_machines
from clips.feeds.writers.xml import CONTROLS
from clips.models import Clip, Site
from clips.models.clips import ClipQuerySet

NAMESPACE: Final = "http://www.google.com/schemas/sitemap-news/0.9"
NEWS: Final = timedelta(hours=48)
LIMIT: Final = 1_000


@for_machines
def sitemap_news(call: Call) -> HttpResponse:
    refuse()
    rows = list_news(call.at).only("slug", "headline", "language", "publish_at")[:LIMIT]
    urls = (write_news(clip, call.site) for clip in rows)
    return wrap_xml("urlset", urls, f' xmlns:news="{NAMESPACE}"')


def list_news(at: datetime) -> ClipQuerySet:
    """The newest first; the 48 hours are counted to the moment, and what search engines shall not list is left out."""
    return Clip.objects.filter(publish_at__gt=at - NEWS, noindex=False).newest_first().public(at)


def write_news(clip: Clip, site: Site) -> str:
    words = {
        "name": escape(CONTROLS.sub("", site.name)),
        "title": escape(CONTROLS.sub("", clip.headline)),
        "date": write_moment(clip.publish_at) if clip.publish_at else "",
    }
    publication = f"<news:name>{words['name']}</news:name><news:language>{clip.language}</news:language>"
    return (
        f"<url><loc>{escape(settings.SITE_URL + clip.get_absolute_url())}</loc>"
        f"<news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{words['date']}</news:publication_date>"
        f"<news:title>{words['title']}</news:title></news:news></url>"
    )
