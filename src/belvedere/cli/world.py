"""An invented world of publications, in OpenAlex's own formats or as Belvedere's tables.

  belvedere world 10000 --to world           10,000 works, as OpenAlex's snapshot has them
  belvedere world 1e6 --to world --form parquet
  belvedere world 1e8 --to world --form tables   the tables work_records and authorships only

The same number and seed give the same works in every form, on any machine. Nobody
in them exists; the journals with well-known names only lend their names.
"""

import shutil
import sys
import time
from pathlib import Path

from tqdm import tqdm

from belvedere.building.settling import say
from belvedere.errors import QuestionError, StoreError
from belvedere.landscapes.worlds.generate import FORMS, MOST, generate


def arguments(parser) -> None:
    parser.add_argument("works", metavar="N", help="how many works, such as 10000 or 1e6")
    parser.add_argument("--to", metavar="FOLDER", type=Path, required=True,
                        help="where to write; a folder that holds no world yet")
    parser.add_argument("--seed", type=int, default=1, help="another number, another world")
    parser.add_argument("--form", choices=FORMS, default="jsonl",
                        help="jsonl or parquet for OpenAlex's records, tables for Belvedere's own "
                             "(default: jsonl)")


def run(given) -> None:
    works, began = number(given.works), time.monotonic()
    bar = tqdm(desc=f"{given.to}", total=works, unit=" works", unit_scale=True, leave=False,
               file=sys.stderr, disable=not sys.stderr.isatty())
    try:
        with bar:
            generate(given.to, works, seed=given.seed, form=given.form, tell=bar.update)
    except OSError as error:
        free = ""
        if given.to.exists():
            free = f" {shutil.disk_usage(given.to).free / 1e9:.1f} GB are free there."
        raise StoreError(
            f"{given.to} cannot be written ({error.strerror or error}).{free} Name another "
            "folder with --to."
        ) from error
    took = time.monotonic() - began
    say(f"{'invented works':<16} {works:,}, seed {given.seed}, {given.form}, {took:.1f} s")
    print(given.to)


def number(written: str) -> int:
    """Return the number of works that was written. Raises QuestionError when it is none."""
    try:
        value = float(written)
        works = int(value)
    except (ValueError, OverflowError):
        works, value = 0, None
    if works != value or not 1 <= works <= MOST:
        raise QuestionError(
            f"N is a whole number of works from 1 to {MOST:,}, such as 10000 or 1e6, not "
            f"{written!r}."
        )
    return works
