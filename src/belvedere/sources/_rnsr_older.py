"""An older export of the directory, in JSON, which has structures that closed since.

It names the establishments of a structure, and the number that each gives it, but
not which of them supervise it and which take part: they are told as related to it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from belvedere.errors import InputError
from belvedere.sources._rnsr_words import NUMBER
from belvedere.sources.reading import decoded, open_bytes
from belvedere.tables.ledger import Ledger, Place


class _Establishment(msgspec.Struct):
    libelle: str | None = None
    sigle: str | None = None


class _Label(msgspec.Struct):
    label: str | None = None
    numero: str | None = None
    etab: _Establishment | None = None


class _Structure(msgspec.Struct):
    num_nat_struct: str
    intitule: str | None = None
    sigle: str | None = None
    annee_creation: str | None = None
    an_fermeture: str | None = None
    ville_postale: str | None = None
    etabAssoc: list[_Label] = []


class Establishment(NamedTuple):
    """An establishment beside a structure, and the number that it gives it, or empty."""

    name: str
    acronym: str
    label: str


class Older(NamedTuple):
    """What an older export says of one structure; years are written or empty."""

    number: str
    name: str
    acronym: str
    start: str
    end: str
    city: str
    establishments: list[Establishment]

    @property
    def labels(self) -> list[str]:
        """The numbers that its establishments give it, each once."""
        return list(dict.fromkeys(one.label for one in self.establishments if one.label))


def older_structures(path: Path, name: str, ledger: Ledger) -> Iterator[tuple[Place, Older]]:
    """Yield the structures of an export, counted. Raises InputError when it is none."""
    with open_bytes(path, name) as handle:
        content = handle.read()
    try:
        entries = msgspec.json.decode(content)["structures"]["structure"]
    except msgspec.DecodeError as error:
        raise InputError(f"{name}: not JSON ({error}). Download it again.") from None
    except (KeyError, TypeError):
        entries = None
    if not isinstance(entries, list):
        raise InputError(
            f"{name}: has no list structures.structure, so it is no export of the directory. "
            "Take it out of the folder, or give it a name that does not begin with rnsr."
        )
    for row, entry in enumerate(entries, start=1):
        ledger.record(name)
        place = Place(name, row)
        try:
            read = msgspec.convert(entry, _Structure, strict=False)
        except msgspec.ValidationError as error:
            ledger.set_aside(place, f"not a structure ({error})")
            continue
        if not NUMBER.fullmatch(read.num_nat_struct):
            ledger.set_aside(
                place, f"{read.num_nat_struct!r} is no national number of a structure",
                read.intitule or "",
            )
            continue
        establishments = [
            Establishment(
                name=" ".join(_mended(one.etab.libelle, name, ledger).split()) if one.etab else "",
                acronym=_mended(one.etab.sigle, name, ledger) if one.etab else "",
                label=f"{one.label or ''} {one.numero or ''}".strip(),
            )
            for one in read.etabAssoc
        ]
        yield place, Older(
            number=read.num_nat_struct,
            name=_mended(read.intitule, name, ledger),
            acronym=_mended(read.sigle, name, ledger),
            start=read.annee_creation or "",
            end=read.an_fermeture or "",
            city=_mended(read.ville_postale, name, ledger),
            establishments=establishments,
        )


def _mended(text: str | None, name: str, ledger: Ledger) -> str:
    # Text by text: the export is one line of megabytes, far too long to mend as a whole.
    return decoded(text.encode("utf-8"), name, ledger) if text else ""
