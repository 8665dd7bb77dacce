"""Invented clinical trials, each a function of the seed and its number."""

import datetime
from random import Random
from typing import NamedTuple

from belvedere.landscapes.demo import numbering, words
from belvedere.landscapes.demo.heads import AGENCY, HOSPITALS, INSTITUTE
from belvedere.landscapes.demo.places import COUNTRIES, WEIGHTS
from belvedere.landscapes.demo.world import Organisation, World

ASSESSED = (INSTITUTE, AGENCY, *HOSPITALS)
"""Sponsors whose trials the monitor looks up."""
_SPONSORS = dict(zip((*ASSESSED, None), (80, 45, 230, 90, 80, 70, 60, 850)))
INTERVENTIONS = {
    "OTHER": 25, "DRUG": 28, "DEVICE": 15, "PROCEDURE": 12, "BIOLOGICAL": 6, "BEHAVIORAL": 6,
    "DIAGNOSTIC_TEST": 3, "DIETARY_SUPPLEMENT": 2, "RADIATION": 2, "GENETIC": 1,
}
_PHASES = ((["NA"], 55), (["PHASE1"], 8), (["PHASE2"], 15), (["PHASE1", "PHASE2"], 4),
           (["PHASE3"], 12), (["PHASE2", "PHASE3"], 2), (["PHASE4"], 4))
_OUTCOMES = {"1": 13, "2": 11, "3": 14, "4": 62}
"""Results within 12 months, within 36, later, none: how often of 100."""


class Trial(NamedTuple):
    """One invented trial. ``outcome`` is what the monitor found, "" where it did not look."""

    number: int
    sponsor: Organisation
    sponsor_name: str
    collaborators: tuple[Organisation, ...]
    nct: str | None
    eudract: str | None
    ctis: str | None
    title: str
    acronym: str
    interventional: bool
    status: str
    phases: list[str]
    intervention: str
    conditions: list[str]
    countries: list[str]
    start: datetime.date
    completion: datetime.date | None
    outcome: str
    posted: datetime.date | None
    enrolment: int


def variants(organisation: Organisation) -> tuple[str, ...]:
    """Return how registries write the name of a sponsor."""
    name = organisation.name
    return tuple(dict.fromkeys((
        name, organisation.english or name, organisation.acronym,
        f"{organisation.acronym} - Direction de la recherche clinique",
        name.upper().replace("É", "E").replace("Ê", "E"),
    )))


def trial(world: World, number: int) -> Trial:
    """Return one trial."""
    chance = world.chance("trial", number)
    index = chance.choices(tuple(_SPONSORS), tuple(_SPONSORS.values()))[0]
    sponsor = world.draw(chance) if index is None else world.organisation(index)
    assessed = sponsor.number in ASSESSED
    names = variants(sponsor)
    start = datetime.date(2004, 1, 1) + datetime.timedelta(
        days=round(7_900 * chance.betavariate(2.2, 1.3)))
    completion = start + datetime.timedelta(days=round(chance.lognormvariate(6.9, 0.45)))
    interventional = chance.random() < 0.82
    european = interventional and chance.random() < 0.22
    only_european = european and assessed and chance.random() < 0.25
    outcome = ""
    if interventional and assessed and completion.year <= 2025:
        outcome = chance.choices(tuple(_OUTCOMES), tuple(_OUTCOMES.values()))[0]
    return Trial(
        number=number,
        sponsor=sponsor,
        sponsor_name=names[0] if chance.random() < 0.6 else chance.choice(names[:3]),
        collaborators=_collaborators(world, chance, sponsor),
        nct=None if only_european else numbering.nct(number),
        eudract=numbering.eudract(start.year, number)
        if european and start.year < 2023 else None,
        ctis=numbering.ctis(start.year, number) if european and start.year >= 2021 else
        numbering.ctis(2023, number) if only_european and start.year >= 2023 else None,
        title=words.title(chance).replace("for European citizens", "in adults"),
        acronym=words.acronym(chance) if chance.random() < 0.6 else "",
        interventional=interventional,
        status=_status(chance, start, completion),
        phases=chance.choices([p for p, _ in _PHASES], [weight for _, weight in _PHASES])[0],
        intervention=chance.choices(tuple(INTERVENTIONS), tuple(INTERVENTIONS.values()))[0],
        conditions=chance.sample(words.CONDITIONS, chance.choice((1, 1, 2))),
        countries=_countries(chance, sponsor),
        start=start,
        completion=None if number % 60 == 7 else completion,
        outcome=outcome,
        posted=_posted(chance, outcome, completion),
        enrolment=int(chance.lognormvariate(4.3, 1.0)),
    )


def _collaborators(world: World, chance: Random, sponsor: Organisation) -> tuple:
    wanted = chance.choice((0, 0, 0, 1, 1, 2))
    drawn = [world.organisation(INSTITUTE) if chance.random() < 0.15 else world.draw(chance)
             for _ in range(wanted)]
    return tuple(one for one in dict.fromkeys(drawn) if one.number != sponsor.number)


def _countries(chance: Random, sponsor: Organisation) -> list[str]:
    others = chance.choices(COUNTRIES, WEIGHTS, k=chance.choice((0, 0, 0, 1, 4)))
    return list(dict.fromkeys([sponsor.country.name, *(one.name for one in others)]))


def _status(chance: Random, start: datetime.date, completion: datetime.date) -> str:
    today = datetime.date(2026, 5, 15)
    if start > today:
        return "NOT_YET_RECRUITING"
    if completion > today:
        return chance.choice(("RECRUITING", "RECRUITING", "ACTIVE_NOT_RECRUITING",
                              "ENROLLING_BY_INVITATION"))
    return chance.choices(("COMPLETED", "TERMINATED", "UNKNOWN", "WITHDRAWN", "SUSPENDED"),
                          (74, 9, 13, 3, 1))[0]


def _posted(chance: Random, outcome: str, completion: datetime.date) -> datetime.date | None:
    """Return when results were posted; where there are some they were else published."""
    months = {"1": (2, 11), "2": (13, 35), "3": (37, 60)}.get(outcome)
    if months is None or chance.random() < 0.5:
        return None
    posted = completion + datetime.timedelta(days=30 * chance.randint(*months))
    return posted if posted < datetime.date(2026, 5, 1) else None
