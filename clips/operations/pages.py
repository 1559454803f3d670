"""Keeping pages: those that the law asks for are there and stay; others come and go."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from clips.models import JournalEntry, Page
from clips.models.keys import page_key
from clips.operations.errors import SlugTaken
from clips.operations.site_errors import PageNeeded, PageStale, TitleMissing
from clips.operations.transactions import operation, require
from clips.text.markup import clean_html
from clips.text.naming import clean_name, slugify

WORDS: Final = ("title", "body", "language", "position", "in_footer")


@operation
def create_page(title: str, *, by: Any, slug: str = "", **words: Any) -> Page:
    """A new page; `words` may hold body, language, position and in_footer. Raises TitleMissing or SlugTaken."""
    require("create_page", by)
    page = Page(slug=slugify(slug.strip() or title), saved_at=timezone.now())
    if Page.objects.filter(slug=page.slug).exists():
        raise SlugTaken(slug=page.slug)
    fill_page(page, {"title": title, **words})
    page.save()
    JournalEntry.objects.write("create_page", by=by, thing=page, keys=_keys(page))
    return page


@operation
def edit_page(page: Page, *, by: Any, version: int | None = None, **words: Any) -> Page:
    """Change a page but for its address. Raises PageStale if somebody saved it since `version`, and TitleMissing."""
    require("edit_page", by, page)
    row = Page.objects.select_for_update().get(pk=page.pk)
    if version is not None and version != row.version:
        raise PageStale(current=row)
    fill_page(row, words)
    row.version += 1
    row.saved_at = timezone.now()
    row.save()
    JournalEntry.objects.write("edit_page", by=by, thing=row, keys=_keys(row))
    return row


@operation
def delete_page(page: Page, *, by: Any) -> None:
    """Delete a page of the operator's own; its address is free again. Raises PageNeeded."""
    require("delete_page", by, page)
    row = Page.objects.select_for_update().get(pk=page.pk)
    if row.kind != Page.Kind.OWN:
        raise PageNeeded(title=row.title)
    number, title = row.pk, row.title
    row.delete()
    row.pk = number
    JournalEntry.objects.write("delete_page", by=by, thing=row, keys=_keys(row), details={"name": title})


def fill_page(page: Page, words: dict[str, Any]) -> None:
    """The step that all of them share; raises TitleMissing."""
    for name in WORDS:
        setattr(page, name, words.get(name, getattr(page, name)))
    page.title = clean_name(page.title)[:120]
    if not any(map(str.isalnum, page.title)):
        raise TitleMissing()
    page.body = clean_html(page.body, own_host=urlsplit(settings.SITE_URL).hostname or "")
    # What the law asks for has to be one click away from every page.
    page.in_footer |= page.kind != Page.Kind.OWN


def _keys(page: Page) -> list[str]:
    """Its title stands at the foot of every page."""
    return [page_key(page.pk), "site", "public"]
