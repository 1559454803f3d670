"""Let a presence know which visit of its page has ended."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clips', '0005_add_ledger_and_tag_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='presence',
            name='left',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
    ]
