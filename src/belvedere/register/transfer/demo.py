"""Invented books of a transfer desk: years of inventions, families, contracts, start-ups.

Written in bulk and in the order of the workflows, so that the database holds them to the
same moves as the desk's people. Nobody in them exists, and no company.
"""

import datetime
from collections.abc import Sequence
from random import Random

from django.db import transaction

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.desk.bulk import begin, walk
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.models import (
    INVENTION,
    Annuity,
    ContractFamily,
    ContractPartner,
    InventionDisclosure,
    InventionDisclosurePeriod,
    Inventor,
    PatentApplication,
    PatentFamily,
    PatentFamilyPeriod,
    PatentOwner,
    ProofOfConcept,
    StartUp,
    StartUpPeriod,
    TransferContract,
    TransferContractPeriod,
)

_THINGS = ("A philtre", "A lantern", "A lute", "An hourglass", "A mirror", "A compass", "A loom")
_AGAINST = ("against fog fever", "for lunar melancholy", "that hears echoes", "of slow silver",
            "for the sleep of sirens", "that counts dreams")
_INVENTORS = ("Aurore Brume", "Gaspard Lune", "Inès Mirage", "Ulysse Fontaine", "Zoé Marée")
_PARTNERS = {"sme": 12, "mid": 6, "large": 6, "public": 8}
_COUNTRIES = ("FR", "FR", "FR", "US", "DE", "GB", "CH", "BE", "IT", "JP")
_NAMES = ("Alizé", "Basalte", "Cassiopée", "Dryade", "Embrun", "Faune", "Grenat", "Halo")
_KINDS = {"rd": 239, "licence": 52, "option": 18, "material_transfer": 30, "confidentiality": 40}
"""Contracts for each 140 families, in the measure of the figures of text A."""
_OFFICES = ("US", "EP", "JP", "CN", "CA")
_YEAR = 365


@transaction.atomic
def fill(
    units: Sequence[Organisation], institute: Organisation, *, first: int, last: datetime.date,
    yearly: int, seed: int = 1,
) -> None:
    """Fill empty books, from a year up to a day, with so many families filed a year."""
    chance = Random(seed)
    partners = _partners(chance)
    days = sorted(day for year in range(first, last.year + 1) for day in (
        _later(chance, datetime.date(year, 1, 1), 0, 364) for _ in range(yearly * 9 // 5))
        if day <= last)
    disclosed = [_disclosure(chance, units, day, last) for day in days]
    kept = sorted((pair for pair in disclosed if pair[1][-1][0] == "retained"),
                  key=lambda pair: pair[1][-1][1])  # a family is numbered as it opens
    families = [_family(chance, one, way, last) for one, way in kept]
    begin(PatentFamily, [one for one, _ in families])
    for (one, _), (family, _) in zip(kept, families):
        one.family = family
    begin(InventionDisclosure, [one for one, _ in disclosed])
    walk(InventionDisclosure, InventionDisclosurePeriod, disclosed)
    walk(PatentFamily, PatentFamilyPeriod, families)
    ProofOfConcept.objects.bulk_create(
        ProofOfConcept(disclosure=one, start=way[-1][1], funder="Invented fund", amount=50_000,
                       end=str(_later(chance, datetime.date.fromisoformat(way[-1][1]), 200, 500)))
        for one, way in kept if chance.random() < 0.15)
    _filed(chance, families, last)
    _owned(chance, families, institute, partners)
    contracts = _contracts(chance, units, families, partners, first, last, yearly)
    startups = _startups(chance, units, first, last, max(1, yearly // 20))
    record_all([entry(by=None, action="open", on=one, why="Demonstration")
                for one, _ in (*disclosed, *families, *contracts, *startups)])


def _later(chance: Random, day: datetime.date, least: int, most: int) -> datetime.date:
    return day + datetime.timedelta(chance.randint(least, most))


def _so_far(way: list, last: datetime.date) -> list[tuple[str, str]]:
    """Return a way as far as it has come."""
    return [(state, str(day)) for state, day in way if day <= last]


def _noted(one, way) -> None:
    """Note on a dossier what its way makes true beside the state."""
    for state, on in way:
        one.state = state
        one.moved(on)


def _partners(chance: Random) -> list[tuple[Organisation, str]]:
    """Create companies and public bodies to deal with; each with its size."""
    made = []
    for size, many in _PARTNERS.items():
        for n in range(many):
            name = f"{_NAMES[n % len(_NAMES)]} {size.upper()} {n + 1}"
            made.append((create(
                by=None, kind="partner" if size == "public" else "company", name=name,
                opened="1990", country=chance.choice(_COUNTRIES), why="Demonstration"), size))
    return made


def _disclosure(chance: Random, units, opened: datetime.date, last: datetime.date):
    """Return a disclosure and its way."""
    begun = _later(chance, opened, 5, 30)
    decided = _later(chance, begun, 20, 120)
    outcome = chance.choices(("retained", "not_retained", "taken_back"), (58, 37, 5))[0]
    way = _so_far([("received", opened), ("in_evaluation", begun), (outcome, decided)], last)
    one = InventionDisclosure(
        opened=str(opened), unit=chance.choice(units), field=chance.choice(tuple(words.FIELDS)),
        title=f"{chance.choice(_THINGS)} {chance.choice(_AGAINST)}",
        summary="An invented invention.", inventors=chance.choice(_INVENTORS))
    _noted(one, way)
    return one, way


def _family(chance: Random, disclosure, way, last: datetime.date):
    """Return the family that a disclosure opened, and its way."""
    opened = datetime.date.fromisoformat(way[-1][1])
    filed = _later(chance, opened, 20, 150)
    steps = [("preparation", opened), ("in_portfolio", filed)]
    if chance.random() < 0.4:
        left = _later(chance, filed, 400, 2500)
        steps.append((chance.choices(("abandoned", "assigned"), (9, 1))[0], left))
        if steps[-1][0] == "abandoned" and chance.random() < 0.06:
            steps.append(("in_portfolio", _later(chance, left, 60, 300)))
    one = PatentFamily(opened=str(opened), **{name: getattr(disclosure, name)
                                              for name in INVENTION})
    way = _so_far(steps, last)
    _noted(one, way)
    if one.state == "in_portfolio":
        one.next_annuity = str(_due(datetime.date.fromisoformat(one.entered), last))
    return one, way


def _due(filed: datetime.date, last: datetime.date) -> datetime.date:
    """Return the first annuity that falls after a day: each year, from the third on."""
    years = max(2, (last - filed).days // _YEAR + 1)
    return filed + datetime.timedelta(years * _YEAR)


def _filed(chance: Random, families, last: datetime.date) -> None:
    """File a priority for each family that entered, then extensions; pay its annuities."""
    made, annuities = [], []
    for n, (family, _) in enumerate(families):
        if not family.entered:
            continue
        filed = datetime.date.fromisoformat(family.entered)
        office = chance.choice(("EP", "EP", "FR", "US"))
        wanted = [("priority", office, filed), ("extension", "WO", filed + _days(_YEAR))]
        wanted += [("extension", other, filed + _days(900 + chance.randint(0, 10)))
                   for other in chance.sample(_OFFICES, chance.randint(0, 4)) if other != office]
        for kind, at, day in wanted:
            if day <= last:
                status = "pending" if chance.random() < 0.6 else "granted"
                made.append(PatentApplication(
                    family=family, number=f"{at}{day:%y}{n:06d}", office=at, kind=kind,
                    filed=str(day), status=status, status_since=str(
                        day if status == "pending" else min(last, day + _days(900)))))
        priority = next(one for one in reversed(made) if one.kind == "priority")
        left = last if family.state == "in_portfolio" else datetime.date.fromisoformat(family.since)
        for year in range(2, (left - filed).days // _YEAR + 1):
            due = str(filed + _days(year * _YEAR))
            annuities.append(Annuity(application=priority, due=due, paid=due, amount=150 * year))
        if family.next_annuity:
            annuities.append(Annuity(application=priority, due=family.next_annuity))
    PatentApplication.objects.bulk_create(made, batch_size=500)
    Annuity.objects.bulk_create(annuities, batch_size=500)


def _days(many: int) -> datetime.timedelta:
    return datetime.timedelta(many)


def _owned(chance: Random, families, institute: Organisation, partners) -> None:
    """Let families be the institute's alone, or shared with one or two public bodies."""
    public = [one for one, size in partners if size == "public"]
    owners, inventors = [], []
    for family, _ in families:
        others = chance.sample(public, chance.choices((0, 1, 2), (5, 4, 1))[0])
        share = {0: 100, 1: 50, 2: 40}[len(others)]
        owners.append(PatentOwner(family=family, organisation=institute, share=share))
        owners += [PatentOwner(family=family, organisation=other, share=(100 - share) / len(others))
                   for other in others]
        inventors += [Inventor(family=family, name=name, unit=family.unit)
                      for name in chance.sample(_INVENTORS, chance.randint(1, 3))]
    PatentOwner.objects.bulk_create(owners, batch_size=500)
    Inventor.objects.bulk_create(inventors, batch_size=500)


def _contracts(chance: Random, units, families, partners, first, last, yearly):
    """Sign contracts of each kind, year by year, with a partner or two."""
    opened = sorted((_later(chance, datetime.date(year, 1, 1), 0, 364), kind)
                    for year in range(first, last.year + 1) for kind, many in _KINDS.items()
                    for _ in range(max(1, many * yearly // 140)))
    ways = [_contract(chance, units, day, kind, last) for day, kind in opened if day <= last]
    begin(TransferContract, [one for one, _ in ways])
    walk(TransferContract, TransferContractPeriod, ways)
    held, about = [], []
    companies = [pair for pair in partners if pair[1] != "public"]
    for one, _ in ways:
        others = chance.sample(companies if one.kind == "licence" else partners,
                               2 if chance.random() < 0.12 else 1)
        held += [ContractPartner(contract=one, organisation=other, size=size)
                 for other, size in others]
        if one.signed and (one.kind in ("licence", "option") or chance.random() < 0.2):
            about += [ContractFamily(contract=one, family=family) for family, _ in chance.sample(
                families, min(len(families), chance.randint(1, 3)))
                if family.entered and family.entered <= one.signed]
    ContractPartner.objects.bulk_create(held, batch_size=500)
    ContractFamily.objects.bulk_create(about, batch_size=500)
    return ways


def _contract(chance: Random, units, opened: datetime.date, kind: str, last: datetime.date):
    """Return a contract and its way: most are signed, and end on the day that they say."""
    signed = _later(chance, opened, 20, 200)
    years = {"licence": (3, 12), "confidentiality": (2, 5)}.get(kind, (1, 4))
    until = signed + _days(_YEAR * chance.randint(*years))
    over = ("signed", "broken_off")[chance.random() < 0.08]
    steps = [("in_negotiation", opened), (over, signed)]
    if over == "signed":
        ends = "terminated" if chance.random() < 0.04 else "ended"
        steps.append((ends, until if ends == "ended" else signed + _days(200)))
    one = TransferContract(
        opened=str(opened), kind=kind, unit=chance.choice(units), title=chance.choice(_AGAINST),
        field=chance.choice(tuple(words.FIELDS)), amount=chance.randint(5, 400) * 1000)
    way = _so_far(steps, last)
    _noted(one, way)
    if one.signed:
        one.begins, one.until = one.signed, str(until)
    return one, way


def _startups(chance: Random, units, first: int, last: datetime.date, yearly: int):
    """Found some companies each year; let a few be acquired or cease."""
    ways = []
    opened = sorted(_later(chance, datetime.date(year, 1, 1), 0, 364)
                    for year in range(first, last.year + 1) for _ in range(yearly))
    for n, day in enumerate(day for day in opened if day <= last):
        founded = _later(chance, day, 60, 400)
        steps = [("project", day), ("founded", founded)]
        if chance.random() < 0.2:
            steps.append((chance.choice(("acquired", "ceased")),
                          _later(chance, founded, 500, 2500)))
        one = StartUp(
            opened=str(day), title=f"{chance.choice(_NAMES)} Santé {n + 1}",
            unit=chance.choice(units), field=chance.choice(tuple(words.FIELDS)),
            pitch="An invented company.", founders=chance.choice(_INVENTORS),
            capital=chance.randint(1, 90) * 100_000)
        way = _so_far(steps, last)
        _noted(one, way)
        ways.append((one, way))
    begin(StartUp, [one for one, _ in ways])
    walk(StartUp, StartUpPeriod, ways)
    return ways
