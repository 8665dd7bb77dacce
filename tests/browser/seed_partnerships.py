"""Add the people and a partner of the partnerships desk to the seeded register."""

import django

django.setup()

from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.organisations.actions import create  # noqa: E402

for name, role in (("paula", "partnerships_officer"), ("tom", "transfer_officer")):
    account = Account(email=f"{name}@example.org", name=name.capitalize())
    account.set_password("a long enough phrase")
    account.save()
    Grant.objects.create(account=account, role=role)
create(by=None, kind="partner", name="Mirage University", opened="1950", country="JP")
create(by=None, kind="partner", name="Ministry of Sleep", opened="1950", country="FR")
