"""What a feed says of itself, whatever it is written in."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static

from clips.feeds.items import Item
from clips.feeds.views import Call
from clips.media.renditions import largest_jpeg
from clips.models import Site


@dataclass(frozen=True)
class Subject:
    """What a feed is about; `key` names it for good, while its name and address may change."""

    key: str
    name: str
    path: str
    description: str


@dataclass(frozen=True)
class Channel:
    """A feed with its items; `id` is an address that nobody has to find anything at."""

    id: str
    title: str
    description: str
    url: str
    feed_url: str
    language: str
    publisher: str
    icon: str
    logo: str
    updated: datetime
    items: list[Item]


def make_channel(call: Call, subject: Subject, items: list[Item]) -> Channel:
    """Dated by its items or, without any, by the last change: the same feed twice is the same bytes."""
    site = call.site
    return Channel(
        id=f"{settings.SITE_URL}/{f'#{subject.key}' if subject.key else ''}",
        title=f"{site.name} – {subject.name}" if subject.key else site.name,
        description=subject.description or site.tagline or site.name,
        url=settings.SITE_URL + subject.path,
        feed_url=settings.SITE_URL + call.request.path,
        language=site.language,
        publisher=site.publisher or site.name,
        icon=settings.SITE_URL + static("favicon/apple-touch-icon.png"),
        logo=find_logo(site),
        updated=max((item.updated for item in items), default=call.changed or call.at),
        items=items,
    )


def find_logo(site: Site) -> str:
    if site.logo is None:
        return ""
    return settings.SITE_URL + default_storage.url(largest_jpeg(site.logo.file, site.logo.width))
