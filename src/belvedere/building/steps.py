"""The steps of a build: harvest each source, match, make the facts, publish the edition.

Each step settles a snapshot named by what it was made from, so a build that was
cut off goes on where it was, and a build of the same files changes nothing.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from belvedere.building import merges
from belvedere.building.crossing import CROSSING, crossed
from belvedere.building.facts import make_facts, make_register_facts
from belvedere.building.journal_lists import settle_lists
from belvedere.building.landscape import Landscape, merge_rows
from belvedere.building.links import decided, link, match_names
from belvedere.building.matching import match
from belvedere.building.register import DERIVED, REGISTER, hung, settled
from belvedere.building.settling import CODES, Say, account, code, say
from belvedere.building.works import match_publications, sum_publications
from belvedere.errors import InputError
from belvedere.evidence.store import Edition, Snapshot, Store
from belvedere.evidence.writer import Writer, writing
from belvedere.evidence.writing import file_digest, store_errors, write_rows, write_set_aside
from belvedere.sources.base import Files, Source, source
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger

MATCHED = ("name_matches", "matching", "affiliation_links", "works", "citation_scores", "fact_",
           "publication_sums", "hierarchy", CROSSING)
"""How the snapshots are called that are made from those of sources."""


def build(
    home: Path, landscape: Landscape, folder: Path | None, *, only: Sequence[str] = (),
    tell: Say = say, on: str = "duckdb", books: Mapping[str, pa.Table] | None = None,
) -> Edition:
    """Build an edition of a landscape and make it the current one.

    Sources are read from ``folder`` where it is given, else fetched from the net.
    ``on`` is the engine of the large steps: duckdb, or the address of a Spark master.
    ``books`` are the tables that the register publishes, where there is one.
    Raises StoreError when another build is writing, the disk is full or the
    folder cannot be written; InputError when a file is not what it should be. In
    all these cases the last edition stands.
    """
    store = Store(home)
    began = time.monotonic()
    with writing(store) as writer:
        made = [_landscape(writer, landscape)]
        for name in landscape.sources:
            if only and name not in only:
                continue
            inputs = gather(source(name), landscape, home, folder)
            if not inputs.paths:
                tell(f"{name:<16} no files of it {'in ' + str(folder) if folder else 'anywhere'}: "
                     "left out")
                continue
            made.append(harvest(writer, source(name), inputs, tell))
        if len(made) == 1:
            raise InputError(
                f"No source has any file in {folder}. docs/reference/sources.md says what each "
                "one reads."
            )
        made.append(settle_lists(writer, landscape.journal_lists, made, tell))
        if books:
            made += settled(writer, books, tell)
        made += matched(writer, made, landscape.institute, tell, on)
        edition = writer.publish(landscape.summary, made)
    tell(f"edition {edition.name} in {time.monotonic() - began:.1f} s")
    return edition


def publish(
    home: Path, books: Callable[[], Mapping[str, pa.Table]], *, tell: Say = say,
    on: str = "duckdb",
) -> Edition:
    """Make an edition that takes the register's tables and has all else of the current one.

    ``books`` returns the tables. They are read when nobody else writes any more: an edition
    never has older ones than the edition before.
    Who is who is settled again only when the register joins other identifiers than
    before, or people decided otherwise about texts; the works of the world only when that
    changed whose they are. Raises
    StoreError when nothing is built yet, StoreBusy when another process is writing.
    """
    store = Store(home)
    began = time.monotonic()
    with writing(store) as writer:
        current = store.edition()
        given = settled(writer, books(), tell)
        replaced = {given[0].origin["source"], given[1].origin["source"]}
        others = [s for s in current.snapshots if s.origin["source"] not in replaced]
        before = {s.name for s in current.snapshots if s.origin["source"] == CODES}
        same = decided(given) == decided(current.snapshots)
        if same and (given[1].name in before or not (before or given[1].origin["records_in"])):
            made = [s for s in others if not s.origin["source"].startswith(DERIVED)]
            identified = next(s for s in made if s.origin["source"] == "matching")
            held = hung(writer, given, identified, tell)
            held.append(crossed(writer, made, held))
            made += [given[1], *held, *make_register_facts(
                writer, [*held, identified], tell)]
        else:
            made = [s for s in others if not s.origin["source"].startswith(MATCHED)] + given
            made += matched(writer, made, current.landscape["institute"], tell, on)
        edition = writer.publish(current.landscape, made, by="register")
    tell(f"edition {edition.name} in {time.monotonic() - began:.1f} s")
    return edition


def gather(wanted: Source, landscape: Landscape, home: Path, folder: Path | None) -> Files:
    """Return a source's files: those under ``folder``, or fetched from the net."""
    if folder is not None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder: give the one that holds the files.")
        return Files(folder, tuple(wanted.find(folder)))
    place = home / "downloads" / wanted.name
    with store_errors(home):
        place.mkdir(parents=True, exist_ok=True)
        settings = {"folder": str(landscape.folder), **landscape.sources.get(wanted.name, {})}
        return Files(place, tuple(wanted.fetch(Fetcher(place), settings)))


def harvest(writer: Writer, wanted: Source, inputs: Files, tell: Say = say) -> Snapshot:
    """Read a source's files into a snapshot, unless it was read before."""
    began = time.monotonic()
    checksums = [
        {"file": inputs.name(path), "sha256": file_digest(path), "bytes": path.stat().st_size}
        for path in inputs.paths
    ]

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        if wanted.write:
            counts = wanted.write(inputs, ledger, work)
            write_set_aside(work, ledger)
        else:
            counts = write_rows(work, wanted.tables, wanted.read(inputs, ledger), ledger)
        as_of = wanted.as_of(inputs)
        return {
            "title": wanted.title, "publisher": wanted.publisher, "licence": wanted.licence,
            "home": wanted.home, "inputs": [_with_sidecar(inputs, c) for c in checksums],
            "as_of": {wanted.name: as_of} if as_of else {}, "made_from": [wanted.name],
            "covers": wanted.covers(inputs), **wanted.tells(inputs), **account(ledger, counts),
        }

    made_from = [code("sources", "tables", "evidence"), checksums]
    snapshot, known = writer.snapshot(wanted.name, made_from, fill)
    origin = snapshot.origin
    tell(
        f"{wanted.name:<16} {origin['records_in']:>9,} records, "
        f"{origin['records_set_aside'] + sum(t['set_aside'] for t in origin['tables'].values()):,}"
        f" set aside" + (", as before" if known else f", {time.monotonic() - began:.1f} s")
    )
    return snapshot


def _with_sidecar(inputs: Files, checksum: dict) -> dict:
    """Add where and when a fetched file came from, which its sidecar tells."""
    path = inputs.root / checksum["file"]
    sidecar = path.with_name(path.name + ".origin.json")
    if not sidecar.exists():
        return checksum
    told = json.loads(sidecar.read_text(encoding="utf-8"))
    return {**checksum, "url": told.get("url"), "fetched": told.get("date")}


def _landscape(writer: Writer, landscape: Landscape) -> Snapshot:
    """Settle the merges that the landscape declares and those that people decided."""
    curated = merges.decisions(writer.store.home)

    def fill(work: Path) -> Mapping:
        ledger = Ledger()
        rows = [
            *merge_rows(landscape.merges, "declared", "landscape.toml", ledger),
            *merge_rows(curated, "curated", "curation/merges.toml", ledger),
        ]
        counts = write_rows(work, ["organisation_equivalences"], rows, ledger)
        return {
            "title": f"Landscape {landscape.name}", "publisher": landscape.name, "licence": "MIT",
            "home": "", "inputs": [], "as_of": {}, "made_from": ["landscape"],
            **account(ledger, counts),
        }

    made_from = [code("tables", "evidence"), landscape.merges, curated]
    return writer.snapshot("landscape", made_from, fill)[0]


def matched(
    writer: Writer, made: Sequence[Snapshot], institute: str, tell: Say, on: str = "duckdb"
) -> list[Snapshot]:
    """Settle all that is made from what sources gave: matching, scores and facts.

    Who is who is told by all sources but the register's own rows, which then meet it.
    """
    records = [s for s in made if s.origin["source"] != REGISTER]
    names = match_names(writer, records, made, tell)
    records += names
    identified = match(writer, records, tell)
    records.append(identified)
    links = link(writer, records, made, tell)
    records += links
    works = match_publications(writer, records, on, tell)
    books = hung(writer, made, identified, tell)
    facts = make_facts(writer, [*records, *works], on, tell)
    crossing = crossed(writer, [*records, *works], books)
    facts += make_register_facts(writer, [*books, crossing, identified], tell)
    return [*names, identified, *links, *works, books[-1], crossing, *facts,
            *sum_publications(writer, records, works, facts, institute, on, tell)]
