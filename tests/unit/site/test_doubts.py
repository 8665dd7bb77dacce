"""Doubtful texts: which, in which order, which are alike, and what deciding them changes."""

import pytest
from drawn_doubts import world

from belvedere.register.accounts.refusals import Refused
from belvedere.site.choosing import chosen, offered, written
from belvedere.site.doubts import NOBODY, doubtful, doubts, linked, reasons, uncertainty
from belvedere.site.effects import effects
from belvedere.site.matchers import matcher
from belvedere.site.similar import similar
from belvedere.site.working import Progress
from belvedere.tables.words import Words


@pytest.fixture(scope="module")
def asker(tmp_path_factory, demo_home):
    return world(tmp_path_factory.mktemp("doubts"))


def row(number, text, works, found=(), years=(2010, 2012), is_open=True):
    return (number, text, works, *years, is_open, found)


def named(score, record="ror:a"):
    return (record, score, "named")


def test_the_most_valuable_come_first_by_works_times_doubt():
    found = doubtful([
        row(1, "Alpha", 10, [named(0.9)]), row(2, "Beta", 4, []),
        row(3, "Gamma", 100, [named(1.0)]),
        row(4, "Delta", 5, [named(0.8), named(0.5, "ror:b")]), row(5, "?!", 9, [])])
    assert [(one.text, round(one.value, 6)) for one in found] == [
        ("Delta", 2.5), ("Beta", 4 * NOBODY), ("Alpha", 1.0)]


@pytest.mark.parametrize(("found", "is_open", "doubt"), [
    ([], True, NOBODY), ([], False, 0), ([named(0.7), named(0.9)], True, 0.3),
    ([named(1.0), ("ror:b", 0.6, "implied")], True, 0), ([("ror:b", 1.0, "curated")], True, 0),
])
def test_how_doubtful_a_text_is(found, is_open, doubt):
    assert uncertainty(found, is_open=is_open) == pytest.approx(doubt)


def test_texts_with_the_same_folded_words_are_one():
    one, = doubtful([row(1, "Sleep Laboratory, Paris", 2, years=(None, None)),
                     row(2, "SLEEP LABORATORY - Paris", 3, years=(2011, 2015))])
    assert (one.works, one.affiliations, one.first, one.last, one.text) == (
        5, (1, 2), 2011, 2015, "SLEEP LABORATORY - Paris")


def test_an_edition_that_did_not_read_its_texts_is_read(asker):
    found = doubts(asker)
    assert not isinstance(found, Progress)
    assert doubts(asker) == found  # kept
    by_text = {one.affiliations: one for one in found}
    assert by_text[1, 2].works == 3 and (by_text[1, 2].first, by_text[1, 2].last) == (2010, 2015)
    assert by_text[6,].first is None
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)


def test_an_edition_that_read_its_texts_is_believed(tmp_path, demo_home):
    asker = world(tmp_path)
    database = asker.database
    database.need("affiliations", "authorships", "work_records", "work_identities")
    database.cursor().execute("""
        CREATE TEMP TABLE affiliation_links AS FROM (VALUES
          (1, 'ror:a', 'named', 0.9::DOUBLE, 'its name', 'son nom'),
          (1, 'ror:b', 'named', 0.6, '', ''), (1, 'ror:b', 'named', 0.7, '', ''),
          (2, 'ror:a', 'named', 1.0, 'its name', 'son nom'),
          (2, 'rnsr:1', 'named', 0.95, 'number U 1', 'numéro U 1'),
          (3, 'ror:a', 'curated', 1.0, '', ''), (5, 'ror:a', 'named', 1.0, 'a rule', 'une règle'))
          t (affiliation_id, organisation_id, how, score, evidence, evidence_fr)""")
    database.cursor().execute("""
        CREATE TEMP TABLE affiliation_readings AS FROM (VALUES
          (1, 10), (2, 10), (3, 30), (4, 40), (5, 50), (6, 60)) t (affiliation_id, text_key)""")
    found = {one.affiliations: one for one in linked(database)}
    assert set(found) == {(1, 2), (4,), (6,)}  # a curator decided 3, a rule 5
    assert found[1, 2].found == (("ror:a", 0.9, "named"), ("ror:b", 0.6, "named"))
    assert found[1, 2].value == pytest.approx(3 * 0.4) and found[4,].value == NOBODY
    assert found[6,].first is None
    assert reasons(database, found[1, 2]) == {
        "ror:a": Words("its name", "son nom"), "rnsr:1": Words("number U 1", "numéro U 1")}


def test_texts_alike_but_for_noise_are_offered_and_other_numbers_never(asker):
    found = doubts(asker)
    one = next(each for each in found if each.affiliations == (1, 2))
    assert [(other.affiliations, same) for other, same in similar(one, found)] == [((3,), True)]


def test_texts_that_share_most_words_are_offered_but_not_as_the_same():
    one, other, far = doubtful([
        row(1, "Sleep Laboratory, School of Rest, Paris, France", 9),
        row(2, "Sleep Laboratory, School of Rest, Lyon, France", 8),
        row(3, "Sleep", 7)])
    assert similar(one, [one, other, far]) == [(other, False)]


def test_what_is_gained_and_lost_is_told_work_by_work(asker):
    gain, loss = effects(asker, [1, 2], [], ["ror:cochin"])
    # 12 is Cochin's already by another text; 13 was Oxford's by these texts alone
    assert (gain.organisation_id, gain.gains, [row.work_id for row in gain.rows]) == (
        "ror:cochin", True, [11, 13])
    assert (loss.name, loss.gains, [row.title for row in loss.rows], loss.years) == (
        "University of Oxford", False, ["On rest"], "2015")
    assert gain.years == "2010–2015"


def test_years_limit_what_is_changed(asker):
    gain, = effects(asker, [1, 2], [], ["ror:pasteur"], 2011, 2012)
    assert [row.work_id for row in gain.rows] == [12]


def test_what_another_text_says_as_well_is_not_lost(asker):
    assert effects(asker, [5], ["ror:cochin"], ["ror:cochin"]) == []
    # a unit alone leaves the source's identifiers as they are
    gain, = effects(asker, [5], ["ror:cochin"], ["rnsr:2"])
    assert (gain.organisation_id, gain.gains) == ("rnsr:2", True)


def test_a_refusal_takes_no_identifier_of_the_source_away(asker):
    assert effects(asker, [1, 2], ["ror:oxford"], []) == []


def test_the_matcher_of_an_edition_is_made_once_and_follows_its_decisions(asker):
    one, again = matcher(asker), matcher(asker)
    assert one.index is again.index and not len(one.curated)
    assert any(told.startswith("organisations ") for told in one.references)


def test_organisations_are_offered_as_one_types_and_found_again(asker):
    assert offered(asker, " ") == []
    assert offered(asker, "pasteur") == ["Institut Pasteur, Paris [ror:pasteur]"]
    for text in ("Institut Pasteur, Paris [ror:pasteur]", "institut pasteur", "ror:pasteur",
                 "pasteur"):
        assert [one.record_id for one in chosen(asker, [text, " ", text])] == ["ror:pasteur"]
    assert written(asker, ["ror:cochin", "ror:none"]) == ["Institut Cochin, Paris [ror:cochin]"]


def test_a_closed_unit_is_told_with_its_years_and_what_followed(asker):
    one, = chosen(asker, ["rnsr:1"])
    assert (one.first, one.last) == (2002, 2013) and one.followed_by.endswith("[rnsr:2]")
    other, = chosen(asker, ["rnsr:2"])
    assert (other.last, other.followed_by) == (None, "")


@pytest.mark.parametrize(("text", "told"), [
    ("zzz", "there is none"), ("institut", "several hold"), ("Nobody [ror:none]", "there is none"),
])
def test_who_is_not_known_is_refused(asker, text, told):
    with pytest.raises(Refused, match=told) as refused:
        chosen(asker, [text])
    assert refused.value.field == "organisations"
