"""The full indicator table: raw tables to the countries' fact, to sums, to ten measures.

Beside ours stand two floors. The same: hand-written SQL that writes what ours
writes, works with all that they count by, scores, the fact with dates, themes and
access in the order of its countries, and sums of 17 amounts in two countings, by
theme. The least: that from which the same ten measures follow, and nothing else.
All read the same raw tables, a part at a time: ours as a build does, with one thread and
512 MB, the floors with two threads and 1 GB, with which they are fastest.
"""

import json
import math
import re
import shutil
import subprocess
from pathlib import Path

from belvedere.landscapes.worlds import entities
from belvedere.landscapes.worlds.institutions import institutions
from benchmarks import measure
from benchmarks.measure import Cost
from benchmarks.publications.edition import write
from benchmarks.publications.processes import command, in_turn
from benchmarks.publications.worlds import world

SIZES = (1_000_000,)
STEPS = {"fact": "fact from raw", "table": "table from the fact", "cube": "from the stored sums"}
WHO = {"ours": "ours", "same": "the same by hand", "floor": "the least by hand"}


def run(folder: Path, given) -> None:
    """Print each step of ours and of the floors for each size; their answers must agree.

    A step that was measured in this folder already is told again, not run again: so
    a large size that was broken off goes on where it stopped.
    """
    who = {"ours": WHO["ours"]} if given.alone else WHO
    for count in given.works or SIZES:
        raw = world(folder, count, "tables")
        _organisations(raw / "organisation_records.parquet", count)
        made = {name: folder / f"table-{name}-{count}" for name in who}
        held = folder / f"table-{count}.json"
        costs = json.loads(held.read_text()) if held.exists() else {}
        for step, told in STEPS.items():
            if step not in costs:
                costs[step] = in_turn({name: _run(name, raw, made[name], step) for name in who},
                                      given.runs)
                held.write_text(json.dumps(costs))
            for name, title in who.items():
                measure.line(f"{told}, {count / 1e6:g}M works, {title}", Cost(*costs[step][name]))
            mine, *others = (Cost(*costs[step][name]) for name in who)
            for other, title in zip(others, list(who.values())[1:]):
                print(f"    ours is {mine.cpu / other.cpu:.1f} x CPU and "
                      f"{mine.wall / other.wall:.1f} x wall of {title}")
        answers = [_answer(name, raw, place) for name, place in made.items()]
        for other in answers[1:]:
            assert all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(answers[0], other)), answers
        for place in made.values():
            shutil.rmtree(place)
        held.unlink()


def _run(who: str, raw: Path, made: Path, step: str) -> list[str]:
    script = "ours_cube" if (who, step) == ("ours", "cube") else f"{who}_table"
    return command(script, raw, made, step)


def _organisations(target: Path, count: int) -> None:
    """Write the world's institutions, by which a work's organisations are told."""
    made = institutions(1, count, ())
    ids = [f"openalex:{one['id'].rpartition('/')[2]}" for one in entities.institutions(made)]
    write(target, "organisation_records",
          {"record_id": ids, "scheme": ["openalex"] * len(ids)})


def _answer(who: str, raw: Path, made: Path) -> list[float]:
    told = subprocess.run(_run(who, raw, made, "cube"), capture_output=True, text=True,
                          check=True).stdout
    return [float(number) for number in re.findall(r"[\d.]+(?:e[+-]?\d+)?", told)]
