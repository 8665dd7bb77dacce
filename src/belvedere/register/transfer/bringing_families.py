"""What the portfolio's own actions ask and do besides, for families that a file brings."""

from collections.abc import Iterator, Sequence

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.columns import told_columns
from belvedere.register.desk.exchanging import as_in_its_form
from belvedere.register.desk.parts import Item, Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Draft, plain
from belvedere.register.organisations.drafts import chunks
from belvedere.register.organisations.models import Organisation
from belvedere.register.transfer import annuities, portfolio
from belvedere.register.transfer import vocabularies as words
from belvedere.register.transfer.bringing import adding, look_at_contracts, of_words
from belvedere.register.transfer.forms import Percent
from belvedere.register.transfer.models import (
    Annuity,
    Inventor,
    PatentApplication,
    PatentFamily,
    PatentOwner,
)
from belvedere.tables.words import Words


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


FILINGS = Part("filings", (
    column("filings", "number", Words("Application", "Demande"), _number,
           also=("Application number", "Numéro de demande", "N° de demande")),
    of_words("filings", "kind", Words("Kind of application", "Type de demande"), words.FILINGS),
    column("filings", "filed", Words("Filed", "Déposée"), day,
           also=("Filed on", "Déposée le", "Date de dépôt de la demande")),
    of_words("filings", "status", Words("Status of the application", "Statut de la demande"),
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
    adds=adding(portfolio.name_inventor, "name", "unit", held=lambda one: set(
        one.inventors.values_list("name", flat=True))))


def _add_annuities(*, by: Account | None, dossier: PatentFamily, items, why: str) -> None:
    for item in sorted(items, key=lambda item: item["due"] or ""):
        number, due = item["application"] or "", item["due"] or ""
        held = Annuity.objects.filter(application__family=dossier, application__number=number,
                                      due=due).first()
        if held is None:
            annuities.annuity_due(by=by, dossier=dossier, number=number, due=due, why=why)
        if item["paid"] and not (held and held.paid):
            annuities.pay_annuity(by=by, dossier=dossier, number=number, on=item["paid"],
                                  amount=item["amount"], why=why)


ANNUITIES = Part("annuities", (
    column("annuities", "application", Words("Annuity of", "Annuité de"), _number,
           also=("Annuity of the application", "Annuité de la demande")),
    column("annuities", "due", Words("Annuity due", "Échéance de l’annuité"), day),
    column("annuities", "paid", Words("Annuity paid", "Annuité payée"), day),
    column("annuities", "amount", Words("Annuity, in euros", "Annuité, en euros"),
           as_in_its_form(told_columns(Annuity)["amount"]))),
    Annuity, "application", ("application", "due"), rows=lambda items: (), adds=_add_annuities,
    after=True, within="application__family")


def _annuities(family: PatentFamily, draft: Draft) -> list[tuple]:
    """Return the annuities of a new family, each of one of its applications."""
    filed = {row.number: row for row in draft.refs["hung"]["filings"]}
    told, unpaid = [], ""
    for item in sorted(draft.refs["parts"]["annuities"], key=lambda item: item["due"] or ""):
        number, due, paid = (item[name] or "" for name in ("application", "due", "paid"))
        try:
            if number not in filed:
                raise Refused(f"It has no application {number or '…'} here: note it first.",
                              f"Elle n’a pas ici de demande {number or '…'} : notez-la d’abord.",
                              "application")
            annuities.may_be_due(filed[number], due)
            if paid and unpaid.startswith(f"{number} "):
                raise Refused("One that was due before is not paid.",
                              "Une autre, due avant, n’est pas payée.", "paid")
            acts = [("annuity_due", {"application": number, "due": due})]
            if paid:
                paid = past(paid, "paid", after=filed[number].filed)
                acts.append(("pay_annuity", {"application": number, "due": due, "on": paid}))
            else:
                unpaid = f"{number} {due}"
                family.next_annuity = min(filter(None, (family.next_annuity, due)))
            told.append(("", Annuity(application=filed[number], due=due, paid=paid,
                                     amount=item["amount"]), acts))
        except Refused as refused:
            item.refused(refused)
    return told


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


def move_family(family: PatentFamily, draft: Draft, move: str, on: str) -> list[tuple]:
    """A family enters the portfolio once it is filed and its owners are known.

    From then on annuities hang on its applications.
    """
    if move == "enter":
        parts = draft.refs["parts"]
        filed = [item["filed"] for item in parts["filings"] if item["kind"] == "priority"]
        portfolio.may_enter(family, min(filter(None, filed), default=""),
                            [share or 0 for _, share in _pairs(parts["owners"])])
        return _annuities(family, draft)
    return []
