"""Fill the register of BELVEDERE_HOME with accounts, and things done, for a browser's tests."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from belvedere.register.accounts import actions, links  # noqa: E402
from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.accounts.permissions import Role  # noqa: E402
from belvedere.register.organisations.actions import rename  # noqa: E402
from belvedere.register.organisations.restructuring import create_within, merge  # noqa: E402

call_command("migrate", verbosity=0)
chief = Account(email="chief@example.org", name="Camille Administratrice")
chief.set_password("a long enough phrase")
chief.save()
Grant.objects.create(account=chief, role=Role.ADMINISTRATOR)
top = create_within(by=chief, kind="institute", name="Institut inventé", opened="1964")
units = [create_within(by=chief, kind="unit", name=f"Unité de recherche sur les maladies {n}",
                       opened="2010", part_of=top, why="Décision 2009-12") for n in ("A", "B")]
rename(by=chief, organisation=units[0], name="Unité des maladies rares", on="2012",
       why="Décision 2011-44")
merge(by=chief, sources=units, name="Unité unie", on="2020-01-01", because="Décision 2019-3")
member = Account(email="member-of-the-unit@example.org", name="Dominique Membre")
member.set_password("a long enough phrase")
member.save()
actions.grant(by=chief, account=member, role=Role.CONTRIBUTOR, organisation=top, why="Secrétaire")
invited, _ = actions.invite(by=chief, email="invited@example.org", role=Role.CURATOR)
closed = Account.objects.create(email="closed@example.org", name="Sacha Partie")
actions.deactivate(by=chief, account=closed, why="A quitté l’institut")
for person in range(60):
    Account.objects.create(email=f"person-{person}@example.org", name=f"Personne {person}")
print(links.make(invited, "join"))
