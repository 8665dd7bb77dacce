"""Publications: the reference, the facts and the stored sums give the same answers.

Worlds are drawn by ``drawn_worlds``; ``test_publications_invariants`` asks more of the reference.
"""

import tempfile
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from drawn_works import Unstored, built, tables
from drawn_worlds import AUTHORS, CELLS, INSERM, INSTITUTIONS, WEIGHTED, WORLDS, P
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.errors import QuestionError
from belvedere.indicators import reference_signed as whose
from belvedere.indicators import reference_works as reference
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import Growth, Mean, Words
from belvedere.indicators.question import WORLD, Question, Whom, period
from belvedere.indicators.ranking import Group
from belvedere.indicators.reference_signed import (
    Institution,
    Seat,
    Work,
    World,
)
from belvedere.indicators.reference_works import Asked

PUBLICATIONS = [d for d in catalogue().values() if d.theme == "publications"]
ALL = Group("all", Words("all", "tous"))

WHO = [WORLD, Whom("country", "FR", "FR"), Whom("country", "DE", "DE"),
       *(Whom("organisation", who, who) for who in (
           "ror:a", "ror:unit", "ror:b", INSERM, "rnsr:U1016"))]
WHEN = (None, "2020", "2019..2021")
WHERE = ((), (("theme", "cancer"),), (("subfield", "1702"),), (("type", "review"),),
         (("subfield", "2730"), ("theme", "cancer")), (("type", "article"), ("theme", "cancer")),
         (("open_access", "gold"),), (("collaboration", "international"),),
         (("unit", "rnsr:U1016"),), (("basis", "implied"),), (("basis", "identifier"),),
         (("journal_list", "prominent"),), (("journal_list", "index/basic"),),
         (("journal_list", "index"), ("theme", "cancer")))

quick = partial(settings, suppress_health_check=list(HealthCheck))


class Two:
    """One edition asked in two ways: by its stored sums and by its facts."""

    def __init__(self, folder: str, world: World, parts: int = 1, **changes) -> None:
        self.edition = built(Path(folder), tables(world) | changes, parts)
        self.stored, self.facts = Asker(self.edition), Unstored(self.edition)


def asked(question: Question, when) -> Asked:
    years = (when.years[0], when.years[-1]) if when else None
    return Asked(question.of.kind, question.of.id, years, question.where, question.counting)


def expected(world: World, asking: Asker, question: Question) -> reference.Answer:
    country = None
    if question.of.kind == "organisation":
        country = world.institutions.get(question.of.id, Institution("FR")).country
    return reference.answer(world, question.indicator.name, asked(question, asking.when(question)),
                            country)


def same(figure, answer: reference.Answer, question: Question, world: World) -> None:
    about = (question.indicator.name, question.of.id, question.when, question.where,
             question.counting)
    assert figure.undecided == answer.undecided, about
    assert figure.rows == answer.rows, about
    if figure.by_basis:
        asked_of = asked(question, figure.when)
        name = question.indicator.name
        assert figure.by_basis == reference.resting(world, name, asked_of), about
        assert figure.unattributed == reference.unattributed(world, name, asked_of), about
    assert figure.sums == pytest.approx({n: float(x) for n, x in answer.sums.items()},
                                        abs=1e-9), about
    if answer.value is None:
        assert figure.value is None, about
    else:
        assert figure.value == pytest.approx(float(answer.value), abs=1e-9), about


def is_offered(question: Question, dimension: str) -> bool:
    """Return whether a question can be broken down so: units are of organisations alone."""
    try:
        return dimension == "year" or bool(question.dimension(dimension))
    except QuestionError:
        return False


def question_of(draw, definition, of=None):
    """Draw a question, or None where the draw is no question."""
    when = draw(st.sampled_from(WHEN))
    try:
        return Question(definition, of or draw(st.sampled_from(WHO)),
                        period(when) if when else None, draw(st.sampled_from(WHERE)),
                        draw(st.sampled_from(("full", "fractional"))))
    except QuestionError:
        return None


@quick(max_examples=24)
@given(data=st.data(), world=WORLDS)
def test_reference_facts_and_stored_sums_agree(data, world):
    with tempfile.TemporaryDirectory() as folder:
        two = Two(folder, world)
        for definition in PUBLICATIONS * 2:
            question = question_of(data.draw, definition)
            if question is None:
                continue
            answer = expected(world, two.stored, question)
            for asking in (two.stored, two.facts):
                same(asking.ask(question), answer, question, world)


@quick(max_examples=10)
@given(data=st.data(), world=WORLDS)
def test_every_number_opens_to_its_rows(data, world):
    with tempfile.TemporaryDirectory() as folder:
        asking = Asker(built(Path(folder), tables(world)))
        for definition in PUBLICATIONS:
            question = question_of(data.draw, definition)
            if question is None:
                continue
            figure = asking.ask(question)
            columns, rows, count = asking.rows(question)
            mine = reference.counted(world, definition.name, asked(question, asking.when(question)))
            assert {r[columns.index("title")] for r in rows} == {work.name for work, _ in mine}
            assert len(rows) == count == figure.rows
            whole = next((figure.sums[n] for n in ("count", "weight", "denominator")
                          if n in figure.sums), None)
            if question.counting == "fractional" and whole is not None:
                listed = sum(row[columns.index("weight")] for row in rows)
                assert listed == pytest.approx(whole, abs=1e-9)


@quick(max_examples=10)
@given(data=st.data(), world=WORLDS)
def test_breakdowns_agree_and_their_parts_are_the_figures_limited_to_them(data, world):
    with tempfile.TemporaryDirectory() as folder:
        two = Two(folder, world)
        for definition in PUBLICATIONS:
            question = question_of(data.draw, definition)
            if question is None or isinstance(definition.measure, Growth):
                continue
            dimension = data.draw(st.sampled_from(
                ("year", "subfield", "type", "unit", "basis", "journal_list")))
            if not is_offered(question, dimension):
                continue
            about = (definition.name, question, dimension)
            parts = {p.group: p for p in two.stored.by(question, dimension)}
            others = {p.group: p for p in two.facts.by(question, dimension)}
            assert set(parts) == set(others), about
            for group, part in parts.items():
                assert part.rows == others[group].rows, about
                assert part.sums == pytest.approx(others[group].sums, abs=1e-9), about
                if group is None or dimension in dict(question.where):
                    continue
                if dimension == "year":
                    limited = question.but(when=period(str(group)))
                else:
                    limited = question.but(where=(*question.where, (dimension, str(group))))
                answer = expected(world, two.stored, limited)
                assert part.rows == answer.rows, about
                assert part.value == (None if answer.value is None else pytest.approx(
                    float(answer.value), abs=1e-9)), about
            if dimension == "journal_list":  # a journal is on no list, or on several
                continue
            figure = two.stored.ask(question)
            whole = sum(part.rows for part in parts.values())  # a work may be of two units
            assert whole >= figure.rows if dimension == "unit" else whole == figure.rows, about


@quick(max_examples=10)
@given(data=st.data(), world=WORLDS)
def test_everybody_at_once_is_each_one_asked_alone(data, world):
    with tempfile.TemporaryDirectory() as folder:
        two = Two(folder, world)
        for definition in PUBLICATIONS:
            kind = data.draw(st.sampled_from(("country", "organisation")))
            question = question_of(data.draw, definition, Whom(kind, "", ""))
            if question is None:
                continue
            tabled = two.stored._everybody(question)
            others = two.facts._everybody(question)
            about = (definition.name, question)
            assert set(tabled) == set(others), about
            for who, part in tabled.items():
                assert part.rows == others[who].rows, about
                assert part.sums == pytest.approx(others[who].sums, abs=1e-9), about
                alone = question.but(of=Whom(kind, who, who))
                same_part = expected(world, two.stored, alone)
                assert part.rows == same_part.rows, about
                for name, exact in same_part.sums.items():
                    assert part.sums[name] == pytest.approx(float(exact), abs=1e-9), about
            ranks = [two.stored.rank(question.but(of=Whom(kind, who, who)), ALL) for who in tabled]
            ranks = [rank for rank in ranks if rank.place is not None]
            assert sum(r.middle for r in ranks) == len(ranks) * (len(ranks) + 1) / 2
            assert all(r.dense <= r.place <= r.middle for r in ranks)


# The invariants of METHODS §12, asked of the engine.


def one(asking, name, of=WORLD, counting="", when="2018..2022", **rest):
    return asking.ask(Question(catalogue()[name], of, period(when) if when else None,
                               tuple(rest.items()), counting))


@quick(max_examples=10)
@given(world=WORLDS)
def test_the_world_is_what_it_is_by_construction(world):
    with tempfile.TemporaryDirectory() as folder:
        asking = Asker(built(Path(folder), tables(world)))
        articles = one(asking, "articles").value
        scored = one(asking, "mncs")
        if scored.rows:
            assert scored.value == pytest.approx(1, abs=1e-12)
        shares = [one(asking, f"pp_top{p}").value for p in (1, 5, 10, 50)]
        if scored.rows:
            assert shares == pytest.approx([0.01, 0.05, 0.1, 0.5], abs=1e-12)
        asking.database.need("citation_scores", "work_countries", "work_organisations")
        cells = asking.database.rows(
            "SELECT sum(works), sum(works * ncs), sum(works * top1), sum(works * top10) "
            "FROM citation_scores GROUP BY subfield, year, type")
        for n, *added in cells:  # in every cell
            assert added == pytest.approx([n, n / 100, n / 10], abs=1e-12)
        for who in WHO:  # more of the most cited as more per cent are taken
            shares = [one(asking, f"pp_top{p}", who).value or 0 for p in (1, 5, 10, 50)]
            assert shares == sorted(shares)
            full, part = (one(asking, "articles", who, c) for c in ("full", "fractional"))
            assert (part.value or 0) <= (full.value or 0) + 1e-9
            types = asking.by(Question(catalogue()["articles"], who), "collaboration")
            assert sum(p.value for p in types) == one(asking, "articles", who, when=None).rows
        # credit adds up to the world's, with that of nobody known
        for table, weight in (("work_countries", "weight"), ("work_organisations", "own_weight")):
            for (total,) in asking.database.rows(
                    f"SELECT sum({weight}) FROM {table} GROUP BY work_id"):
                assert total == pytest.approx(1, abs=1e-12)
        countries = asking._everybody(
            Question(catalogue()["articles"], Whom("country", "", ""), counting="fractional",
                     when=period("2018..2022")))
        assert sum(p.value for p in countries.values()) <= (articles or 0) + 1e-9


@quick(max_examples=8)
@given(world=WORLDS)
def test_shares_times_specialisation_add_up_to_one(world):
    signed = [replace(work, authors=((Seat("US"),),)) if not whose.countries(work) else work
              for work in world.works]
    with tempfile.TemporaryDirectory() as folder:
        asking = Asker(built(Path(folder), tables(replace(world, works=signed))))
        share = Question(catalogue()["world_share"], Whom("country", "", ""))
        shares = {who: p.value for who, p in asking._everybody(share).items()}
        for subfield in ("2730", "1702"):
            index = Question(catalogue()["specialisation"], Whom("country", "", ""),
                             where=(("subfield", subfield),))
            found = asking._everybody(index)
            if found:
                assert sum(shares[who] * p.value for who, p in found.items()) == pytest.approx(1)
        for who in shares:
            profile = Question(catalogue()["specialisation"], Whom("country", who, who))
            world_fields = {p.group: p.value / one(asking, "articles", when=None).value
                            for p in asking.by(Question(catalogue()["articles"], WORLD),
                                               "subfield")}
            own = {p.group: p.value for p in asking.by(profile, "subfield")}
            assert sum(world_fields[f] * (own[f] or 0) for f in own if f) + _unplaced(
                asking, who) == pytest.approx(1)


def _unplaced(asking, who: str) -> float:
    """Return the part of a country's papers that is in no subfield."""
    parts = asking.by(Question(catalogue()["articles"], Whom("country", who, who),
                               counting="fractional"), "subfield")
    whole = sum(p.value for p in parts)
    return sum(p.value for p in parts if p.group is None) / whole


def table_of(asking) -> dict:
    """Return the answers to many questions."""
    found = {}
    for definition in PUBLICATIONS:
        for of in WHO:
            try:
                question = Question(definition, of, period("2019..2021"))
            except QuestionError:
                continue
            figure = asking.ask(question)
            found[definition.name, of.id] = (figure.value, figure.rows, figure.undecided)
    return found


def close(one: dict, other: dict, but=lambda name, told: told) -> None:
    assert set(one) == set(other)
    for key, told in one.items():
        (value, *counts), (found, *others) = but(key[0], told), other[key]
        assert others == counts, key
        assert found == (None if value is None else
                         pytest.approx(value, rel=1e-11, abs=1e-12)), key


@quick(max_examples=4)
@given(world=WORLDS, random=st.randoms(use_true_random=False))
def test_the_order_and_the_parts_of_the_records_change_nothing(world, random):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        before = table_of(Asker(built(Path(folder), tables(world))))
        rows = tables(world)
        for many in rows.values():
            random.shuffle(many)
        edition = built(Path(other), rows, parts=random.choice((2, 3, 20)))
        close(before, table_of(Asker(edition)))
        close(before, table_of(Unstored(edition)))


@quick(max_examples=4)
@given(world=WORLDS, times=st.sampled_from((2, 3)))
def test_every_publication_so_many_times_changes_only_numbers(world, times):
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        before = table_of(Asker(built(Path(folder), tables(world))))
        after = table_of(Asker(built(Path(other), tables(
            replace(world, works=list(world.works) * times)))))

        def multiplied(name, told):
            value, rows, undecided = told
            counts = name in ("works_retracted", "articles", "articles_prominent_journals")
            if value is not None and (counts or name.startswith("articles_top")):
                value *= times
            return value, rows * times, undecided * times

        close(before, after, multiplied)


@quick(max_examples=4)
@given(world=WORLDS, change=st.sampled_from((lambda c: 10 * c, lambda c: c + 7, lambda c: c * c)))
def test_only_the_order_of_citations_decides_the_most_cited(world, change):
    def changed(work: Work) -> Work:
        cites = reference.citations(work)
        if cites is None or work.year is None:
            return work
        return replace(work, cited_by_count=change(cites), cited=((work.year, change(cites)),))

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        before = Asker(built(Path(folder), tables(world)))
        after = Asker(built(Path(other), tables(replace(
            world, works=[changed(work) for work in world.works]))))
        for of in WHO:
            for name in ("articles_top1", "pp_top10", "pp_top50"):
                mine, theirs = (one(a, name, of) for a in (before, after))
                assert mine.sums == pytest.approx(theirs.sums, abs=1e-12)


# The same of the reference alone: many worlds in no time.

@given(cell=WEIGHTED, p=P)
def test_a_cell_adds_up_to_p_and_its_mean_to_one(cell, p):
    whole = sum(w for _, w in cell)
    assert sum(w * reference.top_score(cell, c, p) for c, w in cell) == p * whole
    assert sum(w * reference.normalised(cell, c) for c, w in cell) == whole
    scores = [reference.top_score(cell, c, p) for c in sorted(c for c, _ in cell)]
    assert scores == sorted(scores) and 0 <= min(scores) <= max(scores) <= 1


@pytest.mark.parametrize("percent", [1, 5, 10, 50])
def test_all_tied_score_p_and_all_distinct_score_one_or_nothing(percent):
    p = Fraction(percent, 100)
    for n in (1, 3, 30):
        assert reference.top_score([(3, Fraction(1))] * n, 3, p) == p
    distinct = [(c, Fraction(1)) for c in range(100)]
    assert [reference.top_score(distinct, c, p) for c, _ in distinct] == (
        [0] * (100 - percent) + [1] * percent)


FIELDS = st.sampled_from([
    (("X", Fraction(1)),), (("Y", Fraction(1)),), (("X", Fraction(1, 3)), ("Y", Fraction(2, 3))),
    (("X", Fraction(1, 4)), ("Y", Fraction(1, 4)), ("Z", Fraction(1, 2)))])


@given(drawn=st.lists(st.tuples(FIELDS, st.integers(0, 3), AUTHORS), min_size=1, max_size=10))
def test_fields_share_each_work_and_the_world_stays_what_it_is(drawn):
    world = World([Work(f"w{n}", subfields=fields, cited_by_count=cites, cited=((2020, cites),),
                        authors=signed) for n, (fields, cites, signed) in enumerate(drawn)],
                  INSTITUTIONS)

    def ask(name, kind="world", who="world", where=()):
        return reference.answer(world, name, Asked(kind, who, where=where, counting="fractional"),
                                "FR").value or 0

    assert ask("pp_top10") == Fraction(1, 10) and ask("mncs") == 1
    for kind, who in (("world", "world"), ("country", "FR"), ("organisation", "ror:a")):
        parts = sum(ask("articles", kind, who, (("subfield", field),)) for field in "XYZ")
        assert parts == ask("articles", kind, who)


@given(cites=CELLS, times=st.integers(1, 5))
def test_one_more_citation_lowers_no_score_of_its_own(cites, times):
    cell = [(c, Fraction(1)) for c in cites]
    scaled = [(c * times, Fraction(1)) for c in cites]
    more = [(cites[0] + 1, Fraction(1)), *cell[1:]]
    for c in cites:
        assert reference.normalised(scaled, c * times) == reference.normalised(cell, c)
        if sum(cites):  # where all are uncited everybody is as the world
            assert reference.normalised(more, c) <= reference.normalised(cell, c)
    assert not sum(cites) or (
        reference.normalised(more, cites[0] + 1) >= reference.normalised(cell, cites[0]))


@given(world=WORLDS)
def test_credit_adds_up_to_one_by_every_method(world):
    for work in world.works:
        for shared in (whose.credit_of_countries(work), whose.own_credit(world, work),
                       whose.shared_by_organisations(world, work),
                       whose.shared_by_addresses(world, work)):
            assert sum(shared.values()) == 1
        whole = whose.credit_of_organisations(world, work)
        assert all(0 <= part <= 1 for part in whole.values())
        assert all(whole[who] >= part for who, part in whose.own_credit(world, work).items())


def test_means_are_the_measures_that_are_scored():
    assert {d.measure.column for d in PUBLICATIONS if isinstance(d.measure, Mean)} == {
        "work.citations", "score.ncs", *(f"score.top{p}" for p in (1, 5, 10, 50))}
