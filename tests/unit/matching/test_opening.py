"""A matcher from the tables of an edition."""

from collections import defaultdict

import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.evidence.writing import write_rows
from belvedere.matching.opening import matcher_of, reference_of
from belvedere.tables.ledger import Ledger, Place


class Tables:
    """Stands for an edition: answers each query with the rows of its table."""

    def __init__(self, records=(), names=(), relations=()):
        self.rows = {"organisation_records": records, "organisation_names": names,
                     "organisation_relations": relations, "units": (),
                     "organisation_identities": (), "organisations": ()}
        self.asked = set()

    def need(self, *names):
        self.asked |= set(names)

    def records(self, sql, parameters=()):
        table, = [name for name in self.rows if f"FROM {name} " in sql]
        assert table in self.asked
        return [defaultdict(lambda: None, row) for row in self.rows[table]]


def test_the_reference_is_read_from_the_declared_tables():
    assert reference_of(Tables(*drawn_rows())).digest == drawn_reference().digest


def test_an_edition_without_ror_is_told_with_what_to_do():
    with pytest.raises(QuestionError, match="belvedere harvest ror"):
        reference_of(Tables())


def test_a_matcher_keeps_its_index_in_the_folder(tmp_path):
    matcher = matcher_of(Tables(*drawn_rows()), tmp_path, references=["ROR v9"])
    assert matcher.match("Peking University, Beijing, China").references[0] == "ROR v9"
    assert len(list(tmp_path.iterdir())) == 1


def test_works_that_openalex_counts_are_those_of_the_organisation_that_it_is(tmp_path):
    drawn = {
        "organisation_records": [
            {"record_id": "ror:a", "scheme": "ror", "name": "A"},
            {"record_id": "ror:b", "scheme": "ror", "name": "B"},
            {"record_id": "openalex:I1", "scheme": "openalex", "works_count": 7},
            {"record_id": "openalex:I2", "scheme": "openalex", "works_count": 40},  # merged since
            {"record_id": "openalex:I3", "scheme": "openalex", "works_count": 900}],
        "organisation_equivalences": [
            {"record_id": own, "same_as": ror, "basis": "crosswalk", "holds": holds,
             "because": "OpenAlex gives it"}
            for own, ror, holds in (("openalex:I1", "ror:a", True), ("openalex:I2", "ror:a", True),
                                    ("openalex:I3", "ror:b", False))],
    }
    ledger = Ledger()
    write_rows(tmp_path, list(drawn), [
        (table, row, Place(table, n)) for table, rows in drawn.items()
        for n, row in enumerate(rows, start=1)], ledger)
    assert not ledger.aside, ledger.aside
    found = reference_of(Database({table: (tmp_path / f"{table}.parquet",) for table in drawn}))
    assert {one.record_id: one.works for one in found.organisations} == {
        "ror:a": 40, "ror:b": None}
