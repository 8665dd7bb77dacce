"""A baseline: the world's citation cells and sums as one small file.

Made by ``belvedere baseline`` from an edition that holds the world's works. With
it an institute that has only its own works gets the scores that the whole world
would give them, and its place in the world.
"""

import datetime
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.base import Files, Source
from belvedere.sources.bulk import engine, write_part
from belvedere.sources.fetching import Fetcher
from belvedere.sources.reading import open_member
from belvedere.tables.journal_lists import digest, journal_lists
from belvedere.tables.ledger import Ledger
from belvedere.tables.publications import REFERENCE, SUMMED
from belvedere.tables.sql_text import parquet, quoted
from belvedere.tables.themes import digest as themes_digest

SUFFIX = ".baseline.zip"
ABOUT = "baseline.json"
TABLES = ("baseline_cells", "baseline_sums")


def find(folder: Path) -> list[Path]:
    """Return the baseline under a folder: the one whose name sorts last."""
    return sorted(folder.rglob(f"*{SUFFIX}"))[-1:]


def about(path: Path, name: str) -> dict:
    """Return what a baseline tells of itself. Raises InputError when it is no baseline."""
    with open_member(path, ABOUT, name) as handle:
        try:
            told = json.load(handle)
        except ValueError as error:
            raise InputError(f"{name}: {ABOUT} is not JSON ({error}). Download it again.") from None
    if not isinstance(told, dict) or not {"reference", "edition", "as_of"} <= set(told):
        raise InputError(f"{name} is no baseline: {ABOUT} does not tell its reference set.")
    return told


def refuse_other_rules(told: Mapping, name: str) -> None:
    """Raise InputError when a baseline was made by other rules than these works are."""
    for rule, ours in {**REFERENCE, "themes": themes_digest()}.items():
        theirs = told["reference"].get(rule)
        if theirs != ours:
            raise InputError(
                f"{name}, edition {told['edition']}: its {rule} is {theirs!r}, where this "
                f"Belvedere reckons with {ours!r}. Figures from it would not compare: use a "
                "baseline made by this version, or make one with 'belvedere baseline'."
            )


def write(files: Files, ledger: Ledger, folder: Path) -> dict[str, dict[str, int]]:
    """Write a baseline's tables into a folder. Raises InputError when it is refused."""
    spill = folder / "spill"
    spill.mkdir()
    counts = {}
    for path in files.paths:
        name = files.name(path)
        refuse_other_rules(about(path, name), name)
        connection = engine(spill)
        for table in TABLES:
            member = spill / f"{table}.parquet"
            with open_member(path, member.name, name) as handle:
                member.write_bytes(handle.read())
            packed = parquet([member])
            query = _unpacked(packed) if table == "baseline_sums" else f"FROM {packed}"
            kept = write_part(connection, query, table, folder / f"{table}.parquet")
            ledger.record(name, kept)
            counts[table] = {"offered": kept, "kept": kept, "repeated": 0, "set_aside": 0}
            member.unlink()
    shutil.rmtree(spill)
    return counts


def as_of(files: Files) -> str | None:
    """Return the date of the world's works that the baseline was made from."""
    return next((about(path, files.name(path))["as_of"] for path in files.paths), None)


def tells(files: Files) -> dict:
    """Return by which list of journals the baseline counts; once there was only the shipped one."""
    told = about(files.paths[0], files.name(files.paths[0]))
    return {"journal_list": told.get("journal_list") or digest(journal_lists())}


def fetch(fetcher: Fetcher, settings: Mapping) -> list[Path]:
    """Get the baseline at the address that the landscape gives, if it gives one."""
    if not settings.get("address"):
        return []
    name = settings["address"].rpartition("/")[2]
    if not name.endswith(SUFFIX):
        raise InputError(f"{settings['address']}: the file of a baseline ends in {SUFFIX}.")
    return [fetcher.download(settings["address"], name)]


_ALIKE = ("dated", "scored", "placed", "industry_known", "access_known")
"""Amounts that are mostly all the works: where they are, they are left out of the file."""


def _packed(sums: str) -> str:
    """Return the query of sums without what another column says: most credits, most known."""
    columns = ["works", "nullif(works_credit, works) AS works_credit"]
    for name in SUMMED[1:]:
        like, credit = ("works", "works_credit") if name in _ALIKE else (None, f'"{name}"')
        columns += [f'nullif("{name}", {like}) AS "{name}"' if like else f'"{name}"',
                    f"nullif({name}_credit, {credit}) AS {name}_credit"]
    return f"SELECT {', '.join((*_KEYS, *_OPEN, *columns))} FROM ({sums})"


def _unpacked(packed: str) -> str:
    """Return the query of sums as they were before they were packed."""
    columns = ["works", "coalesce(works_credit, works) AS works_credit"]
    for name in SUMMED[1:]:
        credit = "works_credit, works" if name in _ALIKE else f'"{name}"'
        columns += [f'coalesce("{name}", works) AS "{name}"' if name in _ALIKE else f'"{name}"',
                    f"coalesce({name}_credit, {credit}) AS {name}_credit"]
    return f"SELECT {', '.join((*_KEYS, *_OPEN, *columns))} FROM {packed}"


_KEYS = ("kind", "who", "theme", "subfield", '"year"', '"type"')
_OPEN = ("open", "theme_open", "open_prominent", "theme_open_prominent")
_ADDED = ", ".join(f'sum("{name}") AS "{name}"' for name in (
    *_OPEN, *SUMMED, *(f"{name}_credit" for name in SUMMED)))


def pack(
    target: Path, cells: str, sums: str, told: Mapping, spill: Path, *, organisations: int,
    countries: Sequence[str],
) -> int:
    """Write a baseline; return its size in bytes.

    ``cells`` and ``sums`` are SQL that reads the world's tables. The world and these
    ``countries`` are kept by subfield, the others over all subfields, and so are as
    many of the largest ``organisations``.
    """
    connection = engine(spill)
    named = ", ".join(map(quoted, countries)) or "NULL"
    largest = (f"SELECT who FROM {sums} WHERE kind = 'organisation' AND theme IS NULL "
               "AND who IS NOT NULL GROUP BY who ORDER BY sum(works) DESC, who "
               f"LIMIT {organisations:d}")
    kept = (f"SELECT * FROM {sums} WHERE kind = 'world' OR (kind = 'country' AND who IN ({named})) "
            f"OR (kind = 'organisation' AND who IN ({largest})) UNION ALL BY NAME "
            f'SELECT kind, who, theme, NULL AS subfield, "year", "type", {_ADDED} FROM {sums} '
            f"WHERE kind = 'country' AND who NOT IN ({named}) GROUP BY ALL")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for table, query in (("baseline_cells", f"SELECT * FROM {cells}"),
                             ("baseline_sums", _packed(kept))):
            member = spill / f"{table}.parquet"
            connection.execute(
                f"COPY ({query} ORDER BY ALL) TO {quoted(member)} (FORMAT parquet, COMPRESSION "
                "zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 1000000)")
            archive.write(member, member.name)
            member.unlink()
        archive.writestr(ABOUT, json.dumps({
            **told, "reference": {**REFERENCE, "themes": themes_digest()},
            "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        }, indent=1))
    return target.stat().st_size


SOURCE = Source(
    name="baseline",
    title="World baseline",
    publisher="Belvedere",
    licence="CC0 1.0",
    home="https://openalex.org",
    tables=TABLES,
    find=find,
    fetch=fetch,
    write=write,
    as_of=as_of,
    tells=tells,
)
