"""What the feeds in XML share: elements one by one, pictures in the words of Media RSS, and a document at the end."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from clips.feeds.items import Enclosure

MEDIA: Final = "http://search.yahoo.com/mrss/"
# XML 1.0 has no place for them, and one in one clip would cost the whole feed.
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def add(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """One more element at the end of `parent`; prefixes are those that the root declares."""
    child = SubElement(parent, name, dict(attributes or {}))
    child.text = text
    return child


def add_media(parent: Element, picture: Enclosure) -> None:
    """The picture with its words, https://www.rssboard.org/media-rss."""
    facts = {"url": picture.url, "type": picture.type, "medium": "image", "fileSize": str(picture.size)}
    sizes = {"width": str(picture.width), "height": str(picture.height)}
    media = add(parent, "media:content", attributes=facts | sizes)
    if picture.alt:
        add(media, "media:description", picture.alt, {"type": "plain"})
    if picture.credit:
        add(media, "media:credit", picture.credit)


def write_document(root: Element) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{CONTROLS.sub("", tostring(root, encoding="unicode"))}\n'
