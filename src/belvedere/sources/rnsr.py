"""RNSR, the French national directory of public research structures.

One CSV row is one active structure; its cells hold lists, of which the place
counts. Structures that closed are told by their successors, and described by an
older JSON export of the directory where one is given.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.sources._rnsr_directory import Directory
from belvedere.sources._rnsr_supervisors import LISTS
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.sources.reading import csv_rows, open_bytes
from belvedere.tables.ledger import Ledger

DATASET = "fr-esr-structures-recherche-publiques-actives"
# Lists are asked for with ";": by default they come with "," which names hold too.
EXPORT = (
    "https://data.enseignementsup-recherche.gouv.fr/api/explore/v2.1/catalog/datasets/"
    f"{DATASET}/exports/csv?delimiter=%3B&list_separator=%3B&use_labels=false"
)
NEEDS = (
    "numero_national_de_structure", "libelle", "sigle", "annee_de_creation",
    "type_de_structure", "code_de_type_de_structure", "code_de_niveau_de_structure",
    "site_web", "code_postal", "commune", "code_de_type_de_tutelle", *LISTS.values(),
    "numero_de_structure_enfant", "numero_de_structure_parent",
    "numero_de_structure_historique", "code_de_type_de_succession",
    "annee_d_effet_historique", "code_domaine_scientifique", "code_panel_erc", "fiche_rnsr",
)
_DATED = re.compile(r"_(\d{4}(?:-\d{2}){0,2})\.csv")


def find(folder: Path) -> Sequence[Path]:
    """Return the newest CSV of the directory under a folder, then older JSON exports."""
    tables = [
        path for path in folder.rglob(f"{DATASET}*")
        if path.name.removesuffix(".gz").endswith(".csv")
    ]
    older = [
        path for path in folder.rglob("rnsr*.json*")
        if path.name.removesuffix(".gz").endswith(".json")
        and not path.name.endswith((".origin.json", ".part.json"))
    ]
    newest = [max(tables, key=_age)] if tables else []
    return [*newest, *sorted(older, key=lambda path: path.name, reverse=True)]


def _age(path: Path) -> tuple:
    dated = _DATED.search(path.name)
    # The file that is fetched has no date in its name: it is today's.
    return dated is None, dated[1] if dated else "", path.as_posix()


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get today's export of the directory."""
    return [fetcher.download(settings.get("url", EXPORT), f"{DATASET}.csv")]


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield structures, supervisors and relations, then the structures that closed."""
    directory = Directory(ledger)
    older = []
    for path in files.paths:
        name = files.name(path)
        if path.name.removesuffix(".gz").endswith(".json"):
            older.append((path, name))
            continue
        with open_bytes(path, name) as handle:
            rows = list(csv_rows(handle, name, ledger, delimiter=";", needs=NEEDS, private=True))
        yield from directory.rows(rows)
    yield from directory.closed(older)


def as_of(files: Files) -> str | None:
    """Return the date in the name of the CSV, else the day on which it was fetched."""
    for path in files.paths:
        if dated := _DATED.search(path.name):
            return dated[1]
        origin = path.with_name(f"{path.name}.origin.json")
        if ".csv" in path.name and origin.exists():
            return json.loads(origin.read_text(encoding="utf-8"))["date"][:10]
    return None


SOURCE = Source(
    name="rnsr",
    title="Répertoire national des structures de recherche",
    publisher="Ministère chargé de l'enseignement supérieur et de la recherche",
    licence="Licence Ouverte 2.0",
    home=f"https://data.enseignementsup-recherche.gouv.fr/explore/dataset/{DATASET}/",
    tables=("organisation_records", "organisation_names", "organisation_relations", "units"),
    find=find,
    fetch=fetch,
    read=read,
    as_of=as_of,
)
