"""Steps that keep every published text: what a revision holds, and writing the next one."""

from typing import Any

from django.utils import timezone

from clips.models import Clip, ClipTag, NoticeBoard, Picture, Relation, Revision

# Columns that a snapshot holds as they are; dates as ISO 8601.
PLAIN = ("headline", "kicker", "lede", "body", "caption", "language", "byline", "noindex")
DATES = ("publish_at", "expire_at", "embargoed_until")
PICTURE = ("file", "width", "height", "focal_x", "focal_y", "alt_text", "caption", "credit", "licence", "source")


def write_revision(clip: Clip, kind: str, *, by: Any, reason: str = "") -> Revision:
    """The next revision of the locked clip as its rows stand now; numbers count from 1 without a gap."""
    last = Revision.objects.filter(clip=clip).order_by("-number").values_list("number", flat=True).first() or 0
    return Revision.objects.create(
        clip=clip,
        number=last + 1,
        kind=kind,
        snapshot=take_snapshot(clip),
        picture_file=clip.picture.file if clip.picture is not None else "",
        by_id=by.pk,
        at=timezone.now(),
        reason=reason[:300],
    )


def take_snapshot(clip: Clip) -> dict[str, Any]:
    """All that readers get of a clip, as JSON: its columns, section, picture, tags in order, lines and notice.

    A line to a clip holds its number, and no title but its own: erasing that clip can leave nothing of it here.
    """
    return {
        **{name: getattr(clip, name) for name in PLAIN},
        **{name: value.isoformat() if (value := getattr(clip, name)) else None for name in DATES},
        "section": {"id": clip.section_id, "name": clip.section.name},
        "picture": describe_picture(clip.picture),
        "tags": [describe_tag(row) for row in ClipTag.objects.filter(content_object=clip).select_related("tag")],
        "relations": [describe_line(row) for row in Relation.objects.filter(clip=clip)],
        "notice": describe_notice(clip),
    }


def describe_picture(picture: Picture | None) -> dict[str, Any] | None:
    return {"id": picture.pk} | {name: getattr(picture, name) for name in PICTURE} if picture is not None else None


def describe_tag(row: ClipTag) -> dict[str, Any]:
    return {"id": row.tag_id, "name": row.tag.name, "status": row.tag.status}


def describe_line(row: Relation) -> dict[str, Any]:
    return {"target": row.target_id, "url": row.url, "title": row.title}


def describe_notice(clip: Clip) -> dict[str, Any]:
    """The choice, and the notice and version that stand under the clip right now, None where nothing does.

    A notice that the clip chose stays its choice, also while it has no text and the rules decide.
    """
    version = NoticeBoard.for_clips([clip], timezone.now()).under(clip)
    if version is None or clip.notice_id not in (None, version.notice_id):
        return {"choice": clip.notice_choice, "id": clip.notice_id, "version": None}
    return {"choice": clip.notice_choice, "id": version.notice_id, "version": version.number}
