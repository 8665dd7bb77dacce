"""An invented clinical book: years of requests and the projects that came of them.

Written in bulk and in the order of its workflows, so that the database holds it to
the same moves as the desk's people. Nobody in it exists.
"""

import datetime
from collections.abc import Sequence
from random import Random

from django.db import transaction

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.clinical import vocabularies as words
from belvedere.register.clinical.models import (
    ClinicalApplication,
    ClinicalApplicationPeriod,
    ClinicalProject,
    ClinicalProjectPeriod,
    Enrolment,
    Hold,
)
from belvedere.register.desk.bulk import begin, walk
from belvedere.register.desk.models import Dossier
from belvedere.register.organisations.models import Organisation

_KINDS = {"promotion": 38, "qualification": 57, "amendment": 68}
_SUBJECTS = ("of the sleep of sirens", "in lunar melancholy", "of fog fever", "in echo syndrome",
             "of philtres in the elderly", "of dream apnea", "in labyrinthine vertigo")
_WAYS = ("A randomised trial", "A cohort", "A pilot study", "A registry", "A dose-finding study")
_LEADERS = ("Dr Aurore Brume", "Pr Gaspard Lune", "Dr Inès Mirage", "Pr Ulysse Fontaine")
_MESH, _ORPHA = ("D007319", "D005334", "D003866", "D014717"), ("ORPHA:558", "ORPHA:586")
_PROJECT_WAY = (("authorised", 60, 200), ("recruiting", 20, 120), ("follow_up", 200, 900),
                ("closed", 100, 500), ("reported", 100, 500))


@transaction.atomic
def fill(
    units: Sequence[Organisation], *, first: int, last: datetime.date, yearly: int, seed: int = 1,
    registered: Sequence[str] = (),
) -> None:
    """Fill an empty book with so many requests a year, from a year up to a day.

    ``registered`` are ClinicalTrials.gov numbers of the institute's own trials.
    """
    chance, numbers = Random(seed), list(registered)
    requests = [_request(chance, units, kind, datetime.date(year, 1, 1), last)
                for year in range(first, last.year + 1)
                for kind in chance.choices(tuple(_KINDS), tuple(_KINDS.values()), k=yearly)]
    requests = sorted((one for one in requests if one), key=lambda one: one[0].opened)
    favoured = [(one, way) for one, way in requests
                if one.kind == "promotion" and way[-1][0] == "favourable"]
    favoured.sort(key=lambda pair: pair[1][-1][1])  # a project is numbered as it opens
    projects = [_project(chance, one, way, last, numbers) for one, way in favoured]
    begin(ClinicalProject, [one for one, _ in projects])
    _amended(chance, requests, [one for one, _ in projects])
    for one, (project, _) in zip(favoured, projects):
        one[0].project = project
    begin(ClinicalApplication, [one for one, _ in requests])
    walk(ClinicalApplication, ClinicalApplicationPeriod, requests)
    walk(ClinicalProject, ClinicalProjectPeriod, projects)
    _people(chance, projects, last)
    record_all([entry(by=None, action="open", on=one, why="Demonstration")
                for one, _ in (*requests, *projects)])


def _days(chance: Random, day: datetime.date, least: int, most: int) -> datetime.date:
    return day + datetime.timedelta(chance.randint(least, most))


def _request(chance: Random, units, kind: str, year: datetime.date, last: datetime.date):
    """Return a request and its way, (state, day) by (state, day), as far as it has come."""
    opened = _days(chance, year, 0, 364)
    if opened > last:
        return None
    admitted = _days(chance, opened, 3, 20)
    begun = _days(chance, admitted, 3, 25)
    decided = _days(chance, begun, 15, 80)
    opinion = chance.choices(tuple(words.OPINIONS), (70, 15, 15))[0]
    way = [("received", opened), ("admissible", admitted), ("in_evaluation", begun),
           (opinion, decided)]
    if opinion == "with_conditions" and chance.random() < 0.8:
        way.append(("favourable", _days(chance, decided, 20, 120)))
    elif opinion == "favourable" and chance.random() < 0.04:
        way.append(("withdrawn", _days(chance, decided, 10, 200)))
    way = [(state, str(day)) for state, day in way if day <= last]
    one = ClinicalApplication(
        kind=kind, opened=str(opened), unit=chance.choice(units),
        title=f"{chance.choice(_WAYS)} {chance.choice(_SUBJECTS)}",
        summary_en="An invented study, of which no word is true.",
        summary_fr="Une étude inventée, dont aucun mot n’est vrai.",
        investigator=chance.choice(_LEADERS), category=_category(chance, opened),
        product=chance.choice(tuple(words.PRODUCTS)), phase=chance.choice(tuple(words.PHASES)),
        mesh=chance.choice(_MESH), orpha=chance.choice((*_ORPHA, "", "", "", "")),
        planned=chance.randint(12, 600), funding="Invented foundation",
        amount=chance.randint(10, 900) * 1000)
    for state, day in way:
        one.state = state
        one.moved(day)
    return one, way


def _category(chance: Random, day: datetime.date) -> str:
    """Return a category of the law of the day."""
    if day < datetime.date(2016, 11, 18):
        return chance.choice(("biomedical", "biomedical", "usual_care", "observational"))
    return chance.choice(("riph1", "riph2", "riph3", "outside"))


def _project(chance: Random, request, way, last, numbers: list[str]):
    """Return the project that a request opened, and its way."""
    opened = way[-1][1]
    day, steps = datetime.date.fromisoformat(opened), [("preparation", opened)]
    for state, least, most in _PROJECT_WAY:
        day = _days(chance, day, least, most)
        if day > last or (state == "reported" and chance.random() < 0.25):
            break
        steps.append((state, str(day)))
    one = ClinicalProject(opened=opened, **{name: getattr(request, name) for name in (
        "unit", "title", "summary_en", "summary_fr", "investigator", "category", "product",
        "phase", "mesh", "orpha", "planned", "funding", "amount")})
    if numbers and chance.random() < 0.7:
        one.nct = request.nct = numbers.pop()
    for state, when in steps:
        one.state = state
        one.moved(when)
    if one.state == "reported":
        one.posted = steps[-1][1]
    return one, steps


def _amended(chance: Random, requests, projects: list[ClinicalProject]) -> None:
    """Let each request for amendment be of a project of its day; without any, it is another."""
    for one, _ in requests:
        if one.kind == "amendment":
            there = [p for p in chance.sample(projects, min(len(projects), 40))
                     if p.opened <= one.opened and (not p.ended or one.opened < p.ended)]
            one.project = there[0] if there else None
            one.kind = "amendment" if there else "qualification"
            one.unit = there[0].unit if there else one.unit


def _people(chance: Random, projects: list[tuple[Dossier, list]], last: datetime.date) -> None:
    """Count participants twice a year while a project recruits; let a few stand still."""
    enrolments, holds = [], []
    for one, way in projects:
        when = dict(way)
        if "recruiting" not in when:
            continue
        began = datetime.date.fromisoformat(when["recruiting"])
        until = datetime.date.fromisoformat(when.get("follow_up", str(last)))
        for year in range(began.year, until.year + 1):
            for month in (6, 12):
                day = datetime.date(year, month, 28)
                if began <= day <= until:
                    enrolments.append(Enrolment(project=one, on=str(day),
                                                participants=chance.randint(0, 40)))
        if chance.random() < 0.08 and (until - began).days > 60:
            holds.append(Hold(project=one, kind=chance.choice(tuple(words.HOLDS)),
                              start=str(_days(chance, began, 5, 20)),
                              end=str(_days(chance, began, 25, 60)), because="Invented"))
    Enrolment.objects.bulk_create(enrolments)
    Hold.objects.bulk_create(holds)
