"""Give a new newsroom its first section and its settings."""

from django.db import migrations


def add_first_section(apps, schema_editor):
    section = apps.get_model("clips", "Section").objects.create(name="Kurzclips", slug="kurzclips", position=1)
    apps.get_model("clips", "Address").objects.create(kind="section", slug=section.slug, section=section)
    apps.get_model("clips", "Site").objects.create(pk=1)


def remove_first_section(apps, schema_editor):
    apps.get_model("clips", "Section").objects.filter(slug="kurzclips", clips=None).delete()
    apps.get_model("clips", "Site").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("clips", "0001_create_newsroom")]
    operations = [migrations.RunPython(add_first_section, remove_first_section)]
