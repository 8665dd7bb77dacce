"""Named reads of the transfer desk: what hangs on a disclosure, a family, a contract."""

from belvedere.register.desk.columns import ALL
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer.models import (
    Annuity,
    InventionDisclosure,
    PatentFamily,
    StartUp,
    TransferContract,
)


def institutes():
    """Return the institute whose desk it is, its first, the oldest, as a query of one."""
    return Organisation.objects.filter(kind="institute").order_by("pk")[:1]


def of_disclosure(disclosure: InventionDisclosure, marks, account) -> dict:
    """Return the supports of a disclosure and the family that it led to."""
    return {"supports": disclosure.supports.order_by("start"), "family": disclosure.family}


def of_family(family: PatentFamily, marks, account) -> dict:
    """Return the applications, owners, inventors, annuities and contracts of a family."""
    return {
        "applications": family.applications.order_by("filed", "pk"),
        "owners": family.owners.select_related("organisation").order_by("-share", "pk"),
        "inventors": family.inventors.select_related("unit").order_by("pk"),
        "annuities": Annuity.objects.filter(application__family=family).select_related(
            "application").order_by("-due", "pk"),
        "contracts": TransferContract.objects.filter(about__family=family).order_by("opened", "pk"),
        "disclosures": family.disclosures.order_by("opened", "pk"),
    }


def of_contract(contract: TransferContract, marks, account) -> dict:
    """Return the partners of a contract and the families that it is about."""
    return {
        "partners": contract.partners.select_related("organisation").order_by("pk"),
        "families": PatentFamily.objects.filter(contracts__contract=contract).order_by("number"),
    }


def of_startup(startup: StartUp, marks, account) -> dict:
    """Return the contracts with the company, for who keeps them."""
    with_it = TransferContract.objects.filter(partners__organisation=startup.company_id)
    return {"contracts": with_it.order_by("opened", "pk")
            if startup.company_id and marks == ALL else []}
