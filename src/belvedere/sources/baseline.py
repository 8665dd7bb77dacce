"""A baseline: the world's citation cells and sums as one small file.

Made by ``belvedere baseline`` from an edition that holds the world's works. With
it an institute that has only its own works gets the scores that the whole world
would give them, and its place in the world.
"""

import datetime
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.base import Files, Source
from belvedere.sources.bulk import engine, write_part
from belvedere.sources.fetching import Fetcher
from belvedere.sources.reading import open_member
from belvedere.tables.ledger import Ledger
from belvedere.tables.publications import REFERENCE
from belvedere.tables.sql_text import parquet
from belvedere.tables.themes import digest

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
    for rule, ours in {**REFERENCE, "themes": digest()}.items():
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
            kept = write_part(connection, f"SELECT * FROM {parquet([member])}", table,
                              folder / f"{table}.parquet")
            ledger.record(name, kept)
            counts[table] = {"offered": kept, "kept": kept, "repeated": 0, "set_aside": 0}
            member.unlink()
    shutil.rmtree(spill)
    return counts


def as_of(files: Files) -> str | None:
    """Return the date of the world's works that the baseline was made from."""
    return next((about(path, files.name(path))["as_of"] for path in files.paths), None)


def fetch(fetcher: Fetcher, settings: Mapping) -> list[Path]:
    """Get the baseline at the address that the landscape gives, if it gives one."""
    if not settings.get("address"):
        return []
    name = settings["address"].rpartition("/")[2]
    if not name.endswith(SUFFIX):
        raise InputError(f"{settings['address']}: the file of a baseline ends in {SUFFIX}.")
    return [fetcher.download(settings["address"], name)]


def pack(
    target: Path, cells: str, sums: str, told: Mapping, spill: Path, organisations: int
) -> int:
    """Write a baseline; return its size in bytes.

    ``cells`` and ``sums`` are SQL that reads the world's tables. Of organisations
    the largest so many are kept, by year and theme over all subfields.
    """
    connection = engine(spill)
    largest = (f"SELECT who FROM {sums} WHERE kind = 'organisation' AND theme IS NULL "
               "AND who IS NOT NULL GROUP BY who ORDER BY sum(works) DESC, who "
               f"LIMIT {organisations:d}")
    kept = (f"SELECT * FROM {sums} WHERE kind <> 'organisation' "
            f"OR (kind = 'organisation' AND who IN ({largest}))")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for table, query in (("baseline_cells", f"SELECT * FROM {cells}"),
                             ("baseline_sums", kept)):
            member = spill / f"{table}.parquet"
            write_part(connection, query, table, member)
            archive.write(member, member.name)
            member.unlink()
        archive.writestr(ABOUT, json.dumps({
            **told, "reference": {**REFERENCE, "themes": digest()},
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
)
