"""Harvest every source of a landscape, match, compute, and publish an edition.

Reads files already there with --from, else fetches from the net; publishes the
register with them, where it has any organisation. What was done
is not done again: a build that was cut off goes on where it was.
"""

import time
from pathlib import Path

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.config.publishing import books, note
from belvedere.evidence.store import home


def arguments(parser) -> None:
    parser.add_argument("landscape", help="a landscape that comes with Belvedere, or a folder")
    parser.add_argument("--from", dest="folder", type=Path, metavar="DIR",
                        help="read the sources' files from this folder instead of the net")
    parser.add_argument("--only", action="append", default=[], metavar="SOURCE",
                        help="read this source only (may be repeated)")
    parser.add_argument("--engine", default="duckdb", metavar="ENGINE",
                        help="where the large steps run: duckdb (default), or the address of a "
                             "Spark master such as spark://host:7077 or local[2]")


def run(given) -> None:
    began, found = time.monotonic(), books()
    edition = build(home(), landscape(given.landscape), given.folder, only=given.only,
                    on=given.engine, books=found and found[1])
    if found:
        note(found[0], edition, began)
    print(edition.name)
