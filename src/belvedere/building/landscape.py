"""A landscape: which institute is observed, by which sources, beside whom."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from belvedere.building.journal_lists import JournalList, declared
from belvedere.errors import InputError, QuestionError, nearest
from belvedere.tables.journal_lists import digest
from belvedere.tables.ledger import Ledger, Place

_KEYS = {"slug", "name", "institute", "slugs", "peers", "sources", "merge", "answer", "portrait",
         "journal_list"}


@dataclass(frozen=True)
class Landscape:
    """One institute: its identifiers, its peers, its sources, the merges and lists it declares."""

    slug: str
    name: str
    institute: str
    folder: Path
    slugs: Mapping[str, str] = field(default_factory=dict)
    peers: tuple[str, ...] = ()
    sources: Mapping[str, Mapping] = field(default_factory=dict)
    merges: tuple[Mapping, ...] = ()
    answers: tuple[Mapping, ...] = ()
    portrait: Mapping = field(default_factory=dict)
    journal_lists: tuple[JournalList, ...] = ()

    @property
    def summary(self) -> dict:
        """Return what an edition keeps of it."""
        return {
            "slug": self.slug, "name": self.name, "institute": self.institute,
            "slugs": {self.slug: self.institute, **self.slugs}, "peers": list(self.peers),
            "answers": list(self.answers), "portrait": dict(self.portrait),
            "rules": {one.name: list(one.rule) for one in self.journal_lists},
            "journal_list": digest(row for one in self.journal_lists if one.is_default
                                   for _, row in one.rows),
        }


def shipped() -> dict[str, Path]:
    """Return the landscapes that come with Belvedere, by name."""
    folder = Path(str(files("belvedere") / "landscapes"))
    return {path.parent.name: path for path in sorted(folder.glob("*/landscape.toml"))}


def landscape(name: str) -> Landscape:
    """Return a shipped landscape, or one in a folder of one's own.

    Raises QuestionError when there is none, InputError when its file is wrong.
    """
    known = shipped()
    path = known.get(name) or Path(name) / "landscape.toml"
    if not path.exists():
        raise QuestionError(
            f"There is no landscape {name!r}: there are {', '.join(known)}, or give a folder "
            f"that holds a landscape.toml.{nearest(name, known)}"
        )
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} of {name}: {error}.") from None
    strangers = set(written) - _KEYS
    missing = {"slug", "name", "institute"} - set(written)
    if strangers or missing:
        raise InputError(
            f"{path.name} of {name}: "
            + (f"{', '.join(sorted(missing))} missing. " if missing else "")
            + (f"{', '.join(sorted(strangers))} not known; the keys are "
               f"{', '.join(sorted(_KEYS))}." if strangers else "")
        )
    return Landscape(
        slug=written["slug"], name=written["name"], institute=written["institute"],
        folder=path.parent, slugs=written.get("slugs", {}),
        peers=tuple(written.get("peers", ())), sources=written.get("sources", {}),
        merges=tuple(written.get("merge", ())), answers=tuple(written.get("answer", ())),
        portrait=written.get("portrait", {}),
        journal_lists=declared(path.parent, written.get("journal_list", ())),
    )


def merge_rows(
    merges: tuple[Mapping, ...], basis: str, file: str, ledger: Ledger
) -> Iterator[tuple[str, dict, Place]]:
    """Yield the organisation_equivalences that a list of merges declares."""
    for row, merge in enumerate(merges, start=1):
        ledger.record(file)
        stated = {"basis": basis, "holds": True, **merge}
        yield "organisation_equivalences", stated, Place(file, row)
