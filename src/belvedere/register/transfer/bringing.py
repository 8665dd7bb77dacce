"""What the transfer desk's own actions ask and do besides, for dossiers that a file brings."""

from collections.abc import Callable, Iterator, Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Made, open_many
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.exchanging import as_in_its_form, optional
from belvedere.register.desk.forms import Codes
from belvedere.register.desk.parts import Item, Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Column, Draft, one_of, plain, worded
from belvedere.register.organisations.dates import before, checked
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import actions, contracts
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.forms import FAMILY_HINT
from belvedere.register.transfer.models import (
    INVENTION,
    ContractFamily,
    ContractPartner,
    InventionDisclosure,
    PatentFamily,
    ProofOfConcept,
    TransferContract,
)
from belvedere.register.transfer.queries import institutes
from belvedere.tables.words import Words


def of_words(part: str, name: str, title: Words, vocabulary, **more) -> Column:
    """Return a column of a part that has words of a vocabulary."""
    return column(part, name, title, optional(one_of(vocabulary)), write=worded(vocabulary),
                  **more)


def adding(does: Callable, *names: str, held: Callable) -> Callable:
    """Return what adds those that a dossier has not, each by its action."""
    def adds(*, by: Account | None, dossier, items: Sequence[Item], why: str) -> None:
        there = held(dossier)
        for item in items:
            if item[names[0]] not in there:
                does(by=by, dossier=dossier, why=why, **{name: item[name] for name in names})

    return adds


def look_at_contracts(drafts: Sequence[Draft]) -> None:
    """The institute, which is an owner and no partner, is looked for once."""
    ours = institutes().first()
    for draft in drafts:
        draft.refs["ours"] = ours


def _partners(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    """Yield the partners of a new contract: it is opened with the first, the others join."""
    for n, item in enumerate(items):
        partner, size = item["organisation"], item["size"]
        acts = [("join_contract", {"partner": str(partner), "size": size})] if n else []
        yield {"organisation": partner, "size": size}, acts


PARTNERS = Part("partners", (
    column("partners", "organisation", Words("Partner", "Partenaire"), plain(500)),
    of_words("partners", "size", Words("Size of the partner", "Taille du partenaire"),
            words.SIZES)),
    ContractPartner, "contract", ("organisation",), {"organisation": Organisation},
    rows=_partners, adds=lambda *, by, dossier, items, why: [
        contracts.add_partner(by=by, dossier=dossier, partner=item["organisation"],
                              size=item["size"] or "", why=why)
        for item in items if not dossier.partners.filter(
            organisation=item["organisation"]).exists()])
ABOUT = Part("about", (
    column("about", "family", Words("Patent families", "Familles de brevets"),
           as_in_its_form(lambda: Codes(words.FAMILY, True, FAMILY_HINT)),
           also=("Patent family", "Famille de brevets", "Famille", "Family")),),
    ContractFamily, "contract", ("family",), {"family": PatentFamily}, several=True,
    adds=lambda *, by, dossier, items, why: contracts.set_families(
        by=by, dossier=dossier, why=why, families=list(dict.fromkeys((
            *PatentFamily.objects.filter(contracts__contract=dossier).order_by("contracts__pk"),
            *(item["family"] for item in items))))))


def open_contract(contract: TransferContract, draft: Draft) -> None:
    """Hold a new contract's partners to what joining asks."""
    for item in draft.refs["parts"]["partners"]:
        try:
            if not item["organisation"]:
                raise Refused("Name the partner.", "Nommez le partenaire.", "organisation")
            contracts.may_join(item["organisation"], item["size"] or "",
                               draft.refs["ours"])
        except Refused as refused:
            refused.field = refused.field.replace("partner", "organisation")
            item.refused(refused)
    if contract.begins or contract.until:  # else they are told when it is signed
        raise Refused("It is in force once it is signed: say since when.",
                      "Il est en vigueur une fois signé : dites depuis quand.", "at_signed")


def move_contract(contract: TransferContract, draft: Draft, move: str, on: str) -> None:
    """A contract is signed with a partner, in force from then or another day."""
    if move == "sign":
        partners = draft.refs["parts"]["partners"]
        try:
            contracts.signed(contract, bool(partners), contract.begins, contract.until)
        except Refused as refused:
            if not partners:
                refused.field = "partners_organisation"
            raise


def _supports(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        told = {name: item[name] for name in ("start", "end", "funder", "amount")}
        yield told, [("support", {"start": item["start"], "end": item["end"] or ""})]


_OF_SUPPORT = told_columns(ProofOfConcept)
SUPPORTS = Part("supports", (
    column("supports", "start", Words("Support from", "Soutien depuis"), day),
    column("supports", "end", Words("Support to", "Soutien jusqu’au"), day),
    column("supports", "funder", Words("Funder of the support", "Financeur du soutien"),
           plain(300)),
    column("supports", "amount", Words("Support, in euros", "Soutien, en euros"),
           as_in_its_form(_OF_SUPPORT["amount"]))),
    ProofOfConcept, "disclosure", ("start",), rows=_supports,
    adds=adding(actions.support, "start", "end", "funder", "amount", held=lambda one: set(
        one.supports.values_list("start", flat=True))))


def open_disclosure(disclosure: InventionDisclosure, draft: Draft) -> None:
    """Hold a new disclosure's supports to what their action asks."""
    for item in draft.refs["parts"]["supports"]:
        try:
            start = past(item["start"] or "", "start", disclosure.opened)
            if (end := checked(item["end"] or "", "end")) and before(end, start):
                raise Refused(f"It cannot end on {end}, before it begins.",
                              f"Il ne peut finir le {end}, avant de commencer.", "end")
        except Refused as refused:
            item.refused(refused)
    if disclosure.family_id:
        raise Refused("Only one that is retained has a family.",
                      "Seule une invention retenue a une famille.", "family")


def open_families(*, by: Account | None, made: Sequence) -> None:
    """Open the family of each disclosure that is retained and joins none, as its move does."""
    opening = [(one, dict(way)["retained"]) for one, way, _ in made
               if dict(way).get("retained") and not one.family_id]
    families = []
    for one, on in opening:
        one.family = PatentFamily(
            opened=on, state=PatentFamily.WORKFLOW.first, since=on,
            **{name: getattr(one, name) for name in INVENTION})
        families.append(Made(one.family, [(one.family.state, on)], one.number))
    open_many(by=by, model=PatentFamily, made=families)
    for one, _ in opening:
        one.family_id = one.family.pk
    InventionDisclosure.objects.bulk_update([one for one, _ in opening], ["family"],
                                            batch_size=500)
