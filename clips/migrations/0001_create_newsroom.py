"""Create all that a newsroom holds."""

import django.db.models.deletion
import taggit.managers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='Name')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'Notice',
                'verbose_name_plural': 'Notices',
                'ordering': ['name'],
                'permissions': [('publish_notice_version', 'Publish notices')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='notice_has_name'), models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin',), name='notice_origin_unique')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(db_index=True, editable=False, max_length=120)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('focal_x', models.FloatField(default=0.5, verbose_name='Focal point, from the left')),
                ('focal_y', models.FloatField(default=0.5, verbose_name='Focal point, from the top')),
                ('alt_text', models.CharField(blank=True, max_length=300, verbose_name='Alternative text')),
                ('caption', models.CharField(blank=True, max_length=500, verbose_name='Caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='Credit')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='Licence')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
                ('uploaded_at', models.DateTimeField(editable=False, verbose_name='Uploaded')),
                ('uploaded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Picture',
                'verbose_name_plural': 'Pictures',
                'permissions': [('add_picture', 'Add pictures'), ('edit_picture', 'Edit pictures'), ('delete_picture', 'Delete unused pictures')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Clip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headline', models.CharField(max_length=200, verbose_name='Headline')),
                ('headline_key', models.CharField(editable=False, max_length=250)),
                ('slug', models.SlugField(editable=False, max_length=80)),
                ('kicker', models.CharField(blank=True, max_length=80, verbose_name='Kicker')),
                ('lede', models.TextField(blank=True, verbose_name='Lede')),
                ('body', models.TextField(blank=True, verbose_name='Text')),
                ('caption', models.CharField(blank=True, max_length=500, verbose_name='Caption here')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=2, verbose_name='Language')),
                ('byline', models.CharField(blank=True, max_length=120, verbose_name='Byline')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='Status')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='Publish at')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='Expires at')),
                ('embargoed_until', models.DateTimeField(blank=True, null=True, verbose_name='Embargo until')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('changed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('notice_choice', models.CharField(choices=[('site', "the site's notice"), ('own', 'another notice'), ('none', 'no notice')], default='site', max_length=4)),
                ('noindex', models.BooleanField(default=False, verbose_name='Keep out of search engines')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
                ('created_at', models.DateTimeField(editable=False)),
                ('saved_at', models.DateTimeField(editable=False, verbose_name='Saved')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clips', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clips', to='clips.notice')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clips', to='clips.picture', verbose_name='Picture')),
            ],
            options={
                'verbose_name': 'Clip',
                'verbose_name_plural': 'Clips',
                'permissions': [('view_clips', 'Read all clips at the desk'), ('create_clip', 'Write clips'), ('edit_clip', 'Edit own drafts'), ('edit_any_clip', 'Edit all clips'), ('submit_clip', 'Submit clips for review'), ('return_clip', 'Return clips to their author'), ('publish_clip', 'Publish and schedule clips'), ('withdraw_clip', 'Withdraw clips'), ('delete_clip', 'Delete drafts'), ('import_clip', 'Import clips from files')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('headline_key', models.CharField(blank=True, editable=False, max_length=250)),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='clips.clip')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='relations_here', to='clips.clip')),
            ],
            options={
                'ordering': ['position', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='Name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Address')),
                ('description', models.TextField(blank=True, verbose_name='Description')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='Position')),
                ('responsible_person', models.CharField(blank=True, max_length=120, verbose_name='Responsible person')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'Section',
                'verbose_name_plural': 'Sections',
                'ordering': ['position', 'name'],
                'permissions': [('create_section', 'Create sections'), ('edit_section', 'Edit sections'), ('delete_section', 'Delete unused sections')],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='section_has_name'), models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='section_has_slug')],
            },
        ),
        migrations.AddField(
            model_name='clip',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clips', to='clips.section', verbose_name='Section'),
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Kurzclips', max_length=60, verbose_name='Name of the site')),
                ('tagline', models.CharField(blank=True, max_length=160, verbose_name='Tagline')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='Description for search engines')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=2, verbose_name='Language of the site')),
                ('publisher', models.CharField(blank=True, max_length=120, verbose_name='Publisher')),
                ('responsible_person', models.CharField(blank=True, max_length=120, verbose_name='Responsible person')),
                ('default_notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clips.notice', verbose_name='Notice under every clip')),
            ],
            options={
                'verbose_name': 'Site settings',
                'verbose_name_plural': 'Site settings',
                'permissions': [('edit_site', 'Change the site settings'), ('edit_person', 'Manage people')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='Name')),
                ('match_key', models.CharField(editable=False, max_length=150)),
                ('slug', models.SlugField(max_length=80, verbose_name='Address')),
                ('kind', models.CharField(choices=[('topic', 'topic'), ('person', 'person'), ('organisation', 'organisation'), ('place', 'place'), ('event', 'event')], default='topic', max_length=12, verbose_name='Kind')),
                ('description', models.TextField(blank=True, verbose_name='Description')),
                ('status', models.CharField(choices=[('active', 'active'), ('proposed', 'proposed'), ('blocked', 'blocked')], default='active', max_length=10, verbose_name='Status')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('use_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='Clips')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('alias_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='clips.tag')),
            ],
            options={
                'verbose_name': 'Tag',
                'verbose_name_plural': 'Tags',
                'permissions': [('propose_tag', 'Propose tags'), ('create_tag', 'Create tags'), ('edit_tag', 'Edit tags'), ('approve_tag', 'Approve proposed tags'), ('block_tag', 'Block tag names'), ('alias_tag', 'Give tags other names')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ClipTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clip_tags', to='clips.clip')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clip_tags', to='clips.tag')),
            ],
            options={
                'ordering': ['position', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='clip',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='clips.ClipTag', to='clips.Tag', verbose_name='Tags'),
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tag', 'Tag'), ('section', 'Section')], max_length=10)),
                ('slug', models.SlugField(max_length=80)),
                ('current', models.BooleanField(default=True)),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='clips.section')),
                ('tag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='clips.tag')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=40, verbose_name='What')),
                ('object_type', models.CharField(blank=True, max_length=20, verbose_name='Kind of thing')),
                ('object_id', models.BigIntegerField(null=True, verbose_name='Number')),
                ('at', models.DateTimeField(verbose_name='When')),
                ('details', models.JSONField(default=dict, verbose_name='Details')),
                ('keys', models.JSONField(default=list)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who')),
            ],
            options={
                'verbose_name': 'Journal line',
                'verbose_name_plural': 'Journal',
                'ordering': ['-id'],
                'permissions': [('view_journal', 'Read the journal')],
                'default_permissions': (),
                'indexes': [models.Index(fields=['object_type', 'object_id', '-id'], name='journal_by_object'), models.Index(fields=['actor', '-id'], name='journal_by_actor'), models.Index(fields=['verb', '-id'], name='journal_by_verb'), models.Index(fields=['at'], name='journal_by_time')],
            },
        ),
        migrations.CreateModel(
            name='NoticeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('html', models.TextField(verbose_name='Text')),
                ('remarks', models.JSONField(blank=True, default=list, verbose_name='Remarks for single countries')),
                ('starts_at', models.DateTimeField(verbose_name='Applies from')),
                ('published_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='clips.notice')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['notice', '-number'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['starts_at'], name='notice_version_starts')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'number'), name='notice_version_number_unique'), models.CheckConstraint(condition=models.Q(('html', ''), _negated=True), name='notice_version_has_text')],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin',), name='picture_origin_unique'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__range', (0, 1)), ('focal_y__range', (0, 1))), name='picture_focal_point_inside'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='picture_has_size'),
        ),
        migrations.AddIndex(
            model_name='relation',
            index=models.Index(condition=models.Q(('target__isnull', True), ('url', '')), fields=['headline_key'], name='relation_waiting'),
        ),
        migrations.AddIndex(
            model_name='relation',
            index=models.Index(fields=['clip', 'position'], name='relation_in_order'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target', models.F('clip')), _negated=True), _connector='OR'), name='relation_not_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), models.Q(('target__isnull', True), models.Q(('title', ''), _negated=True)), _connector='OR'), name='relation_address_has_title'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(condition=models.Q(('target__isnull', False)), fields=('clip', 'target'), name='relation_target_once'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('clip', 'url'), name='relation_address_once'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(condition=models.Q(('target__isnull', True), ('url', ''), models.Q(('headline_key', ''), _negated=True)), fields=('clip', 'headline_key'), name='relation_title_once'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='site_is_one'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='site_has_name'),
        ),
        migrations.AddIndex(
            model_name='tag',
            index=models.Index(fields=['status', 'name'], name='tag_by_status'),
        ),
        migrations.AddIndex(
            model_name='tag',
            index=models.Index(fields=['-use_count', 'name'], name='tag_by_use'),
        ),
        migrations.AddIndex(
            model_name='tag',
            index=models.Index(condition=models.Q(('alias_of__isnull', False)), fields=['alias_of'], name='tag_alias_of'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('match_key',), name='tag_match_key_unique'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('slug',), name='tag_slug_unique'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('match_key', ''), _negated=True), name='tag_has_match_key'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='tag_has_slug'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['active', 'proposed', 'blocked'])), name='tag_status_known'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('alias_of__isnull', True), models.Q(('status', 'active'), models.Q(('alias_of', models.F('id')), _negated=True)), _connector='OR'), name='tag_alias_is_active_and_not_itself'),
        ),
        migrations.AddIndex(
            model_name='cliptag',
            index=models.Index(models.F('tag'), models.OrderBy(models.F('publish_at'), descending=True), models.OrderBy(models.F('content_object'), descending=True), condition=models.Q(('publish_at__isnull', False)), name='clip_tag_public_list'),
        ),
        migrations.AddIndex(
            model_name='cliptag',
            index=models.Index(fields=['content_object', 'position'], name='clip_tag_in_order'),
        ),
        migrations.AddConstraint(
            model_name='cliptag',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='clip_tag_once'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('publish_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'published')), name='clip_public_list'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.F('section'), models.OrderBy(models.F('publish_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'published')), name='clip_section_list'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(condition=models.Q(('expire_at__isnull', False), ('status', 'published')), fields=['expire_at'], name='clip_expiry'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(fields=['headline_key'], name='clip_headline_key'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='clip_desk_list'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'draft')), name='clip_desk_draft'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'in_review')), name='clip_desk_in_review'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.OrderBy(models.F('saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'withdrawn')), name='clip_desk_withdrawn'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.F('created_by'), models.F('status'), models.OrderBy(models.F('saved_at'), descending=True), name='clip_desk_by_author'),
        ),
        migrations.AddIndex(
            model_name='clip',
            index=models.Index(models.F('section'), models.OrderBy(models.F('saved_at'), descending=True), name='clip_desk_by_section'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('headline', ''), _negated=True), name='clip_has_headline'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='clip_has_slug'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en'])), name='clip_language_known'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review', 'published', 'withdrawn'])), name='clip_status_known'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('first_published_at__isnull', False), ('publish_at__isnull', False)), _connector='OR'), name='clip_published_has_dates'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('embargoed_until__isnull', True), ('publish_at__gte', models.F('embargoed_until')), _connector='OR'), name='clip_published_after_embargo'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(('expire_at__isnull', True), ('publish_at__isnull', True), ('expire_at__gt', models.F('publish_at')), _connector='OR'), name='clip_expires_after_publishing'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice__isnull', False), ('notice_choice', 'own')), models.Q(('notice__isnull', True), ('notice_choice__in', ['site', 'none'])), _connector='OR'), name='clip_notice_fits_choice'),
        ),
        migrations.AddConstraint(
            model_name='clip',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin',), name='clip_origin_unique'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(fields=('kind', 'slug'), name='address_unique'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('tag',), name='address_one_current_per_tag'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('section',), name='address_one_current_per_section'),
        ),
        migrations.AddConstraint(
            model_name='address',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'tag'), ('section__isnull', True), ('tag__isnull', False)), models.Q(('kind', 'section'), ('section__isnull', False), ('tag__isnull', True)), _connector='OR'), name='address_owner_fits_kind'),
        ),
    ]
