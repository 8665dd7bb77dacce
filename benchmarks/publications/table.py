"""The full indicator table: raw tables to the countries' fact, to sums, to ten measures.

Beside ours stand two floors. The same: hand-written SQL that writes what ours
writes, works with all their columns, the fact with dates, themes, access and
scores in the order of its countries, and sums of 17 amounts in two countings, by
theme. The least: that from which the same ten measures follow, and nothing else.
All read the same raw tables, a part at a time, in 1 GB.
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
WHO = {"ours": "ours", "same": "the same by hand", "floor": "the least by hand"}


def run(folder: Path, given) -> None:
    """Print each step of ours and of the floors for each size; their answers must agree."""
    for count in given.works or SIZES:
        raw = folder / f"tables-{count}"
        if not raw.exists():
            generate(raw, count, form="tables")
        made = {who: folder / f"table-{who}" for who in WHO}
        for place in made.values():
            shutil.rmtree(place, ignore_errors=True)
        for step, told in STEPS.items():
            cost = {who: measure.process(command(f"{who}_table", raw, place, step))
                    for who, place in made.items()}
            for who, name in WHO.items():
                measure.line(f"{told}, {count / 1e6:g}M works, {name}", cost[who])
            print("    ours is " + ", ".join(
                f"{cost['ours'].cpu / cost[who].cpu:.1f} x CPU and "
                f"{cost['ours'].wall / cost[who].wall:.1f} x wall of {WHO[who]}"
                for who in ("same", "floor")))
        answers = [_answer(who, raw, place) for who, place in made.items()]
        for other in answers[1:]:
            assert all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(answers[0], other)), answers
        for place in made.values():
            shutil.rmtree(place)


def _answer(who: str, raw: Path, made: Path) -> list[float]:
    told = subprocess.run(command(f"{who}_table", raw, made, "cube"), capture_output=True,
                          text=True, check=True).stdout
    return [float(number) for number in re.findall(r"[\d.]+(?:e[+-]?\d+)?", told)]
