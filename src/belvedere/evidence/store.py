"""The store: immutable snapshots, and editions that name one of each.

    store/
      CURRENT               the name of the last whole edition
      LOCK                  held by the one process that writes
      KEPT                  editions that a report cites, each with the reason
      editions/NAME.json    which snapshots an edition is made of; who reads it holds a lock on it
      snapshots/NAME/       Parquet, one file per table; set_aside.parquet; origin.json
      work/                 what is being written; swept by the next writer

A snapshot's name says what it was made from, so the same files give the same
name and a build that was cut off finds what it had finished. Nothing is ever
overwritten: an old edition can be asked again and gives the same answer, until
``evidence.pruning`` removes it.
"""

import fcntl
import json
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from belvedere.errors import QuestionError, StoreError, nearest

SET_ASIDE_FILE = "set_aside.parquet"


def home() -> Path:
    """Return the folder that holds the store and the register: BELVEDERE_HOME."""
    return Path(os.environ.get("BELVEDERE_HOME") or Path.home() / ".belvedere")


class Snapshot(Struct, frozen=True, dict=True):
    """One immutable folder of Parquet with its origin."""

    name: str
    folder: Path

    @cached_property
    def origin(self) -> Mapping:
        """Where it came from: source, files, dates, licence, checksums, counts."""
        try:
            return json.loads((self.folder / "origin.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                f"Snapshot {self.name} is damaged ({error}). Remove its folder and build again."
            ) from error

    @cached_property
    def files(self) -> dict[str, list[Path]]:
        """Return the files of each table: one, or its parts TABLE.0000.parquet in order."""
        files: dict[str, list[Path]] = {}
        for name in sorted(self.origin["files"]):
            if name != SET_ASIDE_FILE:
                files.setdefault(name.partition(".")[0], []).append(self.folder / name)
        return files

    @property
    def tables(self) -> list[str]:
        return list(self.files)


class Reading:
    """A lock on an edition's manifest: while it lives, the edition is not removed.

    Raises FileNotFoundError when there is no such edition, or no more.
    """

    def __init__(self, manifest: Path) -> None:
        self._handle = -1
        self._handle = os.open(manifest, os.O_RDONLY)
        fcntl.flock(self._handle, fcntl.LOCK_SH)
        if not os.fstat(self._handle).st_nlink:
            raise FileNotFoundError(manifest)

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


class Edition(Struct, frozen=True, dict=True):
    """One whole state of the evidence: for each table, the files that hold it.

    It stays in the store at least as long as somebody has it.
    """

    name: str
    created: str
    landscape: Mapping
    snapshots: tuple[Snapshot, ...]
    reading: Reading | None = None

    @cached_property
    def tables(self) -> dict[str, tuple[Path, ...]]:
        """Return, for each table, its Parquet files, of each source that fills it."""
        files: dict[str, list[Path]] = {}
        for snapshot in self.snapshots:
            for name, paths in snapshot.files.items():
                files.setdefault(name, []).extend(paths)
        return {name: tuple(paths) for name, paths in sorted(files.items())}

    def origins(self, table: str | None = None) -> list[Mapping]:
        """Return the origins of the snapshots that fill a table, or of all."""
        return [s.origin for s in self.snapshots if table is None or table in s.tables]

    @property
    def set_aside(self) -> list[tuple[str, Path]]:
        """Return (source, file) of the rows that each snapshot set aside."""
        return [(s.origin["source"], s.folder / SET_ASIDE_FILE) for s in self.snapshots
                if (s.folder / SET_ASIDE_FILE).exists()]


class Store:
    """Reads the store in a home folder. ``evidence.writer`` writes it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.folder = folder / "store"

    def editions(self) -> list[str]:
        """Return the names of all editions, oldest first."""
        return sorted(path.stem for path in (self.folder / "editions").glob("*.json"))

    def current(self) -> str | None:
        """Return the name of the last whole edition, or None before the first."""
        try:
            return (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be read: {error.strerror}.") from error

    def edition(self, name: str | None = None) -> Edition:
        """Return an edition, the current one by default.

        Raises StoreError when nothing was built yet, QuestionError when there is
        no edition of that name.
        """
        wanted = name or self.current()
        if wanted is None:
            raise StoreError(
                f"Nothing is built yet in {self.home}. Run 'belvedere build inserm' or "
                "'belvedere demo', or set BELVEDERE_HOME to a folder that has a store."
            )
        path = self.folder / "editions" / f"{wanted}.json"
        try:
            if "/" in wanted or not path.exists():
                raise FileNotFoundError(path)
            reading = Reading(path)
        except FileNotFoundError:
            if name is None and self.current() != wanted:
                return self.edition()  # another one came meanwhile, and this one went
            known = self.editions()
            raise QuestionError(
                f"There is no edition {wanted!r}.{nearest(wanted, known)} "
                f"The editions are {', '.join(known[-5:]) or 'none'}."
            ) from None
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return Edition(
            name=manifest["edition"],
            created=manifest["created"],
            landscape=manifest["landscape"],
            snapshots=tuple(
                Snapshot(entry, self.folder / "snapshots" / entry)
                for entry in manifest["snapshots"]
            ),
            reading=reading,
        )
