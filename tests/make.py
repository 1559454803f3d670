"""Rows for tests, straight through the models: each with everything it needs, and any field by name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from PIL import Image

from clips.media.files import make_young
from clips.media.formats import StoredPicture
from clips.media.renditions import FORMATS, rendition_name, rendition_widths, store_picture
from clips.models import (
    Address,
    Buffer,
    Clip,
    ClipTag,
    Correction,
    Dossier,
    DossierClip,
    Notice,
    NoticeRule,
    NoticeVersion,
    Page,
    Picture,
    Preview,
    Relation,
    Section,
    Site,
    Tag,
    TagKey,
    TagLikeness,
)
from clips.operations.copies import EDITABLE
from clips.operations.indexing import index_clips
from clips.operations.tag_keys import refresh_keys
from clips.operations.tagging import free_slug
from clips.text.naming import headline_key, match_key, slugify
from clips.text.tag_keys import make_keys

HOUR = timedelta(hours=1)
BODY = "<p>Die Arbeiten beginnen im Frühjahr.</p><p>Der Rat stimmte einstimmig zu.</p>"


def make_person(username: str, group: str = "", **fields: Any) -> User:
    """Somebody who may log in at the desk, in one of the groups of `roles.GROUPS`; without one a stranger."""
    person = User.objects.create_user(username, password="secret", **{"is_staff": bool(group)} | fields)
    if group:
        person.groups.add(Group.objects.get(name=group))
    return person


def make_reader(username: str = "rita") -> User:
    """Somebody who may see the tags at the desk, and nothing else."""
    person = make_person(username, is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_tag", content_type__app_label="clips"))
    return person


def make_section(name: str = "Lokales", **fields: Any) -> Section:
    section = Section.objects.create(**{"name": name, "slug": slugify(name), "position": 9} | fields)
    Address.objects.create(kind=Address.Kind.SECTION, slug=section.slug, section=section)
    return section


def make_tag(name: str = "Stadtrat", **fields: Any) -> Tag:
    """An approved tag; `status="proposed"` or `alias_of=tag` make the others."""
    key, slug = match_key(name), free_slug(Address.Kind.TAG, name)
    tag = Tag.objects.create(**{"name": name, "match_key": key, "slug": slug} | fields)
    Address.objects.create(kind=Address.Kind.TAG, slug=tag.slug, tag=tag)
    if tag.status != Tag.Status.BLOCKED:
        # Its keys alone: what it is like is the business of few tests, and costs every other a dozen queries.
        TagKey.objects.bulk_create(TagKey(tag=tag, kind=kind, key=key) for kind, key in make_keys(name))
    return tag


def make_compared_tag(name: str, **fields: Any) -> Tag:
    """A tag as operations leave it: also compared with those that are there."""
    tag = make_tag(name, **fields)
    with transaction.atomic():
        refresh_keys([tag])
    return tag


def make_proposal(name: str = "Nachtzug", *clips: Clip, by: User | None = None) -> Tag:
    """A name that waits for a moderator, on these clips, where that person put it."""
    tag = make_tag(name, status=Tag.Status.PROPOSED)
    for clip in clips:
        ClipTag.objects.filter(pk=put_tag(clip, tag).pk).update(added_by=by)
    tag.refresh_from_db()
    return tag


def make_likeness(first: Tag, second: Tag, rule: str = TagLikeness.Rule.SPELLING, score: int = 9) -> TagLikeness:
    """Two tags that may be one, whatever their names say."""
    one, other = sorted((first, second), key=lambda tag: tag.pk)
    words = {"rule": rule, "score": score}
    return TagLikeness.objects.update_or_create(first=one, second=other, defaults=words)[0]


def make_clip(
    headline: str = "Rathaus bekommt ein neues Dach", *, tags: Sequence[Tag | str] = (), **fields: Any
) -> Clip:
    """A clip that was published an hour ago, unless `status`, `publish_at` or `expire_at` say otherwise.

    A withdrawn one was public before; with `first_published_at=None` it never was. Tags may be given by name.
    """
    clip = Clip(**_clip_defaults(headline, fields) | fields)
    clip.save()
    for tag in tags:
        put_tag(clip, tag)
    return clip


def make_findable(headline: str = "Rathaus bekommt ein neues Dach", **fields: Any) -> Clip:
    """A clip as operations leave it: search finds it."""
    clip = make_clip(headline, **fields)
    with transaction.atomic():
        index_clips([clip])
    return clip


def make_copy(clip: Clip, **fields: Any) -> Clip:
    """The working copy of a published or withdrawn clip: its double but for these fields, without tags and lines."""
    copied = {name: getattr(clip, name) for name in EDITABLE}
    facts = {"working_copy_of": clip, "original_version": clip.version, "version": clip.version + 1}
    begun = {"publish_at": clip.publish_at, "first_published_at": None, "changed_at": None, "status": "draft"}
    return make_clip(**copied | facts | begun | fields)


def make_clips(count: int, **fields: Any) -> list[Clip]:
    """Numbered clips, the newest first, a minute apart."""
    now = fields.pop("publish_at", timezone.now() - HOUR)
    return [
        make_clip(f"Meldung Nummer {number}", publish_at=now - timedelta(minutes=number), **fields)
        for number in range(1, count + 1)
    ]


def put_tag(clip: Clip, tag: Tag | str) -> ClipTag:
    """One more tag at the end of the clip's order; a name that is not there yet becomes an approved tag."""
    if isinstance(tag, str):
        tag = Tag.objects.named(tag).first() or make_tag(tag)
    if clip.working_copy_of_id is None:
        Tag.objects.filter(pk=tag.pk).update(use_count=F("use_count") + 1)
    return ClipTag.objects.create(
        content_object=clip,
        tag=tag,
        position=clip.clip_tags.count(),
        added_at=timezone.now(),
        publish_at=clip.publish_at if clip.status == Clip.Status.PUBLISHED else None,
    )


def make_line(clip: Clip, target: Clip | None = None, *, url: str = "", title: str = "") -> Relation:
    """One more line "more on this topic": to a clip, to an address with a title, or a title alone."""
    return Relation.objects.create(
        clip=clip,
        position=clip.relations.count(),
        target=target,
        url=url,
        title=title,
        headline_key=target.headline_key if target else headline_key(title),
    )


def make_jpeg(width: int = 320, height: int = 200, colour: str = "steelblue") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


@cache
def encode_picture(data: bytes) -> tuple[StoredPicture, dict[str, bytes]]:
    """What is stored of a picture, file by file; the same again and again, so that it is encoded once."""
    storage = InMemoryStorage()
    stored = store_picture(data, storage)
    names = [
        rendition_name(stored.name, width, format) for width in rendition_widths(stored.width) for format in FORMATS
    ]
    return stored, {name: storage.open(name).read() for name in (stored.name, *names)}


def make_picture(data: bytes | None = None, **fields: Any) -> Picture:
    """A small real picture with its renditions in the storage."""
    stored, files = encode_picture(data or make_jpeg())
    for name, content in files.items():
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
    make_young(default_storage, stored.name)
    words = {"alt_text": "Das Rathaus von vorn", "caption": "Das alte Rathaus", "credit": "Foto: Stadtarchiv"}
    facts = {"file": stored.name, "width": stored.width, "height": stored.height, "uploaded_at": timezone.now()}
    return Picture.objects.create(**words | facts | fields)


def make_notice(
    name: str = "Redaktion", html: str = "<p>Kurz gemeldet von der Redaktion.</p>", **fields: Any
) -> Notice:
    """A notice whose first version began a day ago; `fields` go to the version."""
    notice = Notice.objects.create(name=name)
    make_notice_version(notice, html, **fields)
    return notice


def make_notice_version(
    notice: Notice, html: str, *, starts_at: datetime | None = None, **fields: Any
) -> NoticeVersion:
    begin = starts_at or timezone.now() - timedelta(days=1)
    number = notice.versions.count() + 1
    words = {"notice": notice, "number": number, "html": html, "starts_at": begin, "published_at": begin}
    return NoticeVersion.objects.create(**words | {"optional": True} | fields)


def make_draft(name: str = "Redaktion", html: str = "<p>Neu gefasst.</p>", **fields: Any) -> Notice:
    """A notice that nobody published yet, with what somebody has written so far."""
    return Notice.objects.create(name=name, draft_html=html, drafted_at=timezone.now(), **fields)


def make_rule(notice: Notice, subject: Tag | Section | str = "", **fields: Any) -> NoticeRule:
    """The notice stands since a day under all clips of a tag, a section, a language (by its code), or of the site."""
    begin = timezone.now() - timedelta(days=1)
    scope = {Tag: "tag", Section: "section"}.get(type(subject), "language" if subject else "site")
    words = {"notice": notice, "scope": scope, "starts_at": begin, "created_at": begin}
    return NoticeRule.objects.create(**words | ({scope: subject} if subject else {}) | fields)


def make_dossier(name: str = "Hochwasser an der Elbe", *clips: Clip, **fields: Any) -> Dossier:
    """A dossier of these clips in this order."""
    now = timezone.now()
    words = {"name": name, "slug": free_slug(Address.Kind.DOSSIER, name), "created_at": now, "saved_at": now}
    dossier = Dossier.objects.create(**words | fields)
    Address.objects.create(kind=Address.Kind.DOSSIER, slug=dossier.slug, dossier=dossier)
    for position, clip in enumerate(clips):
        DossierClip.objects.create(dossier=dossier, clip=clip, position=position)
    return dossier


def make_preview(clip: Clip, token: str = "token", **fields: Any) -> Preview:
    """A link that works since an hour and for a week."""
    now = timezone.now()
    dates = {"created_at": now - HOUR, "expires_at": now + timedelta(days=7)}
    return Preview.objects.create(clip=clip, token=token, **dates | fields)


def make_buffer(person: User, clip: Clip | None = None, tab: str = "tab", **data: Any) -> Buffer:
    """What that person has typed in that open page."""
    return Buffer.objects.create(person=person, clip=clip, tab=tab, data=data, saved_at=timezone.now())


def make_page(title: str = "Über uns", **fields: Any) -> Page:
    """A page of the operator's own, at the foot behind those of the law."""
    words = {"slug": slugify(title), "body": "<p>Wir sind drei.</p>", "position": 10, "saved_at": timezone.now()}
    return Page.objects.create(title=title, **words | fields)


def change_site(**fields: Any) -> Site:
    """The one row of site settings with these fields; made if a test has emptied the tables."""
    site, _new = Site.objects.update_or_create(pk=1, defaults=fields)
    return site


def _clip_defaults(headline: str, fields: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    was_published = fields.get("status", Clip.Status.PUBLISHED) in (Clip.Status.PUBLISHED, Clip.Status.WITHDRAWN)
    publish_at = fields.get("publish_at", now - HOUR if was_published else None)
    return {
        "headline": headline,
        "headline_key": headline_key(headline),
        "slug": slugify(headline),
        "lede": "Der Stadtrat hat am Montag entschieden.",
        "body": BODY,
        "section": fields.get("section") or Section.objects.first() or make_section(),
        "status": Clip.Status.PUBLISHED,
        "publish_at": publish_at,
        "first_published_at": publish_at if was_published else None,
        "changed_at": publish_at if was_published else None,
        "created_at": now,
        "saved_at": now,
    }


def make_correction(clip: Clip, text: str = "Es waren zwölf, nicht zwanzig.", **fields: Any) -> Correction:
    """What stands under the clip since half an hour."""
    words = {"kind": Correction.Kind.CORRECTION, "text": text, "at": timezone.now() - HOUR / 2}
    return Correction.objects.create(clip=clip, **words | fields)


def make_counter_statement(clip: Clip, text: str = "Das ist unwahr.", **fields: Any) -> Correction:
    """One that runs as long as the clip is there."""
    words = {"kind": Correction.Kind.COUNTER_STATEMENT, "claimant": "Hafenkontor Lindhafen"}
    return make_correction(clip, text, **words | fields)
