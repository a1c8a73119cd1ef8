from django.db import migrations


class Migration(migrations.Migration):
    """What comes first is an agreement: its table goes to that app, with all that stands in it."""

    dependencies = [("finding", "0003_listing_without_vector")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("Route", "agreements_route")],
            state_operations=[migrations.DeleteModel("Route")],
        ),
    ]
