"""The page of a section: its clips, the newest first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clips.models import Clip, Section
from clips.models.keys import section_list_key
from clips.public.lists import ClipList, find_beginning, load_page
from clips.public.pages import Visit, move_to, page

OF_SECTION = ClipList(
    lambda section: Clip.objects.of_section(section).newest_first(), lambda section: [section_list_key(section)]
)


@page("before")
def section_detail(visit: Visit, slug: str) -> HttpResponse:
    section = next((section for section in visit.sections if section.slug == slug), None)
    if section is None:
        return move_to(get_object_or_404(Section, addresses__slug=slug).get_absolute_url())
    found = load_page(visit, OF_SECTION, section=section.pk)
    return visit.render(
        "public/section_detail.html",
        before=found.before,
        section=section,
        since=find_beginning(found, OF_SECTION, visit.at, section=section.pk),
        clips=found.clips,
        older=found.older,
        page_title=section.name,
        page_description=section.description or gettext("All clips in %(name)s") % {"name": section.name},
        feed_url=reverse("feeds:section-rss", args=[section.slug]),
        feed_title=section.name,
        trail=[(section.name, section.get_absolute_url())],
    )
