"""Measuring a whole process: wall, CPU and peak memory; and medians over runs."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run of a process cost: seconds of wall and CPU, megabytes at its peak."""

    wall: float
    cpu: float
    memory: float


def process(command: Sequence[str], **environment: str) -> Cost:
    """Run a command to its end and return its cost. It must succeed."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    ) as child:
        told = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, told
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


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
        text += f"   {mine.wall / floor.wall:5.1f} x wall of its floor"
    print(f"{text}  {note}".rstrip(), flush=True)


def machine() -> str:
    """Return what the numbers were measured on."""
    cores = len(os.sched_getaffinity(0))
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return f"{cores} cores, load {os.getloadavg()[0]:.1f}" + (
        "" if limit == resource.RLIM_INFINITY else f", memory limit {limit // 2**20} MB")
