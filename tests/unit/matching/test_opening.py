"""A matcher from the tables of an edition."""

import pytest
from drawn_organisations import drawn_reference, drawn_rows

from belvedere.errors import QuestionError
from belvedere.matching.opening import matcher_of, reference_of


class Tables:
    """Stands for an edition: answers each query with the rows of its table."""

    def __init__(self, records=(), names=(), relations=()):
        self.rows = {"organisation_records": records, "organisation_names": names,
                     "organisation_relations": relations}
        self.asked = set()

    def need(self, *names):
        self.asked |= set(names)

    def records(self, sql, parameters=()):
        table, = [name for name in self.rows if f"FROM {name} " in sql]
        assert table in self.asked
        return list(self.rows[table])


def test_the_reference_is_read_from_the_declared_tables():
    assert reference_of(Tables(*drawn_rows())).digest == drawn_reference().digest


def test_an_edition_without_ror_is_told_with_what_to_do():
    with pytest.raises(QuestionError, match="belvedere harvest ror"):
        reference_of(Tables())


def test_a_matcher_keeps_its_index_in_the_folder(tmp_path):
    matcher = matcher_of(Tables(*drawn_rows()), tmp_path, references=["ROR v9"])
    assert matcher.match("Peking University, Beijing, China").references[0] == "ROR v9"
    assert len(list(tmp_path.iterdir())) == 1
