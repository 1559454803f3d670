"""What is still to be filled in on the pages that the law asks for, in words for their list and for the desk."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.models import Page


class Unfinished(NamedTuple):
    title: str
    words: str
    address: str


def list_unfinished(by: Any) -> list[Unfinished]:
    """For those who may finish them: one query, and none for others."""
    if not roles.may("edit_page", by):
        return []
    return [Unfinished(page.title, tell_gaps(page), edit_address(page)) for page in Page.objects.unfinished()]


def tell_gaps(page: Page) -> str:
    """ "" for a page that is finished."""
    count = len(page.placeholders)
    if not count:
        return _("not written yet") if page.is_unfinished else ""
    return ngettext("%(count)d gap to fill in", "%(count)d gaps to fill in", count) % {"count": count}


def edit_address(page: Page) -> str:
    return reverse("admin:clips_page_change", args=[page.pk])
