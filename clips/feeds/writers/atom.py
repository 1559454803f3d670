"""Atom, RFC 4287: the whole text as HTML, and the language of each entry."""

from datetime import datetime
from xml.etree.ElementTree import Element

from django.utils import timezone

from clips.feeds.channels import Channel
from clips.feeds.items import Item
from clips.feeds.writers.xml import MEDIA, add, add_media, write_document


def write_atom(channel: Channel) -> str:
    attributes = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": MEDIA, "xml:lang": channel.language}
    feed = Element("feed", attributes)
    add(feed, "id", channel.id)
    add(feed, "title", channel.title)
    add(feed, "subtitle", channel.description)
    add(feed, "updated", write_moment(channel.updated))
    add_link(feed, "self", channel.feed_url, type="application/atom+xml")
    add_link(feed, "alternate", channel.url, type="text/html")
    add_author(feed, channel.publisher)
    add(feed, "icon", channel.icon)
    if channel.logo:
        add(feed, "logo", channel.logo)
    for item in channel.items:
        add_entry(feed, item)
    return write_document(feed)


def add_entry(feed: Element, item: Item) -> None:
    entry = add(feed, "entry", attributes={"xml:lang": item.language})
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add_link(entry, "alternate", item.url, type="text/html")
    add(entry, "published", write_moment(item.published))
    add(entry, "updated", write_moment(item.updated))
    if item.author:
        add_author(entry, item.author)
    for name in item.categories:
        add(entry, "category", attributes={"term": name})
    if item.summary:
        add(entry, "summary", item.summary)
    add(entry, "content", item.html, {"type": "html"})
    if item.picture:
        facts = {"type": item.picture.type, "length": str(item.picture.size)}
        add_link(
            entry, "enclosure", item.picture.url, **facts | ({"title": item.picture.alt} if item.picture.alt else {})
        )
        add_media(entry, item.picture)


def add_author(parent: Element, name: str) -> None:
    add(add(parent, "author"), "name", name)


def add_link(parent: Element, rel: str, href: str, **attributes: str) -> None:
    add(parent, "link", attributes={"rel": rel, "href": href, **attributes})


def write_moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
