import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from clips.text.legal import find_template

LEGAL = ("imprint", "privacy", "accessibility")


def write_legal_pages(apps, schema_editor):
    """Templates to fill in, in the language of the site."""
    site = apps.get_model("clips", "Site").objects.filter(pk=1).first()
    language = site.language if site is not None else "de"
    page = apps.get_model("clips", "Page")
    for position, kind in enumerate(LEGAL):
        title, body = find_template(kind, language)
        words = {"title": title, "body": body, "language": language}
        page.objects.create(kind=kind, slug=kind, position=position, saved_at=timezone.now(), **words)


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0011_add_index_of_clips_without_notice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('update', 'Update'), ('clarification', 'Clarification'), ('counter_statement', 'Counter-statement')], max_length=20, verbose_name='Kind')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('claimant', models.CharField(blank=True, max_length=200, verbose_name='Demanded by')),
                ('runs_until', models.DateTimeField(blank=True, null=True, verbose_name='Stands until')),
                ('at', models.DateTimeField(verbose_name='Published')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'Correction',
                'verbose_name_plural': 'Corrections',
                'ordering': ['-at', '-id'],
                'permissions': [('publish_correction', 'Publish corrections'), ('supersede_correction', 'Replace corrections'), ('publish_counter_statement', 'Publish counter-statements, and release clips from them')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('imprint', 'Imprint'), ('privacy', 'Privacy'), ('accessibility', 'Accessibility'), ('own', 'Page of your own')], default='own', editable=False, max_length=20, verbose_name='Kind')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='Address')),
                ('title', models.CharField(max_length=120, verbose_name='Title')),
                ('body', models.TextField(blank=True, verbose_name='Text')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=2, verbose_name='Language')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='Position')),
                ('in_footer', models.BooleanField(default=True, verbose_name='Linked at the foot of every page')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('saved_at', models.DateTimeField(editable=False, verbose_name='Saved')),
            ],
            options={
                'verbose_name': 'Page',
                'verbose_name_plural': 'Pages',
                'ordering': ['position', 'id'],
                'permissions': [('create_page', 'Make pages'), ('edit_page', 'Edit pages'), ('delete_page', 'Delete pages')],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='clip',
            options={'default_permissions': (), 'permissions': [('view_clips', 'Read all clips at the desk'), ('create_clip', 'Write clips'), ('edit_clip', 'Edit own drafts'), ('edit_any_clip', 'Edit all clips'), ('submit_clip', 'Submit clips for review'), ('return_clip', 'Return clips to their author'), ('publish_clip', 'Publish and schedule clips'), ('publish_changes', 'Publish changes of published clips'), ('discard_changes', 'Discard unpublished changes'), ('restore_revision', 'Restore earlier revisions'), ('withdraw_clip', 'Withdraw clips'), ('erase_clip', 'Erase clips for good'), ('share_clip', 'Share previews of clips'), ('hide_history', 'Hide from readers what changed in a clip'), ('show_history', 'Show readers again what changed in a clip'), ('delete_clip', 'Delete drafts'), ('import_clip', 'Import clips from files')], 'verbose_name': 'Clip', 'verbose_name_plural': 'Clips'},
        ),
        migrations.AddField(
            model_name='clip',
            name='history_hidden',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='site',
            name='accent',
            field=models.CharField(blank=True, max_length=7, verbose_name='Accent colour'),
        ),
        migrations.AddField(
            model_name='site',
            name='ai_crawlers',
            field=models.CharField(choices=[('allow', 'may read everything'), ('no_training', 'may read to answer questions, not to train models'), ('block', 'may read nothing')], default='allow', max_length=12, verbose_name='Programs that gather texts for AI'),
        ),
        migrations.AddField(
            model_name='site',
            name='footer_links',
            field=models.JSONField(blank=True, default=list, verbose_name='Links at the foot'),
        ),
        migrations.AddField(
            model_name='site',
            name='logo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='logo_of', to='clips.picture', verbose_name='Logo'),
        ),
        migrations.AddField(
            model_name='site',
            name='shows_history',
            field=models.BooleanField(default=True, verbose_name='Readers see what changed in a clip'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('ai_crawlers__in', ['allow', 'no_training', 'block'])), name='site_ai_crawlers_known'),
        ),
        migrations.AddField(
            model_name='correction',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='clip',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='clips.clip'),
        ),
        migrations.AddField(
            model_name='correction',
            name='supersedes',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='clips.correction'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='page_has_title'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='page_has_slug'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['de', 'en'])), name='page_language_known'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['imprint', 'privacy', 'accessibility', 'own'])), name='page_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'own'), _negated=True), fields=('kind',), name='page_one_of_each_kind'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='correction_newest'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'update', 'clarification', 'counter_statement'])), name='correction_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'counter_statement'), models.Q(('claimant', ''), ('runs_until__isnull', True)), _connector='OR'), name='correction_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('origin',), name='correction_origin_unique'),
        ),
        # What was written into them goes with the table.
        migrations.RunPython(write_legal_pages, migrations.RunPython.noop),
    ]
