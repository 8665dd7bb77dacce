"""Add the people of the funding desk to the seeded register, for a browser's tests."""

import django

django.setup()

from belvedere.register.accounts.models import Account, Grant  # noqa: E402

for name, role in (("flora", "funding_officer"), ("rosa", "contributor"),
                   ("tom", "transfer_officer")):
    account = Account(email=f"{name}@example.org", name=name.capitalize())
    account.set_password("a long enough phrase")
    account.save()
    Grant.objects.create(account=account, role=role)
