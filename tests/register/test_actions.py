"""Actions with a date of effect: what they change from then on, and what they leave alone."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belvedere.register.accounts.models import AuditEntry
from belvedere.register.accounts.refusals import Refused, Stale
from belvedere.register.organisations import profiles
from belvedere.register.organisations.actions import add_code, correct, create, rename
from belvedere.register.organisations.models import Code, Name, Organisation, Relation
from belvedere.register.organisations.queries import children, history, listed, names_at, roots
from belvedere.register.organisations.restructuring import close, end, merge, move, relate, split


def tree(day: str) -> dict[str, list[str]]:
    """The hierarchy on a day: what each organisation has as parts, by the name it had."""
    held = list(Organisation.objects.at(day))
    names = names_at(held, day, "fr")
    return {names[o.pk]: [names[r.organisation_id] for r in children([o.pk], day)]
            for o in held if children([o.pk], day)}


def test_the_drawn_tree(drawn):
    assert tree("2015-01-01") == {
        "Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U1", "U2"], "U1": ["Team A"]}
    assert tree("2009-06-01") == {
        "Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U1"], "U1": ["Team A"]}
    assert [o.name for o in roots("2015-01-01")] == ["Inserm"]


def test_a_merger_closes_its_sources_and_takes_their_places(drawn):
    made = merge(by=None, sources=[drawn["U1"], drawn["U2"]], name="U3", on="2014-01-01",
                 because="Decision 12")
    assert tree("2013-12-31") == {
        "Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U1", "U2"], "U1": ["Team A"]}
    assert tree("2014-01-01") == {
        "Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U3"], "U3": ["Team A"]}
    assert [(r.succession, r.other.name, r.start) for r in history(made)] == [
        ("merger", "U1", "2014-01-01"), ("merger", "U2", "2014-01-01")]
    assert {o.name: o.closed for o in Organisation.objects.exclude(closed="")} == {
        "U1": "2014-01-01", "U2": "2014-01-01"}


def test_an_integration_goes_on_under_its_own_name(drawn):
    made = merge(by=None, sources=[drawn["U1"]], into=drawn["U2"], on="2014")
    assert made.pk == drawn["U2"].pk
    assert tree("2014-01-01") == {
        "Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U2"], "U2": ["Team A"]}
    assert history(made)[0].succession == "integration"


def test_a_split_closes_it_unless_it_goes_on(drawn):
    split(by=None, organisation=drawn["U1"], names=["U1a", "U1b"], on="2014-01-01")
    assert tree("2014-01-01")["Cancer"] == ["U1a", "U1b", "U2"]
    split(by=None, organisation=drawn["U2"], names=["U2b"], on="2015-01-01", goes_on=True)
    assert tree("2015-01-01")["Cancer"] == ["U1a", "U1b", "U2", "U2b"]


def test_a_move_leaves_one_place_for_another(drawn):
    move(by=None, organisation=drawn["U1"], to=drawn["Neurosciences"], on="2014-01-01")
    assert tree("2013-12-31")["Cancer"] == ["U1", "U2"]
    assert tree("2014-01-01") == {"Inserm": ["Cancer", "Neurosciences"], "Cancer": ["U2"],
                                  "Neurosciences": ["U1"], "U1": ["Team A"]}


def test_a_name_holds_until_the_next(drawn):
    rename(by=None, organisation=drawn["U1"], name="Institut Un", on="2014-01-01")
    assert tree("2013-12-31")["Cancer"] == ["U1", "U2"]
    assert tree("2014-01-01")["Cancer"] == ["Institut Un", "U2"]
    # today's lists show today's name, and find both
    assert [o.name for o in listed("institut")] == ["Institut Un"]
    assert [o.name for o in listed("u1")] == ["Institut Un"]


def test_known_to_the_year_begins_on_its_first_day(books):
    made = create(by=None, kind="unit", name="U", opened="2012", closed="2014-06")
    there = [day for day in ("2011-12-31", "2012-01-01", "2014-05-31", "2014-06-01")
             if Organisation.objects.at(day).filter(pk=made.pk)]
    assert there == ["2012-01-01", "2014-05-31"]


@pytest.mark.parametrize("act, field", [
    (lambda d: relate(by=None, organisation=d["Inserm"], kind="part_of", other=d["Team A"]),
     "other"),
    (lambda d: relate(by=None, organisation=d["U1"], kind="part_of", other=d["U1"]), "other"),
    (lambda d: relate(by=None, organisation=d["U1"], kind="part_of", other=d["Cancer"],
                      start="2012"), "start"),
    (lambda d: close(by=None, organisation=d["U1"], on="2008-12-31"), "on"),
    (lambda d: close(by=None, organisation=d["U1"], on="2014-02-30"), "on"),
    (lambda d: close(by=None, organisation=d["U1"], on=""), "on"),
    (lambda d: create(by=None, kind="unit", name="U", opened="2014", closed="2013"), "closed"),
    (lambda d: create(by=None, kind="unit", name="  "), "name"),
    (lambda d: create(by=None, kind="ministry", name="M"), "kind"),
    (lambda d: add_code(by=None, organisation=d["U1"], scheme="ror", value="x"), "value"),
    (lambda d: merge(by=None, sources=[d["U1"]], name="U3", on="2014"), "sources"),
    (lambda d: merge(by=None, sources=[d["U1"]], into=d["U1"], on="2014"), "into"),
    (lambda d: split(by=None, organisation=d["U1"], names=["a"], on="2014"), "names"),
    (lambda d: correct(by=None, organisation=d["U1"], values={"kind": "team"}, why=""), "why"),
    (lambda d: correct(by=None, organisation=d["U1"], values={"id": "7"}, why="x"), None),
])
def test_what_cannot_be_is_refused_whole(drawn, act, field):
    def everything():
        return [sorted(model.objects.values_list()) for model in
                (Organisation, Name, Code, Relation)]

    before, entries = everything(), AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        act(drawn)
    assert refused.value.field == field
    assert refused.value.words.en and refused.value.words.fr
    assert everything() == before and AuditEntry.objects.count() == entries


def test_a_circle_in_time_only_is_none(drawn):
    """Two units may have been parts of each other, one after the other."""
    relation = Relation.objects.get(organisation=drawn["Team A"], kind="part_of")
    end(by=None, relation=relation, on="2012-01-01")
    relate(by=None, organisation=drawn["U1"], kind="part_of", other=drawn["Team A"],
           start="2012-01-01")
    with pytest.raises(Refused, match="itself"):
        relate(by=None, organisation=drawn["Team A"], kind="part_of", other=drawn["U1"],
               start="2013", end="2013-06")


def test_a_code_is_of_one_organisation_and_a_label_of_several(drawn):
    add_code(by=None, organisation=drawn["U1"], scheme="rnsr", value="200710776m")
    with pytest.raises(Refused, match="U1"):
        add_code(by=None, organisation=drawn["U2"], scheme="rnsr", value="200710776M")
    for unit in ("U1", "U2"):
        add_code(by=None, organisation=drawn[unit], scheme="label", value="U 1138")
    assert {o.name for o in listed("u1138")} == {"U1", "U2"}


def test_two_who_change_the_same_are_told(drawn):
    rename(by=None, organisation=drawn["U1"], name="First", on="2014", expected=2)
    with pytest.raises(Stale):
        rename(by=None, organisation=drawn["U1"], name="Second", on="2015", expected=2)


def test_the_database_itself_refuses(drawn):
    for wrong in (
        lambda: Organisation.objects.create(kind="unit", name="U", opened="2014",
                                            closed="2013-12"),
        lambda: Organisation.objects.create(kind="ministry", name="M"),
        lambda: Relation.objects.create(organisation=drawn["U1"], other=drawn["U1"],
                                        kind="part_of"),
        lambda: Relation.objects.create(organisation=drawn["U1"], other=drawn["U2"],
                                        kind="successor_of"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_an_audit_entry_stands(drawn):
    entry = AuditEntry.objects.first()
    for wrong in (entry.delete, entry.save, AuditEntry.objects.all().delete,
                  lambda: AuditEntry.objects.update(why="else")):
        with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
            wrong()


def test_each_action_leaves_one_entry(drawn):
    count = AuditEntry.objects.count()
    close(by=None, organisation=drawn["Team A"], on="2014", because="Report 3")
    assert AuditEntry.objects.count() == count + 1
    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.action, entry.subject_name, entry.after, entry.why) == (
        "close", "Team A", {"closed": "2014"}, "Report 3")


def test_a_profile_is_saved_compared_and_restored(drawn):
    first = profiles.save(by=None, organisation=drawn["U1"], base=0, publish=True,
                          values={"vision_en": "To cure cancer", "employees": 40})
    second = profiles.save(by=None, organisation=drawn["U1"], base=1,
                           values={"vision_en": "To cure all cancer", "employees": 40})
    assert profiles.differences(first, second) == {"vision_en": [
        ("same", "To cure "), ("in", "all "), ("same", "cancer")]}
    with pytest.raises(Stale, match="version 2"):
        profiles.save(by=None, organisation=drawn["U1"], base=1, values={})
    third = profiles.restore(by=None, version=first, base=2)
    assert (third.number, third.vision_en, third.restores) == (3, "To cure cancer", 1)


DAYS = st.sampled_from(["2010-06-01", "2012", "2013-05", "2014-01-01", "2016-03-04"])


def an_action(data):
    """Draw an action on a unit; return its date of effect and what does it."""
    units = list(Organisation.objects.filter(kind="unit"))
    parents = list(Organisation.objects.filter(kind="thematic_institute"))
    one, on = data.draw(st.sampled_from(units)), data.draw(DAYS)
    other, parent = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(parents))
    return on, data.draw(st.sampled_from([
        lambda: move(by=None, organisation=one, on=on, to=parent),
        lambda: close(by=None, organisation=one, on=on),
        lambda: rename(by=None, organisation=one, name=f"{one.name}+", on=on),
        lambda: split(by=None, organisation=one, names=["x", "y"], on=on),
        lambda: merge(by=None, sources=[one], on=on, into=other),
    ]))


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_action_rewrites_the_past(drawn, data):
    """The tree on a day before the date of effect is the same after any action."""
    with transaction.atomic():
        for _ in range(data.draw(st.integers(1, 4))):
            on, act = an_action(data)
            eve = {"2012": "2011-12-31", "2013-05": "2013-04-30", "2014-01-01": "2013-12-31",
                   "2016-03-04": "2016-03-03"}.get(on, "2010-05-31")
            past = [tree(day) for day in ("2009-01-01", "2010-01-01", eve)]
            with suppress(Refused):
                act()
            assert [tree(day) for day in ("2009-01-01", "2010-01-01", eve)] == past
        transaction.set_rollback(True)
