"""Taking in pages from another newsroom's export."""

from typing import Any

from django.utils import timezone

from clips.models import JournalEntry, Page
from clips.models.keys import page_key
from clips.operations.pages import WORDS, fill_page
from clips.operations.restoring import check_row, save_numbered
from clips.operations.transactions import operation, require
from clips.operations.wire import Known
from clips.text.items import PageItem, parse_date
from clips.text.naming import slugify


@operation
def import_page(item: PageItem, known: Known, *, by: Any) -> None:
    """A page that is there already stays as it is, but for those of the law in a newsroom that is still empty."""
    require("create_page", by)
    slug = item.slug or slugify(item.title)
    page = Page.objects.filter(slug=slug if item.kind == Page.Kind.OWN else item.kind).first()
    if page is not None and (page.kind == Page.Kind.OWN or not known.keeps_numbers):
        return
    page = page or Page(kind=item.kind, slug=slug)
    page.saved_at = parse_date(item.saved_at) if item.saved_at else timezone.now()
    fill_page(page, {name: getattr(item, name) for name in WORDS})
    if page.pk:
        check_row(page)
        page.save()
    else:
        save_numbered(page, item.id if known.keeps_numbers else None)
    keys = [page_key(page.pk), "site", "public"]
    JournalEntry.objects.write("import_page", by=by, thing=page, keys=keys)
