from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wall", "0001_initial"), ("steps", "0001_small_steps")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="led_to",
            field=models.ManyToManyField(
                blank=True, help_text="what somebody did with it", related_name="contributions", to="steps.step"
            ),
        ),
    ]
