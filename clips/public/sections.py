"""The page of a section: its clips, the newest first."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clips.models import Clip, Section
from clips.public.lists import find_beginning, load_page
from clips.public.pages import Visit, move_to, page


@page("before")
def section_detail(visit: Visit, slug: str) -> HttpResponse:
    section = next((section for section in visit.sections if section.slug == slug), None)
    if section is None:
        return move_to(get_object_or_404(Section, addresses__slug=slug).get_absolute_url())
    clips = Clip.objects.of_section(section.pk).newest_first()
    found = load_page(visit, clips)
    return visit.render(
        "public/section_detail.html",
        before=found.before,
        section=section,
        since=find_beginning(found, clips, visit.at),
        clips=found.clips,
        older=found.older,
        page_title=section.name,
        page_description=section.description or gettext("All clips in %(name)s") % {"name": section.name},
        feed_url=reverse("feeds:section-rss", args=[section.slug]),
        feed_title=section.name,
        trail=[(section.name, section.get_absolute_url())],
    )
