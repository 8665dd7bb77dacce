"""CORDIS: projects of FP7, H2020 and Horizon Europe, and who takes part in them.

Reads the bulk files as they are served (a zip for each programme) or unpacked
(a folder with ``project.csv`` and ``organization.csv``, compressed or not).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.sources.fields import amount, country, day
from belvedere.sources.reading import csv_rows, has_member, open_bytes, open_member
from belvedere.tables.funding_schemes import classify
from belvedere.tables.ledger import Ledger, Place

ADDRESS = "https://cordis.europa.eu/data"
ARCHIVES = (
    "cordis-fp7projects-csv.zip", "cordis-h2020projects-csv.zip",
    "cordis-HORIZONprojects-csv.zip",
)
PROGRAMMES = ("FP7", "H2020", "HORIZON")
_ROLES = {
    "coordinator": "coordinator", "participant": "participant", "beneficiary": "participant",
    "hostinstitution": "participant", "thirdparty": "third_party",
    "associatedpartner": "associated_partner", "partner": "associated_partner",
    "internationalpartner": "international_partner",
}
_FP7_TOPIC = re.compile(r"(?:FP7-)?([A-Za-z]+)")
_FP7_PARTS = {
    "ERC": "FP7-IDEAS-ERC", "IDEAS": "FP7-IDEAS-ERC", "INFRA": "FP7-INFRASTRUCTURES",
    "AAT": "FP7-TRANSPORT", "SST": "FP7-TRANSPORT", "TPT": "FP7-TRANSPORT",
    "GALILEO": "FP7-TRANSPORT", "SIS": "FP7-SIS", "SPA": "FP7-SPACE", "SEC": "FP7-SECURITY",
    "SP1": "FP7-JTI", "IMI": "FP7-JTI",
}
_LEVELS = 4  # "H2020-EU.3.1." has three numbers after its name


def find(folder: Path) -> Sequence[Path]:
    """Return the zips of CORDIS under a folder, and pairs of project and organization files."""
    found = [p for p in sorted(folder.rglob("*.zip")) if "cordis" in p.name.lower()]
    for projects in sorted(folder.rglob("project.csv*")):
        partner = projects.with_name(projects.name.replace("project", "organization"))
        if partner.exists() and projects.name in ("project.csv", "project.csv.gz"):
            found += [projects, partner]
    return found


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get the three programmes' archives."""
    address = settings.get("address", ADDRESS)
    return [fetcher.download(f"{address}/{name}", name) for name in ARCHIVES]


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield the projects, participations and organisations of every programme there is."""
    known = Organisations()
    for path in files.paths:
        if path.suffix == ".zip" or path.name.startswith("project"):
            yield from Programme(files, path, ledger, known).rows()
    yield from known.rows()


class Organisations:
    """The organisations as participations name them: each once, its names kept."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[dict, Place]] = {}
        self._names: dict[str, dict[str, Place]] = {}

    def see(self, record: dict, place: Place) -> None:
        """Keep what a row tells of an organisation: the first value of each column stands."""
        kept, _ = self._records.setdefault(record["record_id"], (record, place))
        if kept is not record:
            for column, value in record.items():
                if kept[column] is None and value is not None:
                    kept[column] = value
        if record["name"]:
            self._names.setdefault(record["record_id"], {}).setdefault(record["name"], place)

    def rows(self) -> Iterator[Row]:
        for record, place in self._records.values():
            yield "organisation_records", record, place
            for name, seen in self._names.get(record["record_id"], {}).items():
                if name != record["name"]:
                    yield "organisation_names", {
                        "record_id": record["record_id"], "name": name, "kind": "variant"}, seen


class Programme:
    """One programme's files: opens each by name, in an archive or in a folder."""

    def __init__(self, files: Files, path: Path, ledger: Ledger, known: Organisations) -> None:
        self.files, self.path, self.ledger, self.known = files, path, ledger, known
        self.programme_of: dict[str, str] = {}

    def rows(self) -> Iterator[Row]:
        topics = self._beside("topics.csv", "topic")
        parts = self._beside("legalBasis.csv", "legalBasis")
        for place, row in self._table("project.csv", ("id",)):
            yield from self._project(place, row, topics, parts)
        needs = ("projectID", "organisationID", "name")
        for place, row in self._table("organization.csv", needs):
            yield from self._participation(place, row)

    def _table(self, member: str, needs: Sequence[str]) -> Iterator[tuple[Place, dict]]:
        with ExitStack() as stack:
            if self.path.suffix == ".zip":
                name = f"{self.files.name(self.path)}/{member}"
                handle = stack.enter_context(
                    open_member(self.path, member, self.files.name(self.path)))
            else:
                path = self.path.with_name(
                    self.path.name.replace("project.csv", member))
                name = self.files.name(path)
                handle = stack.enter_context(open_bytes(path, name))
            yield from csv_rows(handle, name, self.ledger, delimiter=";", needs=needs)

    def _beside(self, member: str, column: str) -> dict[str, list[str]]:
        """Return a list for each project from a file that today's layout keeps apart."""
        if self.path.suffix == ".zip":
            there = has_member(self.path, member, self.files.name(self.path))
        else:
            there = self.path.with_name(self.path.name.replace("project.csv", member)).exists()
        found: dict[str, list[str]] = {}
        if there:
            for _, row in self._table(member, ("projectID", column)):
                if row[column] and row[column] not in found.setdefault(row["projectID"], []):
                    found[row["projectID"]].append(row[column])
        return found

    def _project(self, place: Place, row: dict, topics: dict, parts: dict) -> Iterator[Row]:
        number, ledger = row["id"], self.ledger
        framework = row.get("frameworkProgramme", "").upper().split(".")[0]
        if not number or framework not in PROGRAMMES:
            what = "no id" if not number else f"no known programme ({framework or 'empty'})"
            ledger.set_aside(place, f"a project with {what}", str(row))
            return
        project_id = f"{framework}:{number}"
        self.programme_of.setdefault(number, framework)
        about = topics.get(number) or _split(row.get("topics", ""))
        basis = parts.get(number) or _split(row.get("legalBasis", ""))
        written = row.get("fundingScheme", "")
        scheme = classify(
            written, f"{row.get('masterCall', '')} {row.get('subCall', '')}", tuple(about))
        if written and scheme is None:
            ledger.unknown("projects.funding_scheme", written)
        yield "projects", {
            "project_id": project_id,
            "number": number,
            "rcn": row.get("rcn"),
            "acronym": row.get("acronym"),
            "title": row.get("title"),
            "status": row.get("status"),
            "programme": framework,
            "themes": themes(framework, about, basis),
            "topics": about,
            "call": row.get("subCall") or row.get("masterCall"),
            "funding_scheme": written,
            "instrument": scheme.instrument if scheme else None,
            "career_stage": scheme.career_stage if scheme else None,
            "admits_coordination": scheme.admits_coordination if scheme else None,
            "signed": day(row.get("ecSignatureDate", ""), "projects.signed", ledger),
            "start": day(row.get("startDate", ""), "projects.start", ledger),
            "end": day(row.get("endDate", ""), "projects.end", ledger),
            "total_cost": amount(row.get("totalCost", ""), "projects.total_cost", ledger),
            "ec_max_contribution": amount(
                row.get("ecMaxContribution", ""), "projects.ec_max_contribution", ledger),
        }, place

    def _participation(self, place: Place, row: dict) -> Iterator[Row]:
        number, ledger = row["projectID"], self.ledger
        framework = self.programme_of.get(number)
        if framework is None:
            ledger.set_aside(
                place, f"takes part in project {number or '(empty)'}, which the project file lacks",
                f"{row['name']} {row['organisationID']}")
            return
        where = country(row.get("country", ""), "participations.country", ledger)
        who = organisation_id(row["organisationID"], row["name"], where)
        if who is None:
            ledger.set_aside(place, "names no organisation", str(row))
            return
        if not row["organisationID"]:
            ledger.note("participations without organisationID, known by name and country")
        written = row.get("role", "")
        role = _ROLES.get(written.lower().replace("_", "").replace(" ", ""))
        if written and role is None:
            ledger.unknown("participations.role", written)
        if not written:
            ledger.note("participations whose role is not given")
        order = row.get("order", "")
        participation = "/".join(filter(None, (f"{framework}:{number}", who, written, order)))
        self.known.see({
            "record_id": who, "scheme": who.partition(":")[0], "name": row["name"] or None,
            "acronym": row.get("shortName") or None, "kind": row.get("activityType") or None,
            "country": where, "city": row.get("city") or None,
            "website": row.get("organizationURL") or None,
        }, place)
        yield "participations", {
            "participation_id": participation,
            "project_id": f"{framework}:{number}",
            "organisation_id": who,
            "name": row["name"],
            "role": role,
            "role_written": written,
            "position": int(order) if order.isdigit() else None,
            "country": where,
            "activity": row.get("activityType"),
            "sme": _yes(row.get("SME", "")),
            "ec_contribution": amount(
                row.get("ecContribution", ""), "participations.ec_contribution", ledger),
            "net_ec_contribution": amount(
                row.get("netEcContribution", ""), "participations.net_ec_contribution", ledger),
            "total_cost": amount(row.get("totalCost", ""), "participations.total_cost", ledger),
            "ended": _yes(row.get("endOfParticipation", "")),
        }, place


def organisation_id(written: str, name: str, where: str | None) -> str | None:
    """Return an organisation's identifier: its PIC, CORDIS's own code, else name and country."""
    if written.isdigit():
        return f"pic:{written}"
    if written:
        return f"cordis:{written}"
    return f"cordis-name:{' '.join(name.casefold().split())}|{where or ''}" if name else None


def themes(framework: str, topics: Sequence[str], basis: Sequence[str]) -> list[str]:
    """Return the parts of the programme that a project belongs to."""
    parts = [part for part in basis if part.startswith(f"{framework}-") or "." in part]
    if framework == "FP7" and not parts:
        for topic in topics:
            if match := _FP7_TOPIC.match(topic):
                word = match[1].upper()
                parts.append(_FP7_PARTS.get(word, f"FP7-{word}"))
    cut = [".".join(part.rstrip(".").split(".")[:_LEVELS - 1]) for part in parts]
    return list(dict.fromkeys(cut))


def _split(written: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,]", written) if part.strip()]


def _yes(written: str) -> bool | None:
    return {"true": True, "false": False, "y": True, "n": False, "1": True, "0": False}.get(
        written.lower())


SOURCE = Source(
    name="cordis",
    title="CORDIS, EU research projects under FP7, H2020 and Horizon Europe",
    publisher="Publications Office of the European Union",
    licence="CC BY 4.0",
    home="https://cordis.europa.eu/datalab",
    tables=("projects", "participations", "organisation_records", "organisation_names"),
    find=find,
    fetch=fetch,
    read=read,
)
