"""Start the register of a home folder: settings, secret, tables; and run a command of it."""

import os
import secrets
from pathlib import Path

import django
from django.core.management import call_command

from belvedere.evidence.writing import store_errors


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


def start(folder: Path) -> None:
    """Set up the register: its tables the first time, and as they grow."""
    os.environ["BELVEDERE_HOME"] = str(folder.resolve())
    os.environ.setdefault("BELVEDERE_SECRET", secret(folder))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
    django.setup()
    call_command("migrate", verbosity=0)


def command(folder: Path, name: str, *arguments: str) -> None:
    """Run a command of the register."""
    start(folder)
    call_command(name, *arguments)
