"""Organisations and units as curators write them: offered as one types, and found again."""

import re
from collections.abc import Iterable

from belvedere.indicators.asking import Asker
from belvedere.indicators.whom import record_id
from belvedere.register.accounts.refusals import Refused
from belvedere.register.curation.actions import Named
from belvedere.site.search import found

OFFERED = 12
_WRITTEN = re.compile(r"\[([a-z]+:[^\]\s]+)\]\s*$")
_SCHEMES = ("ror", "rnsr", "register", "uai", "pic")
"""By which of its records an organisation is kept: releases keep these for ever."""


def offered(asker: Asker, text: str) -> list[str]:
    """Return the organisations that hold a text in a name, as they are written."""
    if not text.strip():
        return []
    rows, _ = found(asker, text, "", "", OFFERED, 0)
    return written(asker, [row["id"] for row in rows])


def written(asker: Asker, ids: Iterable[str]) -> list[str]:
    """Return organisations as they are written in a field: name, city, record in brackets."""
    return [f"{one['name'] or one['acronym'] or ''}"
            f"{', ' + one['city'] if one['city'] else ''} [{_kept(one['record_ids'])}]".strip()
            for one in _organisations(asker, ids)]


def chosen(asker: Asker, texts: Iterable[str]) -> list[Named]:
    """Return the organisations that were written. Raises Refused for one that is not known."""
    named = {}
    for text in filter(None, map(str.strip, texts)):
        match = _WRITTEN.search(text)
        known = _organisations(asker, [match[1] if match else record_id(text)])
        if not known:
            rows, count = found(asker, text, "", "", 2, 0)
            exact = [row for row in rows if (row["name"] or "").lower() == text.lower()]
            if count != 1 and len(exact) != 1:
                raise Refused(
                    f"{text[:80]}: {'several hold these words' if count else 'there is none'}. "
                    "Choose one of those that are offered as you type, or give its identifier.",
                    f"{text[:80]} : {'plusieurs contiennent ces mots' if count else 'inconnu'}. "
                    "Choisissez parmi ceux proposés pendant la saisie, ou donnez son identifiant.",
                    "organisations")
            known = _organisations(asker, [(exact or rows)[0]["id"]])
        one = _named(asker, known[0])
        named[one.record_id] = one
    return list(named.values())


def _organisations(asker: Asker, ids: Iterable[str]) -> list[dict]:
    """Return the organisations of records, in the records' order."""
    wanted = list(dict.fromkeys(ids))
    asker.database.need("organisations", "organisation_identities")
    rows = {row["asked"]: row for row in asker.database.records(
        "SELECT i.record_id AS asked, o.* FROM organisation_identities i "
        "JOIN organisations o USING (organisation_id) "
        "WHERE i.record_id IN (SELECT unnest($wanted))", {"wanted": wanted})}
    return [rows[one] for one in wanted if one in rows]


def _kept(record_ids: Iterable[str]) -> str:
    def place(one: str) -> tuple:
        scheme = one.partition(":")[0]
        return (_SCHEMES.index(scheme) if scheme in _SCHEMES else len(_SCHEMES), one)

    return min(record_ids, key=place)


def _named(asker: Asker, one: dict) -> Named:
    """Return an organisation with the years in which it was there, and what followed it."""
    asker.database.need("organisation_relations")
    next_ones = asker.database.rows(
        "SELECT DISTINCT organisation_id FROM organisation_relations WHERE relation = "
        "'successor_of' AND other_id IN (SELECT unnest($ids)) ORDER BY 1",
        {"ids": list(one["record_ids"])}) if one["end_last"] else []
    start, end = one["start_first"], one["end_last"]
    return Named(
        _kept(one["record_ids"]), one["name"] or one["acronym"] or one["asked"],
        start and start.year, end and end.year,
        " / ".join(written(asker, [row[0] for row in next_ones])))
