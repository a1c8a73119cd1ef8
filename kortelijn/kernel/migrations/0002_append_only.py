"""Events and the access log are append-only in the database itself; only the nightly retention may let go of a row."""

from django.db import migrations

GUARD = """
CREATE FUNCTION kortelijn_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('kortelijn.retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append-only: %% on %% is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kernel_event
    FOR EACH ROW EXECUTE FUNCTION kortelijn_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kernel_accesslog
    FOR EACH ROW EXECUTE FUNCTION kortelijn_append_only();
"""
UNGUARD = """
DROP TRIGGER append_only ON kernel_accesslog;
DROP TRIGGER append_only ON kernel_event;
DROP FUNCTION kortelijn_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(GUARD.replace("%%", "%"), UNGUARD)]
