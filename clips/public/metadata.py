"""What a page shows where its address is shared: OpenGraph, and the size of the card."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from clips.models import Clip, Site
from clips.public.pictures import Jpeg, find_whole
from clips.text.excerpts import excerpt

LOCALES = {"de": "de_DE", "en": "en_GB"}
DESCRIPTION_LENGTH = 200
# From here on networks set the picture over the whole width of the card.
WIDE = 600

Properties = list[tuple[str, str]]


def describe_page(site: Site, context: Mapping[str, Any]) -> Properties:
    """OpenGraph of a page that is no article, with the logo of the site; empty values are left out."""
    return _filled(
        ("og:type", "website"),
        ("og:site_name", site.name),
        ("og:title", context["page_title"] or site.name),
        ("og:description", excerpt(context["page_description"], DESCRIPTION_LENGTH)),
        ("og:url", context["canonical"]),
        ("og:locale", LOCALES[site.language]),
        *(_image_properties(find_whole(site.logo), site.logo.alt_text or site.name) if site.logo else ()),
    )


def describe_clip_for_sharing(clip: Clip, site: Site, image: Jpeg | None = None) -> Properties:
    """OpenGraph of a clip with its picture."""
    return _filled(
        ("og:type", "article"),
        ("og:site_name", site.name),
        ("og:title", clip.headline),
        ("og:description", excerpt(clip.lede, DESCRIPTION_LENGTH)),
        ("og:url", settings.SITE_URL + clip.get_absolute_url()),
        ("og:locale", LOCALES[clip.language]),
        *(_image_properties(image, clip.picture.alt_text) if image and clip.picture else ()),
        ("article:published_time", _iso(clip.publish_at)),
        ("article:modified_time", _iso(clip.modified_at)),
        ("article:section", clip.section.name),
        *(("article:tag", tag.name) for tag in clip.public_tags),
    )


def choose_card(image: Jpeg | None) -> str:
    """Whether a shared link is a large picture with words below, or words with a small one beside."""
    return "summary_large_image" if image and image.width >= WIDE else "summary"


def _image_properties(image: Jpeg, alt: str) -> Properties:
    return [
        ("og:image", image.url),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", alt),
    ]


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _filled(*properties: tuple[str, str]) -> Properties:
    return [(name, content) for name, content in properties if content]
