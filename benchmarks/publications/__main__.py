"""Publications, each step beside its floor and its peers, all measured in one run.

    python -m benchmarks.publications                      everything at small sizes
    python -m benchmarks.publications ingest --works 50000 200000 --queries
    python -m benchmarks.publications descriptive --works 10000 200000 --peers FOLDER
    python -m benchmarks.publications normalised --works 1000000 --peers FOLDER
    python -m benchmarks.publications table --works 1000000 10000000 100000000 --folder FOLDER
    python -m benchmarks.publications pubmed

A peer is another package, installed once into a virtual environment in the folder
that --peers names; without it peers are left out. Worlds are invented anew unless
--folder names where to keep them; there a table that was broken off goes on.
"""

import argparse
import importlib
import tempfile
from pathlib import Path

from benchmarks import measure

NAMES = ("ingest", "descriptive", "normalised", "table", "pubmed")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME",
                         help=f"what to measure: {', '.join(NAMES)} (default: all)")
    options.add_argument("--works", type=int, nargs="+", help="how many works, once for each size")
    options.add_argument("--runs", type=int, default=3, help="runs of each process (default 3)")
    options.add_argument("--queries", action="store_true", help="what ingest's queries cost")
    options.add_argument("--peers", type=Path, help="folder of the peers, made when not there")
    options.add_argument("--alone", action="store_true",
                         help="the table without its floors: for the largest sizes")
    options.add_argument("--folder", type=Path, help="where worlds are kept between runs")
    given = options.parse_args()
    if strangers := set(given.names) - set(NAMES):
        options.error(f"there is no {', '.join(sorted(strangers))}: there are {', '.join(NAMES)}")
    print(f"{measure.machine()}\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for name in given.names or NAMES:
            importlib.import_module(f"benchmarks.publications.{name}").run(folder, given)
            print()


if __name__ == "__main__":
    main()
