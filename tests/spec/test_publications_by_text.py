"""Whose a paper is by its affiliations' texts, where no identifier says it; worked by hand."""

import pyarrow as pa
import pytest
from drawn_works import asker, world

from belvedere.building.links import found_in
from belvedere.building.steps import publish
from belvedere.errors import QuestionError, StoreBusy
from belvedere.evidence.store import Store
from belvedere.evidence.writer import writing
from belvedere.indicators import reference_signed as whose
from belvedere.indicators import reference_works as reference
from belvedere.indicators.asking import Asker
from belvedere.indicators.reference_signed import Told
from belvedere.indicators.reference_works import Asked
from belvedere.matching.decided import Decisions, key_number, memory_key
from belvedere.matching.matcher import Matcher
from belvedere.matching.reference import Reference
from belvedere.tables import TABLES
from belvedere.tables.arrow import ARROW
from belvedere.tables.model import TYPES

INSERM, CNRS, PARIS = "ror:02vjkv261", "ror:02feahw73", "ror:paris"
INSTITUTIONS = f"""
institution | country
{INSERM}    | FR
{CNRS}      | FR
{PARIS}     | FR
"""
UNITS = f"""
unit       | by       | from | to
rnsr:U1016 | {INSERM} |      |
rnsr:U1016 | {CNRS}   |      | 2014
"""
WORKS = """
work | year | subfield | type    | cites | signed
a    | 2013 | 2730     | article | 0     | FR ror:paris "Inserm, Paris"
b    | 2013 | 2730     | article | 0     | "CNRS and Inserm"
c    | 2013 | 2730     | article | 0     | "Inserm U1016, Paris, France"
d    | 2016 | 2730     | article | 0     | "Inserm U1016, Paris, France"
e    | 2013 | 2730     | article | 0     | FR ror:paris "U1016, F-75014 Paris, France"
f    | 2013 | 2730     | article | 0     | "Department of Physics"
g    | 2013 | 2730     | article | 0     | FR ror:paris + "Inserm, Paris"; -
"""
TEXTS = {
    "Inserm, Paris": [Told(INSERM)], "CNRS and Inserm": [Told(INSERM), Told(CNRS)],
    "Inserm U1016, Paris, France": [Told(INSERM), Told("rnsr:U1016")],
    "U1016, F-75014 Paris, France": [Told("rnsr:U1016")],
}


@pytest.fixture(scope="module")
def drawn():
    return world(WORKS, INSTITUTIONS, UNITS, TEXTS)


@pytest.fixture(scope="module")
def asking(tmp_path_factory, drawn):
    return asker(tmp_path_factory.mktemp("texts"), drawn)


def rows(asking, work):
    """Return {organisation: (weight, own weight, basis)} of the work with this place."""
    asking.database.need("work_organisations")
    number = ord(work) - ord("a") + 1
    return {who: (weight, own, basis) for who, weight, own, basis in asking.database.rows(
        "SELECT organisation_id, weight, own_weight, basis FROM work_organisations "
        "WHERE work_id = ?", [number])}


def test_an_authorship_with_an_identifier_keeps_it(asking):
    assert rows(asking, "a") == {PARIS: (1, 1, "identifier")}


def test_one_text_that_names_two_gives_half_to_each(asking):
    assert rows(asking, "b") == {INSERM: (0.5, 0.5, "named"), CNRS: (0.5, 0.5, "named")}


def test_a_unit_has_its_affiliations_and_its_supervisors_sign_without_a_share(asking):
    assert rows(asking, "c") == {
        INSERM: (1, 1, "named"), CNRS: (0, 0, "implied"), "rnsr:U1016": (1, 0, "named")}


def test_a_supervisor_is_implied_in_its_years_only(asking):
    assert rows(asking, "d") == {INSERM: (1, 1, "named"), "rnsr:U1016": (1, 0, "named")}


def test_beside_an_identifier_a_unit_implies_its_supervisors_apart(asking):
    assert rows(asking, "e") == {
        PARIS: (1, 1, "identifier"), "rnsr:U1016": (1, 0, "named"),
        INSERM: (0, 0, "implied"), CNRS: (0, 0, "implied")}


def test_a_text_that_is_left_open_is_nobodys(asking):
    assert rows(asking, "f") == {None: (1, 1, "identifier")}


def test_affiliations_that_name_somebody_share_what_is_the_authors(asking):
    assert rows(asking, "g") == {
        PARIS: (0.25, 0.25, "identifier"), INSERM: (0.25, 0.25, "named"),
        None: (0.5, 0.5, "identifier")}


def test_counts_by_basis_add_up_and_what_is_nobodys_is_told_beside(asking, drawn):
    question = asking.question("articles", INSERM)
    figure = asking.ask(question)
    assert figure.value == sum(figure.by_basis.values()) == 5
    assert figure.by_basis == {"named": 4, "implied": 1}
    assert figure.unattributed == 2  # f, and an author of g
    said = [words.en for words in figure.caveats]
    assert ("5 of 5 records rest on what affiliations say: 4 by its name, 1 by a unit that it "
            "supervised.") in said
    assert ("2 records of the same kind have an author whose organisation could not be told; "
            "some may be its own.") in said
    asked = Asked("organisation", INSERM)
    assert reference.resting(drawn, "articles", asked) == figure.by_basis
    assert reference.unattributed(drawn, "articles", asked) == 2
    limited = asking.ask(question.but(where=(("basis", "implied"),)))
    assert (limited.value, limited.by_basis) == (1, {"implied": 1})


def test_articles_by_unit_are_those_of_its_supervisors(asking, drawn):
    of_inserm = asking.by(asking.question("articles", INSERM), "unit")
    assert [(part.group, part.value) for part in of_inserm] == [("rnsr:U1016", 3), (None, 2)]
    of_cnrs = asking.by(asking.question("articles", CNRS), "unit")
    assert [(part.group, part.value) for part in of_cnrs] == [("rnsr:U1016", 2), (None, 1)]
    of_paris = asking.by(asking.question("articles", PARIS), "unit")
    assert [(part.group, part.value) for part in of_paris] == [(None, 3)]
    unit = asking.ask(asking.question("articles", "rnsr:U1016"))
    assert (unit.value, unit.by_basis) == (3, {"named": 3})
    assert whose.units_of(drawn, drawn.works[2], INSERM) == ["rnsr:U1016"]


def test_countries_and_the_world_have_no_units(asking):
    with pytest.raises(QuestionError, match="ask it of an organisation"):
        asking.question("articles", "FR", where={"unit": "rnsr:U1016"})
    with pytest.raises(QuestionError, match="the world, which it is held against"):
        asking.question("world_share", INSERM, where={"unit": "rnsr:U1016"})


# What people decided.


def decision(text, decided, *records, years=(None, None), on="2026-01-01", number="1"):
    return {"text_key": memory_key(text), "text": text, "decision": decided,
            "organisation_ids": list(records), "year_from": years[0], "year_to": years[1],
            "decided": on, "register_id": number}


def decided(tmp_path, drawn, *decisions):
    return asker(tmp_path, drawn, curated_matches=list(decisions))


def test_a_refusal_removes_what_a_text_names(tmp_path, drawn):
    asking = decided(tmp_path, drawn, decision("CNRS and Inserm", "refuse"))
    assert rows(asking, "b") == {None: (1, 1, "identifier")}
    assert rows(asking, "c")[INSERM] == (1, 1, "named")
    asking.database.need("affiliation_readings")
    assert asking.database.rows("SELECT links FROM affiliation_readings WHERE is_curated") == [(0,)]


def test_a_correction_wins_over_the_text_and_over_an_identifier(tmp_path, drawn):
    asking = decided(tmp_path, drawn, decision("INSERM; paris", "correct", CNRS))
    assert rows(asking, "a") == {CNRS: (1, 1, "curated")}
    assert rows(asking, "g")[CNRS] == (0.25, 0.25, "curated")
    assert asking.ask(asking.question("articles", CNRS)).by_basis == {
        "curated": 2, "named": 1, "implied": 2}


def test_a_decision_may_hold_for_some_years_and_the_newest_stands(tmp_path, drawn):
    text = "Inserm U1016, Paris, France"
    asking = decided(
        tmp_path, drawn, decision(text, "correct", PARIS, years=(None, 2014)),
        decision(text, "correct", INSERM, years=(2010, 2014), on="2025-01-01", number="2"))
    assert rows(asking, "c") == {PARIS: (1, 1, "curated")}
    assert rows(asking, "d")[INSERM] == (1, 1, "named")


def books(*decisions):
    """Return the tables of a register that holds decisions about texts and nothing else."""
    return {
        name: pa.Table.from_pylist(list(decisions) if name == "curated_matches" else [], pa.schema([
            (column.name, ARROW[TYPES[column.type]]) for column in table.columns]))
        for name, table in TABLES.items() if table.filled_by == "register"}


def test_the_register_is_read_when_nobody_else_writes(tmp_path, drawn):
    """Else what was read before another's edition would take its newer tables away."""
    asker(tmp_path, drawn)
    quiet, read = [].append, []

    def whole():
        with pytest.raises(StoreBusy), writing(Store(tmp_path)):
            read.append("beside another")
        read.append("alone")
        return books()

    with writing(Store(tmp_path)), pytest.raises(StoreBusy):
        publish(tmp_path, whole, tell=quiet)
    assert read == []
    publish(tmp_path, whole, tell=quiet)
    assert read == ["alone"]


def test_the_register_publishes_decisions_and_takes_them_back(tmp_path, drawn):
    asker(tmp_path, drawn)
    quiet = [].append
    refused = publish(tmp_path, lambda: books(decision("CNRS and Inserm", "refuse")), tell=quiet)
    assert rows(Asker(refused), "b") == {None: (1, 1, "identifier")}
    again = publish(tmp_path, lambda: books(decision("CNRS and Inserm", "refuse")), tell=quiet)
    assert again.name == refused.name
    taken_back = publish(tmp_path, books, tell=quiet)
    assert set(rows(Asker(taken_back), "b")) == {INSERM, CNRS}


# Reading the texts.


def test_texts_in_which_nothing_hangs_on_the_year_are_read_once():
    class Dated:
        decides = frozenset()

        def find(self, text, year):
            return ()

        def dated(self, text):
            return "U1016" in text

    matcher = Matcher(Reference(()), [Dated()])
    read = found_in(matcher, Decisions({}), [
        (1, "Inserm U1016", True, [0, 2013]), (2, "Department", False, [2012, 2013])]).to_pylist()
    assert [(one["affiliation_id"], one["year"], one["is_whole"]) for one in read] == [
        (1, 0, True), (1, 2013, True), (2, None, False)]
    assert read[2]["text_key"] == key_number(memory_key("DEPARTMENT")) != read[0]["text_key"]


def test_only_new_texts_are_read_again(tmp_path, drawn, monkeypatch):
    asked = []
    real = Matcher.match_all

    def noted(self, texts, *args, **rest):
        asked.extend(texts)
        return real(self, texts, *args, **rest)

    monkeypatch.setattr(Matcher, "match_all", noted)
    first = asker(tmp_path, world(WORKS, INSTITUTIONS, UNITS))
    assert set(asked) == {*TEXTS, "Department of Physics"}
    before = links_of(first)
    asked.clear()
    more = WORKS + 'h | 2016 | 2730 | article | 0 | "CNRS, Lyon" + "Inserm, Paris"'
    second = asker(tmp_path, world(more, INSTITUTIONS, UNITS))
    assert asked == ["CNRS, Lyon"]
    assert [link for link in links_of(second) if link[-1] != "CNRS, Lyon"] == before
    asked.clear()
    decided(tmp_path, world(more, INSTITUTIONS, UNITS), decision("cnrs, lyon", "refuse"))
    assert asked == ["CNRS, Lyon"]
    asked.clear()
    third = asker(tmp_path / "new", world(more, INSTITUTIONS, UNITS))
    assert links_of(third) == links_of(second) and len(asked) > 3


def links_of(asking):
    asking.database.need("affiliation_links", "affiliations")
    return asking.database.rows(
        "SELECT l.*, affiliation FROM affiliation_links l JOIN affiliations USING (affiliation_id) "
        'ORDER BY affiliation_id, l."year", organisation_id, how')


