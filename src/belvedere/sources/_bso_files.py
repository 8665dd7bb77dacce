"""The files of the Open Science Monitor's trials: in a folder, or in its repository's archive.

An edition is one folder of files, three for each sponsor. They are told apart by
their names, which end in the sponsor's ROR id.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from belvedere.errors import InputError
from belvedere.sources.base import Files
from belvedere.sources.reading import open_bytes

_KINDS = (
    ("rates", re.compile(r"indicators_([0-9a-z]{9})\.csv")),
    ("trials", re.compile(r"liste_essais_cliniques_identifies_([0-9a-z]{9})\.csv")),
    ("names", re.compile(r"liste_variantes_noms_([0-9a-z]{9})\.csv")),
    ("lead_names", re.compile(r"lead_sponsor_names\.csv()")),
    ("records", re.compile(r"bso_.*interventional.*\.csv()")),
)
_OF_AN_EDITION = ("rates", "trials", "names")
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


@dataclass(frozen=True)
class Part:
    """One file: what it holds, of which sponsor, and where it is."""

    kind: str
    ror: str
    name: str
    path: Path
    member: str | None = None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it. Raises InputError when it, or the archive it is in, is damaged."""
        if self.member is None:
            with open_bytes(self.path, self.name) as handle:
                yield handle
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as handle:
                yield handle
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _damaged(self.name, error) from error


def _damaged(name: str, error: Exception) -> InputError:
    return InputError(
        f"{name}: the zip archive is damaged ({error}). Download it again; nothing of it was kept."
    )


def find(folder: Path) -> Sequence[Path]:
    """Return the files of the newest edition under a folder, else the newest archive."""
    plain = [path for path in sorted(folder.rglob("*.csv*")) if path.is_file() and kind(path.name)]
    editions = {_edition(path) for path in plain if kind(path.name)[0] in _OF_AN_EDITION}
    if editions:
        newest = max(editions, key=lambda path: (_dated(path.name), path))
        return [
            path for path in plain
            if kind(path.name)[0] not in _OF_AN_EDITION or _edition(path) == newest
        ]
    archives = sorted(folder.rglob("*bso-clinical-trials*.zip"))
    return plain + archives[-1:]


def kind(file_name: str) -> tuple[str, str] | None:
    """Return (kind, ROR id or nothing) of a file by its name; None when it is none of these."""
    for name, pattern in _KINDS:
        if match := pattern.fullmatch(file_name.removesuffix(".gz")):
            return name, match[1]
    return None


def _edition(path: Path) -> Path:
    """Return the folder that holds all sponsors: the repository has one folder each inside."""
    ror = kind(path.name)[1]
    return path.parent.parent if path.parent.name == ror else path.parent


def _dated(text: str) -> str:
    found = _DATE.findall(text)
    return found[-1] if found else ""


def parts(files: Files) -> list[Part]:
    """Return the parts of all files, in the order of kinds, then of names."""
    found = []
    for path in files.paths:
        name = files.name(path)
        if path.suffix == ".zip":
            found += _members(path, name)
        elif known := kind(path.name):
            found.append(Part(*known, name, path))
    order = [name for name, _ in _KINDS]
    return sorted(found, key=lambda part: (order.index(part.kind), part.name))


def _members(path: Path, name: str) -> list[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.namelist()
    except (zipfile.BadZipFile, EOFError) as error:
        raise _damaged(name, error) from error
    found = [
        Part(*known, f"{name}/{PurePosixPath(entry).name}", path, entry)
        for entry in entries if (known := kind(PurePosixPath(entry).name))
    ]
    if not any(part.kind == "trials" for part in found):
        raise InputError(
            f"{name}: the archive has no liste_essais_cliniques_identifies_….csv; it has "
            f"{', '.join(sorted(entries)[:5])}. Is it the repository bso-clinical-trials?"
        )
    # The repository may keep older lists elsewhere: one list of one sponsor, where
    # it publishes them.
    published = [part for part in found if "publipostage" in PurePosixPath(part.member).parts]
    return published or found


def edition_date(files: Files) -> str | None:
    """Return the date that the name of the edition's folder tells: sponsors_2025-05."""
    for path in files.paths:
        if path.suffix != ".zip" and (known := kind(path.name)) and known[0] in _OF_AN_EDITION:
            return _dated(_edition(path).name) or None
    return None
