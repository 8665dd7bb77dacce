"""The transfer desk: inventions, families, contracts, start-ups, by their actions."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from belvedere.register.accounts.models import Account, AuditEntry, Grant
from belvedere.register.accounts.permissions import Role
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.organisations.actions import create
from belvedere.register.transfer import actions, annuities, contracts, portfolio
from belvedere.register.transfer.models import (
    ContractPartner,
    InventionDisclosure,
    PatentApplication,
    PatentFamily,
    PatentOwner,
    StartUp,
    TransferContract,
)

WHO = {"by": None}


@pytest.fixture
def disclosed(drawn):
    """Disclose an invention of U1, and move the disclosure on given dates."""
    def make(*moves, opened="2014-01-10", **more):
        one = actions.disclose(**WHO, opened=opened, **{
            "title": "A philtre", "unit": drawn["U1"], "inventors": "Ada Hidden",
            "field": "therapeutic", **more})
        for move, on in moves:
            one = actions.move(**WHO, dossier=one, move=move, on=on, why="Minutes 3")
        return one

    return make


@pytest.fixture
def family_of(drawn):
    """Open a family with a priority of 2014-03-01, all the institute's, in the portfolio."""
    def make(number="EP14305123", filed="2014-03-01", owners=(("Inserm", 100),), enter=True):
        one = portfolio.open_family(**WHO, title="A philtre", unit=drawn["U1"], opened=filed)
        one = portfolio.apply(**WHO, dossier=one, number=number, kind="priority", filed=filed)
        one = portfolio.set_owners(**WHO, dossier=one, owners=[
            (drawn[name], Decimal(share)) for name, share in owners])
        return portfolio.move(**WHO, dossier=one, move="enter", on=filed) if enter else one

    return make


@pytest.fixture
def firms(drawn):
    """Two companies, of Germany and of France."""
    return [create(by=None, kind="company", name=name, country=country)
            for name, country in (("Rhein AG", "DE"), ("Seine SA", "FR"))]


@pytest.fixture
def contract_with(drawn, firms):
    """Open a contract with the German company, or others."""
    def make(**more):
        return contracts.open_contract(**WHO, **{
            "kind": "licence", "opened": "2014-01-10", "title": "Philtres", "unit": drawn["U1"],
            "partner": firms[0], "size": "large", "amount": Decimal(1000), **more})

    return make


EVALUATED = (("evaluate", "2014-02-01"), ("retain", "2014-02-20"))


def refused(call, field, told=None, **values):
    with pytest.raises(Refused, match=told) as found:
        call(**WHO, **values)
    assert found.value.field == field and found.value.words.fr


def test_an_invention_that_is_retained_opens_its_family(disclosed):
    one = disclosed(*EVALUATED)
    assert (one.number, one.state, one.decided) == ("D2014-001", "retained", "2014-02-20")
    family = one.family
    assert (family.number, family.state, family.opened) == (
        "F2014-001", "preparation", "2014-02-20")
    assert (family.title, family.field, family.unit) == ("A philtre", "therapeutic", one.unit)


def test_one_that_joins_a_family_opens_none(disclosed, family_of):
    family = family_of()
    one = disclosed(("evaluate", "2014-04-01"))
    one = actions.move(**WHO, dossier=one, move="retain", on="2014-04-02", family=family)
    assert one.family == family and PatentFamily.objects.count() == 1


def test_no_other_decision_opens_one(disclosed):
    disclosed(("evaluate", "2014-02-01"), ("decline", "2014-02-20"))
    disclosed(("take-off", "2014-02-20"))
    assert not PatentFamily.objects.exists()
    one = disclosed()
    refused(actions.move, "move", "Begin the evaluation", dossier=one, move="retain",
            on="2014-02-01")
    refused(actions.move, "on", "before 2014-01-10", dossier=one, move="evaluate",
            on="2014-01-09")
    refused(actions.move, "why", dossier=one, move="take-off", on="2014-02-01")


@pytest.mark.parametrize("wrong, field", [
    ({"title": " "}, "title"), ({"unit": None}, "unit"), ({"opened": ""}, "opened"),
    ({"opened": "2999"}, "opened"), ({"opened": "2014-13"}, "opened")])
def test_a_disclosure_that_cannot_be_is_refused_at_its_field(disclosed, wrong, field):
    with pytest.raises(Refused) as found:
        disclosed(**wrong)
    assert found.value.field == field
    assert not InventionDisclosure.objects.exists()


def test_numbers_are_of_one_dossier_each(disclosed, contract_with):
    assert disclosed(number="D2014-007").number == "D2014-007"
    assert disclosed().number == "D2014-008"
    with pytest.raises(Refused, match="another dossier") as found:
        disclosed(number="D2014-007")
    assert found.value.field == "number"
    contract_with(number="C2014-001")
    with pytest.raises(Refused, match="another dossier"):
        contract_with(number="C2014-001")
    assert contract_with().number == "C2014-002"


def test_proof_of_concept_is_a_period(disclosed):
    one = disclosed()
    support = {"dossier": one, "start": "2014-02-01"}
    refused(actions.support, "end", "before it begins", **support, end="2014-01-31")
    refused(actions.support, "start", "before 2014-01-10", dossier=one, start="2014-01-09")
    actions.support(**WHO, **support, end="2015-01-31", funder="Hidden fund", amount=9000)
    refused(actions.support, "start", "already", **support)
    assert one.supports.get().end == "2015-01-31"


def test_a_family_enters_once_it_is_filed_and_owned(disclosed, drawn):
    family = disclosed(*EVALUATED).family
    enter = {"dossier": family, "move": "enter", "on": "2014-03-10"}
    refused(portfolio.move, "on", "no priority application", **enter)
    portfolio.apply(**WHO, dossier=family, number="ep 14 305 123", kind="priority",
                    filed="2014-03-11")
    refused(portfolio.move, "on", "filed by 2014-03-10", **enter)
    enter["on"] = "2014-03-11"
    refused(portfolio.move, "on", "100 %", **enter)
    assert PatentFamily.objects.get().state == "preparation"
    portfolio.set_owners(**WHO, dossier=family, owners=[(drawn["Inserm"], Decimal(100))])
    family = portfolio.move(**WHO, **enter)
    assert (family.state, family.entered) == ("in_portfolio", "2014-03-11")
    one = PatentApplication.objects.get()
    assert (one.number, one.office, one.status) == ("EP14305123", "EP", "pending")


def test_abandoned_and_restored_it_has_two_periods_in_the_portfolio(family_of):
    family = family_of()
    for move, on in (("abandon", "2015-01-01"), ("reinstate", "2015-06-01"),
                     ("assign", "2016-01-01")):
        family = portfolio.move(**WHO, dossier=family, move=move, on=on, why="Board 4")
    assert family.entered == "2014-03-01"
    assert list(family.periods.filter(state="in_portfolio").order_by("pk").values_list(
        "start", "end")) == [("2014-03-01", "2015-01-01"), ("2015-06-01", "2016-01-01")]
    refused(portfolio.move, "move", "nothing more", dossier=family, move="reinstate",
            on="2016-02-01", why="No")


@pytest.mark.parametrize("number", ["14305123", "XX14305123", "EP", "E14305123", "EP14;DROP", ""])
def test_what_is_no_application_number_is_refused(family_of, number):
    refused(portfolio.apply, "number", "no application number", dossier=family_of(),
            number=number, kind="extension", filed="2014-06-01")


def test_an_application_is_in_one_family_and_follows_the_priority(family_of):
    one, other = family_of(), family_of("FR1451234", enter=False)
    extend = {"dossier": other, "kind": "extension"}
    refused(portfolio.apply, "number", "F2014-001 already", number="EP14305123",
            filed="2014-06-01", **extend)
    refused(portfolio.apply, "filed", "priority", number="WO2014/1234", filed="2014-02-28",
            **extend)
    refused(portfolio.apply, "filed", "has not come", number="WO2014/1234", filed="2999", **extend)
    refused(portfolio.apply, "kind", dossier=one, number="US61123", kind="first", filed="2014-06")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.applications.update(number="EP14305123")


def test_the_status_of_an_application_follows_its_dates(family_of):
    one = family_of()
    of = {"dossier": one, "number": "EP14305123"}
    refused(portfolio.set_status, "on", status="granted", on="2014-02-28", **of)
    portfolio.set_status(**WHO, status="lapsed", on="2015-01-01", **of)
    portfolio.set_status(**WHO, status="pending", on="2015-02-01", **of)
    portfolio.set_status(**WHO, status="refused", on="2016-01-01", **of)
    refused(portfolio.set_status, "status", "refused since 2016-01-01", status="granted",
            on="2016-02-01", **of)
    refused(portfolio.set_status, "number", "It has: EP14305123", dossier=one, number="EP99999",
            status="granted", on="2016-02-01")


@pytest.mark.parametrize("owners, field, told", [
    ((("Inserm", 60),), "share_1", "60 %"), ((("Inserm", 60), ("U1", 50)), "share_1", "110 %"),
    ((("Inserm", 60), ("Inserm", 40)), "owner_1", "twice"),
    ((("Inserm", 100), ("U1", 0)), "owner_1", "above 0"), ((("U1", 100),), "owner_1", "institute"),
    ((), "share_1", "add up to 0")])
def test_shares_of_owners_add_up_to_a_hundred(family_of, drawn, owners, field, told):
    one = family_of(owners=(("Inserm", "33.34"), ("U2", "66.66")))
    refused(portfolio.set_owners, field, told, dossier=one, owners=[
        (drawn[name], Decimal(share)) for name, share in owners])
    assert sum(PatentOwner.objects.values_list("share", flat=True)) == 100
    with pytest.raises(IntegrityError), transaction.atomic():
        PatentOwner.objects.update(share=-1)


def test_inventors_are_named_and_the_audit_does_not_name_them(family_of, drawn):
    one = portfolio.name_inventor(**WHO, dossier=family_of(), name="Ada  Hidden", unit=drawn["U1"])
    refused(portfolio.name_inventor, "name", "already", dossier=one, name="Ada Hidden")
    assert AuditEntry.objects.latest("pk").after == {"unit": "U1"}
    portfolio.unname_inventor(**WHO, dossier=one, name="Ada Hidden")
    refused(portfolio.unname_inventor, "name", "no inventor", dossier=one, name="Ada Hidden")
    assert not one.inventors.exists()
    assert "Hidden" not in str(list(AuditEntry.objects.values("before", "after", "why")))


def test_the_next_annuity_is_the_first_that_is_not_paid(family_of):
    one = family_of()
    of = {"dossier": one, "number": "EP14305123"}
    refused(annuities.pay_annuity, "number", "note it first", on="2016-01-01", **of)
    refused(annuities.annuity_due, "due", due="2014-02-01", **of)
    for due in ("2017-03-31", "2016-03-31"):
        one = annuities.annuity_due(**WHO, due=due, **of)
    assert one.next_annuity == "2016-03-31"
    refused(annuities.annuity_due, "due", "already", due="2016-03-31", **of)
    refused(annuities.pay_annuity, "on", on="2999", **of)
    one = annuities.pay_annuity(**WHO, on="2016-03-01", amount=Decimal("555"), **of)
    assert one.next_annuity == "2017-03-31"
    assert annuities.pay_annuity(**WHO, on="2017-03-01", **of).next_annuity == ""


def test_a_contract_is_signed_with_a_partner_and_its_days_are_in_order(contract_with, firms):
    one = contract_with(partner=None, size="")
    sign = {"dossier": one, "move": "sign", "on": "2014-03-01"}
    refused(contracts.move, "on", "no partner", **sign)
    refused(contracts.add_partner, "size", dossier=one, partner=firms[0], size="huge")
    contracts.add_partner(**WHO, dossier=one, partner=firms[0], size="large")
    refused(contracts.add_partner, "partner", "already", dossier=one, partner=firms[0], size="sme")
    refused(contracts.move, "until", "begins on 2014-04-01", begins="2014-04-01",
            until="2014-03-31", **sign)
    refused(contracts.move, "on", "before 2014-01-10", **{**sign, "on": "2014-01-09"})
    assert TransferContract.objects.get().state == "in_negotiation"
    one = contracts.move(**WHO, begins="2014-04-01", until="2014-04-01", **sign)
    assert (one.signed, one.begins, one.until) == ("2014-03-01", "2014-04-01", "2014-04-01")
    refused(contracts.remove_partner, "partner", "is signed", dossier=one, partner=firms[0])
    refused(contracts.remove_partner, "partner", "no partner", dossier=one, partner=firms[1])
    contracts.add_partner(**WHO, dossier=one, partner=firms[1], size="sme")
    contracts.remove_partner(**WHO, dossier=one, partner=firms[0])
    assert ContractPartner.objects.get().organisation == firms[1]


def test_the_institute_is_no_partner_of_its_own(contract_with, drawn):
    with pytest.raises(Refused, match="itself"):
        contract_with(partner=drawn["Inserm"])
    assert not TransferContract.objects.exists()


def test_a_prolonged_contract_stays_one_and_ends_once(contract_with):
    one = contract_with()
    refused(contracts.prolong, "until", "not in force", dossier=one, until="2016")
    one = contracts.move(**WHO, dossier=one, move="sign", on="2014-03-01", until="2015-03-01")
    assert one.begins == "2014-03-01"
    refused(contracts.prolong, "until", "after 2015-03-01", dossier=one, until="2015-03-01")
    one = contracts.prolong(**WHO, dossier=one, until="2017-03-01")
    one = contracts.move(**WHO, dossier=one, move="terminate", on="2016-01-01", why="Letter")
    assert (one.until, one.ended) == ("2017-03-01", "2016-01-01")
    refused(contracts.move, "move", "nothing more", dossier=one, move="end", on="2016-02-01")


def test_a_contract_sent_twice_is_one_with_one_partner(contract_with):
    one, other = (contract_with(submission="6f1e8a9c-2b7a-4a0e-9e55-0123456789ab")
                  for _ in range(2))
    assert one == other and ContractPartner.objects.count() == 1


def test_a_contract_is_about_the_families_that_are_said(contract_with, family_of):
    families = [family_of(), family_of("FR1451234")]
    one = contract_with(families=families)
    assert one.about.count() == 2
    contracts.set_families(**WHO, dossier=one, families=families[1:])
    assert one.about.get().family == families[1]


def test_a_start_up_from_its_project_to_its_end(drawn):
    one = actions.open_startup(**WHO, title="Sirène", unit=drawn["U1"], opened="2014-01-01")
    refused(actions.desk.move, "move", "Record the foundation", dossier=one, move="cease",
            on="2014-02-01")
    for move, on in (("found", "2014-05-01"), ("acquire", "2020-01-01")):
        one = actions.desk.move(**WHO, dossier=one, move=move, on=on)
    assert (one.number, one.founded, one.ended) == ("S2014-001", "2014-05-01", "2020-01-01")
    assert StartUp.objects.get().state == "acquired"


def test_who_may_not_is_refused_and_two_at_once_are_one(disclosed, family_of, drawn):
    one = disclosed(("evaluate", "2014-02-01"))
    for role in Role:
        account = Account.objects.create(email=f"{role}@example.org", name=str(role))
        Grant.objects.create(account=account, role=role)
        if role in (Role.TRANSFER, Role.ADMINISTRATOR):
            continue
        for act in (lambda who: actions.move(by=who, dossier=one, move="retain", on="2014-03-01"),
                    lambda who: actions.disclose(by=who, opened="2014", title="T",
                                                 unit=drawn["U1"]),
                    lambda who: portfolio.set_owners(by=who, dossier=family_of(), owners=()),
                    lambda who: actions.support(by=who, dossier=one, start="2014-02-02")):
            with transaction.atomic(), pytest.raises(NotAllowed):
                act(account)
            PatentFamily.objects.all().delete()
    officer = Account.objects.get(email="transfer_officer@example.org")
    actions.move(by=officer, dossier=one, move="retain", on="2014-03-01", expected=one.version)
    with pytest.raises(Stale):
        actions.move(by=officer, dossier=one, move="decline", on="2014-03-01", why="No",
                     expected=one.version)
    assert PatentFamily.objects.count() == 1
