"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/; what is empty is left out."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from clips.feeds.channels import Channel
from clips.feeds.items import Enclosure, Item

VERSION = "https://jsonfeed.org/version/1.1"


def write_json(channel: Channel) -> str:
    feed = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url,
        "description": channel.description,
        "icon": channel.icon,
        "favicon": channel.icon,
        "authors": [{"name": channel.publisher, "url": f"{settings.SITE_URL}/"}],
        "language": channel.language,
        "items": [describe_item(item) for item in channel.items],
    }
    return json.dumps(feed, ensure_ascii=False)


def describe_item(item: Item) -> dict[str, Any]:
    facts = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "image": item.picture.url if item.picture else "",
        "date_published": write_moment(item.published),
        "date_modified": write_moment(item.updated),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.categories),
        "language": item.language,
        "attachments": [describe_attachment(item.picture)] if item.picture else [],
    }
    return {name: value for name, value in facts.items() if value}


def describe_attachment(picture: Enclosure) -> dict[str, Any]:
    facts = {"url": picture.url, "mime_type": picture.type, "title": picture.alt, "size_in_bytes": picture.size}
    return {name: value for name, value in facts.items() if value}


def write_moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
