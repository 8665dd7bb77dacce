"""A row of a list means its journal by any ISSN of it; what is doubtful is told."""

import duckdb
import pytest

from belvedere.matching import listed_journals


@pytest.fixture
def connection():
    with duckdb.connect() as one:
        one.execute("""
            CREATE TABLE journals AS FROM (VALUES
              ('issn:1111-1111', '1111-1111', ['1111-1111', '1111-2222']),
              ('openalex:S2', NULL, ['2222-222x']),
              ('issn:3333-3333', '3333-3333', NULL),
              ('issn:4444-0000', '4444-0000', ['4444-4444']),
              ('issn:4444-1111', '4444-1111', ['4444-4444'])
            ) j (journal_id, issn_l, issns)""")
        one.execute("""
            CREATE TABLE work_records AS FROM (VALUES ('issn:5555-5555'), (NULL))
            w (journal_id)""")
        one.execute("""
            CREATE TABLE journal_lists (list VARCHAR, version VARCHAR, domain VARCHAR,
              issn_l VARCHAR, valid_from BIGINT, valid_to BIGINT, is_default BOOLEAN)""")
        yield one


def listed(connection, *rows):
    for issn, first, last in rows:
        connection.execute("INSERT INTO journal_lists VALUES ('own', '1', 'basic', ?, ?, ?, TRUE)",
                           [issn, first, last])
    listed_journals.prepare(connection)
    return sorted(connection.execute(
        "SELECT journal_id, valid_from, valid_to FROM listed_journal").fetchall())


@pytest.mark.parametrize(("issn", "meant"), [
    ("1111-1111", ["issn:1111-1111", "issn:1111-2222"]),
    ("1111-2222", ["issn:1111-1111", "issn:1111-2222"]),  # works may name it by either
    ("2222-222X", ["issn:2222-222X", "openalex:S2"]),  # it has no linking ISSN
    ("3333-3333", ["issn:3333-3333"]),
    ("5555-5555", ["issn:5555-5555"]),  # a work tells of it, no list of journals does
])
def test_a_row_means_its_journal_by_any_issn(connection, issn, meant):
    assert listed(connection, (issn, 2014, None)) == [(name, 2014, 9999) for name in meant]
    assert listed_journals.doubtful(connection) == {}
    assert listed_journals.contradicting(connection) == {}


def test_an_issn_of_no_journal_and_one_of_several_are_told(connection):
    listed(connection, ("6666-6666", None, None), ("4444-4444", None, None))
    told = listed_journals.doubtful(connection)
    assert told["own", "1", "basic", "6666-6666"].startswith(
        "ISSN 6666-6666 is of no journal of this edition")
    assert told["own", "1", "basic", "4444-4444"].endswith("issn:4444-0000, issn:4444-1111")


def test_of_two_issns_of_one_journal_one_stands(connection):
    rows = (("1111-1111", 2010, 2012), ("1111-2222", 2014, None))
    assert {row[1:] for row in listed(connection, *rows)} == {(2010, 2012)}
    assert listed_journals.contradicting(connection) == {
        ("own", "1", "basic", "1111-2222"): "ISSN 1111-2222 is of the journal of 1111-1111, which "
        "this version has for other years; the row of 1111-1111 stands"}


def test_two_issns_of_one_journal_for_the_same_years_say_the_same(connection):
    assert {row[1:] for row in listed(connection, ("1111-1111", 2010, 2012),
                                      ("1111-2222", 2010, 2012))} == {(2010, 2012)}
    assert listed_journals.contradicting(connection) == {}
