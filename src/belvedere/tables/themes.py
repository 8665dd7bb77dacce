"""Themes: named filters over all families of records, such as cancer."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Theme:
    """A theme: its titles, and what makes a work belong to it."""

    name: str
    title_en: str
    title_fr: str
    subfields: tuple[str, ...]
    mesh: tuple[str, ...]


def digest() -> str:
    """Return a digest of what the themes filter by: sums by theme hang on it."""
    told = [(theme.name, theme.subfields, theme.mesh) for theme in themes().values()]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


@cache
def themes() -> dict[str, Theme]:
    """Return the declared themes by name."""
    declared = tomllib.loads(
        (files("belvedere.tables") / "themes.toml").read_text(encoding="utf-8"))
    return {
        name: Theme(name, written["title"]["en"], written["title"]["fr"],
                    tuple(written["subfields"]), tuple(written["mesh"]))
        for name, written in declared.items()
    }
