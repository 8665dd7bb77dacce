"""Accounts are searched folded; entries are in the history of what they were done to, and stand."""

from django.db import migrations

from belvedere.tables.words import folded

_REASON = "an audit entry stands as it was written"
_SQLITE = [
    f"CREATE TRIGGER audit_place_no_{verb.lower()} BEFORE {verb} ON accounts_auditplace "
    f"BEGIN SELECT RAISE(ABORT, '{_REASON}'); END"
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    "CREATE TRIGGER audit_place_no_change BEFORE UPDATE OR DELETE ON accounts_auditplace "
    "FOR EACH ROW EXECUTE FUNCTION audit_stands()",
    "CREATE TRIGGER audit_place_no_truncate BEFORE TRUNCATE ON accounts_auditplace "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_stands()",
]


def fill(apps, schema_editor):
    for account in apps.get_model("accounts", "Account").objects.all():
        account.searched = folded(f"{account.name} {account.email}")
        account.save(update_fields=["searched"])
    schema_editor.execute(
        "INSERT INTO accounts_auditplace (entry, organisation) SELECT id, subject_id "
        "FROM accounts_auditentry WHERE subject = 'organisation' AND subject_id IS NOT NULL")
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = (("accounts", "0004_joined_linked_seen"),)
    operations = (migrations.RunPython(fill, migrations.RunPython.noop),)
