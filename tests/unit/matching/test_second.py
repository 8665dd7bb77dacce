"""The second look: what it sees of each candidate, and that it changes only what it sees."""

from types import SimpleNamespace

from belvedere.matching.candidates import Mention
from belvedere.matching.features import FEATURES, Candidate
from belvedere.matching.scorer import BESIDE, DEPTH, ROW, Scorer
from belvedere.matching.second import besides, second_look

# 1 is part of 2; 3 and 4 share a city
FACTS = SimpleNamespace(
    ancestors=[frozenset(), frozenset({2}), frozenset(), frozenset(), frozenset(),
               frozenset()],
    kind=[0, 1, 2, 3, 4, 5], city=["", "a", "b", "c", "c", "c"],
    country=["FR", "FR", "FR", "FR", "FR", "DE"],
)


def candidate(organisation, first=0, last=1):
    return Candidate(organisation, Mention(first, last, 0, 0, 100), (0,) * len(FEATURES))


def model(**changed):
    nodes = 2 ** DEPTH
    return {
        "version": "test", "features": ROW, "threshold": 0.5, "start": 0,
        "asked": [[0] * (nodes - 1)], "more_than": [[3] * (nodes - 1)],
        "leaves": [[0] * (nodes // 2) + [100_000] * (nodes // 2)], "prior": {},
    } | changed


def seen(candidates, scores):
    return {number: dict(zip(BESIDE, row)) for number, row in besides(candidates, scores, FACTS)}


def test_a_candidate_is_seen_beside_its_parent():
    child, parent = candidate(1, 0, 2), candidate(2, 4, 5)
    told = seen([child, parent], [0.5, 0.9])
    assert told[0] == dict.fromkeys(BESIDE, 0) | {
        "score": 10, "above": 18, "after": 18, "sure": 1, "total": 3, "kind_beside": 2}
    assert told[1] == dict.fromkeys(BESIDE, 0) | {
        "score": 18, "below": 10, "before": 10, "sure": 1, "total": 2, "kind_beside": 1}


def test_names_that_hold_others_and_namesakes_are_told_apart():
    outer, inner, twin = candidate(3, 0, 3), candidate(4, 1, 2), candidate(0, 1, 2)
    told = seen([outer, inner, twin], [0.8, 0.6, 0.1])
    assert (told[0]["holding"], told[0]["within"], told[0]["same_name"]) == (12, 0, 0)
    assert (told[1]["holding"], told[1]["within"], told[1]["same_name"]) == (0, 16, 2)
    assert told[1]["sure"] == told[1]["total"] == 0  # nothing stands elsewhere


def test_the_city_of_the_surest_beside_counts():
    assert seen([candidate(3, 0, 1), candidate(4, 3, 4)], [0.5, 0.6])[0]["city_beside"] == 1
    assert seen([candidate(3, 0, 1), candidate(2, 3, 4)], [0.5, 0.6])[0]["city_beside"] == 0


def test_a_text_of_one_likely_organisation_is_not_looked_at_again():
    assert not seen([candidate(1), candidate(2)], [0.9, 0.04])


def test_a_foreign_organisation_says_nothing_of_another():
    assert not seen([candidate(1, 0, 1), candidate(5, 3, 4)], [0.9, 0.9])
    assert seen([candidate(1, 0, 1), candidate(2, 3, 4)], [0.6, 0.9]) == {
        number: row for number, row in seen(
            [candidate(1, 0, 1), candidate(2, 3, 4), candidate(5, 6, 7)], [0.6, 0.9, 0.9]).items()}


def test_what_is_written_clearly_is_not_doubted():
    clear = tuple({"whole_segment": 1, "words": 3, "weight": 20, "country": 6, "city": 3}.get(
        name, 0) for name in FEATURES)
    several = [candidate(1, 0, 1)._replace(features=clear), candidate(2, 3, 4)]
    scorer = Scorer(model(second=model(features=[*ROW, *BESIDE])))
    row = (0,) * (len(FEATURES) + 1)
    assert second_look(scorer, [several], [[row] * 2], [[0.9, 0.8]], FACTS) == [[0.9, 0.5]]


def test_only_what_is_looked_at_changes():
    again = model(features=[*ROW, *BESIDE], asked=[[len(ROW)] * 63], more_than=[[10] * 63])
    scorer = Scorer(model(second=again))
    row = (0,) * (len(FEATURES) + 1)
    several = [candidate(1, 0, 1), candidate(2, 3, 4), candidate(3, 6, 7)]
    alone = [candidate(1, 0, 1)]
    found = second_look(scorer, [several, alone], [[row] * 3, [row]],
                        [[0.9, 0.4, 0.01], [0.9]], FACTS)
    assert found == [[0.7311, 0.5, 0.01], [0.9]]


def test_a_model_without_a_second_look_keeps_the_first_scores():
    assert second_look(Scorer(model()), [[candidate(1), candidate(2)]], [[(), ()]],
                       [[0.9, 0.4]], FACTS) == [[0.9, 0.4]]
