"""How often a text that is written otherwise, and says the same, gets another answer."""

import random
import re
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from belvedere.matching.controlled import ControlledNames
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference
from belvedere.matching.rules import Rules
from benchmarks.matching.speed import units

_LONG = re.compile(r"[^\W\d_]{8,}")


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", text)
                   if not unicodedata.combining(one))


def _between(separator: str) -> Callable[[str], str]:
    return lambda text: text.replace(", ", separator)


def _cut(end: str) -> Callable[[str], str]:
    """Return what cuts one long word of a text, by a hyphen and what comes after it."""
    def cut(text: str) -> str:
        long = _LONG.findall(text)
        if not long:
            return text
        word = random.Random(text).choice(long)
        half = len(word) // 2
        return text.replace(word, f"{word[:half]}-{end}{word[half:]}", 1)
    return cut


CHANGES: Mapping[str, Callable[[str], str]] = {
    "in capitals": str.upper, "in small letters": str.lower, "without accents": _without_accents,
    "semicolons": _between("; "), "slashes": _between(" / "), "bars": _between(" | "),
    "dashes": _between(" - "), "tabs": _between("\t"), "lines": _between("\n"),
    "commas alone": _between(","),
    "an e-mail after it": lambda text: f"{text}. Electronic address: jean.dupont@example.org",
    "a footnote's mark": lambda text: f"1{text}",
    "spaces doubled": lambda text: text.replace(" ", "  "),
    "wrapped lines": lambda text: "\n".join(textwrap.wrap(text, 40)),
    "a word cut": _cut(" "), "a word cut by a line": _cut("\n"),
    "segments turned": lambda text: ", ".join(reversed(text.split(", "))),
}


def rewritten(reference: Reference, data: Path, texts: Sequence[str], count: int) -> None:
    """Print for each change how many of ``count`` texts, drawn at random, are answered otherwise.

    Answers are those of ``belvedere match``: by rules and the shipped model.
    """
    with tempfile.TemporaryDirectory() as folder:
        rules = Rules(ControlledNames.declared(), units(data, Path(folder)))
    matcher = Matcher(reference, (rules,))
    distinct = sorted(set(texts))
    random.Random(1).shuffle(distinct)
    some = distinct[:count]
    before = _whom(matcher, some)
    print(f"{sum(map(bool, before)):,} of {len(some):,} texts name somebody")
    for name, change in CHANGES.items():
        others = [change(text) for text in some]
        changed = [text != other for text, other in zip(some, others)]
        moved = [was != now for was, now in zip(before, _whom(matcher, others))]
        print(f"{name:<24} {sum(changed):>6,} texts changed {sum(moved):>5,} answered otherwise "
              f"({100 * sum(moved) / max(sum(changed), 1):.2f} %)")


def _whom(matcher: Matcher, texts: Sequence[str]) -> list[frozenset[tuple[str, str]]]:
    return [frozenset((one.record_id, one.how) for one in answer.found)
            for answer in matcher.match_all(texts)]
