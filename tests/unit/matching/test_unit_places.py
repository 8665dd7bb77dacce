"""What an address says of where a unit is."""

import pytest

from belvedere.matching.unit_names import WORD
from belvedere.matching.unit_places import Where


def where(folded):
    return Where(folded, WORD.findall(folded))


@pytest.mark.parametrize(("folded", "departments"), [
    ("F-75014 PARIS", {"75"}), ("FR 69007 LYON", {"69"}), ("35042 RENNES CEDEX", {"35"}),
    ("BP 30309, 57006 METZ CEDEX", {"57"}), ("CS 30063 - 13089 AIX, FR", {"13"}),
    ("LYON, FR; DAVIS, CA 95616, USA", set()), ("STANFORD, CA 943051, FR", set()),
])
def test_a_postal_code_tells_the_department_and_no_box_nor_state_does(folded, departments):
    assert set(where(folded).departments) == departments


@pytest.mark.parametrize("folded", [
    "INSTITUT X, FR", "FR, INSTITUT X", "INSTITUT X - FR", "INSTITUT X | FR", "FR\nINSTITUT X"])
def test_the_code_of_france_stands_alone_in_its_segment(folded):
    assert not where(folded).unsure


def test_the_same_letters_in_a_segment_with_others_are_none():
    assert where("FR 3636, INSTITUT X").unsure
