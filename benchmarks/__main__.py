"""Build, ask, and the figure page, each beside its floor in one run.

    make bench                              the shared records if they are there, else the demo
    .venv/bin/python -m benchmarks --scale 5    the demo landscape, five times its size

The floor is plain DuckDB on the same files: reading the inputs for the build, one
query of the same Parquet for a question and for a page.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from belvedere.evidence.store import Store
from belvedere.landscapes.demo.generate import generate
from benchmarks import measure
from benchmarks.pages import pages

BELVEDERE = str(Path(sys.executable).parent / "belvedere")
SHARED = Path(__file__).parents[1].parent / "shared" / "data"

READ_INPUTS = """
import duckdb, sys, glob
con = duckdb.connect(config={"threads": 2, "memory_limit": "512MB"})
out, names = sys.argv[1], sys.argv[2:]
for n, name in enumerate(names):
    reader = ("read_csv('%s', delim='%s', all_varchar=true, ignore_errors=true, encoding='utf-8')"
              % (name, ";" if "cordis" in name or "fr-esr" in name else ",")
              if ".csv" in name else "read_json_objects('%s')" % name)
    try:
        con.execute("COPY (SELECT * FROM %s) TO '%s/%d.parquet' (COMPRESSION zstd)"
                    % (reader, out, n))
    except duckdb.Error as error:
        print(name, error)
"""

ONE_QUERY = """
import duckdb, sys
con = duckdb.connect(config={"threads": 2})
print(con.execute(open(sys.argv[1]).read()).fetchall())
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--scale", type=float, help="the demo landscape, this many times")
    options.add_argument("--runs", type=int, default=7, help="runs of each question (default 7)")
    options.add_argument("--requests", type=int, default=800, help="page requests (default 800)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), given)


def run(folder: Path, given) -> None:
    home = folder / "home"
    if given.scale is None and SHARED.is_dir():
        landscape, files, what = "inserm", SHARED, "the shared records"
    else:
        landscape, files, what = "demo", folder / "files", f"the demo, scale {given.scale or 1}"
        generate(files, scale=given.scale or 1)
    print(f"{what}; {measure.machine()}\n")
    environment = {"BELVEDERE_HOME": str(home)}

    mine = measure.process([BELVEDERE, "build", landscape, "--from", str(files)], **environment)
    edition = Store(home).edition()
    inputs = [
        str(files / entry["file"]) for origin in edition.origins()
        for entry in origin["inputs"] if isinstance(entry, dict)
        and not entry["file"].endswith((".zip", ".toml"))
    ]
    (folder / "floor").mkdir()
    floor = measure.process(
        [sys.executable, "-c", READ_INPUTS, str(folder / "floor"), *inputs])
    measure.line("build, everything", mine, floor,
                 "floor: the same files read to Parquet, unchecked")
    again = measure.process([BELVEDERE, "build", landscape, "--from", str(files)], **environment)
    measure.line("build, nothing new", again)

    question = ["ask", "eu_projects", "--of", landscape, "--where", "programme=FP7"]
    query = folder / "query.sql"
    query.write_text(_stdout([BELVEDERE, *question, "--sql"], environment))
    mine, floor = [], []
    for _ in range(given.runs):  # in turn, so that a busy moment falls on both
        mine.append(measure.process([BELVEDERE, *question, "--format", "json"], **environment))
        floor.append(measure.process([sys.executable, "-c", ONE_QUERY, str(query)]))
    measure.line(f"ask, cold start (median of {given.runs})", measure.median(mine),
                 measure.median(floor), "floor: the same query by plain DuckDB, with its import")
    pages(home, landscape, query.read_text(), given.requests)


def _stdout(command, environment) -> str:
    done = subprocess.run(command, env=os.environ | environment, check=True,
                          capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    main()
