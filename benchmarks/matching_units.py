"""Units found in affiliation texts: how well, how fast, with how much memory.

    .venv/bin/python -m benchmarks.matching_units

Needs the shared records. Quality is over the development halves, labels as given where all
labelled units are in the directory, and over the six hundred texts labelled by hand.
"""

import gc
import gzip
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from belvedere.evidence.writing import write_rows
from belvedere.matching.controlled import ControlledNames
from belvedere.matching.unit_codes import unit_codes
from belvedere.matching.units import UnitMatcher
from belvedere.sources.base import Files
from belvedere.sources.rnsr import SOURCE
from belvedere.tables.ledger import Ledger

HOUSE = Path(__file__).parents[1]
SHARED = HOUSE.parent / "shared" / "data"
OWN = HOUSE / "tests" / "data" / "inserm_texts.jsonl"
INSERM = "ror:02vjkv261"
TEXTS = (
    "rnsr_inist_2014", "rnsr_hal_1000", "crossref_publisher_2023", "springer_2023_10k", "s2aff",
    "marple_crossref_2024", "marple_springer_2023", "ror_api_names", "ror_logs_2023",
)

Labelled = tuple[str, int | None, set[str]]


def lines(name: str) -> list[dict]:
    path = SHARED / "affiliations" / f"{name}.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def harvest(folder: Path) -> None:
    """Write the directory's tables as a build would."""
    ledger = Ledger()
    files = Files(SHARED, tuple(SOURCE.find(SHARED)))
    write_rows(folder, SOURCE.tables, SOURCE.read(files, ledger), ledger)


def quality(name: str, rows: Sequence[Labelled], find: Callable[[str, int | None], set]) -> None:
    """Print precision, recall and F1 over labels, and how many texts are wholly right."""
    told = right = both = exact = 0
    for text, year, labels in rows:
        found = find(text, year)
        told, right, both = told + len(found), right + len(labels), both + len(found & labels)
        exact += found == labels
    precision, recall = both / told, both / right
    print(f"{name:<34} {len(rows):>6} texts  precision {100 * precision:6.2f}  "
          f"recall {100 * recall:6.2f}  F1 {200 * precision * recall / (precision + recall):6.2f}"
          f"  exact {100 * exact / len(rows):6.2f}")


def speed(name: str, texts: Sequence[str], run: Callable[[str], object], runs: int = 3) -> None:
    """Print how many texts a second one core reads: the best of some runs, in CPU time."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        for text in texts:
            run(text)
        best = min(best, time.process_time() - began)
    print(f"{name:<34} {len(texts):>6} texts  {len(texts) / best:>9,.0f} texts/s"
          f"  {best / len(texts) * 1e6:6.1f} µs each")


def main() -> int:
    if not (SHARED / "affiliations").is_dir():
        print(f"the shared data folder is not there: {SHARED}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as written:
        folder = Path(written)
        harvest(folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.process_time()
        matcher = UnitMatcher.read(folder)
        names = ControlledNames.declared()
        loading = time.process_time() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(matcher.units)} structures loaded in {loading:.1f} s; peak memory "
              f"{after:.0f} MB, of which {before:.0f} MB for the harvest before\n")
        report(matcher, names)
    return 0


def report(matcher: UnitMatcher, names: ControlledNames) -> None:
    known = {unit.number for unit in matcher.units}

    def units(text: str, year: int | None) -> set[str]:
        return {one.record_id.partition(":")[2] for one in matcher.find(text, year)}

    for name in ("rnsr_inist_2014", "rnsr_hal_1000", "rnsr_inist_2021"):
        quality(f"units, {name}", [
            (row["string"], int(row["year"]), set(row["rnsr"])) for row in lines(name)
            if row["rnsr"] and known.issuperset(row["rnsr"])], units)
    own = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    quality("units, labelled by hand", [
        (row["text"], row["year"], set(row["units"])) for row in own], units)
    quality("Inserm named, labelled by hand", [
        (row["text"], None, {INSERM} if row["inserm"] == "named" else set()) for row in own],
        lambda text, _: {one.record_id for one in names.find(text)} & {INSERM})
    print()
    gc.collect()
    gc.freeze()  # what was loaded stays
    sets = {name: [row["string"] for row in lines(name)] for name in TEXTS}
    every = list(dict.fromkeys(text for texts in sets.values() for text in texts))
    speed("units, all distinct texts", every, matcher.find)
    for name in ("rnsr_inist_2014", "rnsr_hal_1000", "springer_2023_10k"):
        speed(f"units, {name}", sets[name], matcher.find)
    speed("numbers alone, all distinct texts", every, lambda text: list(unit_codes(text)))
    speed("controlled names, all", every, names.find)


if __name__ == "__main__":
    raise SystemExit(main())
