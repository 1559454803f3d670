"""The site's notice becomes a rule, and the memory of every clip that was ever published begins."""

from django.db import migrations
from django.utils import timezone

ARRAY = {
    "sqlite": "json_group_array(tag_id)",
    "postgresql": "coalesce(jsonb_agg(tag_id), '[]'::jsonb)",
}
PASTS = """
    INSERT INTO clips_clippast
        (clip_id, since, section, language, tags, notice_choice, notice, status, publish_at, expire_at)
    SELECT id, %s, section_id, language,
        (SELECT {array} FROM (
            SELECT tag_id FROM clips_cliptag WHERE content_object_id = clips_clip.id ORDER BY position, id
        ) AS rows),
        notice_choice, notice_id, status, publish_at, expire_at
    FROM clips_clip WHERE working_copy_of_id IS NULL AND first_published_at IS NOT NULL
"""


def begin_memory(apps, schema_editor):
    now = timezone.now()
    # Until now every clip could do without its notice.
    apps.get_model("clips", "NoticeVersion").objects.update(optional=True)
    notice = apps.get_model("clips", "Site").objects.values_list("default_notice", flat=True).first()
    if notice is not None:
        rule = {"notice_id": notice, "scope": "site", "starts_at": now, "created_at": now}
        apps.get_model("clips", "NoticeRule").objects.create(**rule)
    sql = PASTS.format(array=ARRAY[schema_editor.connection.vendor])
    schema_editor.execute(sql, [schema_editor.connection.ops.adapt_datetimefield_value(now)])


def forget(apps, schema_editor):
    rules = apps.get_model("clips", "NoticeRule").objects
    rule = rules.filter(scope="site", ends_at=None).order_by("-priority", "-starts_at").first()
    if rule is not None:
        apps.get_model("clips", "Site").objects.update(default_notice=rule.notice_id)
    rules.all().delete()
    apps.get_model("clips", "ClipPast").objects.all().delete()
    # What the tables of the day before have no place for.
    apps.get_model("clips", "Address").objects.filter(kind="dossier").delete()
    apps.get_model("clips", "NoticeVersion").objects.filter(is_end=True).delete()


class Migration(migrations.Migration):
    dependencies = [("clips", "0008_add_rules_pasts_and_dossiers")]

    operations = [migrations.RunPython(begin_memory, forget)]
