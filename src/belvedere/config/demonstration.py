"""The invented institute's own books, put into an empty register: run by ``belvedere demo``."""

import datetime

from django.db import transaction

from belvedere.config.publishing import publish_once
from belvedere.config.started import migrated
from belvedere.evidence.store import Store, home
from belvedere.indicators.asking import Asker
from belvedere.register.clinical.demo import fill
from belvedere.register.funding import demo as funding
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation
from belvedere.register.organisations.restructuring import relate
from belvedere.register.partnerships import demo as partnerships
from belvedere.register.transfer.demo import fill as fill_transfer

UNITS = 24
YEARLY = 163
"""Requests a year, as many as text A states."""
FILED = 140
"""Patent families filed a year, as many as text A states."""


@transaction.atomic
def fill_register() -> bool:
    """Fill the register of this home, where it is empty; returns whether it was."""
    if Organisation.objects.exists():
        return False
    edition = Store(home()).edition()
    asker = Asker(edition)
    whom = asker.whom(edition.landscape["slug"])
    about = asker.database.records(
        "SELECT name, name_en, name_fr, city, country FROM organisations "
        "WHERE organisation_id = ?", [whom.id])[0]
    scheme, _, code = whom.id.partition(":")
    institute = create(
        by=None, kind="institute", name=about["name_fr"] or about["name"], opened="1964",
        name_en=about["name_en"] or "", city=about["city"] or "", country=about["country"] or "",
        codes=[(scheme, code)])
    asker.database.need("units", "organisation_relations", "trials", "trial_sponsors",
                        "organisation_identities")
    units = []
    for row in asker.database.records(
            "SELECT DISTINCT u.number, u.name, u.start FROM organisation_relations r "
            "JOIN units u ON u.record_id = r.organisation_id "
            "JOIN organisation_identities i ON i.record_id = r.other_id "
            "WHERE r.relation = 'supervised_by' AND i.organisation_id = ? AND u.level = 'unit' "
            'AND u."end" IS NULL AND u.start < \'2014\' ORDER BY u.number LIMIT ?',
            [whom.id, UNITS]):
        unit = create(by=None, kind="unit", name=row["name"], opened=row["start"],
                      codes=[("rnsr", row["number"])])
        relate(by=None, organisation=unit, kind="supervised_by", other=institute,
               start=row["start"])
        units.append(unit)
    registered = [nct for nct, in asker.database.rows(
        "SELECT DISTINCT t.nct_id FROM trial_sponsors s JOIN trials t USING (trial_id) "
        "JOIN organisation_identities i ON i.record_id = s.organisation_id "
        "WHERE s.role = 'lead' AND t.nct_id IS NOT NULL AND i.organisation_id = ? "
        "ORDER BY t.nct_id DESC", [whom.id])]
    until = datetime.date.fromisoformat(edition.created[:10])
    fill(units, first=until.year - 10, last=until, yearly=YEARLY, registered=registered)
    partnerships.fill(institute, units, first=until.year - 10, last=until)
    fill_transfer(units, institute, first=until.year - 10, last=until, yearly=FILED)
    funding.fill(institute, units, first=until.year - 10, last=until)
    return True


if __name__ == "__main__":
    migrated(make=True)
    fill_register()
    publish_once()
