"""Texts as a matcher reads them: repaired, folded, cut, and every word's place kept."""

import unicodedata

import pytest
from ftfy import fix_encoding
from ftfy.badness import BADNESS_RE, is_bad
from hypothesis import given as each
from hypothesis import strategies as st

from belvedere.matching.lexicon import Lexicon
from belvedere.matching.texts import Pieces, canonical, repair, small_words
from belvedere.matching.words_read import Laid, Vocabulary

KNOWN = Lexicon(dict.fromkeys(
    "university lorraine school engineering nanjing hospital adelaide royal medical astronautics "
    "aeronautics petrochemical".split(), 20))


def laid(text: str, pieces: Pieces | None = None) -> Laid:
    words = Vocabulary(Pieces() if pieces is None else pieces, {}, {})
    return Laid([words.text(text)], words)


def words(given: Laid) -> list[str]:
    return given.words(0, given.size - 1)


def spans(text: str, given: Laid) -> list[str]:
    return [text[slice(*given.texts[0].span(at, at))] for at in range(given.size)]


@pytest.mark.parametrize(("text", "folded", "written"), [
    ("Université de Montréal, QC", ["university", "montreal", "qc"],
     ["Université", "Montréal", "QC"]),
    ("UniversitÃ© de Montr&eacute;al", ["university", "montreal"],
     ["UniversitÃ©", "Montr&eacute;al"]),
    ("K&ouml;ln,\nGermany", ["koln", "germany"], ["K&ouml;ln", "Germany"]),
    ("Univer-\nsity of Aix-\nMarseille", ["university", "aix", "marseille"],
     ["Univer-\nsity", "Aix", "Marseille"]),
    ("Uni\u00adversity Pa\u200bris", ["university", "paris"],
     ["Uni\u00adversity", "Pa\u200bris"]),
    ("Universite\u0301 Paris", ["university", "paris"], ["Universite\u0301", "Paris"]),
    ("北京大学, Beijing", ["北", "京", "大", "学", "beijing"], ["北", "京", "大", "学", "Beijing"]),
    ("Œuvre ﬁne", ["ouvre", "fine"], ["Œuvre", "ﬁne"]),
    ("King's College", ["kings", "college"], ["King's", "College"]),
    ("M. D. Anderson", ["md", "anderson"], ["M. D.", "Anderson"]),
    ("UMR8104", ["umr", "8104"], ["UMR", "8104"]),
    ("AT&T Labs", ["att", "laboratory"], ["AT&T", "Labs"]),
    ("Texas A&amp M University", ["texas", "m", "university"], ["Texas", "M", "University"]),
    ("Montr&amp;amp;amp;eacute;al", ["montreal"], ["Montr&amp;amp;amp;eacute;al"]),
    ("Dept. of Chem., Univ. Oxford", ["department", "chemistry", "university", "oxford"],
     ["Dept", "Chem", "Univ", "Oxford"]),
])
def test_words_are_folded_and_know_their_place(text, folded, written):
    given = laid(text)
    assert words(given) == folded
    assert spans(text, given) == written


@pytest.mark.parametrize(("text", "folded", "written"), [
    ("EngineeringNanjing University", ["engineering", "nanjing", "university"],
     ["Engineering", "Nanjing", "University"]),
    ("andAstronautics", ["astronautics"], ["Astronautics"]),
    ("Univeristy of Lorrane", ["university", "lorraine"], ["Univeristy", "Lorrane"]),
    ("Petrochem. Hosptial", ["petrochemical", "hospital"], ["Petrochem", "Hosptial"]),
    ("Lorraine's Hospital", ["lorraine", "hospital"], ["Lorraine's", "Hospital"]),
    ("Alorraine, Lrorainne", ["alorraine", "lrorainne"], ["Alorraine", "Lrorainne"]),
])
def test_words_that_no_name_has_are_read_as_those_that_names_have(text, folded, written):
    given = laid(text, Pieces(KNOWN))
    assert words(given) == folded
    assert spans(text, given) == written


@pytest.mark.parametrize("text", [
    "", "   ", ",;", "a@b.fr", "Electronic address: jean.dupont@inserm.fr", "https://example.org/a",
])
def test_nothing_to_read_is_no_word(text):
    assert laid(text).size == 0


def test_addresses_and_tags_are_left_out_and_places_still_hold():
    text = "Paris <sup>1</sup> jean@inserm.fr Oxford"
    given = laid(text)
    assert words(given) == ["paris", "1", "oxford"]
    assert spans(text, given) == ["Paris", "1", "Oxford"]


@pytest.mark.parametrize("separator", [", ", "; ", " | ", " / ", " - ", " – ", "\t", "\n", " ("])
def test_segments_end_at_separators(separator):
    assert laid(f"Oxford{separator}Paris").part.tolist() == [0, 1]


@pytest.mark.parametrize(("text", "parts"), [
    ("Leeds University  Leeds Yorkshire England", [0, 0, 1, 1, 1]),  # where nothing else parts it
    ("Leeds  University, Leeds", [0, 0, 1]),
    ("Leeds  University", [0, 0]),
    ("Leeds   University  Leeds    Yorkshire", [0, 0, 0, 0]),  # laid out by a page
    ("Leeds University" + 50 * " " + "Leeds England", [0, 0, 1, 1]),
])
def test_doubled_spaces_part_segments_only_where_they_are_meant(text, parts):
    assert laid(text).part.tolist() == parts


@pytest.mark.parametrize(("text", "folded", "written"), [
    ("Uni- versity of Lorraine", ["university", "lorraine"], ["Uni- versity", "Lorraine"]),
    ("UNIVER-\nSITY, LOR-   RAINE", ["university", "lorraine"], ["UNIVER-\nSITY", "LOR-   RAINE"]),
    ("Royal- Hospital", ["royal", "hospital"], ["Royal", "Hospital"]),
    ("Neuro- and Medical School", ["neuro", "medical", "school"], ["Neuro", "Medical", "School"]),
    ("Paris-\nSud, Paris- Sud", ["paris", "south"] * 2, ["Paris", "Sud"] * 2),
])
def test_a_word_cut_by_a_hyphen_is_one_where_names_have_it(text, folded, written):
    given = laid(text, Pieces(KNOWN))
    assert words(given) == folded
    assert spans(text, given) == written


@pytest.mark.parametrize(("text", "folded", "parts"), [
    ("University of LorraineSchool", ["university", "lorraine", "school"], [0, 0, 1]),
    ("atRoyal Hospital", ["royal", "hospital"], [0, 0]),  # a small word parts nothing
    ("HospitalAdelaide5000SA", ["hospital", "adelaide", "5000", "sa"], [0, 1, 1, 1]),
    ("McRoyal Hospital", ["mcroyal", "hospital"], [0, 0]),  # Mc is no word
    ("bRoyal Hospital", ["b", "royal", "hospital"], [0, 1, 1]),
    ("NanJing", ["nanjing"], [0]),  # a word of names, however it is written
])
def test_a_capital_within_a_word_begins_another(text, folded, parts):
    given = laid(text, Pieces(KNOWN))
    assert words(given) == folded
    assert given.part.tolist() == parts


@pytest.mark.parametrize(("name", "folded"), [
    ("Symbiosis International (Deemed University)", "symbiosis international university"),
    ("Yenepoya (Deemed to be University)", "yenepoya university"),
    ("Karunya University (Deemed to be University)", "karunya university"),
    ("Karunya University (Deemed), Coimbatore", "karunya university coimbatore"),
    ("Saveetha (deemed-to-be university)", "saveetha university"),
])
def test_a_university_that_india_deems_one_is_one(name, folded):
    assert canonical(name) == tuple(folded.split())
    given = laid(name)
    assert words(given) == folded.split()
    assert [word.casefold() for word in spans(name, given)] == folded.split()


def test_a_word_of_hundreds_of_letters_is_not_several():
    assert len(words(laid(20 * "LorraineSchool", Pieces(KNOWN)))) == 1


def test_a_hyphen_at_a_lines_end_keeps_a_name_together():
    assert laid("Université Paris-\nSud, Orsay").part.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(("text", "segments"), [
    ("University of\nPennsylvania", 1), ("School of Law and\r\nUniversity", 1),
    ("University\nof Pennsylvania", 2), ("School of Law\nThe University", 2),
    ("Of\n\n\nLeeds", 1), ("University of,\nLeeds", 2),
])
def test_a_line_that_ends_in_a_small_word_goes_on(text, segments):
    assert len(laid(text).first) == segments


@pytest.mark.parametrize("mark", ["1", "1 ", "(2) ", "12. ", "[3]"])
def test_the_mark_of_a_footnote_before_a_text_is_none_of_it(mark):
    text = f"{mark}Leeds University"
    given = laid(text)
    assert words(given) == ["leeds", "university"]
    assert spans(text, given) == ["Leeds", "University"]


@pytest.mark.parametrize(("text", "told"), [
    ("1The University of York", "university york"), ("1MRC Toxicology Unit", "mrc toxicology unit"),
    ("2M. D. Anderson", "md anderson"), ("3the university of york", "university york"),
])
def test_a_short_word_may_follow_the_mark(text, told):
    assert words(laid(text)) == told.split()


@pytest.mark.parametrize("text", [
    "3M", "12 de Octubre", "1st Department", "2nd Hospital", "2ème Service", "2eme Service",
    "1ère Clinique", "3D Lab",
])
def test_a_number_that_is_of_the_name_stays(text):
    assert words(laid(text))[0].isdigit()


def test_a_number_that_a_name_begins_with_is_no_mark():
    names = Pieces(Lexicon({"june": 1}, [("15", "june")]))
    assert words(laid("15 June Foundation", names))[:2] == ["15", "june"]
    assert words(laid("16 June Foundation", names))[0] == "june"
    assert words(laid("3Com Europe", Pieces(Lexicon({}, [("3", "com")])))) == [
        "3", "com", "europe"]


def test_initials_are_one_word_however_a_page_lays_them_out():
    text = "M.  D.  Anderson  Cancer  Center"
    assert spans(text, laid(text))[0] == "M.  D."


def test_a_name_is_folded_as_a_text_is():
    assert canonical("Universität Münster") == canonical("Universitaet Muenster")
    assert canonical("Hôpital Saint-Louis") == canonical("HOSPITAL ST LOUIS")
    assert canonical("Novartis AG") == ("novartis",)


@pytest.mark.parametrize(("name", "small"), [
    ("University of Miami", 1), ("Miami University", 0), ("The University of the West", 2),
])
def test_small_words_are_counted_between_the_others(name, small):
    assert small_words(name) == small


def test_a_long_text_is_read_and_told():
    text = "é, " * 30_000 + "Oxford"
    given = laid(text)
    assert words(given)[-1] == "oxford"
    assert text[slice(*given.texts[0].span(given.size - 1, given.size - 1))] == "Oxford"


STRANGE = sorted({c for c in BADNESS_RE.pattern if c > "\x7f"} | {*map(chr, range(0x80, 0x100))})


@each(st.text(st.sampled_from(STRANGE) | st.sampled_from("aZ 1.-'")))
def test_mojibake_is_repaired_wherever_it_is(text):
    mended = fix_encoding(text) if is_bad(text) else text
    assert repair(text) == unicodedata.normalize("NFKC", mended.replace("\xad", ""))
