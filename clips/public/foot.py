"""What the foot of every page leads to: the pages that the law asks for, the operator's own, and other addresses."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clips.models import Page, Site
from clips.models.paths import path_to
from clips.text.links import leads_away

# Their addresses never change, so that they are known where the database may not be asked.
LEGAL: Final = ((Page.Kind.IMPRINT, _("Imprint")), (Page.Kind.PRIVACY, _("Privacy")),
                (Page.Kind.ACCESSIBILITY, _("Accessibility")))  # fmt: skip


@dataclass(frozen=True)
class FootLink:
    """`language` is "" for that of the site."""

    title: str
    url: str
    language: str = ""
    external: bool = False


def list_foot(site: Site) -> list[FootLink]:
    """Without a query; of a site that was not read from the database, or not with its foot, the legal pages alone."""
    rows = getattr(site, "foot", None) or [(slug, str(title), "") for slug, title in LEGAL]
    host = urlsplit(settings.SITE_URL).netloc
    links = [(link["title"], link["url"]) for link in site.footer_links]
    return [
        *(FootLink(title, path_to("public:page-detail", slug), language) for slug, title, language in rows),
        *(FootLink(title, url, external=leads_away(url, host)) for title, url in links),
    ]
