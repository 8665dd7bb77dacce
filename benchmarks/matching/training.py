"""Learning the scorer of organisations from labelled texts.

Most labels name one organisation where several are written. So what stands in a text as
clearly as anything can, unlabelled, counts less as an error (``UNLABELLED``). And few are of
several countries: so a text that tells no place is learned from once more with an address of
another country after it (``ABROAD``), which takes nothing away from what it names; and one of
several segments is learned from once more with these in another order, which changes nothing.
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import lightgbm
import numpy as np

from belvedere.matching.candidates import BAG
from belvedere.matching.facts import Facts
from belvedere.matching.features import FEATURES
from belvedere.matching.matcher import Matcher
from belvedere.matching.names_index import ALIAS, LABEL
from belvedere.matching.scorer import BESIDE, DEPTH, NEVER, ROW, UNIT, Scorer
from belvedere.matching.second import Named, besides
from belvedere.matching.where import NOTHING
from benchmarks.matching.sets import Labelled, fold

THRESHOLD = 0.4
UNLABELLED = 0.6
_NOISY, _NOISY_WEIGHT = ("crossref_publisher_2023", "springer_2023_10k"), 0.5
"""Sets, large, of which many labels are incomplete."""
ABROAD = (
    ("University of Oxford, Oxford, UK", "ror:052gg0110"),
    ("Peking University, Beijing, China", "ror:02v51f717"),
    ("Stanford University, Stanford, CA, USA", "ror:00f54p054"),
    ("Universidade de São Paulo, São Paulo, Brazil", "ror:036rp1748"),
    ("Inserm, Paris, France", "ror:02vjkv261"),
    ("University of Tokyo, Tokyo, Japan", "ror:057zh3y96"),
    ("Charité, Berlin, Germany", "ror:001w7jn25"),
    ("University of Melbourne, Melbourne, Australia", "ror:01ej9dk98"),
    ("University of Toronto, Toronto, ON, Canada", "ror:03dbr7087"),
    ("Università di Bologna, Bologna, Italy", "ror:01111rn36"),
    ("Universidad de Barcelona, Barcelona, Spain", "ror:021018s57"),
    ("Indian Institute of Science, Bangalore, India", "ror:04dese585"),
)
_AGAIN_WEIGHT = 0.5
_TURNED = 3
"""One of so many texts of several segments is learned from in another order too."""
GIVEN, WITH_ABROAD, IN_OTHER_ORDER = range(3)
_TREES = {
    "objective": "binary", "num_leaves": 40, "max_depth": DEPTH, "learning_rate": 0.1,
    "min_data_in_leaf": 30, "bagging_fraction": 0.6, "bagging_freq": 1,
    "feature_fraction": 0.4, "lambda_l2": 5, "num_threads": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}
ROUNDS, ROUNDS_AGAIN = 100, 50
_DRAWS = 3
"""Times that trees are learned, each by other draws of rows and features; the mean counts."""


class Examples(NamedTuple):
    """All candidates of labelled texts: features, whose, of which text, and whether labelled.

    ``texts`` are those given, then those written again; of each ``beside`` tells which is the
    given one, and ``how`` in which way it was written again.
    """

    texts: Sequence[Labelled]
    beside: np.ndarray
    how: np.ndarray
    rows: np.ndarray
    whose: np.ndarray
    of_text: np.ndarray
    right: np.ndarray
    folds: np.ndarray
    ids: Sequence[str]
    named: Named
    facts: Facts


def examples(matcher: Matcher, texts: Sequence[Labelled]) -> Examples:
    """Return the candidates of labelled texts, and of some of them written again."""
    ids = [one.record_id for one in matcher.reference.organisations]
    found = matcher.candidates([one.text for one in texts])
    country = FEATURES.index("country")
    placeless = [number for number, many in enumerate(found)
                 if many and all(one.features[country] == NOTHING for one in many)]
    countries = {one.record_id: one.country for one in matcher.reference.organisations}
    abroad = [_with_another(texts[number], countries) for number in placeless]
    turned = {number: other for number, one in enumerate(texts)
              if (other := _in_other_order(one)) is not None}
    again = [*abroad, *turned.values()]
    found += matcher.candidates([one.text for one in again])
    beside = np.array([*range(len(texts)), *placeless, *turned])
    how = np.repeat([GIVEN, WITH_ABROAD, IN_OTHER_ORDER], [len(texts), len(abroad), len(turned)])
    folds = np.array([fold(one.text) for one in texts])[beside]
    texts = [*texts, *again]
    flat = [(number, one) for number, many in enumerate(found) for one in many]
    named = Named(*np.array([
        (number, one.organisation, one.mention.first, one.mention.last) for number, one in flat]).T)
    return Examples(
        texts, beside, how,
        np.array([one.features for _, one in flat], dtype=np.int32),
        named.organisation, named.text,
        np.array([ids[one.organisation] in texts[number].labels for number, one in flat]),
        folds, ids, named, matcher.facts,
    )


def _with_another(one: Labelled, countries: Mapping[str, str]) -> Labelled:
    """Return a text with an address after it of a country that none of its labels is of."""
    own = {countries[label] for label in one.labels if label in countries}
    others = [given for given in ABROAD if countries.get(given[1]) not in own]
    address, record = random.Random(one.text).choice(others)
    return Labelled(one.set, f"{one.text.rstrip(' .;')}; {address}", one.labels | {record})


def _in_other_order(one: Labelled) -> Labelled | None:
    """Return one of so many texts of at least three segments with these in another order."""
    chance, parts = random.Random(one.text), one.text.rstrip(" .;").split(", ")
    if len(parts) < 3 or chance.randrange(_TURNED):
        return None
    chance.shuffle(parts)
    return one._replace(text=", ".join(parts))


def learned(given: Examples, of_text: np.ndarray) -> dict:
    """Return a model learned from some of the texts (a mask over them).

    The second look learns from first scores of models that have not seen the text.
    """
    model, prior = _first(given, of_text)
    scores = np.zeros(len(given.rows))
    for number in np.unique(given.folds[of_text]):
        one = of_text & (given.folds == number)
        held, known = _first(given, of_text & ~one)
        rows = np.flatnonzero(one[given.of_text])
        scores[rows] = Scorer(held).scores(np.column_stack([given.rows, known])[rows])
    at, again = _again(given, of_text, prior, scores)
    if len(at):
        trees = _grown(again, given.right[at], _weights(given)[at], ROUNDS_AGAIN)
        model["second"] = _model(trees, {}) | {"features": [*ROW, *BESIDE]}
    return model


def _first(given: Examples, of_text: np.ndarray) -> tuple[dict, np.ndarray]:
    """Return the model of the first look, and the prior of each row as it was told to it."""
    taken = of_text[given.of_text]
    right, whose = given.right, given.whose
    alone = given.rows[:, FEATURES.index("held_by")] == 0
    wrong = ~right & alone
    size = len(given.ids)
    labelled = np.bincount(whose[taken & right], minlength=size)
    others = np.bincount(whose[taken & wrong], minlength=size)
    # A row's own label is not told to it.
    prior = np.array([
        level(labelled[who] - (is_right and was), others[who] - (is_wrong and was))
        for who, is_right, is_wrong, was in zip(whose, right, wrong, taken)
    ])
    rows = np.column_stack([given.rows, prior])[taken]
    trees = _grown(rows, right[taken], _weights(given)[taken], ROUNDS)
    return _model(trees, {
        given.ids[number]: level(labelled[number], others[number])
        for number in range(size) if labelled[number] + others[number] > 1
    }), prior


def _grown(rows, right, weight, rounds: int) -> list[lightgbm.Booster]:
    """Return trees learned several times over, for one draw moves a mark by half a point."""
    return [lightgbm.train(_TREES | {"seed": draw}, lightgbm.Dataset(
        rows.astype(float), right.astype(int), weight=weight), rounds)
        for draw in range(1, _DRAWS + 1)]


def _again(given: Examples, of_text, prior, scores) -> tuple[np.ndarray, np.ndarray]:
    """Return which candidates a second look sees, and what it knows of each."""
    rows = np.flatnonzero(of_text[given.of_text])
    at, more = besides(_some(given.named, rows), scores[rows], given.facts)
    at = rows[at]
    return at, np.column_stack([given.rows[at], prior[at], more])


def _some(named: Named, rows: np.ndarray) -> Named:
    return Named(*(column[rows] for column in named))


def level(labelled: int, others: int) -> int:
    """Return how often an organisation that a text names is in its label, as a small number."""
    total = int(labelled) + int(others)
    if total < 2:
        return 0
    share = (labelled + 0.5) / (total + 1)
    return 1 + int(share * 5.999) + 6 * min(int(math.log2(total)), 3)


def _weights(given: Examples) -> np.ndarray:
    """Return how much each candidate counts: less where the label seems incomplete."""
    def column(name: str) -> np.ndarray:
        return given.rows[:, FEATURES.index(name)]

    named = (
        ~given.right & np.isin(column("way"), (LABEL, ALIAS, BAG)) & (column("words") >= 2)
        & (column("country") >= 3) & (column("held_by") == 0) & (column("rivals") == 0)
        & (column("common") < 3) & (column("weight") >= 10)
    )
    noisy = np.array([one.set in _NOISY for one in given.texts])[given.of_text]
    again = (given.how != GIVEN)[given.of_text]
    return (np.where(named, UNLABELLED, 1.0) * np.where(noisy, _NOISY_WEIGHT, 1.0)
            * np.where(again, _AGAIN_WEIGHT, 1.0))


def _model(draws: Sequence[lightgbm.Booster], prior: dict[str, int]) -> dict:
    """Return the mean of draws of trees, in whole numbers, each tree filled to the same depth."""
    asked, more_than, leaves, unit = [], [], [], UNIT / len(draws)
    for tree in (tree for trees in draws for tree in trees.dump_model()["tree_info"]):
        a, m, v = [0] * (2 ** DEPTH - 1), [NEVER] * (2 ** DEPTH - 1), [0] * 2 ** DEPTH
        _fill(tree["tree_structure"], 0, unit, a, m, v)
        asked.append(a)
        more_than.append(m)
        leaves.append(v)
    return {
        "version": "organisations 6", "features": [*ROW], "threshold": THRESHOLD,
        "start": 0, "asked": asked, "more_than": more_than, "leaves": leaves,
        "prior": {name: value for name, value in sorted(prior.items()) if value},
    }


def _fill(node: dict, at: int, unit: float, asked: list, more_than: list, leaves: list) -> None:
    inner = len(asked)
    if "leaf_value" in node:
        first = last = at
        while first < inner:
            first, last = 2 * first + 1, 2 * last + 2
        for leaf in range(first, last + 1):
            leaves[leaf - inner] = round(node["leaf_value"] * unit)
        return
    asked[at] = node["split_feature"]
    more_than[at] = math.floor(node["threshold"])
    _fill(node["left_child"], 2 * at + 1, unit, asked, more_than, leaves)
    _fill(node["right_child"], 2 * at + 2, unit, asked, more_than, leaves)
