"""What machines read on a page, as plain data: OpenGraph for sharing, JSON-LD for search engines."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from clips.models import Clip, Dossier, Site, Tag
from clips.public.pictures import find_large_jpeg
from clips.text.excerpts import excerpt

LOCALES = {"de": "de_DE", "en": "en_GB"}
DESCRIPTION_LENGTH = 200

WIKIDATA = "https://www.wikidata.org/wiki/"
ORDERED = "https://schema.org/ItemListOrderAscending"
# What a tag is about, in the words of schema.org; a topic is anything.
ABOUT = {
    Tag.Kind.TOPIC: "Thing",
    Tag.Kind.PERSON: "Person",
    Tag.Kind.ORGANISATION: "Organization",
    Tag.Kind.PLACE: "Place",
    Tag.Kind.EVENT: "Event",
}

Properties = list[tuple[str, str]]


def describe_page(site: Site, context: Mapping[str, Any]) -> Properties:
    """OpenGraph of a page that is no article; empty values are left out."""
    return _filled(
        ("og:type", "website"),
        ("og:site_name", site.name),
        ("og:title", context["page_title"] or site.name),
        ("og:description", excerpt(context["page_description"], DESCRIPTION_LENGTH)),
        ("og:url", context["canonical"]),
        ("og:locale", LOCALES[site.language]),
    )


def describe_clip_for_sharing(clip: Clip, site: Site) -> Properties:
    """OpenGraph of a clip, its largest picture included."""
    return _filled(
        ("og:type", "article"),
        ("og:site_name", site.name),
        ("og:title", clip.headline),
        ("og:description", excerpt(clip.lede, DESCRIPTION_LENGTH)),
        ("og:url", _address(clip)),
        ("og:locale", LOCALES[clip.language]),
        *_picture_properties(clip),
        ("article:published_time", _iso(clip.publish_at)),
        ("article:modified_time", _iso(clip.changed_at)),
        ("article:section", clip.section.name),
        *(("article:tag", tag.name) for tag in clip.public_tags),
    )


def describe_site(site: Site) -> dict[str, Any]:
    """JSON-LD of the home page."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.name,
        "url": f"{settings.SITE_URL}/",
        "inLanguage": site.language,
        **({"description": site.description} if site.description else {}),
        "publisher": _publisher(site),
    }


def describe_clip(clip: Clip, site: Site, dossiers: Iterable[Dossier] = ()) -> dict[str, Any]:
    """JSON-LD of a clip, and of what it is a part."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": _address(clip),
        "url": _address(clip),
        "headline": clip.headline,
        "description": clip.lede,
        "inLanguage": clip.language,
        "datePublished": _iso(clip.publish_at),
        "dateModified": _iso(clip.changed_at),
        "articleSection": clip.section.name,
        "keywords": [tag.name for tag in clip.public_tags],
        "image": _image(clip),
        "author": {"@type": "Person", "name": clip.byline} if clip.byline else _publisher(site),
        "publisher": _publisher(site),
        "isPartOf": [describe_membership(dossier) for dossier in dossiers],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value}


def describe_tag(tag: Tag, site: Site) -> dict[str, Any]:
    """JSON-LD of the page of a tag: a list about one thing, which its Wikidata number tells from its namesakes."""
    about = {
        "@type": ABOUT[Tag.Kind(tag.kind)],
        "name": tag.name,
        "description": tag.description,
        "sameAs": f"{WIKIDATA}{tag.wikidata}" if tag.wikidata else "",
    }
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "url": _address(tag),
        "name": tag.name,
        "inLanguage": site.language,
        "about": {name: value for name, value in about.items() if value},
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": f"{settings.SITE_URL}/"},
        "publisher": _publisher(site),
    }


def describe_dossier(dossier: Dossier, clips: Iterable[Clip], site: Site) -> dict[str, Any]:
    """JSON-LD of the page of a dossier: a list in the order in which it is to be read."""
    listed = [
        {"@type": "ListItem", "position": place, "url": _address(clip), "name": clip.headline}
        for place, clip in enumerate(clips, start=1)
    ]
    facts = {
        "@context": "https://schema.org",
        **describe_membership(dossier),
        "description": dossier.description,
        "inLanguage": site.language,
        "mainEntity": {"@type": "ItemList", "itemListOrder": ORDERED, "itemListElement": listed},
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": f"{settings.SITE_URL}/"},
        "publisher": _publisher(site),
    }
    return {name: value for name, value in facts.items() if value}


def describe_membership(dossier: Dossier) -> dict[str, str]:
    """What a clip of the dossier is a part of."""
    return {"@type": "CollectionPage", "url": _address(dossier), "name": dossier.name}


def _image(clip: Clip) -> list[dict[str, Any]]:
    if clip.picture is None:
        return []
    jpeg = find_large_jpeg(clip.picture)
    facts = {
        "@type": "ImageObject",
        "url": jpeg.url,
        "width": jpeg.width,
        "height": jpeg.height,
        "caption": clip.caption or clip.picture.caption,
        "creditText": clip.picture.credit,
    }
    return [{name: value for name, value in facts.items() if value}]


def _picture_properties(clip: Clip) -> Properties:
    if clip.picture is None:
        return []
    jpeg = find_large_jpeg(clip.picture)
    return [
        ("og:image", jpeg.url),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(jpeg.width)),
        ("og:image:height", str(jpeg.height)),
        ("og:image:alt", clip.picture.alt_text),
    ]


def _publisher(site: Site) -> dict[str, str]:
    return {"@type": "NewsMediaOrganization", "name": site.publisher or site.name, "url": f"{settings.SITE_URL}/"}


def _address(thing: Clip | Tag | Dossier) -> str:
    return settings.SITE_URL + thing.get_absolute_url()


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _filled(*properties: tuple[str, str]) -> Properties:
    return [(name, content) for name, content in properties if content]
