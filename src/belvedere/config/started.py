"""The register of the home folder, started: its models may be imported after this module."""

import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from belvedere.evidence.store import home
from belvedere.evidence.writing import store_errors

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


def secret(folder: Path) -> str:
    """Return what sessions are signed with: made once, read by this user alone."""
    place = folder / "secret"
    with store_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # those who are signed in stay so
        return place.read_text()


def start() -> None:
    """Set the register up, its secret and tables, for this process and those that it begins."""
    migrated(make=True)
    settings.SECRET_KEY = os.environ.setdefault("BELVEDERE_SECRET", secret(settings.HOME))
    os.environ["BELVEDERE_HOME"] = str(settings.HOME.resolve())


def command(name: str, *arguments: str) -> None:
    """Run a command of the register."""
    start()
    call_command(name, *arguments)
