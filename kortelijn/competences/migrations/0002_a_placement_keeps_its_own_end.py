"""A placement remembers until when it was agreed: the seat on which it rests may be kept without an end, or not begin."""

from datetime import timedelta
from typing import Any

from django.db import migrations, models

HALF_A_YEAR = timedelta(days=182)


def copy(apps: Any, schema_editor: Any) -> None:
    """The last day of the seat; where it has none, half a year from when the place was given."""
    placements = apps.get_model("competences", "Placement").objects
    for each in placements.select_related("tenure").order_by("pk"):
        until = each.tenure.period.upper or each.made_at.date() + HALF_A_YEAR
        placements.filter(pk=each.pk).update(until=until)


class Migration(migrations.Migration):
    dependencies = [("competences", "0001_competences")]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="until",
            field=models.DateField(
                verbose_name="tot welke dag", help_text="as agreed; whoever leaves earlier ends the tenure", null=True
            ),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="placement",
            name="until",
            field=models.DateField(
                verbose_name="tot welke dag", help_text="as agreed; whoever leaves earlier ends the tenure"
            ),
        ),
    ]
