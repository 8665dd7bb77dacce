"""What matching means, on a small drawn reference: several answers, places, ties, bad input."""

import pyarrow as pa
import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.errors import InputError
from belvedere.matching.arrow import match_many, matched
from belvedere.matching.found import HOW, Found
from belvedere.matching.kept import rules
from belvedere.matching.matcher import Matcher, memory_key
from belvedere.matching.reference import Reference
from belvedere.tables.words import Words


@pytest.fixture(scope="module")
def matcher():
    return Matcher(drawn_reference(), references=["drawn 1"])


def whom(matcher, text):
    return {one.record_id.removeprefix("ror:") for one in matcher.match(text).found}


COCHIN = "Institut Cochin, Université Paris Descartes, Paris, France"


def test_one_text_has_several_answers_each_with_place_reason_and_score(matcher):
    answer = matcher.match(COCHIN)
    written = {one.record_id: COCHIN[one.start:one.end] for one in answer.found}
    assert written == {"ror:cochin": "Institut Cochin",
                       "ror:descartes": "Université Paris Descartes"}
    for one in answer.found:
        assert one.how == "named"
        assert 0 < one.score <= 1
        assert one.evidence[0] == Words("its name", "son nom")
        assert Words("in its city", "dans sa ville") in one.evidence
    assert f"organisations 6, rules {rules()}" in answer.matcher
    assert answer.references == ("drawn 1", f"organisations {matcher.reference.digest}")


@pytest.mark.parametrize("text", [
    COCHIN.upper(), COCHIN.lower(), COCHIN.replace("é", "e"), COCHIN.replace(", ", "; "),
    COCHIN.replace(", ", "\n"), COCHIN.replace(", ", " | "),
    COCHIN + ", jean.dupont@inserm.fr", COCHIN + ". Electronic address: a@b.fr.",
    COCHIN.replace("é", "Ã©"), COCHIN.replace("é", "&eacute;"),
    "Université Paris Descartes, Institut Cochin, Paris, France",
    "Paris, France, Institut Cochin, Université Paris Descartes",
    COCHIN.replace("Université", "Univ."),
])
def test_what_does_not_matter_changes_nothing(matcher, text):
    assert whom(matcher, text) == {"cochin", "descartes"}


@pytest.mark.parametrize("text, found", [
    ("Laboratory of Mirages, private practice, EG", set()), ("Cairo University, EG", {"cairo"}),
    ("St. Mary's Hospital, GB", {"nott"}), ("Ensueño Software, Madrid, ES", {"ensueno"}),
])
def test_a_country_code_at_the_end_is_a_country_and_nobody(matcher, text, found):
    assert whom(matcher, text) == found


@pytest.mark.parametrize("base", [
    COCHIN, "CHU Rennes, Rennes, France", "Faculty of Medicine, Université de Montréal",
    "University of California, Berkeley", "Department of Physics, University of Georgia, Athens",
])
@pytest.mark.parametrize("other", ["Peking University, Beijing, China",
                                   "University of Oxford, Oxford, UK"])
def test_a_foreign_organisation_added_only_adds(matcher, base, other):
    assert whom(matcher, f"{base}; {other}") == whom(matcher, base) | whom(matcher, other)
    assert whom(matcher, other)


def test_addresses_are_read_together_where_one_alone_names_nobody(matcher):
    text = "Surgery, St. Mary's Hospital; Waterbury, CT, USA"
    assert whom(matcher, text) == {"mary"}


def test_what_stands_in_a_later_address_is_told_in_the_text_as_given(matcher):
    text = "Universit&eacute; de Montr&eacute;al, Canada; Peking University, Beijing, China"
    assert {text[one.start:one.end] for one in matcher.match(text).found} == {
        "Universit&eacute; de Montr&eacute;al", "Peking University"}


@pytest.mark.parametrize("text", [
    "Department of Physics", "Department of Surgery", "Faculty of Medicine", "University Hospital",
    "Paris, France", "Ophthalmology; and", "Independent researcher", "CHU", "CHU, France",
])
def test_what_names_nobody_is_left_open(matcher, text):
    assert whom(matcher, text) == set()


@pytest.mark.parametrize("text", [
    "St. Mary's Hospital", "Department of Surgery, St Mary's Hospital"])
def test_of_two_of_one_name_the_one_with_far_more_works_is_meant(matcher, text):
    few = {one.record_id[4:]: 300 for one in matcher.reference.organisations}
    assert whom(matcher, text) == set()
    assert whom(Matcher(drawn_reference(few)), text) == set()
    for meant, other in (("nott", "mary"), ("mary", "nott")):
        counted = Matcher(drawn_reference(few | {meant: 60_000, other: 20}))
        assert whom(counted, text) == {meant}


def test_one_hospital_is_not_all_hospitals(matcher):
    assert whom(matcher, "CHU Rennes, Rennes, France") == {"rennes"}
    assert whom(matcher, "CHU de Nantes, Nantes, France") == {"nantes"}


def test_oman_is_not_in_romania(matcher):
    text = "Sultan Qaboos University, Muscat, Oman"
    assert whom(matcher, text) == {"squ"}


def test_georgia_is_a_state_and_a_country(matcher):
    assert whom(matcher, "University of Georgia, Athens, Georgia, USA") == {"uga"}
    assert whom(matcher, "University of Georgia, Athens, GA 30602") == {"uga"}
    assert whom(matcher, "The University of Georgia, Tbilisi, Georgia") == {"ug"}


def test_a_campus_is_not_its_system(matcher):
    assert whom(matcher, "University of California, Berkeley, CA, USA") == {"ucb"}
    assert whom(matcher, "University of California, Davis, CA, USA") == {"ucd"}


def test_namesakes_are_told_by_their_place_or_not_at_all(matcher):
    assert whom(matcher, "St. Mary's Hospital, London, UK") == {"nott"}
    assert whom(matcher, "St. Mary's Hospital, Waterbury, CT, USA") == {"mary"}
    assert whom(matcher, "St. Mary's Hospital") == set()


def test_several_addresses_in_one_text(matcher):
    text = ("1 Peking University, Beijing, China; 2 University of Oxford, Oxford, UK;\n"
            "3 University of Tokyo, Tokyo, Japan")
    assert whom(matcher, text) == {"pku", "oxford", "tokyo"}


def test_an_organisation_of_several_addresses_is_told_once(matcher):
    text = "Dept A, Peking University, Beijing, China; Dept B, Peking University, Beijing, China"
    assert [one.record_id for one in matcher.match(text).found] == ["ror:pku"]


@pytest.mark.parametrize("written", [
    "Peking University - Beijing - China", "Peking University\tBeijing\tChina",
    "1Peking University, Beijing, China", "Peking  University,  Beijing,  China",
    "Peking Univer- sity, Beijing, China", "PEKING UNIVER-\nSITY, BEIJING, CHINA",
    "Peking\nUniversity, Beijing, China", "Peking University\nBeijing\nChina",
    "<p>Peking <b>University</b>, Beijing, China</p>", "Peking University, Beijing, China a@b.cn",
])
def test_what_says_the_same_gets_the_same_answer(matcher, written):
    found = matcher.match(written).found
    same, = matcher.match("Peking University, Beijing, China").found
    assert [(one.record_id, one.score) for one in found] == [(same.record_id, same.score)]


@pytest.mark.parametrize(("text", "found"), [
    ("", set()), (None, set()), ("  \n\t ", set()), ("a@b.fr", set()), ("12345", set()),
    ("\x00\ufffd", set()), ("北京大学", {"pku"}), ("جامعة القاهرة، القاهرة", {"cairo"}),
    ("\u202bجامعة القاهرة\u202c, Cairo, Egypt", {"cairo"}),
    ("Peking University 北京大学 Beijing", {"pku"}),
])
def test_odd_texts_are_answered(matcher, text, found):
    answer, = matcher.match_all([text])
    assert {one.record_id.removeprefix("ror:") for one in answer.found} == found


@pytest.mark.parametrize("text", [
    "x" * 100_000, "University of Oxford, " * 5_000, "&eacute;" * 12_500, "(" * 100_000,
    "Université " * 9_000, "é" * 100_000,
])
def test_a_text_of_a_hundred_thousand_letters_is_answered(matcher, text):
    assert whom(matcher, text) <= {"oxford"}


def test_answers_are_the_same_alone_together_and_in_any_order(matcher):
    texts = [COCHIN, "CHU Rennes, France", "", "University of Georgia, Athens, Georgia, USA"]
    alone = [matcher.match(text) for text in texts]
    fresh = Matcher(drawn_reference(), references=["drawn 1"])
    assert fresh.match_all(texts[::-1])[::-1] == alone == matcher.match_all(texts)


def test_the_order_of_the_reference_does_not_matter(matcher):
    turned = Matcher(Reference.of_rows(*[rows[::-1] for rows in drawn_rows()]),
                     references=["drawn 1"])
    assert turned.match(COCHIN) == matcher.match(COCHIN)


def test_a_persons_decision_wins_over_all():
    decided = {memory_key(COCHIN): ["ror:inserm"], memory_key("CHU"): []}
    matcher = Matcher(drawn_reference(), curated=decided)
    only, = matcher.match(COCHIN.upper().replace(",", ";")).found
    assert (only.record_id, only.how, only.score) == ("ror:inserm", "curated", 1.0)
    assert matcher.match("CHU").found == ()


class Rule:
    decides = frozenset()

    def find(self, text, year):
        if "INSERM" in text and year == 2015:
            yield Found("ror:cochin", 0, 6, 1.0, "named", (Words("a rule", "une règle"),))


def test_rules_come_before_scores():
    matcher = Matcher(drawn_reference(), finders=[Rule()])
    text = "INSERM, Institut Cochin, Paris, France"
    by_rule, = [one for one in matcher.match(text, 2015).found if one.record_id == "ror:cochin"]
    assert by_rule.evidence == (Words("a rule", "une règle"),)
    by_score, = [one for one in matcher.match(text, 2014).found if one.record_id == "ror:cochin"]
    assert by_score.evidence != by_rule.evidence
    assert {one.how for one in matcher.match(text).found} <= set(HOW)


class Fixed:
    """A rule that finds one organisation in the letters that it is given."""

    decides = frozenset()

    def __init__(self, record_id, written):
        self.record_id, self.written = record_id, written

    def find(self, text, year):
        start = text.find(self.written)
        if start >= 0:
            yield Found(self.record_id, start, start + len(self.written), 1.0, "named", ())


@pytest.mark.parametrize(("written", "left"), [
    ("University of Oxford", set()), ("University of Oxford, Oxford", set()),
    ("Oxford", {"oxford"}),
])
def test_what_a_rule_has_read_no_score_reads_otherwise(written, left):
    matcher = Matcher(drawn_reference(), finders=[Fixed("ror:ruled", written)])
    assert whom(matcher, "University of Oxford, Oxford, UK") == {"ruled"} | left


def test_arrow_columns_get_the_same_answers(matcher):
    texts = pa.chunked_array([[COCHIN, None], [COCHIN, "Department of Physics"]])
    found = match_many(matcher, texts).to_pylist()
    assert found[1] == found[3] == []
    assert found[0] == found[2]
    assert [row["record_id"] for row in found[0]] == [
        one.record_id for one in matcher.match(COCHIN).found]
    batch = pa.record_batch({"text": [COCHIN], "year": pa.array([2015], pa.int32())})
    out, = matched(matcher, [batch])
    assert out.column("found").to_pylist() == [found[0]]


def test_a_batch_without_texts_is_refused_with_what_it_has(matcher):
    with pytest.raises(InputError, match="has words"):
        list(matched(matcher, [pa.record_batch({"words": ["a"]})]))
