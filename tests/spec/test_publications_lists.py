"""Articles in prominent journals, by the list that is the default and by each other one."""

import pyarrow.parquet as pq
import pytest
from drawn_works import Unstored, built, tables, world

from belvedere.indicators.asking import Asker
from belvedere.indicators.question import period

WORKS = """
work | year | type    | source  | issn      | signed
a    | 2014 | article | journal | 0028-4793 | FR ror:x
b    | 2014 | article | journal | 1111-1111 | FR ror:x; US ror:y
c    | 2014 | article | journal | 3333-3333 | FR ror:y
d    | 2015 | article | journal | 1111-1111 | FR ror:x
e    | 2016 | article | journal | 2222-2222 | FR ror:x
f    | 2016 | letter  | journal | 2222-2222 | FR ror:x
g    |      | article | journal | 1111-1111 | FR ror:x
"""

JOURNALS = [
    {"journal_id": "issn:1111-1111", "issn_l": "1111-1111", "issns": ["1111-1111", "1111-2222"]},
    {"journal_id": "openalex:S3", "issns": ["3333-3333"]},
]


def listed(name, version, domain, issn, first=None, last=None, default=False):
    return {"list": name, "version": version, "domain": domain, "issn_l": issn, "title": issn,
            "valid_from": first, "valid_to": last, "source": "Drawn", "licence": "CC0 1.0",
            "is_default": default}


LISTS = [
    # the institute's own: a year's version applies to that year only
    listed("own", "2014", "medical", "1111-2222", 2014, 2014, True),
    listed("own", "2014", "basic", "3333-3333", 2014, 2014, True),
    listed("own", "2016", "basic", "2222-2222", 2016, 2016, True),
    listed("own", "2016", "medical", "4444-4444", 2016, 2016, True),
    # of no work; its basic journals begin later than its medical ones
    listed("late", "1", "medical", "4444-4444", 2014, 2016),
    listed("late", "1", "basic", "5555-5555", 2016, 2016),
    listed("shipped", "1", "medical", "0028-4793"),
    listed("shipped", "1", "medical", "1111-1111"),
]


@pytest.fixture(scope="module", params=["stored", "facts"])
def asking(request, tmp_path_factory):
    rows = tables(world(WORKS), journal_lists=LISTS, journals=JOURNALS)
    # the journal of c has no linking ISSN: works name it as OpenAlex does
    rows["work_records"][2]["journal_id"] = "openalex:S3"
    edition = built(tmp_path_factory.mktemp("lists"), rows)
    return {"stored": Asker, "facts": Unstored}[request.param](edition)


@pytest.mark.parametrize(("of", "where", "count"), [
    ("ror:x", {}, 2),  # b by another ISSN of its journal, e; not d, for 2015 has no version
    ("FR", {}, 3),  # and c
    ("ror:x", {"prominent": "medical"}, 1), ("FR", {"prominent": "basic"}, 2),
    ("ror:x", {"journal_list": "own"}, 2), ("FR", {"journal_list": "own"}, 3),
    ("FR", {"journal_list": "own/basic"}, 2),
    ("ror:x", {"journal_list": "shipped"}, 3), ("FR", {"journal_list": "shipped"}, 3),
    ("ror:y", {"journal_list": "shipped"}, 1),
])
def test_articles_in_the_journals_of_a_list(asking, of, where, count):
    figure = asking.ask(asking.question("articles_prominent_journals", of, where=where))
    assert (figure.value, figure.undecided) == (count, 0)
    rows = asking.rows(figure.question)
    assert rows[2] == count


def test_the_figure_is_seen_under_each_list_for_the_institute_and_its_country(asking):
    for of, own, shipped in (("ror:x", (1, 1), 3), ("FR", (2, 1), 3)):
        question = asking.question("articles_prominent_journals", of)
        assert {p.group: p.value for p in asking.by(question, "journal_list")} == {
            "own": sum(own), "own/basic": own[0], "own/medical": own[1],
            "shipped": shipped, "shipped/medical": shipped}


@pytest.mark.parametrize(("where", "share"), [
    ({"journal_list": "own"}, 2 / 3), ({"journal_list": "own/medical"}, 1),
    ({"journal_list": "shipped"}, 1),
])
def test_of_the_country_s_articles_on_a_list_the_share_that_it_signs(asking, where, share):
    figure = asking.ask(asking.question("national_share", "ror:x", where=where))
    assert figure.value == pytest.approx(share)


def test_a_figure_says_by_which_list_and_versions_it_counts(asking):
    def told(when=None, **where):
        figure = asking.ask(asking.question(
            "articles_prominent_journals", "ror:x", when=when, where=where))
        return figure.caveats[0]

    assert told().en == (
        "Counted by the list of journals own, versions 2014, 2016 (Drawn; CC0 1.0). It is complete "
        "for these years alone: 2014, 2016.")
    assert told("2014").fr == (
        "Compté selon la liste de revues own, version 2014 (Drawn; CC0 1.0).")
    assert told("2013..2016").en.endswith(
        "It is not complete for 2013, 2015: of these years nothing counts, or not all.")
    assert told(journal_list="shipped").en.startswith(
        "Counted by the list of journals shipped, version 1")
    plain = asking.ask(asking.question("articles", "ror:x"))
    assert not any("Counted by" in words.en for words in plain.caveats)


def test_of_a_year_that_the_list_is_not_for_nothing_can_be_told(asking):
    question = asking.question("articles_prominent_journals", "ror:x", when="2015")
    figure = asking.ask(question)
    assert figure.value is None and figure.caveats[0].en == (
        "Cannot be told: the list of journals own is complete for other years: 2014, 2016.")
    assert asking.ask(asking.question("articles_prominent_journals", "ror:x", when="2015",
                                      where={"journal_list": "shipped"})).value == 1
    # nor is it zero between years that can be told
    trend = asking.trend(asking.question("articles_prominent_journals", "ror:x"))
    assert [(part.group, part.value) for part in trend] == [(2014, 1), (2015, None), (2016, 1)]
    growth = asking.question("articles_growth", "ror:x", when="2014..2015")
    assert asking.ask(growth).value is not None
    assert asking.ask(growth.but(where=(("journal_list", "own"),))).value is None
    assert asking.ask(growth.but(where=(("journal_list", "own"),),
                                 when=period("2014..2016"))).value == 0


def test_a_list_is_complete_for_years_for_which_it_has_journals_of_each_of_its_domains(asking):
    def ask(name):
        return asking.ask(asking.question("articles_prominent_journals", "ror:x", when="2014",
                                          where={"journal_list": name}))

    assert ask("late").value is None and ask("late").caveats[0].en.endswith("other years: 2016.")
    assert ask("late/medical").value == 0


@pytest.mark.parametrize(("spans", "en", "fr"), [
    ([(None, 2012), (2015, None)], "until 2012, since 2015", "jusqu’en 2012, depuis 2015"),
    ([(2010, 2010), (2012, 2014)], "2010, 2012–2014", "2010, 2012–2014"),
    ([(2010, None)], "since 2010", "depuis 2010"),
    ([(None, None)], "", ""),
])
def test_the_years_of_a_list_in_words(tmp_path, spans, en, fr):
    rows = [listed("own", str(n), "medical", "1111-1111", first, last, True)
            for n, (first, last) in enumerate(spans)]
    asking = Asker(built(tmp_path, tables(world(WORKS), journal_lists=rows)))
    told = asking.ask(asking.question("articles_prominent_journals", "ror:x")).caveats[0]
    assert ("complete" in told.en) == bool(en) and asking.held.lists.of_some_years(
        asking.question("articles_prominent_journals", "ror:x")) == bool(en)
    assert en in told.en and fr in told.fr


def test_a_list_that_is_not_there_is_no_zero(asking):
    figure = asking.ask(asking.question("articles", "ror:x", where={"journal_list": "owm"}))
    assert figure.value is None and figure.caveats[0].en == (
        "Cannot be told: this edition has no list of journals owm; it has late, own, shipped.")


def test_where_no_journal_is_known_it_is_open_unless_the_figure_says_otherwise(asking):
    # g, of no known year, may be on a list; in the figure of prominent journals it is not
    figure = asking.ask(asking.question("articles", "ror:x", where={"journal_list": "shipped"}))
    assert (figure.value, figure.undecided) == (3, 1)


def test_an_edition_of_before_lists_had_names_gives_what_it_gave(tmp_path):
    shipped = [listed("prominent", "1", "medical", "0028-4793", default=True)]
    edition = built(tmp_path, tables(world(WORKS), journal_lists=shipped))
    for table, since in (("fact_work_organisations", ["work__journal_lists"]),
                         ("journal_lists", ["source", "licence", "is_default"])):
        for path in edition.tables[table]:
            pq.write_table(pq.read_table(path).drop_columns(since), path)
    old = Unstored(edition)
    question = old.question("articles_prominent_journals", "ror:x")
    figure = old.ask(question)
    assert figure.value == 1 and "prominent, version 1:" in figure.caveats[0].en
    assert old.by(question, "journal_list") == []
    named = old.ask(old.question("articles", "ror:x", where={"journal_list": "prominent"}))
    assert (named.value, named.undecided) == (None, 5)
