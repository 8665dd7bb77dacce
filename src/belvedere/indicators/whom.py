"""Of whom: from what a person writes to an organisation, a country or the world.

A slug of the landscape, a ROR id or address, a PIC, an RNSR number, a UAI, any
identifier with its scheme (``pic:999997833``), or a country code.
"""

import re

from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.indicators.question import WORLD, Whom
from belvedere.tables.countries import CODES

_FORMS = (
    (re.compile(r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})"), "ror:{}"),
    (re.compile(r"(\d{9}[A-Za-z])"), "rnsr:{}"),
    (re.compile(r"(\d{9})"), "pic:{}"),
    (re.compile(r"(\d{7}[A-Za-z])"), "uai:{}"),
    (re.compile(r"(\d{14})"), "siret:{}"),
)


def record_id(written: str) -> str:
    """Return the identifier with its scheme that a text stands for, or the text itself."""
    for form, template in _FORMS:
        if match := form.fullmatch(written.strip()):
            return template.format(match[1].lower() if template.startswith("ror") else
                                   match[1].upper())
    return written.strip()


def whom(database: Database, slugs: dict[str, str], written: str) -> Whom:
    """Return the organisation, country or world that a text names.

    Raises QuestionError with the nearest known names when there is none.
    """
    if written.lower() == "world":
        return WORLD
    if written.upper() in CODES and len(written) == 2:
        return Whom("country", written.upper(), written.upper())
    wanted = slugs.get(written.lower()) or record_id(written)
    if found := known(database, wanted):
        return found
    close = database.rows(
        "SELECT name, organisation_id FROM (SELECT name, organisation_id, greatest("
        "jaro_winkler_similarity(lower(name), $1), jaro_winkler_similarity(lower(acronym), $1)"
        ") AS likeness FROM organisations) WHERE likeness > 0.8 "
        "ORDER BY likeness DESC, organisation_id LIMIT 3", [written.lower()],
    )
    near = "; ".join(f"{name} ({organisation_id})" for name, organisation_id in close)
    raise QuestionError(
        f"No organisation is known as {written!r}." + (f" The nearest: {near}." if near else "")
        + f" Give a slug ({', '.join(sorted(slugs)) or 'none here'}), a ROR id, a PIC or an "
        "RNSR number, a country code, or world."
    )


def known(database: Database, wanted: str) -> Whom | None:
    """Return the organisation that has a record; None where there is none."""
    database.need("organisation_identities", "organisations")
    found = database.rows(
        "SELECT o.organisation_id, o.name, o.acronym FROM organisation_identities i "
        "JOIN organisations o USING (organisation_id) WHERE i.record_id = ?", [wanted])
    if not found:
        return None
    organisation_id, name, acronym = found[0]
    return Whom("organisation", organisation_id, name or acronym or organisation_id)
