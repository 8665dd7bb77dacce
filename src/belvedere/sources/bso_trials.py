"""The French Open Science Monitor: each sponsor's trials, its names and published rates."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.sources._bso_files import Part, edition_date, find, parts
from belvedere.sources._bso_rates import COLUMNS, LAG, Rates, claims, window
from belvedere.sources._bso_trials import LIST_COLUMNS, RECORD_COLUMNS, Trials
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.sources.names import normalised, sponsor_id
from belvedere.sources.reading import csv_rows, lines
from belvedere.tables.ledger import Ledger, Place

ADDRESS = "https://github.com/dataesr/bso-clinical-trials/archive/refs/heads/main.zip"
_ROR = re.compile(r"(?:https://ror\.org/)?(0[0-9a-z]{8})")


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get the archive of the repository where the Monitor keeps its lists."""
    address = settings.get("address", ADDRESS)
    return [fetcher.download(address, "bso-clinical-trials.zip")]


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield trials and sponsors, the names of sponsors, and the published rates."""
    found = parts(files)
    published = _published(found, ledger)
    trials = _trials(found, published, ledger)
    yield from trials.emitted()
    yield from _names(found, ledger)
    date, completed = edition_date(files), trials.completed()
    years = window(date, completed, published)
    date = date or (str(years[1] + LAG) if years else None)
    yield from claims(published, date, years, completed, ledger)


def as_of(files: Files) -> str | None:
    """Return the date in the folder's name, else the year that the published rates imply."""
    if date := edition_date(files):
        return date
    ledger, found = Ledger(), parts(files)
    published = _published(found, ledger)
    years = window(None, _trials(found, published, ledger).completed(), published)
    return str(years[1] + LAG) if years else None


def _rows(part: Part, ledger: Ledger, delimiter: str, needs: Sequence[str]) -> Iterator:
    with part.open() as handle:
        yield from csv_rows(handle, part.name, ledger, delimiter=delimiter, needs=needs)


def _published(found: Sequence[Part], ledger: Ledger) -> dict[str, Rates]:
    published: dict[str, Rates] = {}
    for part in found:
        if part.kind != "rates":
            continue
        for place, row in _rows(part, ledger, ",", COLUMNS):
            if row["ror"] != part.ror or part.ror in published:
                ledger.set_aside(
                    place, f"speaks of {row['ror']!r} where one row of {part.ror} was expected",
                    str(row),
                )
                continue
            published[part.ror] = Rates(row, place)
    return published


def _trials(found: Sequence[Part], published: Mapping[str, Rates], ledger: Ledger) -> Trials:
    trials = Trials(ledger)
    for part in found:
        if part.kind == "trials":
            name = published[part.ror].row["sponsor_name"] if part.ror in published else None
            for place, row in _rows(part, ledger, ",", LIST_COLUMNS):
                trials.listed(place, row, part.ror, name or None)
    for part in found:
        if part.kind == "records":
            for place, row in _rows(part, ledger, ";", RECORD_COLUMNS):
                trials.described(place, row)
    return trials


def _names(found: Sequence[Part], ledger: Ledger) -> Iterator[Row]:
    """Yield which names are whose. A name of two organisations tells nothing: set aside."""
    owners: dict[str, dict[str, tuple[str, Place]]] = {}
    for part in found:
        for place, name, ror in _listed_names(part, ledger):
            known = owners.setdefault(normalised(name), {})
            if ror in known:
                ledger.note("names of sponsors given twice")
            else:
                known[ror] = name, place
    for known in owners.values():
        for ror, (name, place) in known.items():
            if len(known) > 1:
                ledger.set_aside(
                    place, "the name is on the lists of several organisations: "
                    + ", ".join(f"ror:{one}" for one in sorted(known)),
                    name, "organisation_equivalences",
                )
                continue
            yield "organisation_equivalences", {
                "record_id": sponsor_id(name), "same_as": f"ror:{ror}", "basis": "name_list",
                "holds": True, "because": f"“{name}” is on the list of the sponsor's names",
                "stated_in": place.file,
            }, place


def _listed_names(part: Part, ledger: Ledger) -> Iterator[tuple[Place, str, str]]:
    if part.kind == "lead_names":
        for place, row in _rows(part, ledger, ",", ("sponsor", "ror")):
            ror = _ROR.fullmatch(row["ror"])
            if ror and row["sponsor"]:
                yield place, row["sponsor"], ror[1]
            else:
                ledger.set_aside(place, "has no name or no ROR id", str(row))
    elif part.kind == "names":
        with part.open() as handle:
            for number, text in lines(handle, part.name, ledger):
                # One name a line; a name with a comma is usually, not always, quoted.
                cells = next(csv.reader([text.strip()]), [])
                name = " ".join(",".join(cells).split())
                if name:
                    ledger.record(part.name)
                    yield Place(part.name, number), name, part.ror


SOURCE = Source(
    name="bso_trials",
    title="French Open Science Monitor, clinical trials",
    publisher="French Ministry of Higher Education and Research",
    licence="Licence Ouverte 2.0",
    home="https://github.com/dataesr/bso-clinical-trials",
    tables=(
        "trial_records", "trial_sponsor_records", "organisation_equivalences", "claims",
    ),
    find=find,
    fetch=fetch,
    read=read,
    as_of=as_of,
)
