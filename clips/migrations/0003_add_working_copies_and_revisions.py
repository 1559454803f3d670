"""Give published clips working copies and revisions, and the desk its buffers, presence and previews."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0002_add_first_section'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Buffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tab', models.CharField(max_length=40)),
                ('version', models.PositiveIntegerField(default=0)),
                ('data', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tab', models.CharField(max_length=40)),
                ('since', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('typed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Preview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=50, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('publication', 'published'), ('change', 'changed'), ('minor', 'minor change'), ('import', 'imported')], max_length=12)),
                ('snapshot', models.JSONField()),
                ('picture_file', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['clip', '-number'],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='clip',
            options={'default_permissions': (), 'permissions': [('view_clips', 'Read all clips at the desk'), ('create_clip', 'Write clips'), ('edit_clip', 'Edit own drafts'), ('edit_any_clip', 'Edit all clips'), ('submit_clip', 'Submit clips for review'), ('return_clip', 'Return clips to their author'), ('publish_clip', 'Publish and schedule clips'), ('publish_changes', 'Publish changes of published clips'), ('discard_changes', 'Discard unpublished changes'), ('restore_revision', 'Restore earlier revisions'), ('withdraw_clip', 'Withdraw clips'), ('erase_clip', 'Erase clips for good'), ('share_clip', 'Share previews of clips'), ('delete_clip', 'Delete drafts'), ('import_clip', 'Import clips from files')], 'verbose_name': 'Clip', 'verbose_name_plural': 'Clips'},
        ),
        migrations.AlterModelOptions(
            name='picture',
            options={'default_permissions': (), 'permissions': [('add_picture', 'Add pictures'), ('edit_picture', 'Edit pictures'), ('replace_picture', 'Replace the files of pictures'), ('delete_picture', 'Delete unused pictures')], 'verbose_name': 'Picture', 'verbose_name_plural': 'Pictures'},
        ),
        migrations.AddField(
            model_name='clip',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='clip',
            name='original_version',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='clip',
            name='withdrawn_reason',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='clip',
            name='working_copy_of',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='clips.clip'),
        ),
        migrations.AddField(
            model_name='picture',
            name='source',
            field=models.CharField(blank=True, max_length=300, verbose_name='Source'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('working_copy_of__isnull', False)), name='clip_desk_changed'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('status__in', ['draft', 'withdrawn']), _connector='OR'), name='clip_erased_is_not_public'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.UniqueConstraint(condition=models.Q(('working_copy_of__isnull', False)), fields=('working_copy_of',), name='clip_one_working_copy'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('original_version__isnull', True), ('working_copy_of__isnull', True)), models.Q(('first_published_at__isnull', True), ('origin', ''), ('original_version__isnull', False), ('status__in', ['draft', 'in_review']), ('working_copy_of__isnull', False), models.Q(('working_copy_of', models.F('id')), _negated=True)), _connector='OR'), name='clip_working_copy_is_a_draft'),
        ),
        migrations.AddField(
            model_name='buffer',
            name='clip',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='buffers', to='clips.clip'),
        ),
        migrations.AddField(
            model_name='buffer',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='presence',
            name='clip',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='clips.clip'),
        ),
        migrations.AddField(
            model_name='presence',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='preview',
            name='clip',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='previews', to='clips.clip'),
        ),
        migrations.AddField(
            model_name='preview',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='clip',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='clips.clip'),
        ),
        migrations.AddIndex(
            model_name='buffer',
            index=models.Index(fields=['person', '-saved_at'], name='buffer_by_person'),
        ),
        migrations.AddConstraint(
            model_name='buffer',
            constraint=models.UniqueConstraint(fields=('person', 'tab'), name='buffer_one_per_page'),
        ),
        migrations.AddConstraint(
            model_name='buffer',
            constraint=models.CheckConstraint(condition=models.Q(('tab', ''), _negated=True), name='buffer_has_page'),
        ),
        migrations.AddIndex(
            model_name='presence',
            index=models.Index(fields=['seen_at'], name='presence_by_time'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('clip', 'person', 'tab'), name='presence_one_per_page'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('picture_file', ''), _negated=True), fields=['picture_file'], name='revision_by_picture_file'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('clip', 'number'), name='revision_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['publication', 'change', 'minor', 'import'])), name='revision_kind_known'),
        ),
    ]
