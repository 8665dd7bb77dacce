"""PIC to ROR: which ROR organisation a participant of the framework programmes is.

Reads a crosswalk of four columns (pic, ror_id, confidence, source). Without one,
the OpenAIRE Graph is asked for the organisations that the landscape names.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.sources.reading import csv_rows, open_bytes
from belvedere.tables.ledger import Ledger

ADDRESS = "https://api.openaire.eu/graph/v1/organizations"
COLUMNS = ("pic", "ror_id", "confidence", "source")


def find(folder: Path) -> Sequence[Path]:
    """Return the crosswalk under a folder."""
    return sorted(folder.rglob("pic_to_ror*.csv*"))[-1:]


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Ask OpenAIRE for the PICs of the landscape's organisations; write them as a crosswalk."""
    address = settings.get("address", ADDRESS)
    rows = []
    for ror_id in settings.get("ror_ids", ()):
        answer = fetcher.json(address, {"pid": f"https://ror.org/{ror_id}", "pageSize": 100})
        for organisation in answer.get("results") or ():
            for pid in organisation.get("pids") or ():
                if (pid.get("scheme") or "").upper() == "PIC" and pid.get("value"):
                    rows.append((pid["value"], ror_id, "high", "openaire_graph"))
    path = fetcher.folder / "pic_to_ror.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows(sorted(set(rows)))
    return [path]


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield one equivalence for each line of the crosswalk."""
    for path in files.paths:
        name = files.name(path)
        with open_bytes(path, name) as handle:
            for place, row in csv_rows(handle, name, ledger, delimiter=",", needs=COLUMNS):
                pic, ror_id = row["pic"], row["ror_id"].rpartition("/")[2]
                if not pic.isdigit() or not ror_id:
                    ledger.set_aside(place, f"no PIC ({pic!r}) or no ROR id ({ror_id!r})", str(row))
                    continue
                yield "organisation_equivalences", {
                    "record_id": f"pic:{pic}", "same_as": f"ror:{ror_id}", "basis": "crosswalk",
                    "holds": True, "confidence": row["confidence"],
                    "because": f"crosswalk from PIC to ROR: {row['source']}", "stated_in": name,
                }, place


SOURCE = Source(
    name="pic_to_ror",
    title="Crosswalk from participant identification codes to ROR",
    publisher="OpenAIRE and community",
    licence="CC BY 4.0",
    home="https://graph.openaire.eu",
    tables=("organisation_equivalences",),
    find=find,
    fetch=fetch,
    read=read,
)
