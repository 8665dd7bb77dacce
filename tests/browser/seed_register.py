"""Fill the register of BELVEDERE_HOME with a small invented institute, for a browser's tests."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.organisations import profiles  # noqa: E402
from belvedere.register.organisations.restructuring import create_within  # noqa: E402

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
    create_within(by=None, kind="team", name=f"Équipe de l’{name.lower()}", opened="2011",
                  part_of=unit)
profiles.save(by=editor, organisation=top, base=0, publish=True, values={
    "vision_en": "To **cure**: [[figure:eu_projects?of=demo]] projects.", "vision_fr": "Guérir.",
    "employees": 12, "budget": 9})
profiles.save(by=editor, organisation=top, base=1, values={"vision_en": "To cure more."})
