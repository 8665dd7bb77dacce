"""Making an invented world: every file of every source, in the source's own format.

The same seed and scale give the same bytes, on any machine. Files are written as
they are made up, so a large world takes time and disk but no more memory.
"""

from pathlib import Path

from belvedere.landscapes.demo import (
    cordis,
    monitor,
    patents,
    publications,
    registry,
    rnsr,
    ror,
    statements,
)
from belvedere.landscapes.demo.world import World


def generate(folder: Path, *, seed: int = 1, scale: float = 1.0) -> None:
    """Write the files of an invented world into a folder.

    At scale 1 it has 3,000 organisations, 4,000 projects, 400 structures,
    1,500 trials, 600 patent families and 20,000 works. The seed changes everything but
    the names and identifiers of the organisations that the landscape names.
    """
    world = World(seed, scale)
    folder.mkdir(parents=True, exist_ok=True)
    ror.write(folder, world)
    ror.write_crosswalk(folder, world)
    europe = cordis.write(folder, world)
    structures = rnsr.write(folder, world)
    registry.write(folder, world)
    monitor.write(folder, world)
    patents.write(folder, world)
    publications.write(folder, world)
    statements.write(folder, world, europe, structures)
