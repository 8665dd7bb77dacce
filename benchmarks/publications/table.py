"""The full indicator table: raw tables to the countries' fact, to sums, to ten measures.

Ours writes the works with all their columns, the fact with dates, themes, access
and each work's scores in the order of its countries, and sums of 18 amounts in two
countings, by theme. The floor writes the least from which the same ten measures
follow. Both read the same raw tables, a part at a time, in 1 GB.
"""

import math
import re
import shutil
import subprocess
from pathlib import Path

from belvedere.landscapes.worlds.generate import generate
from benchmarks import measure
from benchmarks.publications.processes import command

SIZES = (1_000_000,)
STEPS = {"fact": "fact from raw", "table": "table from the fact", "cube": "from the stored sums"}


def run(folder: Path, given) -> None:
    """Print each step of ours and of the floor for each size; their answers must agree."""
    for count in given.works or SIZES:
        raw = folder / f"tables-{count}"
        if not raw.exists():
            generate(raw, count, form="tables")
        made = {"floor": folder / "table-floor", "ours": folder / "table-ours"}
        for place in made.values():
            shutil.rmtree(place, ignore_errors=True)
        for step, told in STEPS.items():
            cost = {who: measure.process(command(f"{who}_table", raw, place, step))
                    for who, place in made.items()}
            measure.line(f"{told}, {count / 1e6:g}M works, ours", cost["ours"], cost["floor"])
            measure.line(f"{told}, {count / 1e6:g}M works, floor", cost["floor"])
        ours, theirs = (
            [float(number) for number in re.findall(r"[\d.]+(?:e[+-]?\d+)?", subprocess.run(
                command(f"{who}_table", raw, made[who], "cube"), capture_output=True, text=True,
                check=True).stdout)] for who in ("ours", "floor"))
        assert all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(ours, theirs)), (ours, theirs)
        for place in made.values():
            shutil.rmtree(place)
