"""CORDIS: projects of FP7, H2020 and Horizon Europe, and who takes part in them.

Reads the bulk files as they are served (a zip for each programme) or unpacked
(a folder with ``project.csv`` and ``organization.csv``, compressed or not).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from belvedere.sources._cordis_themes import themes
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
_DESCRIPTION = (
    ("name", "name"), ("acronym", "shortName"), ("kind", "activityType"), ("city", "city"),
    ("website", "organizationURL"),
)
_OTHER_ARCHIVES = re.compile(
    r"deliverable|publication|report|summar|(?:json|xml|xlsx)\.zip$", re.IGNORECASE)
_YES = {"true": True, "false": False, "y": True, "n": False, "1": True, "0": False}
_BESIDE = ("topics.csv", "legalBasis.csv")


def find(folder: Path) -> Sequence[Path]:
    """Return the zips of CORDIS under a folder, and the files of unpacked ones.

    A folder is an unpacked one when it has both projects and organizations.
    """
    found = [
        path for path in sorted(folder.rglob("*.zip"))
        if "cordis" in path.name.lower() and not _OTHER_ARCHIVES.search(path.name)
    ]
    for place in sorted({path.parent for path in folder.rglob("project.csv*")}):
        projects, parties = _unpacked(place, "project.csv"), _unpacked(place, "organization.csv")
        if projects and parties:
            beside = (_unpacked(place, member) for member in _BESIDE)
            found += [projects, parties, *filter(None, beside)]
    return found


def _unpacked(place: Path, member: str) -> Path | None:
    """Return a file of an unpacked archive, compressed or not; None when it is not there."""
    paths = (place / member, place / f"{member}.gz")
    return next((path for path in paths if path.is_file()), None)


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get the three programmes' archives."""
    address = settings.get("address", ADDRESS)
    return [fetcher.download(f"{address}/{name}", name) for name in ARCHIVES]


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield the projects, participations and organisations of every programme there is."""
    known = Organisations()
    for path in files.paths:
        if path.suffix == ".zip" or path.name.startswith("project.csv"):
            yield from Programme(files, path, ledger, known).rows()
    yield from known.rows()


class Organisations:
    """The organisations as participations name them: each once, its names kept."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[dict, Place]] = {}
        self._variants: dict[str, dict[str, Place]] = {}

    def see(self, who: str, row: Mapping[str, str], where: str | None, place: Place) -> None:
        """Keep what a row tells of an organisation: the first value of each column stands."""
        if who not in self._records:
            self._records[who] = {"record_id": who, "scheme": who.partition(":")[0]}, place
        record, _ = self._records[who]
        for column, header in _DESCRIPTION:
            if column not in record and (value := row.get(header)):
                record[column] = value
        if where and "country" not in record:
            record["country"] = where
        name = row["name"]
        if name and name != record["name"]:
            self._variants.setdefault(who, {}).setdefault(name, place)

    def rows(self) -> Iterator[Row]:
        """Yield each organisation, then the names that it has besides the first."""
        for record, place in self._records.values():
            yield "organisation_records", record, place
            for name, seen in self._variants.get(record["record_id"], {}).items():
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
                archive = self.files.name(self.path)
                name = f"{archive}/{member}"
                handle = stack.enter_context(open_member(self.path, member, archive))
            else:
                path = _unpacked(self.path.parent, member) or self.path.with_name(member)
                name = self.files.name(path)
                handle = stack.enter_context(open_bytes(path, name))
            yield from csv_rows(handle, name, self.ledger, delimiter=";", needs=needs)

    def _beside(self, member: str, column: str) -> dict[str, list[str]]:
        """Return a list for each project from a file that today's layout keeps apart."""
        if self.path.suffix == ".zip":
            there = has_member(self.path, member, self.files.name(self.path))
        else:
            there = _unpacked(self.path.parent, member) is not None
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
        found = themes(framework, about, basis)
        if framework == "FP7" and not found:
            for topic in about:
                ledger.unknown("projects.themes", topic)
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
            "themes": found,
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
            ledger.note(f"participations whose role is not given, {place.file}")
        order = row.get("order", "")
        participation = "/".join(filter(None, (f"{framework}:{number}", who, written, order)))
        self.known.see(who, row, where, place)
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
            "sme": _YES.get(row.get("SME", "").lower()),
            "ec_contribution": amount(
                row.get("ecContribution", ""), "participations.ec_contribution", ledger),
            "net_ec_contribution": amount(
                row.get("netEcContribution", ""), "participations.net_ec_contribution", ledger),
            "total_cost": amount(row.get("totalCost", ""), "participations.total_cost", ledger),
            "ended": _YES.get(row.get("endOfParticipation", "").lower()),
        }, place


def organisation_id(written: str, name: str, where: str | None) -> str | None:
    """Return an organisation's identifier: its PIC, CORDIS's own code, else name and country."""
    if written.isdigit():
        return f"pic:{written}"
    if written:
        return f"cordis:{written}"
    return f"cordis-name:{' '.join(name.casefold().split())}|{where or ''}" if name else None


def _split(written: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,]", written) if part.strip()]


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
