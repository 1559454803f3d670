"""What search engines read on a page: JSON-LD in the words of schema.org, as plain data."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation

from clips.models import Clip, Correction, Dossier, Site, Tag
from clips.public.pictures import Jpeg, find_whole
from clips.text.markup import clean_text

WIKIDATA: Final = "https://www.wikidata.org/wiki/"
ORDERED: Final = "https://schema.org/ItemListOrderAscending"
# Where the site is searched; the page itself is another room's.
SEARCH: Final = "/search/?q={search_term_string}"
# What a tag is about; a topic is anything.
ABOUT: Final = {
    Tag.Kind.TOPIC: "Thing",
    Tag.Kind.PERSON: "Person",
    Tag.Kind.ORGANISATION: "Organization",
    Tag.Kind.PLACE: "Place",
    Tag.Kind.EVENT: "Event",
}

Facts = dict[str, Any]
# Each step with its name and its path, without the home page.
Trail = Sequence[tuple[str, str]]


def join_graph(*nodes: Facts | None) -> Facts | None:
    """All that a page says, in one block; None for one that says nothing."""
    said = [node for node in nodes if node]
    return {"@context": "https://schema.org", "@graph": said} if said else None


def describe_trail(site: Site, trail: Trail) -> Facts | None:
    """How a page is reached from the home page."""
    steps = [(site.name, "/"), *trail]
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": listed} if trail else None


def describe_site(site: Site) -> Facts:
    """The home page, and how the site is searched from elsewhere."""
    search = {"@type": "EntryPoint", "urlTemplate": settings.SITE_URL + SEARCH}
    facts = {
        **_website(site),
        "description": site.description,
        "inLanguage": site.language,
        "publisher": _publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": search,
            "query-input": "required name=search_term_string",
        },
    }
    return _filled(facts)


def describe_clip(
    clip: Clip,
    site: Site,
    dossiers: Iterable[Dossier] = (),
    images: Iterable[Jpeg] = (),
    corrections: Iterable[Correction] = (),
) -> Facts:
    """A clip, and what it is a part of; `@id` names it for good, whatever becomes of its headline."""
    said = list(corrections)
    others = [row for row in said if row.kind == Correction.Kind.COUNTER_STATEMENT]
    facts = {
        "@type": "NewsArticle",
        "@id": f"{settings.SITE_URL}/clips/{clip.pk}",
        "mainEntityOfPage": _address(clip),
        "url": _address(clip),
        "headline": clip.headline,
        "description": clip.lede,
        "inLanguage": clip.language,
        "datePublished": _iso(clip.publish_at),
        "dateModified": _iso(clip.modified_at),
        "articleSection": clip.section.name,
        "keywords": [tag.name for tag in clip.public_tags],
        "wordCount": len(f"{clip.lede} {clean_text(clip.body)}".split()),
        "image": [_image(clip, image) for image in images],
        "author": {"@type": "Person", "name": clip.byline} if clip.byline else _publisher(site),
        "publisher": _publisher(site),
        "correction": [_comment(row, "CorrectionComment", clip) for row in said if row not in others],
        "comment": [_comment(row, "Comment", clip) for row in others],
        "isPartOf": [*(describe_membership(dossier) for dossier in dossiers), _website(site)],
        "isAccessibleForFree": True,
    }
    return _filled(facts)


def describe_tag(tag: Tag, site: Site) -> Facts:
    """The page of a tag: a list about one thing, which its Wikidata number tells from its namesakes."""
    about = {
        "@type": ABOUT[Tag.Kind(tag.kind)],
        "name": tag.name,
        "description": tag.description,
        "sameAs": f"{WIKIDATA}{tag.wikidata}" if tag.wikidata else "",
    }
    return {
        "@type": "CollectionPage",
        "url": _address(tag),
        "name": tag.name,
        "inLanguage": site.language,
        "about": _filled(about),
        "isPartOf": _website(site),
        "publisher": _publisher(site),
    }


def describe_dossier(dossier: Dossier, clips: Iterable[Clip], site: Site) -> Facts:
    """The page of a dossier: a list in the order in which it is to be read."""
    listed = [
        {"@type": "ListItem", "position": place, "url": _address(clip), "name": clip.headline}
        for place, clip in enumerate(clips, start=1)
    ]
    facts = {
        **describe_membership(dossier),
        "description": dossier.description,
        "inLanguage": site.language,
        "mainEntity": {"@type": "ItemList", "itemListOrder": ORDERED, "itemListElement": listed},
        "isPartOf": _website(site),
        "publisher": _publisher(site),
    }
    return _filled(facts)


def describe_membership(dossier: Dossier) -> Facts:
    """What a clip of the dossier is a part of."""
    return {"@type": "CollectionPage", "url": _address(dossier), "name": dossier.name}


def _website(site: Site) -> Facts:
    home = f"{settings.SITE_URL}/"
    return {"@type": "WebSite", "@id": f"{home}#website", "name": site.name, "url": home}


def _publisher(site: Site) -> Facts:
    home = f"{settings.SITE_URL}/"
    facts = {
        "@type": "NewsMediaOrganization",
        "@id": f"{home}#publisher",
        "name": site.publisher or site.name,
        "url": home,
        "logo": _file(find_whole(site.logo)) if site.logo else None,
    }
    return _filled(facts)


def _image(clip: Clip, image: Jpeg) -> Facts:
    picture = clip.picture
    words = {"caption": clip.caption or picture.caption, "creditText": picture.credit} if picture else {}
    return _filled(_file(image) | words)


def _file(image: Jpeg) -> Facts:
    return {"@type": "ImageObject", "url": image.url, "width": image.width, "height": image.height}


def _comment(correction: Correction, kind: str, clip: Clip) -> Facts:
    """What the newsroom says of its mistake, or others demand to have said, under its label."""
    with translation.override(clip.language):
        name = str(correction.get_kind_display())
    return {"@type": kind, "name": name, "text": correction.text, "datePublished": _iso(correction.at)}


def _address(thing: Clip | Tag | Dossier) -> str:
    return settings.SITE_URL + thing.get_absolute_url()


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _filled(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value}
