"""Invented projects: each a function of the seed, its programme and its number."""

import datetime
from random import Random
from typing import NamedTuple

from belvedere.landscapes.demo import schemes, words
from belvedere.landscapes.demo.heads import HEADS, INSTITUTE
from belvedere.landscapes.demo.schemes import Scheme
from belvedere.landscapes.demo.world import Organisation, World


class Programme(NamedTuple):
    """A framework programme: its share of the projects, its years, its first number."""

    name: str
    share: float
    years: tuple[int, int]
    first: int
    schemes: tuple[Scheme, ...]


PROGRAMMES = (
    Programme("FP7", 0.40, (2007, 2013), 1_200_000, schemes.FP7),
    Programme("H2020", 0.37, (2014, 2020), 1_800_000, schemes.H2020),
    Programme("HORIZON", 0.23, (2021, 2024), 191_000_000, schemes.HORIZON),
)


class Party(NamedTuple):
    """One organisation in a project."""

    organisation: Organisation
    role: str
    contribution: float


class Project(NamedTuple):
    """One invented grant. ``scheme`` is what it is, ``written`` what the file says."""

    number: int
    grant: str
    scheme: Scheme
    written: str
    topic: str
    acronym: str
    title: str
    call_year: int
    start: datetime.date
    end: datetime.date | None
    parties: tuple[Party, ...]

    @property
    def beneficiaries(self) -> int:
        return sum(party.role in ("coordinator", "participant", "") for party in self.parties)


def count(world: World, programme: Programme) -> int:
    """Return how many projects a programme has in a world."""
    return round(world.projects * programme.share)


def project(world: World, programme: Programme, number: int) -> Project:
    """Return one project."""
    chance = world.chance(programme.name, number)
    scheme = chance.choices(
        programme.schemes, tuple(scheme.weight for scheme in programme.schemes)
    )[0]
    year = chance.randint(*programme.years)
    # Grants begin in the year of their call or the next, none after the date of the files.
    start = datetime.date(year, 1, 1) + datetime.timedelta(days=31 * chance.randint(2, 20))
    start = start.replace(day=1)
    if start.year > 2025:
        start = start.replace(year=2025)
    months = {"erc": 60, "fellowship": 24}.get(scheme.sort) or chance.choice((36, 36, 48, 60))
    end = (start + datetime.timedelta(days=round(30.44 * months))).replace(day=1) \
        - datetime.timedelta(days=1)
    return Project(
        number=number,
        grant=str(programme.first + number),
        scheme=scheme,
        written=schemes.STRANGE.format(number % 3) if number % 250 == 33 else scheme.code,
        topic=scheme.topic.format(year=year, panel=chance.randint(1, 9),
                                  digit=chance.randint(1, 9)),
        acronym=words.acronym(chance),
        title=words.title(chance),
        call_year=year,
        start=start,
        end=None if number % 500 == 77 else end,
        parties=_parties(world, programme, number, scheme, chance),
    )


def _parties(
    world: World, programme: Programme, number: int, scheme: Scheme, chance: Random
) -> tuple[Party, ...]:
    fewest, most = scheme.partners
    wanted = fewest + round((most - fewest) * chance.betavariate(1.4, 2.2))
    members: dict[int, Organisation] = {}
    if chance.random() < (0.045 if wanted == 1 else 0.11):
        members[INSTITUTE] = world.organisation(INSTITUTE)
    for _ in range(3 * wanted):
        if len(members) >= wanted:
            break
        drawn = world.draw(chance)
        members.setdefault(drawn.number, drawn)
    order = list(members.values())
    if len(order) > 1 and chance.random() < 0.85:
        # The institute came first: it coordinates now and then, it does not always.
        order.append(order.pop(0))
    shares = [chance.paretovariate(2.5) for _ in order]
    grant = scheme.grant * chance.lognormvariate(0, 0.25)
    unknown_roles = programme.name == "FP7" and number % 25 == 11
    parties = []
    for rank, (organisation, share) in enumerate(zip(order, shares)):
        role = "coordinator" if rank == 0 else _role(chance, programme)
        paid = 0.0 if role == "associatedPartner" else round(grant * share / sum(shares), 2)
        parties.append(Party(organisation, "" if unknown_roles else role, paid))
    return tuple(parties)


def _role(chance: Random, programme: Programme) -> str:
    others = {
        "H2020": (("thirdParty", 0.04), ("internationalPartner", 0.01)),
        "HORIZON": (("associatedPartner", 0.09), ("thirdParty", 0.02)),
    }.get(programme.name, ())
    drawn = chance.random()
    for role, share in others:
        if drawn < share:
            return role
        drawn -= share
    return "participant"


def known_by_name(organisation: Organisation) -> bool:
    """Tell whether the oldest files have no PIC for it: it came and went early."""
    return organisation.small and (
        organisation.number < len(HEADS) or organisation.number % 4 == 1
    )
