"""Feeds: the newest clips of the site, of a section, of a tag, of a dossier, and the newest corrections."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from clips.cache.rendering import note
from clips.feeds.channels import Subject, make_channel
from clips.feeds.corrections import make_correction_items
from clips.feeds.items import Item, make_items
from clips.feeds.views import Call, for_machines
from clips.feeds.writers import WRITERS
from clips.models import Address, Clip, Section
from clips.models.keys import dossier_key, tag_key


@for_machines
def latest_feed(call: Call, form: str) -> HttpResponse:
    items = make_items(Clip.objects.of_all().public(call.at).newest_first(), call.site, call.at)
    return write_feed(call, form, Subject("", call.site.name, "/", call.site.description), items)


@for_machines
def section_feed(call: Call, slug: str, form: str) -> HttpResponse:
    section = get_object_or_404(Section, addresses__slug=slug)
    if section.slug != slug:
        return move_to(f"section-{form}", section.slug)
    clips = Clip.objects.of_section(section.pk).public(call.at).newest_first()
    subject = Subject(f"section-{section.pk}", section.name, section.get_absolute_url(), section.description)
    return write_feed(call, form, subject, make_items(clips, call.site, call.at))


@for_machines
def tag_feed(call: Call, slug: str, form: str) -> HttpResponse:
    tag = get_object_or_404(Address.objects.of_tags(slug)).target
    if tag is None:
        return move_to(f"latest-{form}")
    note([tag_key(tag.pk)])
    if tag.slug != slug:
        return move_to(f"tag-{form}", tag.slug)
    items = make_items(Clip.objects.public(call.at).listed_under(tag), call.site, call.at)
    return write_feed(call, form, Subject(f"tag-{tag.pk}", tag.name, tag.get_absolute_url(), tag.description), items)


@for_machines
def dossier_feed(call: Call, slug: str, form: str) -> HttpResponse:
    """The newest first, as readers of feeds expect; the page begins at the beginning."""
    dossier = get_object_or_404(Address.objects.of_dossiers(slug, call.at)).dossier
    if dossier is None:
        return move_to(f"latest-{form}")
    note([dossier_key(dossier.pk)])
    if dossier.slug != slug:
        return move_to(f"dossier-{form}", dossier.slug)
    clips = dossier.list_clips().public(call.at).newest_first()
    subject = Subject(f"dossier-{dossier.pk}", dossier.name, dossier.get_absolute_url(), dossier.description)
    return write_feed(call, form, subject, make_items(clips, call.site, call.at))


@for_machines
def corrections_feed(call: Call, form: str) -> HttpResponse:
    about = gettext("What we corrected, updated or made clear, and what others demanded to have said.")
    subject = Subject("corrections", gettext("Corrections"), "/corrections/", about)
    return write_feed(call, form, subject, make_correction_items(call.site, call.at))


def move_to(name: str, *slugs: str) -> HttpResponse:
    """To the same form of the feed at its address of now."""
    return HttpResponsePermanentRedirect(reverse(f"feeds:{name}", args=slugs))


def write_feed(call: Call, form: str, subject: Subject, items: list[Item]) -> HttpResponse:
    writer = WRITERS[form]
    return HttpResponse(writer.write(make_channel(call, subject, items)), content_type=writer.content_type)
