"""A contract that gets another last day is warned of anew."""

from django.db import migrations, models

import kortelijn.kernel.clock


class Migration(migrations.Migration):
    """What is there by now was warned of since it was written."""

    dependencies = [("turnover", "0002_endings_that_come_back_and_what_rests")]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="warned_from",
            field=models.DateTimeField(
                default=kortelijn.kernel.clock.now,
                help_text="what was warned of before this was another last day",
            ),
        ),
    ]
