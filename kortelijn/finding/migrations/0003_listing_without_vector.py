from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("finding", "0002_search_log"),
    ]

    operations = [
        migrations.RemoveField(model_name="listing", name="vector"),
    ]
