"""What the scorer is told of organisations."""

import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.matching.kept import made
from belvedere.matching.reference import Reference

EVERY = {one.record_id[4:]: 0 for one in drawn_reference().organisations}


@pytest.mark.parametrize(("works", "level"), [
    (0, 1), (15, 1), (16, 2), (31, 2), (32, 3), (1_000_000, 17), (None, 1)])
def test_works_are_told_in_powers_of_two_from_sixteen(works, level):
    reference = drawn_reference(EVERY | {"oxford": works})
    _, facts = made(reference)
    assert facts.works[reference.number["ror:oxford"]] == level


def test_what_became_another_has_the_works_that_are_counted_for_that_one_now():
    records, names, relations = drawn_rows()
    records = [row | {"works_count": 5_000 if row["record_id"] == "ror:oxford" else None}
               for row in records]
    relations.append({"organisation_id": "ror:oxford", "relation": "successor_of",
                      "other_id": "ror:descartes"})
    reference = Reference.of_rows(records, names, relations)
    assert {one.record_id: one.works for one in reference.organisations if one.works} == {
        "ror:oxford": 5_000, "ror:descartes": 5_000}


def test_counts_of_few_organisations_are_not_told():
    names = sorted(EVERY)
    third = -(-len(names) // 3)
    for size, told in ((third, True), (third - 1, False)):
        _, facts = made(drawn_reference(dict.fromkeys(names[:size], 500)))
        assert facts.works.any() == told
