"""Measuring a whole process: wall, CPU and peak memory; and medians over runs."""

import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run of a process cost: seconds of wall and CPU, megabytes at its peak."""

    wall: float
    cpu: float
    memory: float


_LAUNCH = """
import json, os, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, time.perf_counter() - began, used.ru_utime + used.ru_stime,
                  used.ru_maxrss / 1024]))
"""


def process(command: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end and return its cost. It must succeed.

    A process begins as a copy of the one that starts it, whose memory counts for its
    peak: so a small one starts it, not this one, which may have grown. Modules are
    compiled once and kept, as they are where Belvedere is installed.
    """
    given = os.environ | environment
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    launched = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCH, *command], env=given,
        capture_output=True, text=True, check=True)
    code, wall, cpu, memory = json.loads(launched.stdout)
    assert code == 0, launched.stderr
    return Cost(wall, cpu, memory)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each number over runs."""
    return Cost(*(statistics.median(values) for values in zip(*costs)))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def line(name: str, mine: Cost, floor: Cost | None = None, note: str = "") -> None:
    """Print one result, with its ratio to the floor measured in the same run."""
    text = f"{name:<44} {mine.wall:8.2f} s wall {mine.cpu:8.2f} s CPU {mine.memory:7.0f} MB"
    if floor is not None:
        # on a machine shared with others CPU tells more than wall does
        text += (f"   {mine.wall / floor.wall:5.1f} x wall, {mine.cpu / floor.cpu:.1f} x CPU of "
                 "its floor")
    print(f"{text}  {note}".rstrip(), flush=True)


def machine() -> str:
    """Return what the numbers were measured on."""
    cores = len(os.sched_getaffinity(0))
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return f"{cores} cores, load {os.getloadavg()[0]:.1f}" + (
        "" if limit == resource.RLIM_INFINITY else f", memory limit {limit // 2**20} MB")
