"""Find the organisations that an affiliation names, each with where it says so, why, how surely.

  belvedere match "Institut Cochin, Université Paris Descartes, Paris, France"
  belvedere match affiliations.txt --format csv

A file holds one text a line, in UTF-8. What no rule and no score decides is left open.
"""

from pathlib import Path

from belvedere.cli.options import asker, edition_option, write_table
from belvedere.errors import InputError, QuestionError
from belvedere.evidence.store import home
from belvedere.matching.opening import matcher_of

_COLUMNS = ("text", "record_id", "name", "written", "start", "end", "score", "how", "why")


def arguments(parser) -> None:
    parser.add_argument("text", help="an affiliation, or a file with one on each line")
    parser.add_argument("--year", type=int, help="when it was written: units change")
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    texts = _texts(given.text)
    asking = asker(given)
    matcher = matcher_of(asking.database, home() / "matching")
    names = {row["record_id"]: row["name"] for row in asking.database.records(
        "SELECT record_id, name FROM organisation_records UNION "
        "SELECT organisation_id, name FROM organisations ORDER BY ALL")}
    rows = []
    for text, answer in zip(texts, matcher.match_all(texts, [given.year] * len(texts))):
        for one in answer.found:
            written = text[one.start:one.end] if one.start is not None else None
            rows.append((text, one.record_id, names.get(one.record_id), written, one.start,
                         one.end, one.score, one.how,
                         "; ".join(words(given.lang) for words in one.evidence)))
        if not answer.found:
            rows.append((text, *[None] * (len(_COLUMNS) - 1)))
    columns = _COLUMNS
    if given.format == "text":
        skipped = {"start", "end"} | ({"text"} if len(texts) == 1 else set())
        places = [at for at, name in enumerate(columns) if name not in skipped]
        columns = [columns[at] for at in places]
        rows = [tuple(row[at] for at in places) for row in rows]
        if len(texts) == 1 and not any(rows[0]):
            print("Nothing in this text is named clearly enough to say whose it is.")
            return
    write_table(columns, rows, given.format)


def _texts(given: str) -> list[str]:
    """Return the texts to match. Raises an error that says what to give instead."""
    if not given.strip():
        raise QuestionError("Give an affiliation, or a file with one on each line.")
    try:
        there = len(given) < 1000 and Path(given).is_file()
    except (OSError, ValueError):  # a text that no file can be named
        there = False
    if not there:
        return [given]
    try:
        lines = Path(given).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{given}: not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    texts = [line for line in lines if line.strip()]
    if not texts:
        raise InputError(f"{given}: no text in it. It holds one affiliation on each line.")
    return texts
