from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clips", "0009_begin_notice_memory")]

    operations = [migrations.RemoveField(model_name="site", name="default_notice")]
