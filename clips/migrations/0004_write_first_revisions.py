"""Write revision 1 for every clip that was ever published, as it stands now."""

from django.db import migrations
from django.utils import timezone

PLAIN = ("headline", "kicker", "lede", "body", "caption", "language", "byline", "noindex")
DATES = ("publish_at", "expire_at", "embargoed_until")
PICTURE = ("file", "width", "height", "focal_x", "focal_y", "alt_text", "caption", "credit", "licence", "source")
BATCH = 500


def write_first_revisions(apps, schema_editor):
    clips = apps.get_model("clips", "Clip").objects.filter(first_published_at__isnull=False, revisions=None)
    numbers = list(clips.order_by("pk").values_list("pk", flat=True))
    running = find_running_versions(apps)
    for start in range(0, len(numbers), BATCH):
        write_batch(apps, numbers[start : start + BATCH], running)


def remove_revisions(apps, schema_editor):
    apps.get_model("clips", "Revision").objects.all().delete()


def find_running_versions(apps):
    """The number of the version that runs now, by notice; the default notice of the site under None."""
    versions = apps.get_model("clips", "NoticeVersion").objects.filter(starts_at__lte=timezone.now())
    running = dict(versions.order_by("number").values_list("notice", "number"))
    site = apps.get_model("clips", "Site").objects.first()
    return running | {None: site.default_notice_id if site is not None else None}


def write_batch(apps, numbers, running):
    clips = apps.get_model("clips", "Clip").objects.filter(pk__in=numbers).select_related("section", "picture")
    lines, tags = read_lines(apps, numbers), read_tags(apps, numbers)
    revision, now = apps.get_model("clips", "Revision"), timezone.now()
    revision.objects.bulk_create(
        revision(
            clip=clip,
            number=1,
            kind="publication",
            at=clip.changed_at or now,
            picture_file=clip.picture.file if clip.picture else "",
            snapshot=take_snapshot(clip, tags.get(clip.pk, []), lines.get(clip.pk, []), running),
        )
        for clip in clips.order_by("pk")
    )


def read_lines(apps, numbers):
    found = {}
    rows = apps.get_model("clips", "Relation").objects.filter(clip__in=numbers).order_by("position", "pk")
    for row in rows:
        line = {"target": row.target_id, "url": row.url, "title": row.title}
        found.setdefault(row.clip_id, []).append(line)
    return found


def read_tags(apps, numbers):
    found = {}
    rows = apps.get_model("clips", "ClipTag").objects.filter(content_object__in=numbers).select_related("tag")
    for row in rows.order_by("position", "pk"):
        tag = {"id": row.tag_id, "name": row.tag.name, "status": row.tag.status}
        found.setdefault(row.content_object_id, []).append(tag)
    return found


def take_snapshot(clip, tags, lines, running):
    notice = {"own": clip.notice_id, "none": None}.get(clip.notice_choice, running[None])
    picture = clip.picture
    return {
        **{name: getattr(clip, name) for name in PLAIN},
        **{name: value.isoformat() if (value := getattr(clip, name)) else None for name in DATES},
        "section": {"id": clip.section_id, "name": clip.section.name},
        "picture": {"id": picture.pk} | {name: getattr(picture, name) for name in PICTURE} if picture else None,
        "tags": tags,
        "relations": lines,
        "notice": {"choice": clip.notice_choice, "id": notice, "version": running.get(notice) if notice else None},
    }


class Migration(migrations.Migration):
    dependencies = [("clips", "0003_add_working_copies_and_revisions")]
    operations = [migrations.RunPython(write_first_revisions, remove_revisions)]
