"""Fill the clinical book of BELVEDERE_HOME with invented dossiers, and ask its pages in process.

    python -m benchmarks.filled_desks ROWS

Tells, for each kind of page, its queries and the processor's time (what a loaded machine
does not stretch), then of publishing; the last line is a session of an officer.
"""

import datetime
import statistics
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from belvedere.register.accounts.models import Account, Grant  # noqa: E402
from belvedere.register.accounts.permissions import Role  # noqa: E402
from belvedere.register.clinical.demo import fill  # noqa: E402
from belvedere.register.clinical.models import (  # noqa: E402
    REGISTRATIONS,
    ClinicalApplication,
    ClinicalApplicationPeriod,
    ClinicalProject,
    ClinicalProjectPeriod,
    Enrolment,
    Hold,
)
from belvedere.register.desk.publishing import tables  # noqa: E402
from belvedere.register.organisations.actions import create  # noqa: E402
from benchmarks.desks import PAGES  # noqa: E402

YEARS, UNITS, TIMES, COPIES = 10, 300, 15, 20
STEP = 1_000_000
BOOKS = (ClinicalProject, ClinicalApplication, ClinicalProjectPeriod, ClinicalApplicationPeriod,
         Enrolment, Hold)


def copied(copies: int) -> None:
    """Write each row of the book so many times in all, as one statement for each table.

    The workflow's triggers, which let nothing begin in a later state, are put back after.
    """
    with connection.cursor() as cursor:
        for model in BOOKS:
            table = model._meta.db_table
            for what in ("begins", "moves"):
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{what}{where}")
            told = {"id": f"id + {STEP} * n.i", "number": "number || '-' || n.i"}
            for field in model._meta.fields:
                if field.is_relation and field.related_model in BOOKS:
                    told[field.column] = f"{field.column} + {STEP} * n.i"
                elif field.name in REGISTRATIONS:
                    told[field.column] = "''"
            names = [field.column for field in model._meta.fields]
            cursor.execute(
                "INSERT INTO {} ({}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                "FROM n WHERE i < {}) SELECT {} FROM n CROSS JOIN {}".format(
                    table, ", ".join(f'"{name}"' for name in names), copies - 1,
                    ", ".join(told.get(name, f'"{name}"') for name in names), table))
    call_command("migrate", verbosity=0)


def main(rows: int) -> None:
    call_command("migrate", verbosity=0)
    create(by=None, kind="institute", name="The institute", opened="1964")
    units = [create(by=None, kind="unit", name=f"Unit {n}", opened="2000") for n in range(UNITS)]
    today = datetime.date.today()
    fill(units, first=today.year - YEARS, last=today, yearly=-(-rows // YEARS // COPIES))
    copied(COPIES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{ClinicalApplication.objects.count():,} requests, "
          f"{ClinicalProject.objects.count():,} projects")
    officer, visitor = Client(), Client()
    account = Account.objects.create(email="officer@example.org", name="Officer")
    Grant.objects.create(account=account, role=Role.CLINICAL)
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
              f"processor, {max(took[1:]) * 1000:6.1f} at most")
    began, cpu = time.perf_counter(), time.process_time()
    count = sum(len(table) for table in tables().values())
    print(f"rows of the desks for the evidence: {count:,} in {time.perf_counter() - began:.1f} s, "
          f"{time.process_time() - cpu:.1f} s of processor")
    print(officer.session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]))
