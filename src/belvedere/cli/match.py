"""Find the organisations that an affiliation names, each with where it says so, why, how surely.

  belvedere match "Institut Cochin, Université Paris Descartes, Paris, France"
  belvedere match affiliations.txt --format csv
  belvedere match affiliations.txt --between v1.50-ror-data.zip v1.60-ror-data.zip
  belvedere match --between 2024-01-10-120000-1a2b3c4d 2024-06-10-120000-5e6f7a8b

A file holds one text a line, in UTF-8. What no rule and no score decides is left open.
JSON is that of the API: one answer for each text, with all it rests on.

--between tells in sentences what a new release of ROR or RNSR changes: texts newly matched, no
longer matched, moved to a successor. OLD and NEW are editions, or files or folders of releases.
Without a text, those of the edition are read, the most frequent first.
"""

import sys
from collections import Counter
from pathlib import Path

from belvedere.cli.options import asker, edition_option, write_table
from belvedere.cli.releases import opened
from belvedere.errors import InputError, QuestionError
from belvedere.evidence.store import home
from belvedere.indicators.asking import Asker
from belvedere.matching.decided import LONGEST
from belvedere.matching.differences import KINDS, differences
from belvedere.matching.opening import matcher_of
from belvedere.matching.told import curated, names, releases, told, written
from belvedere.tables.words import Words

_COLUMNS = ("text", "record_id", "name", "written", "start", "end", "score", "how", "why")
MOST = 10_000
"""Texts of an edition that are read for a difference unless asked otherwise."""
_FREQUENT = """
    SELECT affiliation, any_value(last) FROM affiliations JOIN (
      SELECT affiliation_id, count(DISTINCT record_id) AS works, max("year") AS last
      FROM authorships JOIN work_records USING (record_id)
      WHERE affiliation_id IS NOT NULL GROUP BY affiliation_id) USING (affiliation_id)
    GROUP BY affiliation ORDER BY max(works) DESC, affiliation LIMIT ?
"""


def arguments(parser) -> None:
    parser.add_argument("text", nargs="?",
                        help="an affiliation, or a file with one on each line")
    parser.add_argument("--year", type=int, help="when it was written: units change")
    parser.add_argument("--between", nargs=2, metavar=("OLD", "NEW"),
                        help="what changes between two releases: editions, files or folders")
    parser.add_argument("--most", type=int, default=MOST,
                        help=f"with --between and no text: how many of the edition's ({MOST:,})")
    parser.add_argument("--lang", choices=("en", "fr"), default="en")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    if given.year is not None and not 1000 <= given.year <= 9999:
        raise QuestionError(f"{given.year} is no year: write --year 2014.")
    if given.between:
        _between(given)
        return
    if given.text is None:
        raise QuestionError("Give an affiliation, or a file with one on each line.")
    texts = _texts(given.text)
    for number, text in enumerate(texts, start=1):
        if len(text) > LONGEST:
            print(f"belvedere: text {number:,} has {len(text):,} letters: its first {LONGEST:,} "
                  "are read.", file=sys.stderr)
    asking = asker(given)
    matcher = matcher_of(asking.database, home() / "matching", curated=curated(asking.database),
                         references=releases(asking.edition))
    answers = matcher.match_all(texts, [given.year] * len(texts))
    called = names(asking.database, {one.record_id for each in answers for one in each.found})
    every = [told(text, given.year, answer, called) for text, answer in zip(texts, answers)]
    if given.format == "json":
        sys.stdout.write(written(every))
        return
    rows = []
    for answer in every:
        for one in answer["found"]:
            rows.append((answer["text"], *(one[name] for name in _COLUMNS[1:-1]),
                         "; ".join(one["evidence"][given.lang])))
        if not answer["found"]:
            rows.append((answer["text"], *[None] * (len(_COLUMNS) - 1)))
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


def _between(given) -> None:
    """Tell what changes between two releases, in sentences, as a table or as JSON."""
    texts = ([(text, given.year) for text in _texts(given.text)] if given.text is not None
             else _frequent(asker(given), given.most))
    with opened(given.between[0]) as old, opened(given.between[1]) as new:
        found = list(differences(texts, old, new))
        sides = [list(side.matcher.references) for side in (old, new)]
    if given.format == "json":
        sys.stdout.write(written({"old": sides[0], "new": sides[1], "texts": len(texts),
                                  "changes": [one.told() for one in found]}))
    elif given.format == "csv":
        write_table(("text", "year", "change", "before", "after", "because"), [
            (one.text, one.year, one.kind, one.before and one.before[0],
             one.after and one.after[0], one.because(given.lang)) for one in found], "csv")
    else:
        for one in found:
            print(one.sentence(given.lang))
        print(_summed(found, len(texts))(given.lang))


def _summed(found, texts: int) -> Words:
    counts = Counter(one.kind for one in found)
    changed = len({(one.text, one.year) for one in found})
    told_en = ", ".join(f"{counts[kind]} {words.en}" for kind, words in KINDS.items())
    told_fr = ", ".join(f"{counts[kind]} {words.fr}" for kind, words in KINDS.items())
    return Words(f"{changed:,} of {texts:,} texts are answered otherwise: {told_en}.",
                 f"{changed} textes sur {texts} ont une autre réponse : {told_fr}.")


def _frequent(asking: Asker, most: int) -> list[tuple[str, int | None]]:
    asking.database.need("affiliations", "authorships", "work_records")
    texts = asking.database.rows(_FREQUENT, [most])
    if not texts:
        raise QuestionError("This edition has no affiliation: give a file with one on each line.")
    return texts


def _texts(given: str) -> list[str]:
    """Return the texts to match. Raises an error that says what to give instead."""
    if not given.strip():
        raise QuestionError("Give an affiliation, or a file with one on each line.")
    try:
        there = len(given) < 1000 and Path(given).is_file()
    except (OSError, ValueError):  # a text that no file can be named
        there = False
    if not there and " " not in given and Path(given).suffix in (".txt", ".csv", ".tsv"):
        raise InputError(f"{given}: there is no such file. Give one with an affiliation on each "
                         "line, or the affiliation itself.")
    if not there:
        try:
            given.encode()
        except UnicodeEncodeError as error:
            raise InputError(f"The affiliation is not UTF-8 (letter {error.start + 1}): write it "
                             "as UTF-8.") from None
        return [given]
    try:
        lines = Path(given).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{given}: not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    texts = [line for line in lines if line.strip()]
    if not texts:
        raise InputError(f"{given}: no text in it. It holds one affiliation on each line.")
    return texts
