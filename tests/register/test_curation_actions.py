"""Decisions about texts: made once, in force once, kept for ever, published without names."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from belvedere.register.accounts.models import Account, AuditEntry, AuditPlace, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.curation.actions import LARGEST, MOST, Named, Text, decide, withdraw
from belvedere.register.curation.models import TextDecision
from belvedere.register.curation.publish import tables
from belvedere.register.organisations.actions import add_code
from belvedere.tables.curation import CURATED_MATCHES

COCHIN = Named("ror:051sk4035", "Institut Cochin")
UNIT = Named("rnsr:200217519N", "U567", 2002, 2013, "U1016 [rnsr:201420755D]")


def text(key="inserm cochin", first=2005, last=2010, seen=()):
    return Text(f"{key.upper()}, Paris", key, first, last, frozenset(seen))


def made(decision="correct", organisations=(COCHIN,), texts=None, reason="Their page", **more):
    return decide(by=None, texts=texts or [text()], decision=decision,
                  organisations=organisations, reason=reason, **more)


@pytest.fixture
def curator(books):
    account = Account.objects.create(email="cora@example.org", name="Cora")
    Grant.objects.create(account=account, role=Role.CURATOR)
    return account


def test_a_decision_keeps_whom_why_and_by_whom_and_is_in_the_audit(curator):
    one, = decide(by=curator, texts=[text()], decision="correct", organisations=[COCHIN],
                  reason=" Their page ")
    assert (one.organisations, one.reason, one.author) == (["ror:051sk4035"], "Their page", curator)
    entry, = AuditEntry.objects.filter(subject="textdecision")
    assert (entry.action, entry.actor, entry.why) == ("correct_text", curator.pk, "Their page")
    assert entry.after["organisations"] == ["ror:051sk4035"]


def test_texts_alike_are_decided_together_each_with_its_entry(books):
    done = made(texts=[text("a b"), text("a c"), text("a b")])
    assert sorted(one.text_key for one in done) == ["a b", "a c"]
    assert AuditEntry.objects.filter(action="correct_text").count() == 2


def test_a_decision_of_the_same_years_is_replaced_by_who_saw_it(books):
    first, = made()
    second, = made("refuse", (), [text(seen=[first.pk])])
    first.refresh_from_db()
    assert first.withdrawn and not second.withdrawn
    assert AuditEntry.objects.get(action="refuse_text").before["decision"] == "correct"


def test_who_did_not_see_the_decision_of_another_is_told_who_made_it(curator):
    decide(by=curator, texts=[text()], decision="refuse", reason="Nobody")
    with pytest.raises(Stale, match=r"Cora decided about .* meanwhile: refused"):
        made()
    assert TextDecision.objects.filter(withdrawn=None).count() == 1


def test_years_may_be_decided_apart_but_not_twice(books):
    early, = made(year_to=2007)
    late, = made(year_from=2008)
    assert (early.years, late.years) == ("–2007", "2008–")
    with pytest.raises(Refused, match="for the years –2007 is in force") as refused:
        made(texts=[text(seen=[early.pk, late.pk])], year_to=2006)
    assert refused.value.field == "year_from"


def test_the_database_keeps_one_in_force_for_the_same_years(books):
    one, = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        TextDecision.objects.create(text_key=one.text_key, digest=one.digest, text="x",
                                    decision="refuse")


@pytest.mark.parametrize("wrong", [
    {"decision": "refuse", "organisations": ["ror:1"]}, {"decision": "accept"},
    {"decision": "correct"}, {"decision": "guess", "organisations": ["ror:1"]},
    {"decision": "refuse", "year_from": 2010, "year_to": 2009},
])
def test_the_database_refuses_what_cannot_be(books, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        TextDecision.objects.create(text_key="k", digest="d", text="x", **wrong)


@pytest.mark.parametrize(("given", "field", "told"), [
    ({"decision": "guess"}, "decision", "accepted, corrected or refused"),
    ({"organisations": ()}, "organisations", "Say whom it names"),
    ({"decision": "accept", "organisations": ()}, "organisations", "Say whom it names"),
    ({"decision": "refuse"}, "organisations", "names nobody"),
    ({"reason": " "}, "reason", "Say why"),
    ({"decision": "refuse", "organisations": (), "reason": ""}, "reason", "Say why"),
    ({"texts": [text("")]}, "texts", "no word"),
    ({"texts": [text(str(n)) for n in range(MOST + 1)]}, "texts", "200 texts at most"),
    ({"organisations": [Named(f"ror:{n}", "") for n in range(LARGEST + 1)]}, "organisations",
     "50 organisations at most"),
    ({"year_from": 12}, "year_from", "no year"), ({"year_to": 20150}, "year_to", "no year"),
    ({"year_from": 2010, "year_to": 2009}, "year_to", "before the first"),
])
def test_what_cannot_be_decided_is_refused_beside_its_field(books, given, field, told):
    with pytest.raises(Refused, match=told) as refused:
        made(**given)
    assert refused.value.field == field and not TextDecision.objects.exists()


def test_a_unit_closed_at_the_date_of_the_works_is_refused_with_what_followed(books):
    late = [text(first=2005, last=2016)]
    with pytest.raises(Refused, match="U567 closed in 2013, and works with this text are of 2005 "
                       r"to 2016: decide for the years to 2013, then for U1016 \[rnsr:") as refused:
        made(organisations=[COCHIN, UNIT], texts=late)
    assert "a fermé en 2013" in refused.value.words.fr and refused.value.field == "organisations"
    assert made(organisations=[UNIT], texts=late, year_to=2013)
    assert made(organisations=[UNIT], texts=[text("b", 2005, 2013)])


def test_a_unit_that_was_not_there_yet_is_refused(books):
    with pytest.raises(Refused, match="began in 2002"):
        made(organisations=[UNIT], texts=[text(first=1999, last=2003)])


def test_a_closed_unit_on_works_without_year_asks_for_the_years(books):
    with pytest.raises(Refused, match="have no year") as refused:
        made(organisations=[UNIT], texts=[text(first=None, last=None)])
    assert refused.value.field == "year_to"
    assert made(organisations=[UNIT], texts=[text(first=None, last=None)], year_from=2005,
                year_to=2006)


def test_one_sending_acts_once(curator):
    sent = uuid.uuid4()
    one, = made(submission=sent)
    again, = made(submission=sent)
    assert again == one and TextDecision.objects.count() == 1
    twice = uuid.uuid4()
    withdraw(by=curator, decision=one, reason="Wrong", submission=twice)
    withdraw(by=curator, decision=one, reason="Wrong", submission=twice)
    assert AuditEntry.objects.filter(action="withdraw_text").count() == 1


def test_a_withdrawn_decision_stays_and_cannot_be_withdrawn_again(curator):
    one, = made()
    with pytest.raises(Refused, match="Say why"):
        withdraw(by=curator, decision=one, reason=" ")
    withdraw(by=curator, decision=one, reason="Wrong")
    with pytest.raises(Stale):
        withdraw(by=curator, decision=one, reason="Wrong")
    assert TextDecision.objects.get().withdrawn
    assert made()  # decided anew


def test_who_is_no_curator_may_neither_decide_nor_withdraw(books):
    other = Account.objects.create(email="tom@example.org", name="Tom")
    Grant.objects.create(account=other, role=Role.TRANSFER)
    one, = made()
    with pytest.raises(NotAllowed):
        decide(by=other, texts=[text("x")], decision="refuse", reason="No")
    with pytest.raises(NotAllowed):
        withdraw(by=other, decision=one, reason="No")


def test_a_decision_is_in_the_history_of_the_organisation_that_it_names(drawn):
    add_code(by=None, organisation=drawn["U1"], scheme="rnsr", value="200217519N")
    made(organisations=[UNIT])
    entry = AuditEntry.objects.get(action="correct_text")
    assert AuditPlace.objects.get(entry=entry.pk).organisation == drawn["U1"].pk



def test_what_is_in_force_is_published_and_not_who_or_why(curator):
    one, = decide(by=curator, texts=[text()], decision="correct", organisations=[UNIT, COCHIN],
                  year_from=2004, year_to=2010, reason="Secret reason")
    gone, = made("refuse", (), [text("b")])
    withdraw(by=curator, decision=gone, reason="Wrong")
    made("refuse", (), [text("c")])
    told = tables()["curated_matches"]
    assert told.column_names == [column.name for column in CURATED_MATCHES.columns] == [
        "text_key", "text", "decision", "organisation_ids", "year_from", "year_to", "decided",
        "register_id"]
    first, second = told.to_pylist()
    assert first["organisation_ids"] == ["rnsr:200217519N", "ror:051sk4035"]
    assert (first["year_from"], first["year_to"], first["register_id"]) == (2004, 2010, str(one.pk))
    assert (second["text_key"], second["organisation_ids"]) == ("c", [])
    assert "Secret" not in str(told.to_pylist()) and "Cora" not in str(told.to_pylist())
