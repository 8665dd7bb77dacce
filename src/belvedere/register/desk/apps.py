"""The desks' books are read when the site starts; their workflows guard the database."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from belvedere.register.desk.workflow import statements


class Desk(AppConfig):
    name = "belvedere.register.desk"

    def ready(self) -> None:
        autodiscover_modules("books", "publish")
        post_migrate.connect(self.guard, sender=self)

    def guard(self, using: str, **told) -> None:
        """Put each workflow's triggers on its table: SQLite loses them when it alters one."""
        connection = connections[using]
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
            for model in self.apps.get_models():
                if hasattr(model, "WORKFLOW") and model._meta.db_table in tables:
                    for statement in statements(
                            model._meta.db_table, model.WORKFLOW, connection.vendor):
                        cursor.execute(statement)
