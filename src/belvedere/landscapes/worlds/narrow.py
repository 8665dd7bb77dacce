"""A world as Belvedere's declared tables: narrow and fast, for worlds too large for JSON."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from belvedere.landscapes.worlds import citing, headings, numbers, words
from belvedere.landscapes.worlds.authorships import Authorships, authorships
from belvedere.landscapes.worlds.topics import EACH
from belvedere.landscapes.worlds.works import ACCESS, LANGUAGES, TYPES, Works, joined, works
from belvedere.landscapes.worlds.world import World
from belvedere.tables import Table, table
from belvedere.tables.arrow import ARROW

_UPDATED = "2026-09-28"
_PACKED = {"record_id", "position", "author_key", "affiliation_id"}
"""Numbers that take least room as differences, and of which few repeat."""
_DENSE = {"author_key"}  # as small as it gets without compression
_PLAIN = {"cited_by_count", "publication_date_first", "publication_date_last", "doi",
          "pmid"}
_ROWS = 1 << 20


def write_part(folder: Path, world: World, part: int, first: int, last: int) -> None:
    """Write works ``first`` to before ``last`` and who signs them, as one part of three tables."""
    made, signed, cited = [], [], []
    for block, start, end in world.blocks(first, last):
        made.append(works(world, block, start, end))
        signed.append(authorships(world, block, made[-1]))
        cited.append(citing.by_year(world, block, made[-1]))
    numbered = [one.number[rows.work] for one, rows in zip(made, signed)]
    _write(folder / f"work_records.{part:04d}.parquet", table("work_records"),
           work_columns(world, joined(made)))
    _write(folder / f"authorships.{part:04d}.parquet", table("authorships"),
           authorship_columns(world, joined(signed), np.concatenate(numbered)))
    _write(folder / f"citations.{part:04d}.parquet", table("citations"),
           citation_columns(joined(made), np.concatenate(cited)))


def citation_columns(made: Works, cited: np.ndarray) -> dict[str, pa.Array]:
    """Return the columns of ``citations``: ``cited`` in each year from each work's own."""
    work, later = np.nonzero(cited)
    return {
        "record_id": pa.array(made.number[work] + numbers.WORKS),
        "year": pa.array(made.year[work].astype(np.int64) + later),
        "citations": pa.array(cited[work, later]),
    }


def work_columns(world: World, made: Works) -> dict[str, pa.Array]:
    """Return the columns of ``work_records``, but for identifiers that follow from record_id."""
    identifiers = pa.array(made.number + numbers.WORKS).cast(pa.string())
    first_day, last_day = int(made.day.min()), int(made.day.max())
    days = [str(day) for day in np.arange(first_day, last_day + 1).astype("datetime64[D]")]
    dates = pa.array(made.day.astype(np.int32)).cast(pa.date32())
    journal, topic = made.journal, made.topic
    subfields = [row["subfield"] for row in world.topics.rows]
    known = range(len(subfields) * EACH)
    return {
        "record_id": pa.array(made.number + numbers.WORKS),
        "source": _coded(np.zeros(len(made), np.int64), ["openalex"]),
        "doi": _where(made.doi, _prefixed(numbers.DOI, identifiers)),
        "pmid": _where(made.pmid, pa.array(made.number + numbers.PMID).cast(pa.string())),
        "title": _coded(made.title, words.titles()),
        "type": _coded(made.type, TYPES),
        "publication_date": _coded(made.day - first_day, days),
        "publication_date_first": dates,
        "publication_date_last": dates,
        "year": pa.array(made.year.astype(np.int64)),
        "language": _coded(np.where(made.language == len(LANGUAGES) - 1, -1, made.language),
                           LANGUAGES[:-1]),
        "journal_id": _coded(journal, world.journals.keys),
        "journal": _coded(journal, world.journals.titles),
        "source_type": _coded(journal, world.journals.kinds),
        "is_retracted": pa.array(made.retracted),
        "is_paratext": pa.array(made.paratext),
        "open_access": _coded(made.access, ACCESS),
        "cited_by_count": pa.array(made.citations),
        "topic_id": _coded(topic, [world.topics.openalex(number) for number in known]),
        "subfield": _coded(np.where(topic < 0, -1, topic // EACH), subfields),
        "mesh": pa.array(headings.sets(), pa.list_(pa.string())).take(
            pa.array(made.headings, mask=made.headings < 0)),
        "updated": _coded(np.zeros(len(made), np.int64), [_UPDATED]),
    }


def authorship_columns(world: World, rows: Authorships, number: np.ndarray) -> dict[str, pa.Array]:
    """Return the columns of ``authorships``; ``number`` is that of each row's work."""
    places = world.institutions
    return {
        "record_id": pa.array(number + numbers.WORKS),
        "position": pa.array(rows.position.astype(np.int64)),
        "author_key": pa.array(rows.author),
        "is_corresponding": pa.array(rows.corresponding),
        "affiliation_id": pa.array(rows.text, mask=rows.text < 0),
        "institution_id": _coded(rows.institution, places.keys),
        "country": _coded(rows.country, places.codes),
        "weight": pa.array(rows.weight),
    }


def _coded(places: np.ndarray, values) -> pa.Array:
    """Return texts as places in a list of them, each once; -1 is unknown."""
    # Different numbers may have the same text, which must stand in the list only once.
    different = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(different) < len(values):
        places = np.where(places < 0, -1, np.array([different[value] for value in values])[places])
    listed = pa.array(places.astype(np.int32, copy=False), mask=places < 0)
    return pa.DictionaryArray.from_arrays(listed, pa.array(list(different), pa.string()))


def _prefixed(prefix: str, texts: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(prefix, texts, "")


def _where(known: np.ndarray, values: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(known), values, pa.scalar(None, values.type))


def _write(path: Path, declared: Table, columns: dict[str, pa.Array]) -> None:
    size = len(columns["record_id"])
    made = pa.table({
        name: columns.get(name, pa.nulls(size, ARROW[kind]))
        for name, kind in declared.physical()
    })
    paths = ["mesh.list.element" if name == "mesh" else name for name in made.column_names]
    packed = [name for name in _PACKED if name in columns]
    with pq.ParquetWriter(
        path, made.schema,
        compression={name: "none" if name in _DENSE else "zstd" for name in paths},
        use_dictionary=[name for name in paths if name not in _PACKED | _PLAIN],
        column_encoding=dict.fromkeys(packed, "DELTA_BINARY_PACKED"),
        # Texts are not asked by their extremes, and finding those takes a third of the time.
        write_statistics=[name for name in ("record_id", "year") if name in columns],
        # Without the stored Arrow schema a reader sees texts, not how they were listed here.
        store_schema=False,
    ) as writer:
        writer.write_table(made, row_group_size=_ROWS)
