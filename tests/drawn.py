"""Drawn tables: small tables as text, made into an edition that can be asked.

    participations
    project_id | organisation_id | role        | country
    P1         | ror:a           | coordinator | FR
    P1         | ror:b           | participant | DE

Empty cells are unknown. Columns that are required and not drawn get a value of
no meaning. Everything goes the way of real rows: checked, matched, made facts.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from belvedere.building.settling import account
from belvedere.building.steps import matched
from belvedere.evidence.store import Edition, Store
from belvedere.evidence.writer import writing
from belvedere.evidence.writing import write_rows
from belvedere.indicators.asking import Asker
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger, Place

_DEFAULTS = {
    "participations": lambda row, n: {"participation_id": f"row {n}"},
    "projects": lambda row, n: {"number": row["project_id"], "programme": "H2020"},
    "organisation_relations": lambda row, n: {"stated_by": "organisation"},
    "organisation_records": lambda row, n: {"scheme": row["record_id"].partition(":")[0]},
    "organisation_equivalences": lambda row, n: {
        "basis": "declared", "holds": True, "because": "drawn"},
    "units": lambda row, n: {"number": row["record_id"]},
    "register_organisations": lambda row, n: {"kind": "unit", "name": row["record_id"]},
    "register_relations": lambda row, n: {"relation_id": str(n)},
    "trial_records": lambda row, n: {"source": "ctgov"},
    "patent_families": lambda row, n: {
        "kind": "patent", "office_count": len(row.get("offices", "1")), "applications": 1,
        "documents": 1, "first_document": row["family_id"]},
    "patent_applicants": lambda row, n: {"position": n},
    **{f"clinical_{name}": lambda row, n: {"institute_id": "register:1"} for name in (
        "project_periods", "enrolments")},
    "clinical_projects": lambda row, n: {"institute_id": "register:1", "state": "closed"},
    **{f"funding_{name}": lambda row, n, more=more: {"institute_id": "register:1", **more}
       for name, more in (
           ("calls", {}), ("applications", {}), ("projects", {"state": "awarded"}),
           ("centres", {"state": "accredited"}))},
    "clinical_applications": lambda row, n: {
        "institute_id": "register:1", "state": "received", "rare_disease": "orpha" in row},
    **{f"partnership_{name}": lambda row, n: {"institute_id": "register:1"} for name in (
        "laureates", "prizes")},
    **{f"partnership_{name}": lambda row, n: {
        "institute_id": "register:1", "unit_id": "register:2"} for name in (
            "infrastructures", "associations", "meetings", "plans", "milestones", "expertise")},
    "partnership_agreements": lambda row, n: {
        "institute_id": "register:1", "unit_id": "register:2", "state": "active",
        "line": row["number"]},
    **{f"transfer_{name}": lambda row, n: {"institute_id": "register:1", "unit_id": "register:2"}
       for name in ("portfolio", "applications", "disclosures")},
    "transfer_supports": lambda row, n: {
        "institute_id": "register:1", "unit_id": "register:2", "support_id": str(n)},
    "transfer_contracts": lambda row, n: {
        "institute_id": "register:1", "unit_id": "register:2", "state": "signed"},
    "transfer_contract_parties": lambda row, n: {"unit_id": "register:2", "role": (
        "institute" if row["organisation_id"] == "register:1" else "partner")},
    "transfer_startups": lambda row, n: {
        "institute_id": "register:1", "unit_id": "register:2", "state": "founded",
        "name": row["number"]},
}


def drawn(**tables: str) -> dict[str, list[dict]]:
    """Read drawn tables into rows."""
    return {name: _rows(name, text) for name, text in tables.items()}


def _rows(name: str, text: str) -> list[dict]:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].split("|")]
    rows = []
    for number, line in enumerate(lines[1:], start=1):
        cells = [cell.strip() for cell in line.split("|")]
        assert len(cells) == len(header), line
        row = {
            column: _value(TABLES[name].names[column].type, cell)
            for column, cell in zip(header, cells) if cell
        }
        rows.append(_DEFAULTS.get(name, lambda row, n: {})(row, number) | row)
    return rows


def _value(kind: str, cell: str):
    if kind == "texts":
        return [part.strip() for part in cell.split(";")]
    if kind == "integer":
        return int(cell)
    if kind == "number":
        return float(cell)
    if kind == "boolean":
        return {"yes": True, "no": False}[cell]
    return cell


def edition(
    folder: Path, rows: dict[str, list[dict]], *, as_of: str = "2022-06-30", landscape=None,
    parts: int = 0,
) -> Edition:
    """Build an edition of rows as if one source had given them.

    With ``parts`` the works are in so many parts, as sources read in bulk write them.
    """

    def fill(work: Path) -> dict:
        ledger = Ledger()
        placed = [
            (table, row, Place(table, number))
            for table, many in rows.items() for number, row in enumerate(many, start=1)
        ]
        counts = write_rows(work, list(rows), placed, ledger)
        for name in ("work_records", "authorships", "citations") if parts else ():
            _part(work / f"{name}.parquet", parts)
        assert not ledger.aside, ledger.aside
        return {
            "title": "drawn", "publisher": "", "licence": "", "home": "", "inputs": [],
            "made_from": ["drawn"], "as_of": {"drawn": as_of}, **account(ledger, counts),
        }

    quiet = [].append
    with writing(Store(folder)) as writer:
        made = [writer.snapshot("drawn", [str(rows), as_of, parts], fill)[0]]
        institute = (landscape or {}).get("institute", "ror:a")
        made += matched(writer, made, institute, quiet)
        summary = {"slug": "drawn", "name": "Drawn", "institute": "ror:a", "slugs": {},
                   "peers": [], "answers": []}
        return writer.publish(landscape or summary, made)


def _part(whole: Path, parts: int) -> None:
    """Write a table of works as parts: each record, with what hangs on it, is in one."""
    table = pq.read_table(whole)
    numbers = [record % parts for record in table["record_id"].to_pylist()]
    for part in range(parts):
        kept = pa.array([number == part for number in numbers], pa.bool_())
        pq.write_table(table.filter(kept), whole.with_name(f"{whole.stem}.{part:04d}.parquet"))
    whole.unlink()


def asker(folder: Path, *, as_of: str = "2022-06-30", **tables: str) -> Asker:
    """Return an asker over drawn tables."""
    return Asker(edition(folder, drawn(**tables), as_of=as_of))


def whole(asking: Asker) -> dict[str, list[dict]]:
    """Return every table of an edition, as the reference reads them."""
    names = [name for name in asking.edition.tables if not name.startswith("fact_")]
    asking.database.need(*names)
    return {name: asking.database.records(f'SELECT * FROM "{name}"') for name in names}
