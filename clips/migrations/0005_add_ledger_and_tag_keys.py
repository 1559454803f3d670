"""Give moderators a ledger with undo, and tags the keys under which they are found and alike."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0004_write_first_revisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ledger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40, verbose_name='What')),
                ('at', models.DateTimeField(verbose_name='When')),
                ('details', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Moderation',
                'verbose_name_plural': 'Moderations',
                'ordering': ['-id'],
                'permissions': [('undo_moderation', 'Undo moderations')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LedgerChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tag', 'Tag'), ('address', 'Address'), ('difference', 'Difference')], max_length=10)),
                ('number', models.BigIntegerField()),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LedgerMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.BigIntegerField()),
                ('clip', models.BigIntegerField()),
                ('of_copy', models.BooleanField()),
                ('tag_before', models.BigIntegerField(null=True)),
                ('tag_after', models.BigIntegerField(null=True)),
                ('position_before', models.PositiveSmallIntegerField(null=True)),
                ('position_after', models.PositiveSmallIntegerField(null=True)),
                ('added_by', models.BigIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
                ('keeper', models.BigIntegerField(null=True)),
                ('returned', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TagDifference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TagKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('start', 'Start'), ('spelling', 'Spelling'), ('stem', 'Stem'), ('words', 'Words'), ('part', 'Part'), ('initials', 'Initials'), ('acronym', 'Acronym')], max_length=8)),
                ('key', models.CharField(max_length=200)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TagLikeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('spelling', 'the same but for the spelling of umlauts, spaces or accents'), ('stem', 'the same word in another form'), ('words', 'the same words in another order'), ('acronym', 'one is the short form of the other'), ('part', 'one stands inside the other')], max_length=8)),
                ('score', models.PositiveIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='tag',
            options={'default_permissions': (), 'permissions': [('view_tag', 'See the tags at the desk'), ('propose_tag', 'Propose tags'), ('create_tag', 'Create tags'), ('edit_tag', 'Edit tags'), ('approve_tag', 'Approve proposed tags'), ('map_tag', 'Map proposed tags to others'), ('reject_tag', 'Reject proposed tags'), ('merge_tags', 'Merge tags'), ('rename_tag', 'Rename tags'), ('split_tag', 'Split tags'), ('retag_clips', 'Change the tags of many clips'), ('alias_tag', 'Give tags other names'), ('unalias_tag', 'Make other names tags of their own'), ('block_tag', 'Block tag names'), ('unblock_tag', 'Unblock tag names'), ('delete_tag', 'Delete unused tags'), ('separate_tags', 'Mark tags as different')], 'verbose_name': 'Tag', 'verbose_name_plural': 'Tags'},
        ),
        migrations.RemoveConstraint(
            model_name='address',
            name='address_owner_fits_kind',
        ),
        migrations.AddField(
            model_name='tag',
            name='wikidata',
            field=models.CharField(blank=True, max_length=20, verbose_name='Wikidata number'),
        ),
        migrations.AddIndex(
            model_name='tag',
            index=models.Index(condition=models.Q(('alias_of__isnull', True), ('status', 'active')), fields=['use_count', 'name'], name='tag_own_by_use'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'tag'), ('section__isnull', True), ('tag__isnull', False)), models.Q(('current', False), ('kind', 'tag'), ('section__isnull', True), ('tag__isnull', True)), models.Q(('kind', 'section'), ('section__isnull', False), ('tag__isnull', True)), _connector='OR'), name='address_owner_fits_kind'),
        ),
        migrations.AddField(
            model_name='ledger',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who'),
        ),
        migrations.AddField(
            model_name='ledger',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ledgerchange',
            name='ledger',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='clips.ledger'),
        ),
        migrations.AddField(
            model_name='ledgermove',
            name='ledger',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='clips.ledger'),
        ),
        migrations.AddField(
            model_name='tagdifference',
            name='first',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='difference_first', to='clips.tag'),
        ),
        migrations.AddField(
            model_name='tagdifference',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difference_second', to='clips.tag'),
        ),
        migrations.AddField(
            model_name='tagkey',
            name='tag',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='clips.tag'),
        ),
        migrations.AddField(
            model_name='taglikeness',
            name='first',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='likeness_first', to='clips.tag'),
        ),
        migrations.AddField(
            model_name='taglikeness',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likeness_second', to='clips.tag'),
        ),
        migrations.AddIndex(
            model_name='ledger',
            index=models.Index(fields=['verb', '-id'], name='ledger_by_verb'),
        ),
        migrations.AddIndex(
            model_name='ledger',
            index=models.Index(fields=['by', '-id'], name='ledger_by_person'),
        ),
        migrations.AddIndex(
            model_name='ledger',
            index=models.Index(fields=['at'], name='ledger_by_time'),
        ),
        migrations.AddConstraint(
            model_name='ledger',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', False), ('undone_by__isnull', True), _connector='OR'), name='ledger_undone_has_moment'),
        ),
        migrations.AddIndex(
            model_name='ledgerchange',
            index=models.Index(fields=['kind', 'number', 'ledger'], name='ledger_change_of'),
        ),
        migrations.AddIndex(
            model_name='ledgermove',
            index=models.Index(fields=['ledger', 'row'], name='ledger_move_of'),
        ),
        migrations.AddIndex(
            model_name='ledgermove',
            index=models.Index(fields=['row', 'ledger'], name='ledger_move_of_row'),
        ),
        migrations.AddIndex(
            model_name='ledgermove',
            index=models.Index(fields=['clip', '-ledger'], name='ledger_move_of_clip'),
        ),
        migrations.AddConstraint(
            model_name='tagdifference',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='tag_difference_once'),
        ),
        migrations.AddConstraint(
            model_name='tagdifference',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='tag_difference_in_order'),
        ),
        migrations.AddIndex(
            model_name='tagkey',
            index=models.Index(fields=['kind', 'key'], name='tag_key_found', opclasses=['varchar_ops', 'varchar_pattern_ops']),
        ),
        migrations.AddConstraint(
            model_name='tagkey',
            constraint=models.UniqueConstraint(fields=('tag', 'kind', 'key'), name='tag_key_once'),
        ),
        migrations.AddIndex(
            model_name='taglikeness',
            index=models.Index(models.OrderBy(models.F('score'), descending=True), models.F('id'), name='tag_likeness_best'),
        ),
        migrations.AddConstraint(
            model_name='taglikeness',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='tag_likeness_once'),
        ),
        migrations.AddConstraint(
            model_name='taglikeness',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='tag_likeness_in_order'),
        ),
    ]
