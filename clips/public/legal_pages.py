"""The page of an imprint, a privacy notice and the like, with its gaps said in words until somebody fills them in."""

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext

from clips.models import Page
from clips.public.pages import Visit, page
from clips.text.excerpts import excerpt
from clips.text.gaps import show_gaps
from clips.text.markup import plain_text

DESCRIPTION_LENGTH = 160


class Responsible(NamedTuple):
    """`section` is "" for the person who answers for the whole site."""

    section: str
    name: str


@page
def page_detail(visit: Visit, slug: str) -> HttpResponse:
    """One that is not finished is there, as the law asks for it, but not for search engines."""
    shown = get_object_or_404(Page, slug=slug)
    about: dict[str, Any] = {"robots": "noindex"}
    if not shown.is_unfinished:
        about = {"page_description": excerpt(plain_text(shown.body), DESCRIPTION_LENGTH)}
    return visit.render(
        "public/page_detail.html",
        page=shown,
        body=write_body(shown),
        responsible=list_responsible(visit) if shown.kind == Page.Kind.IMPRINT else [],
        page_title=shown.title,
        **about,
    )


def write_body(shown: Page) -> str:
    with translation.override(shown.language):
        return show_gaps(shown.body, gettext("Still missing"))


def list_responsible(visit: Visit) -> list[Responsible]:
    """Who answers for the site, and for which of its sections somebody else does."""
    sections = [Responsible(section.name, section.responsible_person) for section in visit.sections]
    return [one for one in (Responsible("", visit.site.responsible_person), *sections) if one.name]
