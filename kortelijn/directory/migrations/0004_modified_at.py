from django.db import migrations, models

import kortelijn.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_kept_current"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="modified_at",
            field=models.DateTimeField(
                default=kortelijn.kernel.clock.now,
                editable=False,
                help_text="it, its places or its hours; see changes",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(fields=["modified_at"], name="service_by_modified"),
        ),
    ]
