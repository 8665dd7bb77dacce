"""What the partnerships desk publishes, and that its figures are those worked by hand."""

import datetime
from collections import Counter

import pytest
from drawn import edition

from belvedere.indicators.asking import Asker
from belvedere.register.desk.masking import pooled
from belvedere.register.desk.publishing import tables
from belvedere.register.organisations.publish import tables as register_tables
from belvedere.register.partnerships import agreements, associations, plans
from belvedere.register.partnerships.books import BOOKS
from belvedere.register.partnerships.demo import fill
from belvedere.register.partnerships.models import CooperationAgreement
from belvedere.register.partnerships.publish import counted, in_time

from .partnerships_books import abroad, agreement, in_force, matter, plan, through


@pytest.fixture
def published(drawn, tmp_path):
    """Books of every edge case made by the desk's actions, published, and asked."""
    unit = drawn["U1"]
    kyoto, oslo = abroad("Kyoto", "JP"), abroad("Oslo", "NO")
    ministry = abroad("The ministry", "FR")
    # renewed without a gap
    lab = agreement(unit, *in_force("2008-02-01"), partners=(kyoto,), opened="2007-06-01")
    agreements.prepare_renewal(by=None, dossier=lab, on="2011-09-01")
    through(CooperationAgreement.objects.get(renews=lab), *in_force("2012-02-01"))
    # two partners in two countries; one on one day; one that is signed only; one abandoned
    agreement(unit, *in_force("2010-03-01"), partners=(kyoto, oslo))
    agreement(unit, *in_force("2014-06-15"), ("finish", "2014-06-15"), partners=(oslo,))
    agreement(unit, *in_force("2014-12-20")[:2], partners=(oslo,))
    agreement(unit, ("negotiate", "2014-01-01"), ("abandon", "2014-02-01"), partners=(oslo,),
              title="Hidden draft")
    agreement(unit, *in_force("2009-01-01"), ("finish", "2015-01-01"), partners=(kyoto,),
              kind="unit_abroad", opened="2008", notes="Hidden note")
    agreement(drawn["Inserm"], *in_force("2010-05-01"), partners=(oslo,), kind="cooperation")
    matter("infrastructure", unit, ("adhere", "2010-06-01"), ("coordinate", "2012-01-01"),
           ("handover", "2014-01-01"), country="FR")
    matter("infrastructure", unit, title="Hidden infrastructure")
    for n, country in enumerate(["US"] * 6 + ["JP"] * 3 + ["DE"] * 4):
        matter("distinction", drawn["U2"] if n % 2 else unit, ("award", "2014-06-01"),
               kind="atip_avenir", country=country, project="Hidden project",
               email="hidden@example.org")
    matter("distinction", unit, ("award", "2014-06-01"), kind="programme")
    matter("distinction", unit, ("award", "2014-06-01"), ("forgo", "2014-07-01"),
           kind="atip_avenir", country="US")
    matter("distinction", unit, ("award", "2014-07-14"), country="SE", title="Hidden prize")
    matter("distinction", unit, ("reject", "2014-07-14"))
    sits = matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"),
                  contact="Hidden Paula")
    matter("association", unit, ("welcome", "2010-02-01"), ("seat", "2011-01-01"),
           ("unseat", "2012-01-01"), ("leave", "2014-01-01"))
    held = matter("meeting", unit, ("meet", "2012-03-01"), to_do="Hidden task", due="2012-05")
    associations.attend(by=None, dossier=held, association=sits)
    matter("meeting", unit)
    running = plan(unit, ("Open", "2012-06-30"), ("Write", "2012-06-30"),
                   moves=(("launch", "2010-02-01"),), ministry=ministry)
    running = plans.reach(by=None, dossier=running, rank=1, on="2012-06-30")
    plans.reach(by=None, dossier=running, rank=2, on="2012-07-01")
    matter("plan", unit, title="Hidden plan")
    matter("expertise", unit, ("accept", "2014-01-01"), ("give", "2014-12-31"),
           requester=ministry, country="FR", experts="Hidden expert")
    matter("expertise", unit, ("turndown", "2014-01-01"), title="Hidden expertise")
    told = {name: table.to_pylist() for name, table in {**register_tables(), **tables()}.items()}
    assert "idden" not in str({name: rows for name, rows in told.items()
                               if name.startswith("partnership_")})
    rows = {name: [{k: v for k, v in row.items() if v not in (None, "")} for row in some]
            for name, some in told.items()}
    return drawn, Asker(edition(tmp_path, rows, as_of="2022-06-30"))


def test_the_figures_of_books_made_by_actions_are_those_worked_by_hand(published):
    drawn, asker = published
    institute, unit = (f"register:{drawn[name].pk}" for name in ("Inserm", "U1"))

    def value(name, when, **where):
        return asker.ask(asker.question(name, institute, when=when, where=where)).value

    def parts(name, by, when):
        question = asker.question(name, institute, when=when)
        return {part.group: part.value for part in asker.by(question, by)}

    assert [value("associated_laboratories", day) for day in (
        "2008-01-31", "2012-01-31", "2012-02-01", "2014-06-15", "2015-01-01")] == [0, 2, 2, 2, 2]
    assert parts("associated_laboratories", "country", "2015-01-01") == {"JP": 2, "NO": 1}
    assert [value("units_abroad", day) for day in ("2014-12-31", "2015-01-01")] == [1, 0]
    assert value("cooperation_agreements", "2015-01-01") == 1
    assert value("agreements_signed", "2014") == 2
    assert value("agreements_in_force", "2015-01-01", unit=unit) == 2
    assert [value(f"infrastructures_{name}", day) for name in ("joined", "coordinated")
            for day in ("2010-06-01", "2012-01-01", "2014-01-01")] == [1, 1, 1, 0, 1, 0]
    # 13 laureates: 6 of the United States are told, 3 and 4 of others together; one is masked
    found = asker.ask(asker.question("laureates", institute, when="2014"))
    assert (found.value, found.undecided) == (13, 1)
    assert parts("laureates", "country", "2014") == {"US": 6, None: 7}
    assert parts("prizes", "country", "2014") == {"SE": 1}
    assert [value(f"associations_in_{name}", day) for name in ("network", "focus_group")
            for day in ("2011-01-01", "2012-01-01", "2014-01-01")] == [2, 2, 1, 2, 1, 1]
    assert value("focus_meetings_held", "2012") == 1
    assert value("plans_coordinated", "2012-01-01") == 1
    assert value("milestones_in_time", "2012") == 0.5
    assert value("expertise_given", "2014") == 1


@pytest.mark.parametrize("counts, told", [
    ({}, {}), ({"US": 5}, {"US": 5}), ({"US": 4}, {"": None}), ({"": 7}, {"": 7}),
    ({"US": 9, "JP": 3, "DE": 4}, {"US": 9, "": 7}),
    ({"US": 9, "JP": 6, "DE": 4}, {"US": 9, "": 10}),  # 4 alone could be told from the sum
    ({"US": 9, "DE": 4}, {"": 13}), ({"US": 2, "DE": 2}, {"": None}),
])
def test_those_too_few_are_told_with_others_and_the_sum_stays(counts, told):
    assert pooled(counts) == told
    kept = [n for n in told.values() if n is not None]
    assert all(n >= 5 for n in kept) and (sum(kept) == sum(counts.values()) or None in
                                          told.values())


def test_a_unit_is_told_where_enough_of_one_country_have_it():
    rows = [("programme", "2014-01", "US", 2)] * 6 + [("programme", "2014-02-01", "US", 3)] * 5 + [
        ("programme", "2014", "JP", 2)] * 5 + [("programme", "2015", "JP", 2)] * 4
    assert Counter(counted(rows)) == Counter([
        ("programme-2014-1", "programme", "2014", "US", 2, 6),
        ("programme-2014-2", "programme", "2014", "US", 3, 5),
        ("programme-2014-3", "programme", "2014", "JP", 2, 5),
        ("programme-2015-1", "programme", "2015", "", None, None)])


@pytest.mark.parametrize("due, reached, told", [
    ("2012-06-30", "2012-06-30", True), ("2012-06-30", "2012-07-01", False),
    ("2012", "2012-12-31", True), ("2012-06-30", "2012", None), ("2012-06-30", "2012-06", True),
    ("2012-06-30", "", False), ("2020-01-01", "", None), ("2019", "", None)])
def test_whether_a_milestone_was_reached_in_time(due, reached, told):
    assert in_time(due, reached, "2019-12-31") is told


def test_the_demonstration_has_ten_years_held_to_the_workflows(drawn):
    fill(drawn["Inserm"], [drawn["U1"], drawn["U2"]], first=2012,
         last=datetime.date(2022, 6, 30))
    for book in BOOKS:
        dossiers = book.model.objects.all()
        assert {one.opened[:4] for one in dossiers} >= {"2014", "2018"} or (
            len(dossiers) < 20), book.slug
        for one in dossiers:
            periods = list(one.periods.order_by("start", "pk"))
            assert periods[0].state == book.model.WORKFLOW.first
            assert [p.end for p in periods] == [*(p.start for p in periods[1:]), ""]
            assert (one.state, one.since) == (periods[-1].state, periods[-1].start)
            assert one.since <= "2022-06-30"
    renewed = CooperationAgreement.objects.exclude(renews=None).select_related("renews")
    assert renewed and all(one.renews.end == one.start for one in renewed if one.start)
    told = {name: len(table) for name, table in tables().items()
            if name.startswith("partnership_")}
    assert min(told.values()) >= 8, told
    years = {row["year"]: row["laureates"]
             for row in tables()["partnership_laureates"].to_pylist() if not row["country"]}
    assert set(years) == {str(year) for year in range(2012, 2023)}
