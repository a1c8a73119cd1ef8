from django.db import migrations, models

# Who set the ends that are still to come is not known any more: only a coordinator moves these to a later day.
KEEP_WHAT_IS_SET = "UPDATE parties_tenure SET ends_by = upper(period) WHERE upper(period) > CURRENT_DATE"


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_away_on_the_tenure"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenure",
            name="ends_by",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="as the coordinator set: not later",
                null=True,
            ),
        ),
        migrations.RunSQL(KEEP_WHAT_IS_SET, migrations.RunSQL.noop),
    ]
