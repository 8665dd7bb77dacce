"""The index of names: which keys an organisation is found under, and what a text then holds."""

import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.matching.candidates import read
from belvedere.matching.kept import kept, made
from belvedere.matching.names_index import NamesIndex
from belvedere.matching.reference import Reference
from belvedere.matching.texts import Text
from belvedere.matching.where import AGAINST, BY_COUNTRY, BY_REGION, NOTHING


@pytest.fixture(scope="module")
def index():
    return NamesIndex(drawn_reference())


def named(index, text):
    reference = drawn_reference()
    found = read(Text(text, index.lexicon.read), index)
    return {
        reference.organisations[owner].record_id.removeprefix("ror:")
        for mention in found.mentions for owner, _ in index.owners[mention.key]
    }


@pytest.mark.parametrize(("text", "whom"), [
    ("univ oxford", {"oxford"}),
    ("OXFORD UNIVERSITY", {"oxford"}),
    ("Peking Univ.", {"pku"}),
    ("北京大学医学部", {"pku"}),
    ("جامعة القاهرة", {"cairo"}),
    ("Univrsity of Montreal", {"montreal"}),
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


def where(index, text):
    return read(Text(text), index).where


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
])
def test_countries_are_read_where_places_stand(index, text, code, agreement):
    assert where(index, text).country(code) == agreement


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
