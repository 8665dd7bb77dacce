"""Making an invented world of publications: the same arguments give the same bytes.

A world is made block by block and written part by part, so a large one takes
time and disk but no more memory. Parts know nothing of each other.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from belvedere.errors import QuestionError
from belvedere.landscapes.worlds import entities, narrow, schemas, snapshot
from belvedere.landscapes.worlds.records import Recorder
from belvedere.landscapes.worlds.world import BLOCK, NOW, World, world

FORMS = ("jsonl", "parquet", "tables")
MOST = 10**8
PER_PART = 10 * BLOCK


def generate(
    folder: Path, works: int, *, seed: int = 1, form: str = "jsonl", first_year: int = 2015,
    years: int = 10, institutions: Iterable[Mapping] | None = None, per_part: int = PER_PART,
    references: bool = True, tell: Callable[[int], object] | None = None,
) -> None:
    """Write an invented world of so many works into a folder, which must not have one yet.

    ``form`` is "jsonl" or "parquet" for OpenAlex's records as in its snapshot, or
    "tables" for Belvedere's tables work_records and authorships; a seed has the
    same works in each. ``institutions`` (ror, name, country, type, optionally the
    ror of a parent and the names of four departments) are in the world and sign much
    of what their countries publish. A part has ``per_part`` works, rounded up to whole
    blocks of 10,000.
    ``tell`` is called with the number of works whenever a part is written.
    Raises QuestionError when an argument is not possible.
    """
    _check(works, form, first_year, years, per_part)
    folder = Path(folder)
    if next(folder.glob("works/**/part_*"), None) or next(folder.glob("work_records.*"), None):
        raise QuestionError(f"{folder} holds a world already: name another folder.")
    made = world(seed, works, first_year, years, institutions or ())
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(folder, made, form, per_part, references)
    entries = []
    for part, (first, last) in enumerate(writer.parts):
        with _uncollected():
            entries.append(writer.write(part))
        if tell:
            tell(last - first)
    writer.finish(entries)


class Writer:
    """Writes the parts of one world, in any order."""

    def __init__(self, folder: Path, made: World, form: str, per_part: int, references: bool):
        self.folder, self.world, self.form = folder, made, form
        size = -(-per_part // BLOCK) * BLOCK
        self.parts = [(first, min(first + size, made.works))
                      for first in range(0, made.works, size)]
        self._recorder = None if form == "tables" else Recorder(made, references)

    def write(self, part: int) -> dict | None:
        """Write one part. Returns its entry in the manifest, where there is one."""
        first, last = self.parts[part]
        if self._recorder is None:
            narrow.write_part(self.folder, self.world, part, first, last)
            return None
        records = (record for block in self.world.blocks(first, last)
                   for record in self._recorder.block(*block))
        return snapshot.write_part(
            snapshot.part_path(self.folder, "works", part, self.form), records, schemas.WORKS)

    def finish(self, entries: list[dict]) -> None:
        """Write what comes beside the works: institutions, sources, topics and manifests."""
        if self._recorder is None:
            return
        for kind, records, schema in (
            ("institutions", entities.institutions(self.world.institutions),
             schemas.INSTITUTIONS),
            ("sources", entities.sources(self.world.journals), schemas.SOURCES),
            ("topics", entities.topics(self.world.topics), schemas.TOPICS),
        ):
            path = snapshot.part_path(self.folder, kind, 0, self.form)
            entry = snapshot.write_part(path, records, schema)
            snapshot.write_manifest(self.folder, kind, [entry])
        snapshot.write_manifest(self.folder, "works", entries)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: records have none, and it takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _check(works: int, form: str, first_year: int, years: int, per_part: int) -> None:
    if form not in FORMS:
        raise QuestionError(f"There is no form {form!r}: there are {', '.join(FORMS)}.")
    if not 1 <= works <= MOST:
        raise QuestionError(f"A world has from 1 to {MOST:,} works, not {works:,}.")
    if not (first_year >= 1970 and years >= 1 and first_year + years - 1 <= NOW):
        raise QuestionError(f"The years of a world lie from 1970 to {NOW}, not from {first_year} "
                            f"for {years}.")
    if per_part < 1:
        raise QuestionError(f"A part has one work at least, not {per_part}.")
