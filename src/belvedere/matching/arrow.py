"""Texts and their answers as Arrow columns: the same function for one machine and for Spark.

    frame.mapInArrow(opening.Workers(edition.tables, folder), SPARK_SCHEMA)
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from belvedere.errors import InputError
from belvedere.matching.matcher import Matcher

FOUND = pa.struct([
    pa.field("record_id", pa.string()), pa.field("start", pa.int32()),
    pa.field("end", pa.int32()), pa.field("score", pa.float64()),
    pa.field("how", pa.string()),
    pa.field("evidence_en", pa.list_(pa.string())), pa.field("evidence_fr", pa.list_(pa.string())),
])
SPARK_SCHEMA = (
    "text string, found array<struct<record_id: string, start: int, end: int, score: double, "
    "how: string, evidence_en: array<string>, evidence_fr: array<string>>>"
)


def match_many(
    matcher: Matcher, texts: pa.Array | pa.ChunkedArray,
    years: pa.Array | pa.ChunkedArray | None = None, *, by_rule: bool = False,
) -> pa.Array:
    """Return, for each text, the list of what was found in it; each distinct text is read once.

    ``by_rule``: what rules and people find, without what only a score tells.
    """
    pairs = list(zip(texts.to_pylist(), years.to_pylist() if years is not None
                     else [None] * len(texts)))
    distinct = list(dict.fromkeys(pairs))
    answers = matcher.match_all([text for text, _ in distinct], [year for _, year in distinct],
                                by_rule=by_rule)
    rows = {
        pair: [
            {"record_id": one.record_id, "start": one.start, "end": one.end, "score": one.score,
             "how": one.how, "evidence_en": [words.en for words in one.evidence],
             "evidence_fr": [words.fr for words in one.evidence]}
            for one in answer.found
        ] for pair, answer in zip(distinct, answers)
    }
    return pa.array([rows[pair] for pair in pairs], type=pa.list_(FOUND))


def matched(matcher: Matcher, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches of text and found, for batches with a column text and maybe one year."""
    for batch in batches:
        if "text" not in batch.schema.names:
            raise InputError(
                f"A batch to match needs a column 'text'; this one has "
                f"{', '.join(batch.schema.names)}.")
        years = batch.column("year") if "year" in batch.schema.names else None
        texts = batch.column("text")
        yield pa.record_batch({"text": texts, "found": match_many(matcher, texts, years)})
