"""The invented world: every organisation is a function of the seed and of its number.

Nothing is kept but the organisations met most recently, so a world of any size
takes the same memory, and two passes over it meet the same organisations.
"""

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

from belvedere.landscapes.demo import numbering
from belvedere.landscapes.demo.heads import FREQUENT, HEADS, INSTITUTE
from belvedere.landscapes.demo.places import BY_CODE, Country, country, place

KINDS = {
    "education": 26, "company": 32, "healthcare": 16, "facility": 12, "nonprofit": 6,
    "government": 5, "other": 3,
}
_LABORATORIES = range(7, 25, 25)
"""Every 25th organisation from the seventh is a laboratory of the institute."""
_PARTS = range(5, 11, 11)
"""Every eleventh from the fifth is part of one of ``_PARENTS``, in turn."""
_PARENTS = range(8, len(HEADS))
_FLATTEN = 0.05
"""Keeps the first organisation without a face from being in everything."""
_NAMES = {
    ("education", "fr"): "Université de {}", ("education", "de"): "Universität {}",
    ("education", "it"): "Università di {}", ("education", "es"): "Universidad de {}",
    ("education", "nl"): "Universiteit {}", ("education", "sv"): "{} universitet",
    ("education", "en"): "University of {}",
    ("healthcare", "fr"): "Centre hospitalier de {}", ("healthcare", "de"): "Klinikum {}",
    ("healthcare", "it"): "Ospedale di {}", ("healthcare", "es"): "Hospital de {}",
    ("healthcare", "nl"): "Ziekenhuis {}", ("healthcare", "sv"): "{} sjukhus",
    ("healthcare", "en"): "{} Hospital",
    ("facility", "fr"): "Institut de biologie de {}", ("facility", "de"): "Institut {}",
    ("facility", "en"): "{} Institute",
    ("government", "fr"): "Agence de {}", ("nonprofit", "fr"): "Fondation {}",
}
_OTHERWISE = {
    "company": "{}", "facility": "{} Institute", "government": "{} Agency",
    "nonprofit": "{} Foundation", "other": "{} Society", "education": "{} College",
    "healthcare": "{} Clinic",
}
_TRADES = ("Biologics", "Instruments", "Diagnostics", "Software", "Therapeutics", "Robotics",
           "Imaging", "Genomics", "Consulting", "Materials")
_FORMS = {"fr": "SAS", "de": "GmbH", "it": "SRL", "es": "SL", "nl": "BV", "sv": "AB",
          "en": "Ltd"}


class Organisation(NamedTuple):
    """One invented organisation and its identifiers; None where a scheme has it not."""

    number: int
    kind: str
    name: str
    english: str | None
    acronym: str
    country: Country
    city: str
    latitude: float
    longitude: float
    established: int
    closed: bool
    small: bool
    ror: str | None
    pic: str
    uai: str | None


class World:
    """An invented world of a seed and a scale. ``chance`` draws for one thing of it."""

    def __init__(self, seed: int, scale: float) -> None:
        self.seed = seed
        self.scale = scale
        self.organisations = max(len(HEADS) + 60, round(3_000 * scale))
        self.projects = max(60, round(4_000 * scale))
        self.structures = max(48, round(400 * scale))
        self.trials = max(60, round(1_500 * scale))
        self.families = max(60, round(600 * scale))
        self.organisation = lru_cache(40_000)(self._organisation)

    def chance(self, *of: object) -> Random:
        """Return the draws of one thing: the same whenever and wherever it is met."""
        return Random("/".join(map(str, (self.seed, *of))))

    def _organisation(self, number: int) -> Organisation:
        chance = self.chance("organisation", number)
        if number < len(HEADS):
            head = HEADS[number]
            where = BY_CODE[head.country]
            return Organisation(
                number, head.kind, head.name, head.english, head.acronym, where, head.city,
                *_spot(chance, where), head.established, False, not head.ror,
                numbering.ror(number) if head.ror else None, numbering.pic(number),
                numbering.uai(number) if head.country == "FR" else None,
            )
        kind = chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]
        if is_laboratory(number):
            kind, where = "facility", BY_CODE["FR"]
        else:
            where = country(chance)
        city = place(chance, where.language)
        small = kind == "company" and chance.random() < 0.6
        name = _name(chance, kind, where.language, city)
        return Organisation(
            number, kind, name, None,
            _acronym(name),
            where, city, *_spot(chance, where), int(2024 - 300 * chance.random() ** 3),
            chance.random() < 0.03, small, None if small else numbering.ror(number),
            numbering.pic(number), None,
        )

    def draw(self, chance: Random) -> Organisation:
        """Draw an organisation: a few take part in much, most in little."""
        if chance.random() < 0.2:
            return self.organisation(FREQUENT[int(len(FREQUENT) * chance.random() ** 1.3)])
        beyond = self.organisations - len(HEADS)
        near = _FLATTEN + (1 - _FLATTEN) * chance.random()
        return self.organisation(
            len(HEADS) + int(beyond * (near**2 - _FLATTEN**2) / (1 - _FLATTEN**2)))


def is_laboratory(number: int) -> bool:
    """Tell whether an organisation is a laboratory of the institute, which ROR lists apart."""
    return number >= len(HEADS) and number % _LABORATORIES.step == _LABORATORIES.start


def parent_of(number: int) -> int | None:
    """Return the organisation that another is part of, if any."""
    if is_laboratory(number):
        return INSTITUTE
    if number >= len(HEADS) and number % _PARTS.step == _PARTS.start:
        return _PARENTS[number // _PARTS.step % len(_PARENTS)]
    return None


def parts_of(number: int, limit: int) -> Iterator[int]:
    """Yield the organisations below a limit whose parent an organisation is."""
    if number < len(HEADS):
        every = _LABORATORIES if number == INSTITUTE else _PARTS
        for other in range(every.start, limit, every.step):
            if parent_of(other) == number:
                yield other


def _spot(chance: Random, where: Country) -> tuple[float, float]:
    return (round(where.latitude + chance.uniform(-1.4, 1.4), 4),
            round(where.longitude + chance.uniform(-1.4, 1.4), 4))


def _acronym(name: str) -> str:
    words = name.replace("-", " ").replace("'", " ").split()
    return "".join(word[0] for word in words if len(word) > 2).upper()[:8]


def _name(chance: Random, kind: str, language: str, city: str) -> str:
    if kind == "company":
        trade = chance.choice(_TRADES)
        return f"{city.split('-')[0].split(' ')[-1]} {trade} {_FORMS[language]}"
    if kind == "facility" and language == "fr":
        subject = chance.choice(SUBJECTS)
        return f"Laboratoire {subject} de {city}"
    return _NAMES.get((kind, language), _OTHERWISE[kind]).format(city)


SUBJECTS = (
    "de physiologie onirique", "des rythmes lunaires", "d'immunologie chimérique",
    "de neurosciences du songe", "de génétique des sirènes", "de cardiologie lyrique",
    "d'épidémiologie des brumes", "de pharmacologie des philtres", "d'imagerie des mirages",
    "de microbiologie des fontaines", "de cancérologie comparée", "de métabolisme nocturne",
)
