"""Importing this sets Django up, for commands that read or write the register."""

import os

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
django.setup()


def ready() -> None:
    """Make the register's tables where they are not yet as this version has them."""
    call_command("migrate", verbosity=0)
