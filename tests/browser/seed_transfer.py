"""Add the people and partners of the transfer desk to the seeded register: for a browser."""

import django

django.setup()

from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.organisations.actions import create  # noqa: E402

for name, role in (("tara", "transfer_officer"), ("clara", "clinical_officer")):
    account = Account(email=f"{name}@example.org", name=name.capitalize())
    account.set_password("a long enough phrase")
    account.save()
    Grant.objects.create(account=account, role=role)
for name, country in (("Rhein AG", "DE"), ("Seine SA", "FR")):
    create(by=None, kind="company", name=name, country=country)
