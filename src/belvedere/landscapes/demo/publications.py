"""The publications of the invented world: an OpenAlex snapshot that its institutes sign."""

from pathlib import Path

from belvedere.landscapes.demo import rnsr
from belvedere.landscapes.demo.heads import HEADS, INSTITUTE
from belvedere.landscapes.demo.world import World, parent_of
from belvedere.landscapes.worlds.generate import generate

WORKS = 20_000
"""At scale 1."""
UNITED = (INSTITUTE, 8, 9, 10, 11)
"""Those of whom affiliations name the units."""
_KNOWN = len(HEADS) + 60
"""Organisations below this number sign works under their own ROR ids."""


def write(folder: Path, world: World) -> None:
    """Write the snapshot of a world's publications."""
    known = [one for one in map(world.organisation, range(_KNOWN)) if one.ror]
    rors = {one.number: one.ror for one in known}
    generate(
        folder / "openalex", max(1_000, round(WORKS * world.scale)), seed=world.seed,
        institutions=[
            {"ror": one.ror, "name": one.name, "country": one.country.code, "type": one.kind}
            | ({"departments": rnsr.departments(world, one.number)} if one.number in UNITED else {})
            | ({"parent": rors[parent]} if (parent := parent_of(one.number)) in rors else {})
            for one in known
        ],
    )
