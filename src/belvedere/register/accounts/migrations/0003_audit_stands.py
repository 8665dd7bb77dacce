"""Triggers that refuse to change or remove an audit entry, whoever asks."""

from django.db import migrations

_REASON = "an audit entry stands as it was written"
_SQLITE = [
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON accounts_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{_REASON}'); END"
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    "CREATE FUNCTION audit_stands() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REASON}'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON accounts_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_stands()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON accounts_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_stands()",
]


def guard(apps, schema_editor):
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = (("accounts", "0002_initial"),)
    operations = (migrations.RunPython(guard),)
