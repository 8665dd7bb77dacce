"""Fill the register of BELVEDERE_HOME with one of everything, and tell each page's address.

Prints {name: [path, whether a visitor may read it]} of every address of the register that
answers a reader with a page; what fills them is what the table of permissions walks.
"""

import datetime
import json
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import get_resolver, reverse  # noqa: E402

sys.path[:0] = [str(Path(__file__).parents[2])]
from belvedere.building.landscape import landscape  # noqa: E402
from belvedere.cli.profile import load, read  # noqa: E402
from belvedere.register.accounts import links  # noqa: E402
from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.organisations import profiles  # noqa: E402
from belvedere.register.organisations.facts import add  # noqa: E402
from belvedere.register.organisations.models import Publication  # noqa: E402
from belvedere.register.organisations.restructuring import create_within, relate  # noqa: E402
from belvedere.register.people.actions import add_person  # noqa: E402
from belvedere.register.proposals.actions import propose  # noqa: E402
from tests.register.permission_table import ADDRESSES, TABLE  # noqa: E402
from tests.register.test_proposals import released  # noqa: E402

call_command("migrate", verbosity=0)
admin = Account(email="anne@example.org", name="Anne")
admin.set_password("a long enough phrase")
admin.save()
Grant.objects.create(account=admin, role="administrator")
inserm = load(read(landscape("inserm").folder / "profile.toml")).organisation
cancer = create_within(by=None, kind="thematic_institute", name="Cancer", opened="2008",
                       part_of=inserm)
unit = create_within(by=None, kind="unit", name="U1", opened="2009", part_of=cancer,
                     city="Lyon", country="FR")
world = {"U1": unit, "Cancer": cancer, "secret": "", "Neurosciences": create_within(
    by=None, kind="thematic_institute", name="Neurosciences", opened="2008", part_of=inserm)}
for fact, values in (
        ("name", {"text": "Unit one", "kind": "alias", "start": "2010", "end": "2012"}),
        ("code", {"scheme": "label", "value": "U 1138"}),
        ("subject", {"scheme": "theme", "value": "Cancer", "end": "2015"}),
        ("staff", {"year": 2020, "profession": "Chercheur", "headcount": 12})):
    add(by=None, organisation=unit, fact=fact, values=values)
relate(by=None, organisation=unit, kind="supervised_by", other=inserm, start="2009")
world["position"] = add_person(by=None, organisation=unit, role="director", values={
    "name": "Ada", "basis": "public_task", "keep_until": datetime.date.today()})
world["account"] = Account.objects.create(email="member@example.org", name="Member")
world["grant"] = Grant.objects.create(account=world["account"], role="contributor",
                                      organisation=unit)
world["relation"] = unit.relations.order_by("pk").first()
world |= {f"a {fact}": getattr(unit, rows).order_by("pk").first() for fact, rows in (
    ("name", "names"), ("place", "places"), ("code", "codes"), ("subject", "subjects"),
    ("staff", "staff"), ("relation", "relations"))}
for number, text in enumerate(("To cure.", "To cure [[stated:demo:1]].")):
    profiles.save(by=admin, organisation=unit, base=number, publish=True,
                  values={"vision_en": text, "vision_fr": text})
propose(by=None, release=released())
for told in ({"edition": "2026-01-01-000000-12345678"}, {"error": "The disk is full."}):
    Publication.objects.create(mark="1-1", **told)
client = Client()
client.force_login(admin)
found = {}
for name, row in TABLE.items():
    if row.get is None:
        continue
    if name in ("join", "reset"):
        world["secret"] = links.make(world["account"], name)
    given = {"language": "en", **row.of(world, client)}
    path = reverse(name, kwargs={k: v for k, v in given.items() if k in ADDRESSES[name]})
    answer = client.get(path)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        found[name] = [path, "visitor" in row.get]
found["Inserm"] = [f"/en/register/{inserm.pk}/", True]


def names(some):
    """Yield the name of every address of the site."""
    for one in some:
        yield from names(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]


print(json.dumps({"pages": found, "site": sorted(
    {name for name in names(get_resolver().url_patterns) if name} - TABLE.keys())}))
