"""Fill the books of all desks of BELVEDERE_HOME, ask their pages in process, publish them.

    python -m benchmarks.filled_desks ROWS

ROWS are those of a desk's tables together. Tells, for each kind of page, its queries and the
processor's time (what a loaded machine does not stretch), then of publishing: the first time,
again with every table of the desks new, and with one row changed. The last line is a session
of an officer of all desks.
"""

import datetime
import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from belvedere.config.publishing import publish_once  # noqa: E402
from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.accounts.permissions import Role  # noqa: E402
from belvedere.register.clinical import demo as clinical  # noqa: E402
from belvedere.register.clinical.models import REGISTRATIONS  # noqa: E402
from belvedere.register.desk.models import Dossier  # noqa: E402
from belvedere.register.desk.publishing import tables  # noqa: E402
from belvedere.register.funding import demo as funding  # noqa: E402
from belvedere.register.organisations.actions import create  # noqa: E402
from belvedere.register.organisations.models import Organisation  # noqa: E402
from belvedere.register.partnerships import demo as partnerships  # noqa: E402
from belvedere.register.transfer import demo as transfer  # noqa: E402
from benchmarks.desks import PAGES  # noqa: E402

YEARS, UNITS, TIMES = 10, 300, 15
STEP = 1_000_000
DESKS = {"clinical": Role.CLINICAL, "transfer": Role.TRANSFER,
         "partnerships": Role.PARTNERSHIPS, "funding": Role.FUNDING}


def rows(desk: str) -> int:
    return sum(model.objects.count() for model in apps.get_app_config(desk).get_models())


def copied(desk: str, wanted: int) -> None:
    """Write each row of a desk's tables so many times in all, as one statement for each table.

    The workflow's triggers, which let nothing begin in a later state, are put back after.
    """
    own = sorted(apps.get_app_config(desk).get_models(), key=_depth)
    copies = -(-wanted // rows(desk))
    with connection.cursor() as cursor:
        for model in own:
            table = model._meta.db_table
            for what in ("begins", "moves"):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{where}")
            told = {"id": f"id + {STEP} * n.i"}
            for field in model._meta.fields:
                if field.is_relation and field.related_model in own:
                    told[field.column] = f"{field.column} + {STEP} * n.i"
                elif field.name in REGISTRATIONS:
                    told[field.column] = "''"
                elif field.unique and isinstance(field, models.CharField):
                    told[field.column] = f"{field.column} || '-' || n.i"
            names = [field.column for field in model._meta.fields]
            cursor.execute(
                "INSERT INTO {} ({}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                "FROM n WHERE i < {}) SELECT {} FROM n CROSS JOIN {}".format(
                    table, ", ".join(f'"{name}"' for name in names), copies - 1,
                    ", ".join(told.get(name, f'"{name}"') for name in names), table))


def _depth(model: type[models.Model]) -> int:
    """Return how many tables stand before a table's rows, within its desk."""
    return 1 + max((_depth(field.related_model) for field in model._meta.fields
                    if field.is_relation and field.related_model is not model
                    and field.related_model._meta.app_label == model._meta.app_label), default=0)


def fill(wanted: int) -> list:
    """Fill the four books; return the units that they are of."""
    institute = create(by=None, kind="institute", name="The institute", opened="1964")
    units = [create(by=None, kind="unit", name=f"Unit {n}", opened="2000") for n in range(UNITS)]
    today = datetime.date.today()
    when = {"first": today.year - YEARS, "last": today}
    clinical.fill(units, yearly=max(wanted // 1000, 5), **when)
    transfer.fill(units, institute, yearly=max(wanted // 3000, 5), **when)
    partnerships.fill(institute, units, **when)
    funding.fill(institute, units, **when)
    for desk in DESKS:
        copied(desk, wanted)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for desk in DESKS:
        print(f"{desk:<16} {rows(desk):>9,} rows, " + ", ".join(
            f"{model._meta.verbose_name_plural} {model.objects.count():,}"
            for model in apps.get_app_config(desk).get_models() if issubclass(model, Dossier)))
    return units


def asked() -> str:
    """Ask each kind of page; return the session of an officer of all desks."""
    officer, visitor = Client(), Client()
    account = Account.objects.create(email="officer@example.org", name="Officer")
    for role in DESKS.values():
        Grant.objects.create(account=account, role=role)
    officer.force_login(account)
    for name, who, paths in PAGES:
        client = officer if who else visitor
        took = []
        for n in range(TIMES):
            with CaptureQueriesContext(connection) as queries:
                began = time.process_time()
                answer = client.get(paths(n))
                took.append(time.process_time() - began)
            assert answer.status_code == 200, paths(n)
        print(f"{name:<44} {len(queries):3} queries   {statistics.median(took) * 1000:6.1f} ms of "
              f"processor, {max(took[1:]) * 1000:6.1f} at most", flush=True)
    return officer.session.session_key


def timed(what: str, does: Callable) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    told = does()
    print(f"{what:<44} {time.process_time() - cpu:6.1f} s of processor, "
          f"{time.perf_counter() - began:6.1f} s" + (f", {told:,} rows" if told else ""),
          flush=True)


def published(units: list) -> None:
    """Publish the first time, with each table of the desks new, and with one row changed."""
    def again() -> None:
        publish_once(tell=lambda line: None)

    timed("rows of the desks for the evidence", lambda: sum(map(len, tables().values())))
    timed("publish all, the first time", again)
    for number, desk in enumerate(DESKS):
        for model in apps.get_app_config(desk).get_models():
            if issubclass(model, Dossier):
                model.objects.filter(unit=units[number]).update(unit=units[number + 1])
    timed("publish, each table of the desks new", again)
    for desk in DESKS:
        model = next(m for m in apps.get_app_config(desk).get_models() if issubclass(m, Dossier))
        model.objects.filter(pk=model.objects.first().pk).update(unit=units[9])
        timed(f"publish, one row of the {desk} desk changed", again)
    Organisation.objects.filter(pk=units[9].pk).update(name="A unit of another name")
    timed("publish, a unit of the four desks renamed", again)
    timed("publish, nothing changed", again)


def main(wanted: int) -> None:
    call_command("migrate", verbosity=0)
    units = fill(wanted)
    published(units)
    print(asked())


if __name__ == "__main__":
    main(int(sys.argv[1]))
