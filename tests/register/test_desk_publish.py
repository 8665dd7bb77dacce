"""What desks publish: declared tables, nothing that has a mark, counts of people masked."""

import datetime

import pytest

from belvedere.register.clinical import conduct
from belvedere.register.clinical.models import ClinicalProject
from belvedere.register.clinical.publish import due, in_time
from belvedere.register.desk.columns import mark_of
from belvedere.register.desk.publishing import PUBLISHED, tables
from belvedere.tables import TABLES


def reached(model, path: str):
    """Yield each (model, column) on the way of a path."""
    for name in path.split("__"):
        field = model._meta.get_field(name)
        yield model, name
        model = field.related_model or model


@pytest.mark.parametrize("one", PUBLISHED, ids=lambda one: one.table)
def test_no_published_column_has_a_mark(books, one):
    read = [(model, name) for some in (one, one.hanging) if some
            for path in some.reads if path not in some.rows().query.annotations
            for model, name in reached(some.rows().model, path)]
    assert read and [(m._meta.label, n) for m, n in read if mark_of(m, n)] == []
    assert not [column.name for column in TABLES[one.table].columns if column.personal]


def test_each_table_is_as_declared_and_empty_without_an_institute(books):
    for name, table in tables().items():
        assert table.column_names == [column.name for column in TABLES[name].columns]
        assert len(table) == 0


def test_what_is_told_of_a_request_and_its_project(request_of, drawn):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"), ("favour", "2014-03-01"),
                     ("withdraw", "2014-12-01"), orpha="ORPHA:558", mesh="D009369 D001943",
                     phase="PHASE1/PHASE2", investigator="Dr Hidden", email="h@example.org",
                     amount=98765, summary_en="Hidden words", funding="Hidden fund")
    project = one.project
    for move, on in (("authorise", "2014-04"), ("recruit", "2014-05-01")):
        conduct.move(by=None, dossier=project, move=move, on=on)
    conduct.hold(by=None, dossier=project, kind="safety", on="2014-05-02", why="Hidden event")
    for on, participants in (("2014-06-30", 2), ("2014-07-31", 2), ("2015-01-31", 60)):
        conduct.enrol(by=None, dossier=project, participants=participants, on=on)
    told = tables()
    institute, unit = (f"register:{drawn[name].pk}" for name in ("Inserm", "U1"))
    assert told["clinical_applications"].to_pylist() == [{
        "number": "2014-001", "institute_id": institute, "unit_id": unit, "kind": "promotion",
        "state": "withdrawn", "received": "2014-01-10", "admitted": "2014-01-20",
        "decided": "2014-03-01", "decision": "favourable", "days_to_decision": 50,
        "project": "P2014-001", "category": "biomedical", "product": "medicine",
        "phases": ["PHASE1", "PHASE2"], "mesh": ["D009369", "D001943"], "orpha": ["ORPHA:558"],
        "rare_disease": True}]
    assert [(row["state"], row["start"], row["end"])
            for row in told["clinical_project_periods"].to_pylist()] == [
        ("preparation", "2014-03-01", "2014-04"), ("authorised", "2014-04", "2014-05-01"),
        ("recruiting", "2014-05-01", None), ("safety", "2014-05-02", None)]
    assert [(row["year"], row["participants"])
            for row in told["clinical_enrolments"].to_pylist()] == [("2014", None), ("2015", 60)]
    assert "idden" not in str({name: table.to_pylist() for name, table in told.items()})
    assert "98765" not in str(told["clinical_projects"].to_pylist())
    assert ClinicalProject.objects.get().investigator == "Dr Hidden"


@pytest.mark.parametrize(("ended", "day"), [
    ("2014-05-31", "2015-05-31"), ("2016-02-29", "2017-03-01"), ("2014", "2015-12-31")])
def test_results_are_due_twelve_months_after_the_end(ended, day):
    assert due(ended) == day


@pytest.mark.parametrize(("out", "today", "told"), [
    (("2015-05-31", ""), "2020-01-01", True), (("2015-06-01", ""), "2020-01-01", False),
    (("2016", "2015-01"), "2020-01-01", True), (("", ""), "2015-05-31", None),
    (("", ""), "2015-06-01", False), (("2015", ""), "2020-01-01", None)])
def test_whether_they_came_in_time(out, today, told):
    assert in_time("2014-05-31", out, datetime.date.fromisoformat(today)) is told
