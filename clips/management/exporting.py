"""The whole newsroom as items, one for each row, in the order in which an empty newsroom can take them in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from clips.models import (
    Clip,
    ClipTag,
    Correction,
    Dossier,
    NoticeRule,
    NoticeVersion,
    Page,
    Picture,
    Relation,
    Section,
    Site,
    Tag,
)
from clips.operations.correction_imports import own_correction_origin
from clips.operations.wire import own_origin
from clips.text.items import (
    ClipItem,
    CorrectionItem,
    DossierItem,
    Item,
    NoticeRuleItem,
    NoticeVersionItem,
    PageItem,
    PictureItem,
    SectionItem,
    SiteItem,
    TagItem,
    write_date,
)

CHUNK = 500
SNAPSHOT = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
CLIP_WORDS = (
    "headline",
    "kicker",
    "lede",
    "body",
    "caption",
    "language",
    "byline",
    "status",
    "withdrawn_reason",
    "noindex",
    "history_hidden",
)
CLIP_DATES = ("publish_at", "expire_at", "embargoed_until", "first_published_at", "changed_at", "created_at")


def export_items() -> Iterator[Item]:
    """All kinds in the order of `docs/formats.md`: by number, other names after their tags."""
    yield from map(section_item, Section.objects.prefetch_related("addresses").order_by("pk"))
    tags = Tag.objects.select_related("alias_of").prefetch_related("addresses")
    for aliases in (False, True):
        yield from map(tag_item, tags.filter(alias_of__isnull=not aliases).order_by("pk").iterator(CHUNK))
    yield from map(notice_version_item, NoticeVersion.objects.select_related("notice").order_by("pk").iterator())
    rules = NoticeRule.objects.not_over(timezone.now()).select_related("tag", "section")
    yield from map(notice_rule_item, rules.order_by("pk"))
    yield from map(picture_item, Picture.objects.order_by("pk").iterator())
    yield site_item(Site.objects.settings())
    yield from map(page_item, Page.objects.order_by("pk"))
    yield from map(clip_item, _clips())
    dossiers = Dossier.objects.prefetch_related("addresses", "dossier_clips")
    yield from map(dossier_item, dossiers.order_by("pk").iterator(CHUNK))
    # Those of erased clips have no text. What was superseded came before what took its place.
    yield from map(correction_item, Correction.objects.exclude(text="").order_by("pk").iterator(CHUNK))


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read within is of one moment, and nobody who writes has to wait for it."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        # Django's own transactions on SQLite are those of a writer.
        cursor.execute(SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def section_item(section: Section) -> SectionItem:
    return SectionItem(
        id=section.pk,
        origin=section.origin,
        name=section.name,
        slug=section.slug,
        description=section.description,
        position=section.position,
        responsible_person=section.responsible_person,
        former_slugs=_former(section),
    )


def tag_item(tag: Tag) -> TagItem:
    return TagItem(
        id=tag.pk,
        origin=tag.origin,
        name=tag.name,
        slug=tag.slug,
        kind=tag.kind,
        description=tag.description,
        status=tag.status,
        reason=tag.reason,
        alias_of=tag.alias_of.name if tag.alias_of is not None else "",
        wikidata=tag.wikidata,
        former_slugs=_former(tag),
    )


def notice_version_item(version: NoticeVersion) -> NoticeVersionItem:
    return NoticeVersionItem(
        id=version.pk,
        origin=version.notice.origin,
        notice=version.notice_id,
        name=version.notice.name,
        number=version.number,
        html=version.html,
        # PostgreSQL keeps the keys of an object in an order of its own.
        remarks=[{key: remark[key] for key in ("region", "label", "html")} for remark in version.remarks],
        optional=version.optional,
        is_end=version.is_end,
        starts_at=write_date(version.starts_at),
        published_at=write_date(version.published_at),
        reason=version.reason,
    )


def notice_rule_item(rule: NoticeRule) -> NoticeRuleItem:
    return NoticeRuleItem(
        id=rule.pk,
        notice=rule.notice_id,
        scope=rule.scope,
        tag=rule.tag.name if rule.tag is not None else "",
        section=rule.section.name if rule.section is not None else "",
        language=rule.language,
        priority=rule.priority,
        starts_at=write_date(rule.starts_at),
        ends_at=write_date(rule.ends_at),
    )


def site_item(site: Site) -> SiteItem:
    return SiteItem(
        id=site.pk,
        name=site.name,
        tagline=site.tagline,
        description=site.description,
        language=site.language,
        publisher=site.publisher,
        responsible_person=site.responsible_person,
        related_count=site.related_count,
        logo=site.logo_id,
        accent=site.accent,
        footer_links=[{"title": link["title"], "url": link["url"]} for link in site.footer_links],
        ai_crawlers=site.ai_crawlers,
        shows_history=site.shows_history,
    )


def page_item(page: Page) -> PageItem:
    return PageItem(
        id=page.pk,
        kind=page.kind,
        slug=page.slug,
        title=page.title,
        body=page.body,
        language=page.language,
        position=page.position,
        in_footer=page.in_footer,
        saved_at=write_date(page.saved_at),
    )


def picture_item(picture: Picture) -> PictureItem:
    return PictureItem(
        id=picture.pk,
        origin=picture.origin,
        file=picture.file,
        width=picture.width,
        height=picture.height,
        focal_x=picture.focal_x,
        focal_y=picture.focal_y,
        alt_text=picture.alt_text,
        caption=picture.caption,
        credit=picture.credit,
        licence=picture.licence,
        source=picture.source,
        uploaded_at=write_date(picture.uploaded_at),
    )


def clip_item(clip: Clip) -> ClipItem:
    """Reads the prefetched rows of `_clips`."""
    words: dict[str, Any] = {name: getattr(clip, name) for name in CLIP_WORDS}
    words |= {name: write_date(getattr(clip, name)) for name in CLIP_DATES}
    return ClipItem(
        id=clip.pk,
        origin=clip.origin or own_origin(clip.pk),
        section=clip.section.name,
        picture=clip.picture_id,
        notice=clip.notice_choice if clip.notice_id is None else {"id": clip.notice_id},
        tags=[row.tag.name for row in clip.clip_tags.all()],
        more=[_line(row) for row in clip.relations.all() if row.target is None or row.target.erased_at is None],
        **words,
    )


def dossier_item(dossier: Dossier) -> DossierItem:
    return DossierItem(
        id=dossier.pk,
        origin=dossier.origin,
        name=dossier.name,
        slug=dossier.slug,
        description=dossier.description,
        clips=[row.clip_id for row in dossier.dossier_clips.all()],
        former_slugs=_former(dossier),
    )


def correction_item(row: Correction) -> CorrectionItem:
    return CorrectionItem(
        id=row.pk,
        origin=row.origin or own_correction_origin(row.pk),
        clip=row.clip_id,
        kind=row.kind,
        text=row.text,
        claimant=row.claimant,
        runs_until=write_date(row.runs_until),
        at=write_date(row.at),
        supersedes=row.supersedes_id,
        reason=row.reason,
    )


def _clips() -> Iterator[Clip]:
    rows = Clip.objects.not_erased().select_related("section").order_by("pk")
    tags = Prefetch("clip_tags", ClipTag.objects.select_related("tag"))
    lines = Prefetch("relations", Relation.objects.select_related("target"))
    return rows.prefetch_related(tags).prefetch_related(lines).iterator(CHUNK)


def _line(row: Relation) -> dict[str, Any]:
    if row.target is not None:
        own = {"own_title": row.title} if row.title else {}
        return {"id": row.target_id, "title": row.target.headline} | own
    return {"url": row.url, "title": row.title} if row.url else {"title": row.title}


def _former(owner: Section | Tag | Dossier) -> list[str]:
    return sorted(address.slug for address in owner.addresses.all() if not address.current)
