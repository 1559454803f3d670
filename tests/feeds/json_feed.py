"""What JSON Feed 1.1 asks of a feed, by hand: which fields there have to be, and of which type each is."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

VERSION = "https://jsonfeed.org/version/1.1"


def address(value: Any) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def words(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def moment(value: Any) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def authors(value: Any) -> bool:
    return bool(value) and all(any(key in one for key in ("name", "url", "avatar")) for one in value)


def attachments(value: Any) -> bool:
    return all(address(one["url"]) and words(one["mime_type"]) and type(one["size_in_bytes"]) is int for one in value)


FEED = {
    "version": lambda value: value == VERSION,
    "title": words,
    "home_page_url": address,
    "feed_url": address,
    "description": words,
    "icon": address,
    "favicon": address,
    "authors": authors,
    "language": words,
    "items": lambda value: isinstance(value, list),
}
ITEM = {
    "id": words,
    "url": address,
    "title": words,
    "summary": words,
    "content_html": words,
    "image": address,
    "date_published": moment,
    "date_modified": moment,
    "authors": authors,
    "tags": lambda value: isinstance(value, list) and all(map(words, value)),
    "language": words,
    "attachments": attachments,
}


def list_faults(feed: dict[str, Any]) -> list[str]:
    """Fields that the specification does not know, that are of another type, or that are missing."""
    missing = [name for name in ("version", "title", "items") if name not in feed]
    faults = missing + [name for name in feed if not FEED.get(name, bool)(feed[name]) or name not in FEED]
    for item in feed["items"]:
        faults += [name for name in ("id", "content_html") if name not in item]
        faults += [name for name in item if name not in ITEM or not ITEM[name](item[name])]
    numbers = [item["id"] for item in feed["items"]]
    return faults + (["id"] if len(set(numbers)) < len(numbers) else [])
