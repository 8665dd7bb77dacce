"""Invite an administrator of everything, by who has the machine."""

from django.conf import settings
from django.core.management import BaseCommand
from django.urls import reverse

from belvedere.register.accounts.actions import invite
from belvedere.register.accounts.permissions import Role


class Command(BaseCommand):
    """Gives an address the role of administrator; prints the link to join."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")
        parser.add_argument("--french", action="store_true")

    def handle(self, *, email: str, french: bool, **_) -> None:
        account, secret = invite(by=None, email=email, role=Role.ADMINISTRATOR)
        if secret:
            path = reverse("join", args=("fr" if french else "en", secret))
            self.stdout.write(f"{settings.ADDRESS or 'http://127.0.0.1:8000'}{path}")
        else:
            self.stdout.write(f"{account.email} had an account, and is an administrator now.")
