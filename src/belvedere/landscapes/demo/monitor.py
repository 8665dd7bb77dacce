"""The French Open Science Monitor: each sponsor's trials, and the rates published from them."""

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from belvedere.landscapes.demo.trials import ASSESSED, Trial, trial, variants
from belvedere.landscapes.demo.world import World
from belvedere.landscapes.demo.writing import text_file

FOLDER = "trials/sponsors_2026-05"
LAST_YEARS = range(2015, 2025)
WRONG = 6
"""The hospital whose published rate is wrong, so that an audit has something to find."""

_LIST = ("statut_color", "statut", "statut_name", "NCTId", "eudraCT", "CTIS", "completion_year",
         "clinical_trial_title", "acronym", "intervention_type")
_OUTCOMES = {
    "1": ("🟩", "1 : résultats postés ou publiés dans les 12 mois"),
    "2": ("🟧", "2 : résultats postés ou publiés entre 12 et 36 mois"),
    "3": ("🟥", "3 : résultats postés ou publiés après les 36 mois"),
    "4": ("⬛", "4 : pas de résultats postés ni publiés"),
}
_ALL, _DRUG = "", "_drug"


def write(folder: Path, world: World) -> dict[int, Counter]:
    """Write lists, names and rates of each assessed sponsor. Returns the counts of each.

    Counts are by (whole list or drugs, "all", "decade", "results" or "early").
    """
    counts: dict[int, Counter] = {number: Counter() for number in ASSESSED}
    with ExitStack() as stack:
        lists = {}
        for number in ASSESSED:
            ror = world.organisation(number).ror
            lists[number] = csv.writer(stack.enter_context(text_file(
                folder / FOLDER / f"liste_essais_cliniques_identifies_{ror}.csv"
            )), lineterminator="\n")
            lists[number].writerow(_LIST)
        for number in range(world.trials):
            one = trial(world, number)
            if one.outcome:
                lists[one.sponsor.number].writerow(_row(one))
                _count(counts[one.sponsor.number], one)
    nation: Counter = Counter()
    for number in ASSESSED:
        nation.update(counts[number])
    for number in ASSESSED:
        _write_names(folder, world, number)
        _write_rates(folder, world, number, counts[number], nation)
    _write_sponsors(folder, world)
    return counts


def _year(one: Trial) -> int | None:
    return one.completion.year if one.completion else None


def _written(one: Trial) -> str:
    """Return the kind of intervention; what only the European register knows is presumed."""
    return one.intervention if one.nct else "DRUG (presumed)"


def _row(one: Trial) -> tuple:
    colour, told = _OUTCOMES[one.outcome]
    title = f"{one.title}\n\n - {one.acronym}" if one.number % 97 == 5 else one.title
    return (colour, one.outcome, told, one.nct or "", one.eudract or "", one.ctis or "",
            _year(one) or "", title, one.acronym, _written(one))


def _count(counts: Counter, one: Trial) -> None:
    for of in (_ALL, _DRUG) if _written(one) == "DRUG" else (_ALL,):
        counts[of, "all"] += 1
        if _year(one) in LAST_YEARS:
            counts[of, "decade"] += 1
            counts[of, "results"] += one.outcome in "123"
            counts[of, "early"] += one.outcome == "1"


def percent(part: int, whole: int) -> int:
    """Return a rate in whole per cents, halves upwards; 0 of 0 is published as 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def _rates(counts: Counter, suffix: str, error: int = 0) -> dict[str, str | int]:
    told: dict[str, str | int] = {}
    for name, what in (("", "results"), ("_within_12_months", "early")):
        for of in (_ALL, _DRUG):
            base = f"10_years{name}{of}{suffix}" if name else f"10_years{of}{suffix}"
            whole = counts[of, "decade"]
            off = error if what == "early" and of == _ALL else 0
            told[f"number_of_trials_{base}"] = whole
            told[f"indicator_{base}"] = f"{percent(counts[of, what], whole) + off} %"
    return told


def _write_names(folder: Path, world: World, number: int) -> None:
    organisation = world.organisation(number)
    path = folder / FOLDER / f"liste_variantes_noms_{organisation.ror}.csv"
    with text_file(path) as text:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerows([name] for name in variants(organisation))


def _write_rates(
    folder: Path, world: World, number: int, counts: Counter, nation: Counter
) -> None:
    organisation = world.organisation(number)
    row = {
        "ror": organisation.ror, "sponsor_name": organisation.name, "sponsor_article": "de",
        "number_of_trials": counts[_ALL, "all"],
        **_rates(counts, "", 13 if number == WRONG else 0), **_rates(nation, "_france"),
    }
    with text_file(folder / FOLDER / f"indicators_{organisation.ror}.csv") as text:
        rows = csv.DictWriter(text, list(row), lineterminator="\n")
        rows.writeheader()
        rows.writerow(row)


def _write_sponsors(folder: Path, world: World) -> None:
    with text_file(folder / "trials" / "lead_sponsor_names.csv") as text:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(("sponsor", "sponsor_normalized", "ror"))
        for number in (*ASSESSED, *range(8, 16)):
            organisation = world.organisation(number)
            for name in variants(organisation)[:3]:
                rows.writerow((name, organisation.name, f"https://ror.org/{organisation.ror}"))
