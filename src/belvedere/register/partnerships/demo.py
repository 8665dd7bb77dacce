"""Invented books of partnerships: years of agreements, laureates, associations, plans.

Written in bulk and in the order of their workflows, so that the database holds them to
the same moves as the desk's people. Nobody in them exists, nor do the partners.
"""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from django.db import transaction

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.desk.bulk import begin, walk
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import Organisation
from belvedere.register.partnerships import models
from belvedere.register.partnerships import vocabularies as words
from belvedere.register.partnerships.plans import next_due

_PARTNERS = {
    "Mirage University": "JP", "Institute of Northern Fog": "NO", "Echo University": "US",
    "Lagoon Polytechnic": "IT", "University of the Seven Hills": "PT", "Sirens’ College": "IE",
    "Institute of Salt": "CL", "Baobab University": "SN", "Monsoon Institute": "IN",
    "Delta Centre of Health": "VN", "Aurora University": "CA", "Institute of Tides": "GB",
    "Black Forest of Dreams Institute": "DE", "Pampas University": "AR", "Atlas Centre": "MA",
    "Great Wall of Mist University": "CN",
}
_MINISTRIES = ("Ministry of Sleep", "Ministry of Tides", "Ministry of Invented Health")
_SUBJECTS = ("sleep", "echoes", "lunar melancholy", "fog fever", "philtres", "labyrinths")
_LINES = {"associated_laboratory": 34, "unit_abroad": 13, "cooperation": 45, "domestic": 6,
          "ministry": 4}
_PRIZES = ("Golden Lantern", "Prize of the Quiet Sea", "Medal of the Observatory")
_NAMES = ("Aurore Brume", "Gaspard Lune", "Inès Mirage", "Ulysse Fontaine")
_YEARLY = {"atip_avenir": 22, "programme": 9, "prize": 14, "honour": 5}

Ways = list[tuple[models.Matter, list[tuple[str, str]]]]


@transaction.atomic
def fill(
    institute: Organisation, units: Sequence[Organisation], *, first: int, last: datetime.date,
    seed: int = 1,
) -> None:
    """Fill empty books with what was done from a year up to a day."""
    chance = Random(seed)
    partners = [create(by=None, kind="partner", name=name, country=country, opened="1950")
                for name, country in _PARTNERS.items()]
    ministries = [create(by=None, kind="partner", name=name, country="FR", opened="1950")
                  for name in _MINISTRIES]
    years = range(first, last.year + 1)
    _agreements(chance, [*units, institute], partners, ministries, first, last)
    _book(models.Infrastructure, models.InfrastructurePeriod,
          [_infrastructure(chance, institute, n, first, last) for n in range(14)])
    _book(models.Distinction, models.DistinctionPeriod, [
        _distinction(chance, units, kind, year, last)
        for year in years for kind, n in _YEARLY.items() for _ in range(n)])
    seats = _book(models.PatientAssociation, models.PatientAssociationPeriod,
                  [_association(chance, institute, n, first, last) for n in range(45)])
    _meetings(chance, institute, seats, years, last)
    _plans(chance, institute, ministries, first, last)
    _book(models.PublicExpertise, models.PublicExpertisePeriod, [
        _expertise(chance, institute, ministries, year, last) for year in years for _ in range(9)])


def _day(chance: Random, year: int) -> datetime.date:
    return datetime.date(year, 1, 1) + datetime.timedelta(chance.randint(0, 364))


def _later(chance: Random, day: datetime.date, least: int, most: int) -> datetime.date:
    return day + datetime.timedelta(chance.randint(least, most))


def _come(one: models.Matter, way: Sequence[tuple[str, datetime.date]], last: datetime.date):
    """Return a matter and its way as far as it has come; nothing of one that is yet to begin."""
    done = [(state, str(day)) for state, day in way if day <= last]
    for state, day in done:
        one.state = state
        one.moved(day)
    return (one, done) if done else None


def _book(model: type[models.Matter], period, drawn) -> Ways:
    """Write a book: its dossiers in the order in which they were opened, and their ways."""
    ways = [pair for pair in drawn if pair]
    for one, way in ways:
        one.opened = way[0][1]
    ways.sort(key=lambda pair: pair[0].opened)
    begin(model, [one for one, _ in ways])
    walk(model, period, ways)
    record_all([entry(by=None, action="open", on=one, why="Demonstration") for one, _ in ways])
    return ways


def _agreements(chance: Random, ours, partners, ministries, first: int, last: datetime.date):
    """Write lines of agreements, each renewed without a gap for as long as it goes on."""
    lines = [_line(chance, ours, kind, first, last) for kind, n in _LINES.items()
             for _ in range(n)]
    _book(models.CooperationAgreement, models.CooperationAgreementPeriod,
          [pair for line in lines for pair in line])
    renewals, rows = [], []
    for line in lines:
        made = [one for one, _ in line]
        for before, after in pairwise(made):
            after.renews, after.first = before, made[0].number
            renewals.append(after)
        among = ministries if made[0].kind == "ministry" else partners
        who = chance.sample(among, 2 if chance.random() < 0.2 else 1)
        rows += [models.AgreementPartner(agreement=one, partner=partner)
                 for one in made for partner in who]
    models.CooperationAgreement.objects.bulk_update(renewals, ["renews", "first"], 500)
    models.AgreementPartner.objects.bulk_create(rows, 500)


def _line(chance: Random, ours, kind: str, first: int, last: datetime.date) -> Ways:
    start, made = _day(chance, chance.randint(first - 3, last.year - 1)), []
    title, unit = f"Of {chance.choice(_SUBJECTS)}", chance.choice(ours)
    while start <= last + datetime.timedelta(300):  # the renewal that is being talked of too
        until = datetime.date(start.year + 4, start.month, min(start.day, 28))
        drafted = _later(chance, start, -400, -200)
        way = [("drafted", drafted), ("negotiated", _later(chance, drafted, 20, 90)),
               ("signed", _later(chance, start, -60, -1)), ("active", start)]
        goes_on = chance.random() < 0.7
        way.append(("renewed" if goes_on else "ended", until))
        made.append(_come(models.CooperationAgreement(
            kind=kind, title=title, unit=unit, until=str(until), notes="Invented"), way, last))
        if not goes_on:
            break
        start = until
    return [pair for pair in made if pair]


def _infrastructure(chance: Random, institute, n: int, first: int, last: datetime.date):
    opened = _day(chance, chance.randint(first - 2, last.year))
    joined = _later(chance, opened, 60, 400)
    way = [("considered", opened), ("present", joined)]
    if n % 3 == 0:
        way.append(("coordinating", _later(chance, joined, 0, 900)))
    elif n % 5 == 0:
        way.append(("left", _later(chance, joined, 900, 2000)))
    return _come(models.Infrastructure(
        title=f"Infrastructure of {chance.choice(_SUBJECTS)} {n + 1}", acronym=f"INV-{n + 1}",
        level=chance.choice(tuple(words.LEVELS)), unit=institute,
        country=chance.choice(("FR", "FR", "DE", "NL"))), way, last)


def _distinction(chance: Random, units, kind: str, year: int, last: datetime.date):
    opened = _day(chance, year)
    awarded = _later(chance, opened, 30, 160)
    way = [("proposed", opened)]
    if chance.random() < 0.8:
        way.append(("awarded", awarded))
        if kind in words.PROGRAMMES:
            way.append(("completed", _later(chance, awarded, 1500, 1900)))
    else:
        way.append(("not_awarded", awarded))
    title = words.DISTINCTIONS[kind].en if kind in words.PROGRAMMES else chance.choice(_PRIZES)
    return _come(models.Distinction(
        kind=kind, title=title, person=f"Dr {chance.choice(_NAMES)}", project="Invented",
        unit=chance.choice(units), country=chance.choice(("US", "GB", "DE", "IT", "ES", "FR"))),
        way, last)


def _association(chance: Random, institute, n: int, first: int, last: datetime.date):
    opened = _day(chance, chance.randint(first - 4, last.year))
    welcomed = _later(chance, opened, 10, 120)
    way = [("contacted", opened), ("in_network", welcomed)]
    if n % 4 == 0:
        seated = _later(chance, welcomed, 100, 900)
        way.append(("in_focus_group", seated))
        if n % 8 == 0:
            way.append(("in_network", _later(chance, seated, 700, 1500)))
    return _come(models.PatientAssociation(
        title=f"Friends of {chance.choice(_SUBJECTS)} {n + 1}", unit=institute, country="FR",
        disease=chance.choice(_SUBJECTS).capitalize(), contact=chance.choice(_NAMES)), way, last)


def _meetings(chance: Random, institute, seats: Ways, years, last: datetime.date) -> None:
    drawn = []
    for year in years:
        for month in (2, 5, 9, 11):
            held = datetime.date(year, month, chance.randint(1, 28))
            drawn.append(_come(models.FocusMeeting(
                title=f"On {chance.choice(_SUBJECTS)}", unit=institute, planned=str(held),
                to_do="An invented note", due=str(_later(chance, held, 40, 90))),
                [("planned", _later(chance, held, -90, -30)), ("held", held),
                 ("followed_up", _later(chance, held, 30, 120))], last))
    made = _book(models.FocusMeeting, models.FocusMeetingPeriod, drawn)
    sat = models.PatientAssociationPeriod.objects.filter(state="in_focus_group").values_list(
        "dossier", "start", "end")
    models.Attendance.objects.bulk_create(
        models.Attendance(meeting=meeting, association_id=who)
        for meeting, _ in made for who, start, end in sat
        if meeting.held and start <= meeting.held and (not end or meeting.held < end)
        and chance.random() < 0.8)


def _plans(chance: Random, institute, ministries, first: int, last: datetime.date) -> None:
    drawn = []
    for n in range(8):
        opened = _day(chance, chance.randint(first - 1, last.year - 1))
        launched = _later(chance, opened, 60, 300)
        way = [("prepared", opened), ("running", launched)]
        if n % 3 == 0:
            way.append(("achieved", datetime.date(launched.year + 5, 6, 30)))
        drawn.append(_come(models.CoordinatedPlan(
            title=f"Plan for {chance.choice(_SUBJECTS)} {n + 1}", unit=institute,
            ministry=chance.choice(ministries)), way, last))
    milestones = []
    for plan, _ in _book(models.CoordinatedPlan, models.CoordinatedPlanPeriod, drawn):
        if plan.start:
            begun = datetime.date.fromisoformat(plan.start)
            for rank in range(1, 9):
                due = begun + datetime.timedelta(200 * rank)
                reached = _later(chance, due, -60, 25)
                milestones.append(models.Milestone(
                    plan=plan, rank=rank, action=f"Action {(rank + 1) // 2}",
                    title=f"Step {rank}, invented", due=str(due),
                    reached=str(reached) if begun <= reached <= last else ""))
    models.Milestone.objects.bulk_create(milestones)
    plans = list(models.CoordinatedPlan.objects.all())
    for plan in plans:
        plan.next_due = next_due(plan)
    models.CoordinatedPlan.objects.bulk_update(plans, ["next_due"])


def _expertise(chance: Random, institute, ministries, year: int, last: datetime.date):
    opened = _day(chance, year)
    begun = _later(chance, opened, 5, 60)
    given = _later(chance, begun, 20, 500)
    return _come(models.PublicExpertise(
        kind=chance.choice(tuple(words.EXPERTISES)), title=f"On {chance.choice(_SUBJECTS)}",
        requester=chance.choice(ministries), country="FR", unit=institute, due=str(given),
        experts=chance.choice(_NAMES)),
        [("requested", opened), ("in_progress", begun), ("given", given)], last)
