"""The desks' books are read when the site starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Desk(AppConfig):
    name = "belvedere.register.desk"

    def ready(self) -> None:
        autodiscover_modules("books")
