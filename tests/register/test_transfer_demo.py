"""The invented books of the transfer desk hold to the desk's own rules, and publish whole."""

import datetime

import pytest
from django.db.models import Sum

from belvedere.register.desk.publishing import tables
from belvedere.register.transfer import models as transfer
from belvedere.register.transfer.demo import fill


@pytest.fixture
def filled(drawn):
    fill([drawn["U1"], drawn["U2"]], drawn["Inserm"], first=2014,
         last=datetime.date(2020, 6, 30), yearly=8)


def test_each_book_is_full_and_every_family_is_owned_whole(filled):
    for model in (transfer.InventionDisclosure, transfer.PatentFamily, transfer.TransferContract,
                  transfer.StartUp):
        states = set(model.objects.values_list("state", flat=True))
        assert len(states) > 1, model
        assert not model.objects.filter(periods__isnull=True).exists()
        for one in model.objects.all()[:50]:
            assert one.periods.get(end="").state == one.state
    shares = transfer.PatentOwner.objects.values("family").annotate(whole=Sum("share"))
    assert {row["whole"] for row in shares} == {100}
    entered = transfer.PatentFamily.objects.exclude(entered="")
    assert entered.exists() and not entered.exclude(applications__kind="priority").exists()
    assert not transfer.TransferContract.objects.exclude(signed="").filter(
        partners__isnull=True).exists()


def test_the_next_annuity_is_the_one_that_is_not_paid(filled):
    for family in transfer.PatentFamily.objects.filter(state="in_portfolio"):
        unpaid = transfer.Annuity.objects.filter(application__family=family, paid="").get()
        assert unpaid.due == family.next_annuity > "2020-06-30"


def test_all_that_is_published_is_as_declared(filled):
    told = tables()
    for name in ("disclosures", "supports", "portfolio", "applications", "contracts",
                 "contract_parties", "startups"):
        rows = told[f"transfer_{name}"].to_pylist()
        assert rows, name
    shares = {row["share"] for row in told["transfer_portfolio"].to_pylist()}
    assert shares == {1, 0.5, 0.4}
    times = [row["number"] for row in told["transfer_portfolio"].to_pylist()]
    assert len(times) > len(set(times))  # some are cut, or were restored
