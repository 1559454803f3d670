"""Indexes of what an erasure looks for in the snapshots of other clips; and of what decides about a clip's notice.

The first two are no indexes of Django's: each database says in its own words what they hold, as `models.revisions` does.
"""

from django.db import migrations, models

CREATE = {
    # The lines themselves, so that none of the rows is looked up for them.
    "sqlite": [
        "CREATE INDEX revision_with_titles ON clips_revision (json_extract(snapshot, '$.relations'))"
        """ WHERE json_extract(snapshot, '$.relations') GLOB '*"title":"[^"]*'""",
        "CREATE INDEX revision_by_picture ON clips_revision (json_extract(snapshot, '$.picture.id'))"
        " WHERE NOT (picture_file = '')",
    ],
    # Its entries have a greatest length, which lines may exceed.
    "postgresql": [
        "CREATE INDEX revision_with_titles ON clips_revision (id)"
        """ WHERE jsonb_path_exists(snapshot, '$.relations[*] ? (@.title != "" && !(@.url != ""))')""",
        "CREATE INDEX revision_by_picture ON clips_revision (((snapshot #>> '{picture,id}')::bigint))"
        " WHERE NOT (picture_file = '')",
    ],
}


def create_indexes(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_indexes(apps, schema_editor):
    for name in ("revision_with_titles", "revision_by_picture"):
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0015_index_the_clips_of_an_author'),
    ]

    operations = [
        migrations.RunPython(create_indexes, drop_indexes),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['notice', 'notice_choice', 'section', 'language', 'status', 'expire_at'], name='clip_by_notice'),
        ),
    ]
