"""What hangs from what in the register, table by table: carried on, or made of what it reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from belvedere.building.engines import DuckDB
from belvedere.building.settling import MEMORY, code
from belvedere.evidence.carried import Contents, Earlier, only
from belvedere.evidence.database import Database
from belvedere.evidence.store import Edition, Snapshot
from belvedere.evidence.writer import Writer, digest
from belvedere.matching import register

NAME = "hierarchy"
ROWS_PER_GROUP = 8192


class Hanging:
    """Makes the tables of one snapshot, in their order, each of its declared columns alone."""

    def __init__(
        self, writer: Writer, books: Sequence[Snapshot], identified: Snapshot, work: Path
    ) -> None:
        self.made_of: dict[str, str] = {}
        self._work = work
        self._files = Edition("", "", {}, tuple(books)).tables | Edition(
            "", "", {}, (identified,)).tables
        self._earlier = Earlier(writer.store, NAME)
        self._contents = Contents()
        self._numbered = False
        self._cursor = Database(
            {}, threads=1, memory=MEMORY, spill=writer.work / "spill").cursor()

    def settled(self, name: str) -> Mapping[str, int]:
        """Put a table into the snapshot and return its counts."""
        reads = register.READS[name]
        self.made_of[name] = digest(code("matching", "tables", "building"), {
            table: self._contents.of(self._files.get(table, ()), columns)
            for table, columns in reads.items()})
        file = self._work / f"{name}.parquet"
        counts = self._earlier.carried(name, self.made_of[name], self._work)
        if counts is None:
            self._make(name, reads, file)
            kept = self._contents.rows([file])
            counts = {"offered": kept, "kept": kept, "set_aside": 0, "repeated": 0}
        self._files[register.CALLED.get(name, name)] = (file,)
        return counts

    def _make(self, name: str, reads: Mapping[str, Sequence[str]], file: Path) -> None:
        """Write a table by SQL that can read nothing but what it declares."""
        with only(self._cursor, reads, self._files):
            if name in register.BY_NUMBER and not self._numbered:
                for numbered, query in register.NUMBERED.items():
                    self._cursor.execute(f"CREATE TEMP TABLE {numbered} AS {query}")
                self._numbered = True
            DuckDB(self._cursor).copy(register.stored(name), file, ROWS_PER_GROUP)
