"""The invented worlds that are measured on, each made once in a run, or once in a folder."""

import shutil
from pathlib import Path

from belvedere.landscapes.worlds.generate import generate


def world(folder: Path, works: int, form: str, per_part: int = 100_000) -> Path:
    """Return the folder of a world of so many works; one that is there already is taken."""
    place = folder / f"world-{form}-{works}-{per_part}"
    if not place.exists():
        making = place.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        generate(making, works, form=form, per_part=per_part)
        making.rename(place)
    return place
