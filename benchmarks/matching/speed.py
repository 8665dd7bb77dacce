"""How fast texts are matched, and how that grows with their number.

Organisations alone, units alone, and all together as ``belvedere match`` does it; the making of
the indexes; memory. For more texts than there are, the labelled ones are varied: each way
of writing one again is made from its number alone, so a run can be repeated.
"""

import gc
import random
import resource
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from belvedere.evidence.writing import write_rows
from belvedere.matching.controlled import ControlledNames
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference
from belvedere.matching.rules import Rules
from belvedere.matching.units import UnitMatcher
from belvedere.sources.base import Files
from belvedere.sources.rnsr import SOURCE
from belvedere.tables.ledger import Ledger

HUNDRED_MILLION = 100_000_000
AT_ONCE = 2_000
_FIRST = ("Department of Medicine", "Service de Neurologie", "Laboratory 4", "School of Science",
          "Unité de Recherche Clinique", "Division of Cardiology", "Team 2")


def memory() -> float:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def varied(texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield so many texts: the given ones, then each written in other ways."""
    for number in range(count):
        text = texts[number % len(texts)]
        again = number // len(texts)
        yield _written(text, again, number) if again else text


def _written(text: str, again: int, number: int) -> str:
    """Return a text written in another way, by the number of times that it was written before."""
    parts = text.split(", ")
    chance = random.Random(number)
    if again % 2:
        parts.insert(0, f"{chance.choice(_FIRST)} {chance.randrange(1, 1 + 3 * again)}")
    if again % 3 == 0:
        parts = [*parts[1:], parts[0]]
    if again % 5 == 0:
        parts.append(f"author{number}@example.org")
    made = (", ", "; ", " - ")[again % 3].join(parts)
    if again % 4 == 1:
        return made.upper()
    if again % 4 == 2:
        plain = unicodedata.normalize("NFKD", made)
        return "".join(c for c in plain if not unicodedata.combining(c))
    return made


def speed(reference: Reference, data: Path, texts: Sequence[str], count: int) -> None:
    """Print indexes, speeds, and the curve to ``count`` texts and on to a hundred million."""
    began, before = time.process_time(), memory()
    matcher = Matcher(reference)
    print(f"organisations: {len(reference.organisations):,}, index in "
          f"{time.process_time() - began:.1f} s of CPU, {memory():,.0f} MB "
          f"({before:,.0f} before)")
    with tempfile.TemporaryDirectory() as folder:
        found = units(data, Path(folder))
    distinct = sorted(set(texts))
    random.Random(1).shuffle(distinct)
    some = distinct[:count]
    gc.collect()
    gc.freeze()  # what was loaded stays
    _told("organisations", some, lambda part: matcher.match_all(part))
    _told("organisations again", some, lambda part: matcher.match_all(part))
    rules = Rules(ControlledNames.declared(), found)
    _told("units", some, lambda part: [found.find(one) for one in part])
    _told("units and controlled names", some, lambda part: [rules.find(one) for one in part])
    matcher.finders = (rules,)
    _curve(matcher, distinct, count)


def units(data: Path, folder: Path) -> UnitMatcher:
    """Return what finds the units of the directory that is under the shared data."""
    ledger = Ledger()
    files = Files(data, tuple(SOURCE.find(data)))
    write_rows(folder, SOURCE.tables, SOURCE.read(files, ledger), ledger)
    began, before = time.process_time(), memory()
    found = UnitMatcher.read(folder)
    print(f"units: {len(found.units):,}, index in {time.process_time() - began:.1f} s of CPU, "
          f"{memory():,.0f} MB ({before:,.0f} before)")
    return found


def _told(title: str, texts: Sequence[str], run: Callable[[Sequence[str]], object]) -> None:
    began, used = time.perf_counter(), time.process_time()
    for at in range(0, len(texts), AT_ONCE):
        run(texts[at:at + AT_ONCE])
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(f"{title:<28} {len(texts):>9,} distinct texts: {len(texts) / cpu:>9,.0f} a second of CPU "
          f"({len(texts) / wall:,.0f} of wall), {memory():,.0f} MB")


def _curve(matcher: Matcher, texts: Sequence[str], count: int) -> None:
    """Print time and memory at each doubling, distinct texts first, all that a text is asked."""
    print(f"{'all together':<28} {'given':>11} {'distinct':>11} {'CPU s':>9} {'a second':>9} "
          f"{'MB':>7}")
    seen: set[str] = set()
    waiting: list[str] = []
    used, told = 0.0, max(count // 16, 1)
    for given, text in enumerate(varied(texts, count), start=1):
        if text not in seen:
            seen.add(text)
            waiting.append(text)
        if len(waiting) == AT_ONCE or given in (told, count):
            began = time.process_time()
            matcher.match_all(waiting)
            used += time.process_time() - began
            waiting = []
        if given in (told, count):
            print(f"{'':<28} {given:>11,} {len(seen):>11,} {used:>9.1f} {len(seen) / used:>9,.0f} "
                  f"{memory():>7,.0f}")
            told *= 2
    hours = HUNDRED_MILLION * used / len(seen) / 3600
    print(f"{'a hundred million distinct':<28} {hours:,.1f} hours of one core at this speed, "
          f"{hours / 64:,.1f} of 64")
