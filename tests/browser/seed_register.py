"""Fill the register of BELVEDERE_HOME with a small invented institute, for a browser's tests."""

import datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.organisations import profiles  # noqa: E402
from belvedere.register.organisations.actions import settle  # noqa: E402
from belvedere.register.organisations.facts import add  # noqa: E402
from belvedere.register.organisations.restructuring import create_within  # noqa: E402
from belvedere.register.people.actions import add_person  # noqa: E402

call_command("migrate", verbosity=0)
editor = Account(email="anne@example.org", name="Anne Éditrice")
editor.set_password("a long enough phrase")
editor.save()
Grant.objects.create(account=editor, role="editor_in_chief")
top = create_within(by=None, kind="institute", name="Institut inventé", opened="1964",
                    name_en="Invented institute", codes=[("ror", "02vjkv261")], city="Paris",
                    country="FR")
cancer = create_within(by=None, kind="thematic_institute", name="Cancer", opened="2008",
                       part_of=top)
for name in ("Unité une", "Unité deux"):
    unit = create_within(by=None, kind="unit", name=name, opened="2010", part_of=cancer)
    settle(by=None, organisation=unit, city="Lyon", country="FR", postcode="69003",
           address="1 rue de l’Hôpital", latitude=45.76, longitude=4.84, on="2010")
    for fact, values in (
        ("name", {"text": "UI", "kind": "acronym", "start": "2010"}),
        ("code", {"scheme": "label", "value": "U 1138", "start": "2010"}),
        ("subject", {"scheme": "theme", "value": "Cancer"}),
        ("staff", {"year": 2020, "profession": "Chercheur", "employer": "Inserm",
                   "headcount": 12})):
        add(by=None, organisation=unit, fact=fact, values=values)
    add_person(by=None, organisation=unit, role="director", start="2012", values={
        "name": f"Ada {name}", "basis": "consent", "name_is_public": True,
        "consented_on": "2024", "email": "ada@example.org", "keep_until": (
            datetime.date.today() + datetime.timedelta(days=900))})
    create_within(by=None, kind="team", name=f"Équipe de l’{name.lower()}", opened="2011",
                  part_of=unit)
profiles.save(by=editor, organisation=top, base=0, publish=True, values={
    "vision_en": "To **cure**: [[figure:eu_projects?of=demo]] projects.", "vision_fr": "Guérir.",
    "status_en": "Public institution", "employees": 12, "budget": 9})
profiles.save(by=editor, organisation=top, base=1, values={"vision_en": "To cure more."})
