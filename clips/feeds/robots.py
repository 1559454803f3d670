"""robots.txt: what is closed to everybody, who is refused by the operator's choice, and where the sitemaps are."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from clips.feeds.crawlers import list_refused
from clips.feeds.views import Call, for_machines

# The desk; drafts behind a link, which are nobody's to gather; and pages of hits, of which there is no end. The empty
# page of the search is open: it can be found like any other.
CLOSED: Final = ("/admin/", "/preview/", "/search/?")
SITEMAPS: Final = ("feeds:sitemap", "feeds:sitemap-news")


@for_machines
def robots(call: Call) -> HttpResponse:
    refused = list_refused(call.site.ai_crawlers)
    groups = [
        [*(f"User-agent: {name}" for name in refused), "Disallow: /"] if refused else [],
        ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)],
        [f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in SITEMAPS],
    ]
    lines = "\n\n".join("\n".join(group) for group in groups if group)
    return HttpResponse(f"{lines}\n", content_type="text/plain; charset=utf-8")
