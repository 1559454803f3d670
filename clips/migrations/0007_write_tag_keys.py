"""Write the keys of every tag that is there, and which tags may be one."""

from collections import Counter

from django.db import migrations

from clips.text.tag_keys import START, make_keys
from clips.text.tag_likeness import Keyed, pair_up

BATCH = 2000


def write_tag_keys(apps, schema_editor):
    remove_tag_keys(apps, schema_editor)
    tags = apps.get_model("clips", "Tag").objects.exclude(status="blocked").order_by("pk")
    rows = [row for tag in tags for row in key_rows(tag)]
    tag_key = apps.get_model("clips", "TagKey")
    tag_key.objects.bulk_create((tag_key(tag_id=row.number, kind=row.kind, key=row.key) for row in rows), BATCH)
    own = set(tags.filter(alias_of=None).values_list("pk", flat=True))
    counts = Counter((row.kind, row.key) for row in rows)
    write_likenesses(apps, [row for row in rows if row.number in own and row.kind != START], counts)


def key_rows(tag):
    sort = "" if tag.kind == "topic" else tag.kind
    return [Keyed(kind, key, tag.pk, tag.name, sort) for kind, key in sorted(make_keys(tag.name))]


def write_likenesses(apps, rows, counts):
    likeness, difference = apps.get_model("clips", "TagLikeness"), apps.get_model("clips", "TagDifference")
    different = set(difference.objects.values_list("first", "second"))
    found = sorted((pair, said) for pair, said in pair_up(rows, counts).items() if pair not in different)
    likeness.objects.bulk_create(
        (
            likeness(first_id=first, second_id=second, rule=rule, score=score)
            for (first, second), (rule, score) in found
        ),
        BATCH,
    )


def remove_tag_keys(apps, schema_editor):
    apps.get_model("clips", "TagLikeness").objects.all().delete()
    apps.get_model("clips", "TagKey").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("clips", "0006_add_left_to_presence")]
    operations = [migrations.RunPython(write_tag_keys, remove_tag_keys)]
