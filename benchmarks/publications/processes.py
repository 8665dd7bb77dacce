"""Running the processes of one comparison in turn, and telling what they cost."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.measure import Cost

RUNS = Path(__file__).with_name("runs")


def command(name: str, *arguments: object, python: str = sys.executable) -> list[str]:
    """Return the command of one of the runs."""
    return [python, str(RUNS / f"{name}.py"), *map(str, arguments)]


def in_turn(
    commands: Mapping[str, Sequence[str]], times: int, fresh: Sequence[Path] = ()
) -> dict[str, Cost]:
    """Return the median cost of each command; in turn, so a busy moment falls on all.

    ``fresh`` are folders that each run writes anew.
    """
    costs = {name: [] for name in commands}
    for _ in range(times):
        for place in fresh:
            shutil.rmtree(place, ignore_errors=True)
        for name, words in commands.items():
            costs[name].append(measure.process(words))
    return {name: measure.median(found) for name, found in costs.items()}


def beside(cost: Cost, mine: Cost) -> str:
    """Return how many times ours a peer's cost is."""
    return f"{cost.wall / mine.wall:.1f} x ours ({cost.cpu / mine.cpu:.1f} x CPU)"
