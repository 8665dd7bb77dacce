"""The framework programmes as CORDIS publishes them: one archive for each programme."""

from collections import Counter
from pathlib import Path

from belvedere.landscapes.demo import numbering
from belvedere.landscapes.demo.heads import INSTITUTE
from belvedere.landscapes.demo.projects import (
    PROGRAMMES,
    Party,
    Programme,
    Project,
    count,
    known_by_name,
    project,
)
from belvedere.landscapes.demo.world import Organisation, World
from belvedere.landscapes.demo.writing import archive, member, quoted

PROJECT = (
    "id", "acronym", "status", "title", "startDate", "endDate", "totalCost",
    "ecMaxContribution", "legalBasis", "topics", "ecSignatureDate", "frameworkProgramme",
    "masterCall", "subCall", "fundingScheme", "nature", "objective", "contentUpdateDate", "rcn",
    "grantDoi",
)
ORGANIZATION = (
    "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME",
    "activityType", "street", "postCode", "city", "country", "nutsCode", "geolocation",
    "organizationURL", "contactForm", "contentUpdateDate", "rcn", "order", "role",
    "ecContribution", "netEcContribution", "totalCost", "endOfParticipation", "active",
)
_UPDATED = "2026-05-15 10:00:00"
_NO_DATE = "0000-00-00"
_COUNTRIES = {"GB": "UK", "GR": "EL"}
_ACTIVITIES = {"education": "HES", "company": "PRC", "government": "PUB", "other": "OTH"}


def write(folder: Path, world: World) -> Counter[tuple[str, str]]:
    """Write the three archives. Returns what the institute did, by (programme, what)."""
    done: Counter[tuple[str, str]] = Counter()
    for programme in PROGRAMMES:
        numbers = range(count(world, programme))
        path = folder / "cordis" / f"cordis-{_file(programme)}projects-csv.zip"
        with archive(path) as opened:
            with member(opened, "project.csv", "utf-8-sig") as text:
                rows = quoted(text, PROJECT)
                for number in numbers:
                    rows.writerow(_project(programme, project(world, programme, number)))
            with member(opened, "organization.csv", "utf-8-sig") as text:
                rows = quoted(text, ORGANIZATION)
                for number in numbers:
                    one = project(world, programme, number)
                    done.update((programme.name, what) for what in _deeds(one))
                    _organizations(rows, text, programme, one)
            if programme.name == "HORIZON":
                _extras(opened, world, programme, numbers)
    return done


def _file(programme: Programme) -> str:
    return programme.name if programme.name == "HORIZON" else programme.name.lower()


def _deeds(one: Project) -> list[str]:
    """Return what the institute did in a project, as the indicators count it."""
    roles = [party.role for party in one.parties if party.organisation.number == INSTITUTE]
    if not roles or roles[0] not in ("coordinator", "participant", ""):
        return []
    deeds = ["projects"]
    if one.written == one.scheme.code:
        deeds.append(one.scheme.sort)
        alone = one.scheme.sort in ("erc", "fellowship") or one.scheme.partners[1] == 1
        if roles[0] == "coordinator" and not alone and one.beneficiaries > 1:
            deeds.append("coordinated")
    return deeds


def _money(programme: Programme, amount: float) -> str:
    if programme.name == "H2020":
        return f"{amount:.2f}".replace(".", ",")
    return f"{amount:.2f}".removesuffix(".00")


def _project(programme: Programme, one: Project) -> dict:
    granted = sum(party.contribution for party in one.parties)
    ended = one.end is not None and one.end.year < 2026
    return {
        "id": one.grant, "acronym": one.acronym, "title": one.title,
        "status": "TERMINATED" if one.number % 180 == 5 else "CLOSED" if ended else "SIGNED",
        "startDate": _NO_DATE if one.number % 600 == 90 else one.start.isoformat(),
        "endDate": _NO_DATE if one.end is None else one.end.isoformat(),
        "totalCost": _money(programme, granted * 1.18),
        "ecMaxContribution": _money(programme, granted),
        "legalBasis": one.scheme.part, "topics": one.topic,
        "ecSignatureDate": "" if programme.name == "FP7" else
            f"{one.start.year - (one.start.month < 4)}-{(one.start.month + 8) % 12 + 1:02d}-14",
        "frameworkProgramme": programme.name,
        "masterCall": f"{programme.name}-{one.call_year}",
        "subCall": f"{programme.name}-{one.call_year}-{one.number % 4 + 1}",
        "fundingScheme": one.written,
        "objective": f"{one.title}: work that nobody does, in places that are not.",
        "contentUpdateDate": _UPDATED, "rcn": str(9_000_000 + int(one.grant) % 1_000_000),
        "grantDoi": "" if programme.name == "FP7" else f"10.3030/{one.grant}",
    }


def _organizations(rows, text, programme: Programme, one: Project) -> None:
    for order, party in enumerate(one.parties, start=1):
        row = _organization(programme, one, party, order)
        rows.writerow(row)
        # What real files have too: a row twice, a row that says otherwise, a row cut short.
        if one.number % 211 == 3 and order == 1:
            rows.writerow(row)
        if one.number % 997 == 40 and order == len(one.parties):
            rows.writerow(row | {"ecContribution": "1"})
        if one.number % 1499 == 50 and order == 1:
            text.write(f'"{one.grant}";"{one.acronym}";"{row["organisationID"]}"\n')


def _identifier(programme: Programme, organisation: Organisation) -> str:
    if programme.name == "FP7" and known_by_name(organisation):
        return numbering.digest(f"{organisation.name.upper()} {organisation.number}")
    return organisation.pic


def _organization(programme: Programme, one: Project, party: Party, order: int) -> dict:
    who = party.organisation
    paid = _money(programme, party.contribution)
    strange_country = one.number % 1300 == 60 and order == 1
    return {
        "projectID": one.grant, "projectAcronym": one.acronym,
        "organisationID": _identifier(programme, who), "name": who.name.upper(),
        "shortName": who.acronym, "SME": "true" if who.small else "false",
        "activityType": _ACTIVITIES.get(who.kind, "REC"),
        "city": who.city.upper(),
        "country": "YY" if strange_country else
            _COUNTRIES.get(who.country.code, who.country.code),
        "geolocation": f"{who.latitude},{who.longitude}",
        "organizationURL": f"http://o{who.number}.example.org",
        "contentUpdateDate": _UPDATED, "rcn": str(8_000_000 + who.number), "order": str(order),
        "role": "sleepingPartner" if one.number % 1700 == 70 and order == 2 else party.role,
        # Not every row of the oldest programme has its amount.
        "ecContribution": "" if programme.name == "FP7" and one.number % 30 == 4 else paid,
        "netEcContribution": paid,
        "totalCost": _money(programme, party.contribution * 1.18),
        "endOfParticipation": "true" if one.number % 90 == 8 and order == 3 else "false",
    }


def _extras(opened, world: World, programme: Programme, numbers: range) -> None:
    with member(opened, "topics.csv", "utf-8-sig") as text:
        rows = quoted(text, ("projectID", "topic", "title"))
        for number in numbers:
            one = project(world, programme, number)
            rows.writerow({"projectID": one.grant, "topic": one.topic,
                           "title": one.topic.replace("-", " ").capitalize()})
    with member(opened, "legalBasis.csv", "utf-8-sig") as text:
        rows = quoted(text, ("projectID", "legalBasis", "title", "uniqueProgrammePart"))
        for number in numbers:
            one = project(world, programme, number)
            rows.writerow({"projectID": one.grant, "legalBasis": one.scheme.part,
                           "title": f"Part {one.scheme.part}", "uniqueProgrammePart": "true"})
            if one.scheme.part == "HORIZON.2.1":
                rows.writerow({"projectID": one.grant, "legalBasis": "HORIZON.2.1.5",
                               "title": "Tools for health", "uniqueProgrammePart": ""})
