"""Add a curator, and one who is none, to the seeded register, for a browser's tests."""

import django

django.setup()

from belvedere.register.accounts.models import Account, Grant  # noqa: E402

for name, role in (("cora", "curator"), ("tom", "transfer_officer")):
    account = Account(email=f"{name}@example.org", name=name.capitalize())
    account.set_password("a long enough phrase")
    account.save()
    Grant.objects.create(account=account, role=role)
