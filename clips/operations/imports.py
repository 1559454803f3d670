"""Taking in what clips stand on, from another newsroom's export: settings, sections, tags, notices, pictures."""

from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clips.media.crops import make_crops
from clips.media.formats import PictureRefused
from clips.media.renditions import restore_picture
from clips.models import Address, JournalEntry, Notice, NoticeRule, NoticeVersion, Picture, Section, Site, Tag
from clips.models.keys import NOTICE_RULES, notice_key, section_key, tag_key
from clips.operations.errors import ImportRefused, PictureUnusable
from clips.operations.notices import clean_remark, clean_text
from clips.operations.pasts import keep_tag_pasts
from clips.operations.restoring import check_row, save_numbered
from clips.operations.site import FIELDS, clean_site
from clips.operations.tag_keys import refresh_keys
from clips.operations.tagging import find_tag, free_slug
from clips.operations.tags import clean_number
from clips.operations.transactions import operation, require
from clips.operations.wire import Known
from clips.text.items import NoticeRuleItem, NoticeVersionItem, PictureItem, SectionItem, SiteItem, TagItem, parse_date
from clips.text.naming import clean_name, match_key
from clips.text.notices import Remark

SITE_WORDS = tuple(name for name in FIELDS if name != "logo")
PICTURE_WORDS = ("focal_x", "focal_y", "alt_text", "caption", "credit", "licence", "source", "origin")


@operation
def import_site(item: SiteItem, known: Known, *, by: Any) -> None:
    """Take over the settings, into an empty newsroom only; its unused first section makes room.

    Without a logo that was not taken in. Raises what `clean_site` raises.
    """
    require("edit_site", by)
    if not known.keeps_numbers:
        return
    site = Site.objects.settings()
    for name in SITE_WORDS:
        setattr(site, name, getattr(item, name))
    site.logo = known.pictures.get(item.logo or 0)
    clean_site(site)
    check_row(site)
    site.save()
    JournalEntry.objects.write("import_site", by=by, thing=site, keys=["site", "public"])


@operation
def clear_first_section(known: Known, *, by: Any) -> None:
    """Remove the section that the first migration made, before an export brings its own."""
    require("delete_section", by)
    if known.cleared or not known.keeps_numbers:
        return
    Section.objects.filter(clips=None).delete()
    JournalEntry.objects.write("clear_first_section", by=by, keys=["site", "public"])
    known.cleared = True


@operation
def import_section(item: SectionItem, known: Known, *, by: Any) -> None:
    """A section of that name is left as it is; otherwise a new one with its former addresses."""
    require("create_section", by)
    if Section.objects.called(item.name) is not None:
        return
    section = Section(
        name=clean_name(item.name),
        slug=item.slug or free_slug(Address.Kind.SECTION, item.name),
        description=item.description,
        position=item.position,
        responsible_person=item.responsible_person,
        origin=item.origin,
    )
    save_numbered(section, item.id if known.keeps_numbers else None)
    keep_addresses(Address.Kind.SECTION, section.slug, item.former_slugs, section=section)
    JournalEntry.objects.write("import_section", by=by, thing=section, keys=[section_key(section.pk), "site", "public"])


@operation
def import_tag(item: TagItem, known: Known, *, by: Any) -> None:
    """A tag of that name is left as it is; otherwise a new one, alias, proposal or blocked name."""
    require("block_tag" if item.status == Tag.Status.BLOCKED else "create_tag", by)
    if find_tag(item.name) is not None:
        return
    tag = Tag(
        name=clean_name(item.name),
        match_key=match_key(item.name),
        slug=item.slug or free_slug(Address.Kind.TAG, item.name),
        kind=item.kind,
        description=item.description,
        status=item.status,
        reason=item.reason,
        alias_of=_alias_target(item),
        wikidata=clean_number(item.wikidata),
        origin=item.origin,
    )
    save_numbered(tag, item.id if known.keeps_numbers else None)
    keep_addresses(Address.Kind.TAG, tag.slug, item.former_slugs, tag=tag)
    refresh_keys([tag])
    keep_tag_pasts([tag.pk], since=JournalEntry.objects.take_turn())
    JournalEntry.objects.write("import_tag", by=by, thing=tag, keys=[tag_key(tag.pk), "public"])


@operation
def import_notice_version(item: NoticeVersionItem, known: Known, *, by: Any) -> None:
    """A version of a notice that this import brought; a notice of that name that was here before keeps its texts."""
    require("publish_notice_version", by)
    notice = known.notices.get(item.notice or 0) or _notice_named(item, known)
    known_before = notice.pk not in known.new_notices and notice.versions.exists()
    if not known_before:
        _insert_version(notice, item, known, by)
        keys = [notice_key(notice.pk), "public"]
        JournalEntry.objects.write("import_notice_version", by=by, thing=notice, keys=keys)
        known.new_notices.add(notice.pk)
    known.notices[item.notice or 0] = notice


@operation
def import_notice_rule(item: NoticeRuleItem, known: Known, *, by: Any) -> None:
    """A rule for a notice that this import brought; one that was here before keeps its own.

    Where clips are already, it begins now at the earliest: they remember what stood under them until now. Raises
    ImportRefused where the notice, tag or section is missing.
    """
    require("create_notice_rule", by)
    notice = known.notices.get(item.notice or 0)
    if notice is None:
        raise ImportRefused(why=_("Its notice was not imported."))
    if notice.pk not in known.new_notices:
        return
    now = JournalEntry.objects.take_turn()
    starts_at = parse_date(item.starts_at) if item.starts_at else now
    starts_at = starts_at if known.keeps_numbers else max(starts_at, now)
    ends_at = parse_date(item.ends_at) if item.ends_at else None
    if not known.keeps_numbers and ends_at is not None and ends_at <= starts_at:
        return
    rule = NoticeRule(
        notice=notice,
        scope=item.scope,
        tag=_named(find_tag(item.tag), item.tag),
        section=_named(Section.objects.called(item.section), item.section),
        language=item.language,
        priority=item.priority,
        starts_at=starts_at,
        ends_at=ends_at,
        created_by_id=by.pk,
        created_at=now,
    )
    save_numbered(rule, item.id if known.keeps_numbers else None)
    keys = [NOTICE_RULES, notice_key(notice.pk), "public"]
    JournalEntry.objects.write("import_notice_rule", by=by, thing=notice, keys=keys)


def _named(there: Any, name: str) -> Any:
    if name and there is None:
        raise ImportRefused(why=_("There is no “%(name)s”.") % {"name": name})
    return there if name else None


def _insert_version(notice: Notice, item: NoticeVersionItem, known: Known, by: Any) -> None:
    now = timezone.now()
    version = NoticeVersion(
        notice=notice,
        number=item.number,
        html="" if item.is_end else clean_text(item.html),
        remarks=[clean_remark(Remark(**remark)) for remark in item.remarks],
        optional=item.optional,
        is_end=item.is_end,
        starts_at=parse_date(item.starts_at) if item.starts_at else now,
        published_at=parse_date(item.published_at) if item.published_at else now,
        published_by_id=by.pk,
        reason=item.reason,
    )
    save_numbered(version, item.id if known.keeps_numbers else None)


@operation
def import_picture(item: PictureItem, data: bytes, known: Known, *, by: Any) -> None:
    """A picture with its words; the file must be the one that its name says. Raises PictureUnusable."""
    require("add_picture", by)
    there = None if known.keeps_numbers else _find_picture(item)
    if there is None:
        there = _insert_picture(item, data, known, by)
        JournalEntry.objects.write("import_picture", by=by, thing=there)
    if item.id is not None:
        known.pictures[item.id] = there


def _find_picture(item: PictureItem) -> Picture | None:
    if item.origin:
        return Picture.objects.filter(origin=item.origin).first()
    words = {name: getattr(item, name) for name in ("file", "alt_text", "caption", "credit")}
    return Picture.objects.filter(**words).first()


def _insert_picture(item: PictureItem, data: bytes, known: Known, by: Any) -> Picture:
    try:
        stored = restore_picture(item.file, data, default_storage)
    except PictureRefused as refused:
        raise PictureUnusable(why=refused.sentence) from refused
    words = {name: getattr(item, name) for name in PICTURE_WORDS}
    picture = Picture(file=stored.name, width=stored.width, height=stored.height, uploaded_by_id=by.pk, **words)
    picture.uploaded_at = parse_date(item.uploaded_at) if item.uploaded_at else timezone.now()
    save_numbered(picture, item.id if known.keeps_numbers else None)
    make_crops(picture, default_storage)
    return picture


def _alias_target(item: TagItem) -> Tag | None:
    if not item.alias_of:
        return None
    target = find_tag(item.alias_of)
    if target is None or target.alias_of_id is not None:
        raise ImportRefused(why=_("“%(name)s” is no tag that can have another name.") % {"name": item.alias_of})
    return target


def _notice_named(item: NoticeVersionItem, known: Known) -> Notice:
    there = Notice.objects.called(item.name)
    if there is not None:
        return there
    notice = Notice(name=clean_name(item.name), origin=item.origin)
    save_numbered(notice, item.notice if known.keeps_numbers else None)
    return notice


def keep_addresses(kind: str, slug: str, former: list[str], **owner: Any) -> None:
    rows = [Address(kind=kind, slug=slug, current=True, **owner)]
    rows += [Address(kind=kind, slug=old, current=False, **owner) for old in former]
    for row in rows:
        check_row(row)
        row.save()
