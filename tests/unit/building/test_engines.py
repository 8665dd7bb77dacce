"""Parts made two at a time: each in a session, in order, and what fails fails aloud."""

import threading

import duckdb
import pytest

from belvedere.building.engines import AT_ONCE, DuckDB


@pytest.fixture
def engine():
    connection = duckdb.connect()
    connection.execute("ATTACH ':memory:' AS evidence; USE evidence; CREATE TABLE known AS "
                       "SELECT 10 AS ten")
    yield DuckDB(connection)
    connection.close()


def test_answers_come_in_the_order_of_the_items_from_sessions_with_their_own_tables(engine):
    begun = []

    def begin(session):
        begun.append(session)
        session.connection.execute(f"CREATE TEMP TABLE mine AS SELECT {len(begun)} AS number")

    def tenfold(session, item):
        own, ten = session.connection.execute("SELECT number, ten FROM mine, known").fetchone()
        assert session is begun[own - 1]
        return item * ten

    assert list(engine.each(tenfold, range(20), begin)) == [10 * n for n in range(20)]
    assert 1 <= len(begun) <= AT_ONCE


def test_two_items_are_at_work_at_once(engine):
    both = threading.Barrier(2, timeout=60)
    assert list(engine.each(lambda session, item: both.wait() in (0, 1), range(2))) == [True, True]


def test_what_fails_is_raised_and_the_rest_is_not_begun(engine):
    done = []

    def do(session, item):
        done.append(item)
        session.connection.execute("SELECT 1" if item < 3 else "SELECT * FROM nothing")

    with pytest.raises(duckdb.CatalogException, match="nothing"):
        list(engine.each(do, range(1000)))
    assert {0, 1, 2, 3} <= set(done) and len(done) < 1000


def test_what_is_run_together_has_all_processors_and_only_that(engine):
    def threads():
        return engine.connection.execute("SELECT current_setting('threads')").fetchone()[0]

    engine.connection.execute("SET threads = 1")
    with pytest.raises(ValueError), engine.together():
        assert threads() == AT_ONCE
        raise ValueError
    assert threads() == 1
