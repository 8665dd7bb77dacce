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
from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import actions, contracts, portfolio
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.forms import FAMILY_HINT, Percent
from belvedere.register.transfer.models import (
    INVENTION,
    ContractFamily,
    ContractPartner,
    InventionDisclosure,
    Inventor,
    PatentApplication,
    PatentFamily,
    PatentOwner,
    ProofOfConcept,
    TransferContract,
)
from belvedere.register.transfer.queries import institutes
from belvedere.tables.words import Words


def _worded(part: str, name: str, title: Words, vocabulary, **more) -> Column:
    return column(part, name, title, optional(one_of(vocabulary)), write=worded(vocabulary),
                  **more)


def _number(written: str) -> str:
    return portfolio.number_of(written) if written.strip() else ""


def _filings(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    """Yield the applications of a new family, each noted and then given its status of today."""
    for item in items:
        number, filed = item["number"], item["filed"]
        status, since = item["status"] or "pending", item["status_since"] or filed
        acts = [("apply", {"application": number, "on": filed})]
        if status != "pending":
            acts.append(("status", {"application": number, "status": status, "on": since}))
        yield {"number": number, "office": number[:2], "kind": item["kind"], "filed": filed,
               "status": status, "status_since": since}, acts


def _add_filings(*, by: Account | None, dossier: PatentFamily, items, why: str) -> None:
    held = {one.number: one for one in dossier.applications.all()}
    for item in items:
        old = held.get(item["number"])
        if old is None:
            portfolio.apply(by=by, dossier=dossier, number=item["number"], kind=item["kind"] or "",
                            filed=item["filed"] or "", why=why)
        elif (item["kind"] or old.kind, item["filed"] or old.filed) != (old.kind, old.filed):
            raise Refused(f"{old} was filed on {old.filed} by the book: it stays so.",
                          f"{old} a été déposée le {old.filed} d’après le registre : cela reste.",
                          "filings_filed")
        status = item["status"] or (old.status if old else "pending")
        if status != (old.status if old else "pending"):
            portfolio.set_status(by=by, dossier=dossier, number=item["number"], status=status,
                                 on=item["status_since"] or "", why=why)


def _pairs(items: Sequence[Item]) -> list[tuple]:
    return [(item["organisation"], item["share"]) for item in items]


def _owners(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    told = [("own", portfolio.told_owners(_pairs(items)))] if items else []
    for n, (organisation, share) in enumerate(_pairs(items)):
        yield {"organisation": organisation, "share": share}, told if n == 0 else []


def _inventors(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    for item in items:
        unit = item["unit"]
        yield {"name": item["name"], "unit": unit}, [("name_inventor", {"unit": str(unit or "")})]


def _add(does: Callable, *names: str, held: Callable) -> Callable:
    """Return what adds those that a dossier has not, each by its action."""
    def adds(*, by: Account | None, dossier, items: Sequence[Item], why: str) -> None:
        there = held(dossier)
        for item in items:
            if item[names[0]] not in there:
                does(by=by, dossier=dossier, why=why, **{name: item[name] for name in names})

    return adds


FILINGS = Part("filings", (
    column("filings", "number", Words("Application", "Demande"), _number,
           also=("Application number", "Numéro de demande", "N° de demande")),
    _worded("filings", "kind", Words("Kind of application", "Type de demande"), words.FILINGS),
    column("filings", "filed", Words("Filed", "Déposée"), day,
           also=("Filed on", "Déposée le", "Date de dépôt de la demande")),
    _worded("filings", "status", Words("Status of the application", "Statut de la demande"),
            words.STATUSES),
    column("filings", "status_since", Words("Status since", "Statut depuis"), day)),
    PatentApplication, "family", ("number",), rows=_filings, adds=_add_filings)
OWNERS = Part("owners", (
    column("owners", "organisation", Words("Owner", "Propriétaire"), plain(500),
           also=("Co-owner", "Copropriétaire", "Titulaire")),
    column("owners", "share", Words("Share, in per cent", "Part, en pour cent"),
           as_in_its_form(lambda: Percent(label="", max_length=20)),
           also=("Share", "Part", "Quote-part", "Part (%)"))),
    PatentOwner, "family", ("organisation",), {"organisation": Organisation}, rows=_owners,
    adds=lambda *, by, dossier, items, why: portfolio.set_owners(
        by=by, dossier=dossier, owners=_pairs(items), why=why))
INVENTORS = Part("inventors", (
    column("inventors", "name", Words("Inventor", "Inventeur"), plain(200)),
    column("inventors", "unit", Words("Unit of the inventor", "Unité de l’inventeur"),
           plain(500))),
    Inventor, "family", ("name",), {"unit": Organisation}, rows=_inventors,
    adds=_add(portfolio.name_inventor, "name", "unit", held=lambda one: set(
        one.inventors.values_list("name", flat=True))))


def look_at_contracts(drafts: Sequence[Draft]) -> None:
    """The institute, which is an owner and no partner, is looked for once."""
    ours = institutes().first()
    for draft in drafts:
        draft.refs["ours"] = ours


def look_at_families(drafts: Sequence[Draft]) -> None:
    """An application is of one family, of the book or of the file."""
    look_at_contracts(drafts)
    asked = [item for draft in drafts for item in draft.refs["parts"]["filings"]]
    of = {one.number: str(one.family) for some in chunks({item["number"] for item in asked})
          for one in PatentApplication.objects.filter(number__in=some).select_related("family")}
    for item in asked:
        number = item["number"]
        if number in of:
            item.draft.wrong("filings_number", f"{number} is in {of[number]} already.",
                             f"{number} est déjà dans {of[number]}.")
        of[number] = f"#{item.draft.number}"


def open_family(family: PatentFamily, draft: Draft) -> None:
    """Hold a new family's applications and owners to what their actions ask."""
    parts = draft.refs["parts"]
    first = min((item["filed"] for item in parts["filings"]
                 if item["kind"] == "priority" and item["filed"]), default="")
    for item in parts["filings"]:
        try:
            _, filed = portfolio.may_apply(item["number"] or "", item["kind"] or "",
                                           item["filed"] or "", first)
            if item["status_since"]:
                past(item["status_since"], "status_since", after=filed)
            elif item["status"] not in ("pending", "", None):
                raise Refused("Say since when.", "Dites depuis quand.", "status_since")
        except Refused as refused:
            item.refused(refused)
    for item in parts["owners"]:
        if not item["organisation"] or not item["share"]:
            item.refused(Refused("Give the owner and its share.",
                                 "Donnez le propriétaire et sa part.", "share"))
    if parts["owners"] and not any(row.problems for row in draft.refs["rows"]):
        try:
            portfolio.may_own(_pairs(parts["owners"]), draft.refs["ours"])
        except Refused as refused:
            refused.field = "share"
            parts["owners"][0].refused(refused)
    for item in parts["inventors"]:
        if not item["name"]:
            item.refused(Refused("Give the name.", "Donnez le nom.", "name"))


def move_family(family: PatentFamily, draft: Draft, move: str, on: str) -> None:
    """A family enters the portfolio once it is filed and its owners are known."""
    if move == "enter":
        parts = draft.refs["parts"]
        filed = [item["filed"] for item in parts["filings"] if item["kind"] == "priority"]
        portfolio.may_enter(family, min(filter(None, filed), default=""),
                            [share or 0 for _, share in _pairs(parts["owners"])])


def _partners(items: Sequence[Item]) -> Iterator[tuple[dict, list]]:
    """Yield the partners of a new contract: it is opened with the first, the others join."""
    for n, item in enumerate(items):
        partner, size = item["organisation"], item["size"]
        acts = [("join_contract", {"partner": str(partner), "size": size})] if n else []
        yield {"organisation": partner, "size": size}, acts


PARTNERS = Part("partners", (
    column("partners", "organisation", Words("Partner", "Partenaire"), plain(500)),
    _worded("partners", "size", Words("Size of the partner", "Taille du partenaire"),
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
    adds=_add(actions.support, "start", "end", "funder", "amount", held=lambda one: set(
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
