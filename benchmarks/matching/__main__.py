"""Matching of organisations beside others on the same texts, and the making of its model.

    python -m benchmarks.matching quality --data FOLDER [--uncounted] [--peer PYTHON]
        [--sample 300]
    python -m benchmarks.matching train --data FOLDER
    python -m benchmarks.matching speed --data FOLDER [--texts 1000000]
    python -m benchmarks.matching rewritten --data FOLDER [--texts 5000]
    python -m benchmarks.matching spark --data FOLDER [--texts 200000]

FOLDER holds ``affiliations``, and ``openalex`` with the works that it counts for institutions;
``--uncounted`` leaves these out. Quality is that of ``belvedere match``, by cross-validation: each
text is answered by rules and by a model that has seen neither it nor any text of the same words.
PYTHON is an interpreter with crossref-matcher 1.3.3, unidecode and rapidfuzz installed; it runs
unmodified on a sample, its search server replaced by the BM25 of ``marple.py``. Speed tells
organisations, units, and the curve to so many texts. Rewritten tells how many texts that say the
same in other letters or another layout are answered otherwise. Spark holds its answers to those of
one process, by ROR and RNSR.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from belvedere.matching import scorer as shipped
from belvedere.matching.controlled import ControlledNames
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference
from belvedere.matching.rules import Rules
from belvedere.matching.scorer import Scorer
from benchmarks.matching import marple, training
from benchmarks.matching.marking import mark
from benchmarks.matching.rewritten import rewritten
from benchmarks.matching.sets import FOLDS, SETS, labelled, reference
from benchmarks.matching.spark import on_spark
from benchmarks.matching.speed import speed, units

PUBLISHED = {
    "marple_crossref_2024": "94.2/85.1/89.4/84.0", "marple_springer_2023": "95.3/90.1/92.6/87.4",
    "s2aff": "90.9/80.3/85.2/76.8", "ror_logs_2023": "78.6/82.5/80.5/83.3",
    "ror_api_names": "97.6/89.9/93.6/89.3",
}
"""Precision, recall, F1, exact of the prototype on the covered labels of the same texts."""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("quality", "train", "speed", "rewritten", "spark"))
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--uncounted", action="store_true", help="without counts of works")
    options.add_argument("--peer", help="an interpreter that has crossref-matcher 1.3.3")
    options.add_argument("--sample", type=int, default=300, help="texts of each set for the peer")
    options.add_argument("--texts", type=int, default=20_000,
                         help="texts of the curve of speed, and on Spark")
    given = options.parse_args()
    if given.what in ("speed", "rewritten", "spark"):
        texts = [one.text for name in SETS for one in labelled(given.data, name)]
        if given.what == "spark":
            on_spark(given.data, texts, given.texts)
            return
        run = speed if given.what == "speed" else rewritten
        run(reference(given.data), given.data, texts, given.texts)
        return
    texts = [one for name in SETS for one in labelled(given.data, name)]
    if given.what == "train":
        models = {}
        for name in ("counted", "uncounted"):
            found = training.examples(
                Matcher(reference(given.data, name == "counted"), scorer=_blank()), texts)
            models[name] = training.learned(found, np.ones(len(found.texts), dtype=bool))
        path = Path(shipped.__file__).with_name(shipped.MODEL)
        path.write_text(json.dumps(models, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
        return
    began = time.perf_counter()
    matcher = Matcher(reference(given.data, not given.uncounted), scorer=_blank())
    print(f"index of {len(matcher.reference.organisations):,} organisations, "
          f"{len(matcher.index.keys):,} names: {time.perf_counter() - began:.0f} s, "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    _quality(given, matcher, texts, training.examples(matcher, texts))


def _blank() -> Scorer:
    """Return a scorer that knows nothing, where only candidates are wanted."""
    nodes = 2 ** shipped.DEPTH
    return Scorer({
        "version": "none", "features": [*shipped.FEATURES, "prior"], "threshold": 1.0, "start": 0,
        "asked": [[0] * (nodes - 1)], "more_than": [[0] * (nodes - 1)], "leaves": [[0] * nodes],
        "prior": {},
    })


def _answers(given, reference: Reference, examples) -> dict[int, frozenset[str]]:
    """Return the organisations of ROR that ``belvedere match`` finds named in each text.

    By rules, and by a model that has not seen the text.
    """
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        rules = Rules(ControlledNames.declared(), units(given.data, Path(folder)))
        for number in range(FOLDS):
            scorer = Scorer(training.learned(examples, examples.folds != number))
            matcher = Matcher(reference, (rules,), scorer=scorer, folder=Path(folder))
            texts = np.flatnonzero(examples.folds == number).tolist()
            found = matcher.match_all([examples.texts[one].text for one in texts])
            answers |= {text: frozenset(
                one.record_id for one in answer.found
                if one.how == "named" and one.scheme == "ror")
                for text, answer in zip(texts, found)}
    return answers


def _quality(given, matcher: Matcher, texts, examples) -> None:
    answers = _answers(given, matcher.reference, examples)
    known = set(matcher.reference.number)
    sample = {}
    for name in SETS:
        of_set = [number for number, one in enumerate(texts) if one.set == name]
        covered = [number for number in of_set if texts[number].labels <= known]
        print(f"\n{name}: {len(of_set)} texts, {len(covered)} with labels in the reference")
        for title, chosen in (("labels as given", of_set), ("covered labels", covered)):
            print(f"  ours, {title:<16}", mark(
                (texts[n].labels, answers[n]) for n in chosen).told())
        if name in PUBLISHED:
            print(f"  prototype, covered     P/R/F1/exact {PUBLISHED[name]} (published)")
        sample[name] = sorted(random.Random(1).sample(covered, min(given.sample, len(covered))))
    abroad = [number for number in np.flatnonzero(examples.how == training.WITH_ABROAD).tolist()
              if answers[examples.beside[number]]]
    lost = sum(not answers[examples.beside[number]] <= answers[number] for number in abroad)
    print(f"\nof {len(abroad):,} texts without a place that name somebody, an address abroad after "
          f"it takes a name from {lost:,} ({100 * lost / len(abroad):.1f} %)")
    turned = np.flatnonzero(examples.how == training.IN_OTHER_ORDER).tolist()
    changed = sum(answers[examples.beside[number]] != answers[number] for number in turned)
    print(f"of {len(turned):,} texts of several segments, another order changes the answer "
          f"of {changed:,} ({100 * changed / len(turned):.1f} %)")
    if given.peer:
        _peer(given, texts, answers, sample)


def _peer(given, texts, answers, sample) -> None:
    wanted = sorted({number for chosen in sample.values() for number in chosen})
    began = time.perf_counter()
    theirs = dict(zip(wanted, marple.answers(
        given.peer, given.data, [texts[number].text for number in wanted])))
    took = time.perf_counter() - began
    print(f"\ncrossref-matcher 1.3.3, single search, on {len(wanted)} texts of covered labels "
          f"drawn at random ({took:.0f} s)")
    for name, chosen in sample.items():
        for who, found in (("theirs", theirs), ("ours", answers)):
            print(f"  {name:<24} {who:<7}", mark(
                (texts[number].labels, found[number]) for number in chosen).told())


if __name__ == "__main__":
    main()
