"""Fill the register of BELVEDERE_HOME (or BELVEDERE_DATABASE) with an invented institute.

    python -m benchmarks.filled_register ORGANISATIONS RELATIONS AUDIT_ROWS
"""

import random
import sys
from itertools import islice

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from belvedere.register.organisations.models import (  # noqa: E402
    Code,
    Name,
    Organisation,
    Place,
    ProfileVersion,
    Relation,
    Subject,
)
from belvedere.register.organisations.queries import folded  # noqa: E402

AT_ONCE = 5_000
WORDS = ("cancer immunologie neurones vaccins cellules génome épidémiologie cœur foie rétine "
         "thérapie imagerie microbiote métabolisme vieillissement virus signalisation").split()
CITIES = (("Paris", 48.85, 2.35), ("Lyon", 45.76, 4.84), ("Marseille", 43.3, 5.37),
          ("Lille", 50.63, 3.06), ("Nantes", 47.22, -1.55), ("Saint-Étienne", 45.43, 4.39))

AUDIT = """
INSERT INTO accounts_auditentry (at, actor, actor_name, action, subject, subject_id, subject_name,
                                 "before", "after", why)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
SELECT {at}, i %% 50 + 1, 'Anne ' || i %% 50,
       CASE WHEN i %% 1000 = 0 THEN 'merge' WHEN i %% 3 = 0 THEN 'relate' ELSE 'rename' END,
       'organisation', CAST(i AS bigint) * 7919 %% {count} + 1, 'Unit', '{{"name": "One"}}',
       '{{"name": "Other"}}', ''
FROM n
"""
AT = {"sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '-' || ((%s - i) * 5) || ' minutes')",
      "postgresql": "now() - (%s - i) * interval '5 minutes'"}
"""An action each five minutes, the last one now."""
PLACES = """
INSERT INTO accounts_auditplace (entry, organisation)
SELECT id, subject_id FROM accounts_auditentry WHERE subject = 'organisation'
"""


def keep(model, rows) -> None:
    """Write rows as they come, some at a time."""
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        model.objects.bulk_create(some)


def kind(number: int, count: int) -> str:
    if number == 1:
        return "institute"
    if number < 12:
        return "thematic_institute"
    if number < 24:
        return "delegation"
    return "unit" if number < count // 4 else "team" if number < count * 3 // 4 else "partner"


def organisations(count: int, chance: random.Random):
    for number in range(1, count + 1):
        name = f"{kind(number, count).capitalize()} {' '.join(chance.sample(WORDS, 3))} {number}"
        closed = chance.random() < 0.3
        yield Organisation(
            pk=number, kind=kind(number, count), name=name, sorted_name=folded(name),
            searched=f"{folded(name)} u {number} u{number} {number:09}m", acronym=f"A{number}",
            city=CITIES[number % 6][0], country="FR", opened=str(chance.randint(1964, 2010)),
            closed=str(chance.randint(2011, 2024)) if closed and number > 24 else "")


def relations(count: int, wanted: int, chance: random.Random):
    """Units are part of the institutes and delegations, teams of units; the rest are others'."""
    made = 0
    units, partners = range(24, count // 4), range(count * 3 // 4, count + 1)
    for number in range(2, count * 3 // 4):
        above = ([1] if number < 24 else [chance.randint(2, 11), chance.randint(12, 23)]
                 if number < count // 4 else [chance.choice(units)])
        for other in above:
            made += 1
            yield Relation(organisation_id=number, kind="part_of", other_id=other, start="2005")
    drawn = set()
    while made < wanted:
        one = (chance.choice(units), chance.choice(partners), chance.randint(1990, 2020),
               chance.choice(("supervised_by", "member_of", "participated_by")))
        if one not in drawn:
            drawn.add(one)
            made += 1
            yield Relation(organisation_id=one[0], kind=one[3], other_id=one[1],
                           start=str(one[2]), end=str(one[2] + 5))


def main(count: int, related: int, audited: int) -> None:
    chance = random.Random(1)
    call_command("migrate", verbosity=0)
    keep(Organisation, organisations(count, chance))
    every = range(1, count + 1)
    keep(Name, (Name(organisation_id=n, text=text, kind=sort, start="2005")
                for n, text in Organisation.objects.values_list("pk", "name")
                for sort in ("official",)))
    keep(Code, (Code(organisation_id=n, scheme="label", value=f"U {n}") for n in every))
    keep(Place, (Place(organisation_id=n, city=CITIES[n % 6][0], country="FR",
                       latitude=CITIES[n % 6][1], longitude=CITIES[n % 6][2], start="2005")
                 for n in every))
    keep(Subject, (Subject(organisation_id=n, scheme="theme", value=chance.choice(WORDS))
                   for n in every))
    keep(Relation, relations(count, related, chance))
    keep(ProfileVersion, (ProfileVersion(
        organisation_id=n, number=number, is_published=number == 2, vision_en="To **cure**. " * 40,
        vision_fr="Guérir. " * 40) for n in every for number in (1, 2)))
    with connection.cursor() as cursor:
        at = AT[connection.vendor]
        cursor.execute(AUDIT.format(at=at, count=count), [audited, audited])
        cursor.execute(PLACES)
    if connection.vendor == "postgresql":  # rows have numbers already: what comes next follows
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('organisations_organisation', "
                           "'id'), %s)", [count])
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
