"""Workflows: what is allowed, who may, and that the database refuses the rest by itself."""

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Permission, Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.clinical.workflows import PROJECT, REQUEST
from belvedere.register.desk import actions as desk
from belvedere.register.desk.models import Dossier
from belvedere.register.desk.workflow import Move, Workflow, statements
from belvedere.tables.words import Words

BOOKS = [m for m in apps.get_models() if issubclass(m, Dossier)]
ONE, TWO = Words("one", "un"), Words("two", "deux")


def account(role, where=None):
    made = Account.objects.create(email=f"{role}@example.org", name=str(role))
    Grant.objects.create(account=made, role=role, organisation=where)
    return made


@pytest.mark.parametrize("model", BOOKS, ids=lambda m: m._meta.label)
def test_the_database_has_the_triggers_that_the_workflow_declares(books, model):
    table = model._meta.db_table
    held_by = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger "
                      "WHERE NOT tgisinternal AND tgrelid = CAST(%s AS regclass)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(held_by, [table])
        held = {row[0] for row in cursor.fetchall()}
    declared = statements(table, model.WORKFLOW, connection.vendor)
    assert held == {s.split()[2] for s in declared if s.startswith("CREATE TRIGGER")}
    if connection.vendor == "sqlite":  # what they say, too, as it was declared
        with connection.cursor() as cursor:
            cursor.execute(held_by.replace("SELECT name", "SELECT sql"), [table])
            assert {row[0] for row in cursor.fetchall()} <= set(declared)


def least_of(model, unit, number):
    """Make a dossier that has no more than its book asks of each."""
    needed = {}
    for column in model._meta.fields:
        if hasattr(column, "vocabulary") and not column.blank:
            needed[column.name] = next(iter(column.vocabulary))
        elif column.many_to_one and not column.null and issubclass(column.related_model, Dossier):
            needed[column.name] = least_of(column.related_model, unit, number)
    return model.objects.create(unit=unit, number=number, opened="2014",
                                state=model.WORKFLOW.first, **needed)


@pytest.mark.parametrize("model", BOOKS, ids=lambda m: m._meta.label)
def test_every_pair_of_states_is_a_move_or_is_refused(drawn, model):
    """A row is put in each state by moves alone, then every other state is tried."""
    workflow, ways = model.WORKFLOW, {model.WORKFLOW.first: []}
    for _ in workflow.states:
        for move in workflow.moves:
            for source in move.sources:
                if source in ways:
                    ways.setdefault(move.target, [*ways[source], move.target])
    assert set(ways) == set(workflow.states)
    for state, way in ways.items():
        for other in workflow.states:
            if other == state:
                continue
            allowed = f"{state}>{other}" in workflow.allowed()
            with transaction.atomic():
                made = least_of(model, drawn["U1"], f"{state}-{other}"[:20])
                for step in way:
                    model.objects.filter(pk=made.pk).update(state=step)
                if allowed:
                    model.objects.filter(pk=made.pk).update(state=other)
                else:
                    with pytest.raises(DatabaseError), transaction.atomic():
                        model.objects.filter(pk=made.pk).update(state=other)
                transaction.set_rollback(True)


def test_a_dossier_begins_in_the_first_state_and_in_no_unknown_one(sponsored):
    for wrong in ("recruiting", "lost"):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClinicalProject.objects.create(number="X", unit=sponsored.unit, state=wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClinicalProject.objects.update(state="lost")


@pytest.mark.parametrize("wrong", [
    lambda: Workflow("a", {"a": ONE, "b": TWO}, ()),
    lambda: Workflow("a", {"a": ONE}, (Move("m", ONE, ("c",), "a", Permission.CREATE),)),
    lambda: Workflow("a", {"a": ONE}, (Move("m", ONE, ("a",), "a", Permission.CREATE),) * 2),
])
def test_a_workflow_that_cannot_be_is_refused_when_it_is_written(wrong):
    with pytest.raises(ValueError, match=r"state|twice|reached"):
        wrong()


def test_what_is_not_possible_says_what_is(request_of):
    one = request_of(("admit", "2014-01-20"))
    with pytest.raises(Refused, match="Possible: Begin the evaluation, Withdraw") as refused:
        desk.move(by=None, dossier=one, move="favour", on="2014-02-01")
    assert "Recevable" in refused.value.words.fr


@pytest.mark.parametrize("on, field", [
    ("2014-01-09", "on"), ("2014-02-30", "on"), ("", "on"), ("2999", "on"), ("2013", "on")])
def test_a_move_is_made_on_a_day_that_has_come_and_follows_the_last(request_of, on, field):
    one = request_of()
    with pytest.raises(Refused) as refused:
        desk.move(by=None, dossier=one, move="admit", on=on)
    assert refused.value.field == field
    assert ClinicalApplication.objects.get().state == "received"


def test_a_move_that_asks_why_is_not_made_without(request_of):
    one = request_of()
    with pytest.raises(Refused) as refused:
        desk.move(by=None, dossier=one, move="withdraw", on="2014-02-01", why=" ")
    assert refused.value.field == "why"


def test_states_follow_each_other_without_a_gap(request_of):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-01-20"), ("refuse", "2014-03"))
    assert list(one.periods.order_by("pk").values_list("state", "start", "end")) == [
        ("received", "2014-01-10", "2014-01-20"), ("admissible", "2014-01-20", "2014-01-20"),
        ("in_evaluation", "2014-01-20", "2014-03"), ("unfavourable", "2014-03", "")]
    assert (one.state, one.since) == ("unfavourable", "2014-03")


@pytest.mark.parametrize("workflow", [REQUEST, PROJECT])
def test_each_move_is_made_by_who_may_and_refused_to_the_others(request_of, drawn, workflow):
    one = request_of()
    officer, here = account(Role.CLINICAL), account(Role.ADMINISTRATOR, drawn["Cancer"])
    others = [account(role) for role in Role if role not in (Role.CLINICAL, Role.ADMINISTRATOR)]
    for move in workflow.moves:
        for who in others:
            with pytest.raises(NotAllowed):
                desk.allow(who, move.needs, one.unit)
        for who in (officer, here):
            desk.allow(who, move.needs, one.unit)


def test_an_officer_of_another_unit_may_not(request_of, drawn):
    elsewhere = account(Role.CLINICAL, drawn["U2"])
    with pytest.raises(NotAllowed):
        desk.move(by=elsewhere, dossier=request_of(), move="admit", on="2014-02")
    there = account(Role.CURATOR)
    Grant.objects.create(account=there, role=Role.CLINICAL, organisation=drawn["Cancer"])
    assert desk.move(by=there, dossier=ClinicalApplication.objects.get(), move="admit",
                     on="2014-02").state == "admissible"


def test_two_officers_who_decide_at_once_decide_once(request_of):
    one = request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"))
    desk.move(by=None, dossier=one, move="favour", on="2014-03-01", expected=one.version)
    with pytest.raises(Stale):
        desk.move(by=None, dossier=one, move="refuse", on="2014-03-01", why="No",
                  expected=one.version)
    assert ClinicalApplication.objects.get().state == "favourable"


def test_each_action_leaves_one_entry_without_what_has_a_mark(request_of, drawn):
    first = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    one = request_of()
    before = AuditEntry.objects.count()
    desk.change(by=None, dossier=one, needs=Permission.KEEP_CLINICAL, why="Letter",
                values={"investigator": "Dr Other", "amount": 2000, "phase": "PHASE3"})
    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert entry.before == {"investigator": "•••", "amount": "•••", "phase": "PHASE2"}
    assert entry.after == {"investigator": "•••", "amount": "•••", "phase": "PHASE3"}
    written = list(AuditEntry.objects.filter(pk__gt=first).values("before", "after", "why"))
    assert {side[name] for one in written for side in (one["before"], one["after"])
            for name in ("investigator", "amount", "title") if name in side} == {"•••"}
    assert "Dr " not in str(written) and "sleep" not in str(written)
