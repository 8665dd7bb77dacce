"""Which journals the lists of journals mean: a row means its journal by any ISSN of it."""

from typing import NamedTuple

import duckdb


class Key(NamedTuple):
    """Which row of which list."""

    list: str
    version: str
    domain: str
    issn_l: str


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``listed_journal``: the identifiers of each journal of each list, and its years.

    ``journals`` and ``journal_lists`` must be open. Works say where they appeared by the
    linking ISSN, or by another where their source knows no other: each is an identifier
    of the journal. Where two rows of one version name one journal, the row of the lower
    ISSN stands.
    """
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE journal_issn AS
        SELECT DISTINCT journal_id, upper(unnest([issn_l] || coalesce(issns, []))) AS issn
        FROM journals
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE row_meant AS
        SELECT *, first_value(issn_l) OVER same AS first_issn,
          first_value(valid_from) OVER same AS first_from, first_value(valid_to) OVER same
            AS first_to
        FROM (SELECT l.*, i.journal_id AS known, coalesce(i.journal_id, 'issn:' || l.issn_l)
                AS journal_id
              FROM journal_lists l LEFT JOIN journal_issn i ON i.issn = l.issn_l)
        WINDOW same AS (PARTITION BY list, version, domain, journal_id ORDER BY issn_l)
    """)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE listed_journal AS
        SELECT DISTINCT also AS journal_id, list, domain, coalesce(is_default, TRUE) AS is_default,
          coalesce(valid_from, 0) AS valid_from, coalesce(valid_to, 9999) AS valid_to
        FROM row_meant JOIN (
          SELECT journal_id, journal_id AS also FROM row_meant
          UNION SELECT journal_id, 'issn:' || issn_l FROM row_meant
          UNION SELECT journal_id, 'issn:' || issn FROM journal_issn) USING (journal_id)
        WHERE issn_l = first_issn AND also IS NOT NULL
    """)


def contradicting(connection: duckdb.DuckDBPyConnection) -> dict[Key, str]:
    """Return the rows that do not stand, each with the reason."""
    return {Key(*key): reason for *key, reason in connection.execute("""
        SELECT DISTINCT list, version, domain, issn_l, 'ISSN ' || issn_l || ' is of the journal of '
          || first_issn || ', which this version has for other years; the row of ' || first_issn
          || ' stands'
        FROM row_meant WHERE issn_l <> first_issn
          AND (valid_from, valid_to) IS DISTINCT FROM (first_from, first_to)
    """).fetchall()}


def doubtful(connection: duckdb.DuckDBPyConnection) -> dict[Key, str]:
    """Return the rows whose ISSN is of no journal, or of several, each with what is so.

    ``work_records`` must be open, which is read only where some ISSN is of no journal
    that a source tells of.
    """
    return {Key(*key): reason for *key, reason in connection.execute("""
        SELECT list, version, domain, issn_l, 'ISSN ' || issn_l || ' is of no journal of this '
          || 'edition, so that nothing counts by it'
        FROM row_meant WHERE known IS NULL AND journal_id NOT IN (
          SELECT journal_id FROM work_records SEMI JOIN (
            SELECT journal_id FROM row_meant WHERE known IS NULL) USING (journal_id))
        UNION ALL
        SELECT list, version, domain, issn_l, 'ISSN ' || issn_l || ' is of several journals, '
          || 'works in each of which count: ' || string_agg(DISTINCT journal_id, ', '
          ORDER BY journal_id)
        FROM row_meant GROUP BY list, version, domain, issn_l
        HAVING count(DISTINCT journal_id) > 1
    """).fetchall()}
