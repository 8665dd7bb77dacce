"""The index of names: which keys an organisation is found under, and what a text then holds."""

import numpy as np
import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.matching.candidates import read
from belvedere.matching.kept import kept, made
from belvedere.matching.reference import Reference
from belvedere.matching.standing import Stands
from belvedere.matching.texts import Pieces
from belvedere.matching.where import AGAINST, BY_COUNTRY, BY_REGION, NOTHING
from belvedere.matching.words_read import Laid, Vocabulary


@pytest.fixture(scope="module")
def index():
    return made(drawn_reference())[0]


@pytest.fixture(scope="module")
def grounds():
    return made(drawn_reference())[1].grounds


def laid(index, text):
    words = Vocabulary(Pieces(index.lexicon), index.words, index.codes)
    return Laid([words.text(text)], words)


def named(index, text):
    reference = drawn_reference()
    _, owner = index.owners.spread(read(laid(index, text), index).mentions.key)
    return {reference.organisations[one].record_id.removeprefix("ror:")
            for one in index.owners.values[owner]}


@pytest.mark.parametrize(("text", "whom"), [
    ("univ oxford", {"oxford"}),
    ("OXFORD UNIVERSITY", {"oxford"}), ("U. of Oxford", {"oxford"}), ("u of oxford", {"oxford"}),
    ("Peking Univ.", {"pku"}),
    ("北京大学医学部", {"pku"}),
    ("جامعة القاهرة", {"cairo"}),
    ("Univrsity of Montreal", {"montreal"}),
    ("Currently at Oxford University", {"oxford"}),
    ("Currently withOxford University", {"oxford"}),
    ("University Hospital Rennes", {"rennes"}),
    ("CHRU Rennes", set()),
    ("Paris Descartes", set()),
    ("Nothing here", set()),
])
def test_names_are_found_however_they_are_written(index, text, whom):
    assert named(index, text) == whom


def test_a_name_never_begins_in_another_and_ends_in_the_next_segment(index):
    assert "montreal" not in named(index, "Oxford University, Montreal")


@pytest.mark.parametrize(("text", "code", "agreement"), [
    ("Muscat, Oman", "OM", BY_COUNTRY),
    ("Muscat, Oman", "RO", AGAINST),
    ("Bucharest, Romania", "OM", AGAINST),
    ("Atlanta, Georgia, USA", "US", BY_COUNTRY),
    ("Athens, GA 30602", "US", BY_REGION),
    ("Tbilisi, Georgia", "GE", BY_COUNTRY),
    ("Hong Kong, China", "HK", BY_COUNTRY),
    ("Leeds, UK", "GB", BY_COUNTRY),
    ("Somewhere", "FR", NOTHING),
    ("Orme, or me, in", "US", NOTHING),
    ("Amherst, Mass. 01003", "US", BY_REGION),
    ("Laboratory of Mass Spectrometry, Mass Spectrometry Facility", "US", NOTHING),
])
def test_countries_are_read_where_places_stand(index, grounds, text, code, agreement):
    words = laid(index, text)
    found = read(words, index)
    standing = Stands(index.places, grounds).read(words, found.places, found.exact)
    country, _ = standing.agree(
        np.array([0]), np.array([grounds.countries[code]]), np.array([0]))
    assert country.tolist() == [agreement]


def test_the_digest_is_of_the_rows_not_of_their_order():
    records, names, relations = drawn_rows()
    turned = Reference.of_rows(records[::-1], names[::-1], relations[::-1])
    assert turned.digest == drawn_reference().digest
    fewer = Reference.of_rows(records[1:], names, relations)
    assert fewer.digest != turned.digest


def test_an_index_is_made_once_and_a_broken_one_again(tmp_path):
    reference = drawn_reference()
    calls = []

    def make(of):
        calls.append(of)
        return made(of)

    first, _ = kept(reference, tmp_path, make)
    again, _ = kept(reference, tmp_path, make)
    assert len(calls) == 1
    assert again.keys == first.keys
    path, = tmp_path.glob("organisations-*.index")
    path.write_bytes(path.read_bytes()[:1000])
    kept(reference, tmp_path, make)
    assert len(calls) == 2


def test_withdrawn_records_are_not_sought():
    records, names, relations = drawn_rows()
    records[0]["status"] = "withdrawn"
    assert "ror:inserm" not in Reference.of_rows(records, names, relations).number
