"""RSS 2.0, https://www.rssboard.org/rss-specification, with the whole text in content:encoded.

What it has no word for is said in those of others: the author's name and the language in Dublin Core's, the last
change and the feed's own address in Atom's.
"""

from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element

from django.utils import timezone

from clips.feeds.channels import Channel
from clips.feeds.items import Item
from clips.feeds.writers.xml import MEDIA, add, add_media, write_document

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": MEDIA,
}


def write_rss(channel: Channel) -> str:
    root = Element("rss", {"version": "2.0", **NAMESPACES})
    head = add(root, "channel")
    add(head, "title", channel.title)
    add(head, "link", channel.url)
    add(head, "description", channel.description)
    add(head, "atom:link", attributes={"rel": "self", "type": "application/rss+xml", "href": channel.feed_url})
    add(head, "language", channel.language)
    add(head, "lastBuildDate", format_datetime(timezone.localtime(channel.updated)))
    image = add(head, "image")
    add(image, "url", channel.logo or channel.icon)
    add(image, "title", channel.title)
    add(image, "link", channel.url)
    for item in channel.items:
        add_item(head, item)
    return write_document(root)


def add_item(head: Element, item: Item) -> None:
    entry = add(head, "item")
    add(entry, "title", item.title)
    add(entry, "link", item.url)
    add(entry, "guid", item.id, {"isPermaLink": "false"})
    add(entry, "pubDate", format_datetime(timezone.localtime(item.published)))
    add(entry, "atom:updated", timezone.localtime(item.updated).isoformat(timespec="seconds"))
    add(entry, "dc:language", item.language)
    if item.author:
        add(entry, "dc:creator", item.author)
    for name in item.categories:
        add(entry, "category", name)
    # Programs read it as HTML.
    add(entry, "description", escape(item.summary, quote=False))
    add(entry, "content:encoded", item.html)
    if item.picture:
        facts = {"url": item.picture.url, "length": str(item.picture.size), "type": item.picture.type}
        add(entry, "enclosure", attributes=facts)
        add_media(entry, item.picture)
