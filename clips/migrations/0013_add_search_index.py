"""The search index, with the documents of the clips that are there."""

import django.db.models.deletion
from django.db import migrations, models

from clips.models.search_entries import place_of
from clips.text.search_words import list_words, strip_tags, write_document

BATCH = 500
CREATE = {
    # The letter of the field and three of the word: so the shortest beginnings that are looked up cost no more.
    "sqlite": [
        "CREATE VIRTUAL TABLE clips_searchtext USING fts5"
        """(document, tokenize="ascii tokenchars '_'", columnsize=0, prefix=4)"""
    ],
    # The documents lie beside the table, so that thousands of its rows are read quickly.
    "postgresql": [
        "ALTER TABLE clips_searchentry ADD COLUMN document tsvector NOT NULL DEFAULT ''",
        "ALTER TABLE clips_searchentry ALTER COLUMN document SET STORAGE EXTERNAL",
        "ALTER TABLE clips_searchentry SET (toast_tuple_target = 128)",
        "CREATE INDEX search_entry_document ON clips_searchentry USING gin (document)",
    ],
}
DROP = {"sqlite": ["DROP TABLE clips_searchtext"], "postgresql": []}
WRITE = {
    "sqlite": "INSERT INTO clips_searchtext (document, rowid) VALUES (%s, %s)",
    "postgresql": "UPDATE clips_searchentry SET document = %s::tsvector WHERE place = %s",
}


def create_texts(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_texts(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def write_entries(apps, schema_editor):
    clips = list(apps.get_model("clips", "Clip").objects.filter(working_copy_of=None, erased_at=None).values_list("pk", flat=True))
    for start in range(0, len(clips), BATCH):
        write_batch(apps, schema_editor.connection, clips[start : start + BATCH])


def write_batch(apps, connection, numbers):
    entry, word = apps.get_model("clips", "SearchEntry"), apps.get_model("clips", "SearchWord")
    rows, documents, words = [], [], set()
    for clip in apps.get_model("clips", "Clip").objects.filter(pk__in=numbers):
        public_at = clip.publish_at if clip.status == "published" else None
        place = place_of(public_at or clip.saved_at, clip.pk)
        facts = {"expire_at": clip.expire_at, "section": clip.section_id, "language": clip.language}
        rows.append(entry(clip_id=clip.pk, place=place, publish_at=public_at, **facts))
        body = f"{strip_tags(clip.body)} {clip.caption} {clip.byline}"
        document = write_document(clip.language, clip.headline, f"{clip.kicker} {clip.lede}", body)
        words.update(list_words(document))
        if connection.vendor == "postgresql":
            document = " ".join(f"{stem}:{position}" for position, stem in enumerate(document.split(), start=1))
        documents.append((document, place))
    entry.objects.bulk_create(rows)
    word.objects.bulk_create((word(word=one) for one in sorted(words)), BATCH, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.executemany(WRITE[connection.vendor], documents)


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0012_add_corrections_and_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('clip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='clips.clip')),
                ('place', models.BigIntegerField(unique=True)),
                ('publish_at', models.DateTimeField(null=True)),
                ('expire_at', models.DateTimeField(null=True)),
                ('section', models.BigIntegerField()),
                ('language', models.CharField(max_length=2)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RunPython(create_texts, drop_texts),
        migrations.RunPython(write_entries, migrations.RunPython.noop),
    ]
