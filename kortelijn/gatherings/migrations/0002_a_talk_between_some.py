from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_circles_and_meetings")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="only_invited",
            field=models.BooleanField(default=False, help_text="not for the whole circle: a first talk, say"),
        ),
    ]
