"""What was found in a text as it is told: the same for a command and for the API."""

import json
from collections.abc import Iterable, Mapping

from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition
from belvedere.matching.decided import Decisions
from belvedere.matching.found import Answer
from belvedere.tables.sql_text import quoted

SOURCES = ("ror", "rnsr")


def releases(edition: Edition) -> tuple[str, ...]:
    """Return which releases of ROR and RNSR an edition has, for the reader of an answer."""
    told = ((name, origin["as_of"].get(name)) for origin in edition.origins()
            for name in SOURCES if origin["source"] == name)
    return tuple(f"{name} {day}" if day else name for name, day in sorted(told))


def curated(database: Database) -> Decisions:
    """Return whom people decided that texts name, as an edition has it."""
    database.need("curated_matches")
    return Decisions.of_rows(database.records("FROM curated_matches"))


def names(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of records and organisations."""
    wanted = ", ".join(map(quoted, sorted(set(ids))))
    if not wanted:
        return {}
    database.need("organisation_records", "organisations")
    return {one: name for one, name in database.rows(
        f"SELECT organisation_id, name FROM organisations WHERE organisation_id IN ({wanted}) "
        "UNION ALL "
        f"SELECT record_id, name FROM organisation_records WHERE record_id IN ({wanted})") if name}


def told(text: str, year: int | None, answer: Answer, called: Mapping[str, str]) -> dict:
    """Return one answer, ready to be written; its order of fields stands."""
    return {
        "text": text, "year": year,
        "found": [{
            "record_id": one.record_id, "name": called.get(one.record_id),
            "written": text[one.start:one.end] if one.start is not None else None,
            "start": one.start, "end": one.end, "score": one.score, "how": one.how,
            "evidence": {"en": [words.en for words in one.evidence],
                         "fr": [words.fr for words in one.evidence]},
        } for one in answer.found],
        "matcher": answer.matcher, "references": list(answer.references),
    }


def written(answers: dict | list[dict]) -> str:
    """Return answers as JSON: the same answer has the same bytes."""
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
