"""Each benchmark still runs, at a small size: it calls steps of the build that move under it."""

import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["ingest", "descriptive", "normalised", "table"])
def test_a_benchmark_prints_ours_beside_its_floor(name, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.publications", name,
         "--works", "2000", "--runs", "1", "--queries", "--folder", str(tmp_path)],
        cwd=HOUSE, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert "ours" in ran.stdout and "x CPU" in ran.stdout


def test_publishing_a_register_is_told_for_each_kind_of_change():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.published", "--organisations", "300"],
        cwd=HOUSE, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("s of processor") == 2 and "floor" in ran.stdout
