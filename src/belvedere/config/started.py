"""The register, started: its models may be imported after this module."""

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from belvedere.evidence.store import home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
django.setup()


def migrated(*, make: bool = False) -> bool:
    """Bring the register's tables up to date; return whether there is a register here.

    There is none before the site was first served, unless ``make`` says to begin one.
    """
    if home() != settings.HOME:
        return False  # another home than the one that this process began with
    there = connection.vendor != "sqlite" or os.path.exists(settings.DATABASES["default"]["NAME"])
    if there or make:
        settings.HOME.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
    return there or make
