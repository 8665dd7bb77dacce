"""The index of a reference, kept on disk so that it is made once for each release.

A kept index is named by what it was made from: the reference's digest and this code's. It is
read from the observatory's own folder only: nobody else's file is ever opened.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from belvedere.matching.facts import Facts, facts
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.reference import Reference

_MADE_BY = ("facts", "forms", "languages", "lexicon", "lists", "names_index", "places", "reference",
            "texts", "where", "words", "words_read")


def made(reference: Reference) -> tuple[NamesIndex, Facts]:
    """Return the index of a reference and what the scorer needs of it."""
    index = NamesIndex(reference)
    return index, facts(reference, index)


def kept(
    reference: Reference, folder: Path,
    make: Callable[[Reference], tuple[NamesIndex, Facts]] = made,
) -> tuple[NamesIndex, Facts]:
    """Return the index of a reference, from the folder where it was made before."""
    path = folder / f"organisations-{reference.digest}-{_code()}.index"
    try:
        with path.open("rb") as handle:
            return pickle.load(handle)
    except FileNotFoundError:
        pass
    except (EOFError, pickle.UnpicklingError, AttributeError, ImportError):
        path.unlink()  # half written by a machine that stopped
    found = make(reference)
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "wb") as out:
        pickle.dump(found, out, protocol=5)
    os.replace(temporary, path)
    return found


def rules() -> str:
    """Return the digest of all that decides an answer beside the reference: code, lists, model."""
    digest = hashlib.sha256()
    for one in sorted(files(__package__).iterdir(), key=lambda one: one.name):
        if one.name.endswith((".py", ".csv", ".toml", ".json")):
            digest.update(one.name.encode() + b"\0" + one.read_bytes())
    return digest.hexdigest()[:8]


def _code() -> str:
    digest = hashlib.sha256()
    here = files(__package__)
    for name in (*(f"{module}.py" for module in _MADE_BY), "places.csv"):
        digest.update(here.joinpath(name).read_bytes())
    return digest.hexdigest()[:12]
