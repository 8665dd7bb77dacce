"""Files as OpenAlex's snapshot lays them out: a folder a kind, parts, and a manifest of them."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq

from belvedere.landscapes.worlds.entities import UPDATED

ENDINGS = {"jsonl": "gz", "parquet": "parquet"}
_BATCH = 1_000
"""Records that are encoded at once."""
_GROUP = 10
"""Batches that make one row group of a Parquet file."""


def part_path(folder: Path, kind: str, part: int, form: str) -> Path:
    """Return where a part lies: works/updated_date=2026-09-28/part_000.gz."""
    return folder / kind / f"updated_date={UPDATED}" / f"part_{part:03d}.{ENDINGS[form]}"


def write_part(path: Path, records: Iterable[dict], schema: pa.Schema) -> dict:
    """Write records as one part in the form its name tells. Returns its entry in the manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write = _write_parquet if path.suffix == ".parquet" else _write_lines
    count = write(path, _texts(records), schema)
    place = "/".join(path.parts[-3:])
    return {
        "url": f"s3://openalex/data/{place}",
        "meta": {"content_length": path.stat().st_size, "record_count": count},
    }


def write_manifest(folder: Path, kind: str, entries: list[dict]) -> None:
    """Write the list of the parts of one kind, last: a folder with it is whole."""
    whole = {
        "entries": entries,
        "meta": {
            key: sum(entry["meta"][key] for entry in entries)
            for key in ("content_length", "record_count")
        },
    }
    (folder / kind / "manifest").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _texts(records: Iterable[dict]) -> Iterator[tuple[bytes, int]]:
    """Yield the JSON lines of some records at once, and how many they are."""
    encoder, records = msgspec.json.Encoder(), iter(records)
    while batch := list(islice(records, _BATCH)):
        yield encoder.encode_lines(batch), len(batch)


def _write_lines(path: Path, texts: Iterable[tuple[bytes, int]], schema: pa.Schema) -> int:
    # Arrow's own gzip comes with its version, which is locked: the system's may pack otherwise.
    # It writes neither name nor time into the header.
    packer, count = pa.Codec("gzip", compression_level=2), 0
    with path.open("wb") as raw:
        for text, size in texts:
            raw.write(packer.compress(text, asbytes=True))
            count += size
    return count


def _write_parquet(path: Path, texts: Iterable[tuple[bytes, int]], schema: pa.Schema) -> int:
    # The lines are read back, so that both forms say the same.
    parsing = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    count, waiting = 0, []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for text, size in texts:
            reading = pyarrow.json.ReadOptions(use_threads=False, block_size=len(text) + 1)
            waiting.append(pyarrow.json.read_json(pa.BufferReader(text), reading, parsing))
            count += size
            if len(waiting) == _GROUP:
                writer.write_table(pa.concat_tables(waiting))
                waiting = []
        if waiting:
            writer.write_table(pa.concat_tables(waiting))
    return count
