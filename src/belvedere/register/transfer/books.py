"""The four books of the transfer desk; only start-ups are shown to visitors."""

from django.db.models import Q

from belvedere.register.accounts.permissions import Permission
from belvedere.register.desk.books import Book, Bringing, Deadline, Deed, Desk, keep
from belvedere.register.desk.deeds import moves, usual, with_permission
from belvedere.register.transfer import (
    actions,
    annuities,
    bringing,
    contracts,
    forms,
    portfolio,
    queries,
)
from belvedere.register.transfer import bringing_families as families
from belvedere.register.transfer.models import (
    InventionDisclosure,
    PatentFamily,
    StartUp,
    TransferContract,
)
from belvedere.register.transfer.workflows import CONTRACT, DISCLOSURE, FAMILY, STARTUP
from belvedere.tables.words import Words

_KEEP = Permission.KEEP_TRANSFER
_keeper = with_permission(_KEEP)
_NEEDED = ("title", "unit")


def _deed(en: str, fr: str, form, does, possible=lambda one: True, **more) -> Deed:
    return Deed(Words(en, fr), form, does, _keeper, possible, **more)


DESK = Desk("transfer", Words("Transfer desk", "Bureau du transfert"), _KEEP, {
    "[[figure:transfer_families]]": Words("Families in the portfolio", "Familles au portefeuille"),
    "[[figure:transfer_priority_filings]]": Words("Priority filings", "Dépôts prioritaires"),
    "[[figure:transfer_rd_contracts]]": Words("R&D contracts signed", "Contrats de R&D signés"),
    "[[figure:transfer_licences]]": Words("Active licences", "Licences en vigueur"),
    "[[figure:transfer_days_to_filing]]": Words("Days to a filing", "Jours jusqu’au dépôt"),
    "[[figure:transfer_startups]]": Words("Start-ups", "Jeunes entreprises"),
})

DISCLOSURES = Book(
    slug="transfer_disclosures", desk=DESK, model=InventionDisclosure,
    title=Words("Invention disclosures", "Déclarations d’invention"),
    one=Words("Disclosure", "Déclaration"),
    columns=("number", "title", "unit", "field", "opened", "state", "since"),
    filters=("state", "field"),
    shown=("opened", "state", "since", *forms.DISCLOSED, "decided"),
    opens=(forms.Disclose, actions.disclose),
    brings=Bringing((*forms.DISCLOSED, "family"), _NEEDED, opens=bringing.open_disclosure,
                    follows=bringing.open_families, parts=(bringing.SUPPORTS,)),
    template="transfer/disclosure.html", more=queries.of_disclosure,
    deadlines=(
        Deadline(Words("Begin the evaluation", "Commencer l’évaluation"), "opened", 30,
                 Q(state="received")),
        Deadline(Words("Decide", "Décider"), "opened", 120, Q(state="in_evaluation")),
    ),
    deeds={
        **moves(DISCLOSURE, actions.move, {"retain": forms.Retain}),
        "support": _deed("Note a proof-of-concept support", "Noter un soutien de preuve de concept",
                         forms.Support, actions.support,
                         lambda one: one.state in ("received", "in_evaluation", "retained")),
        **usual(_KEEP, forms.ChangeDisclosure, forms.DISCLOSED),
    })

FAMILIES = Book(
    slug="transfer_families", desk=DESK, model=PatentFamily,
    title=Words("Patent families", "Familles de brevets"), one=Words("Family", "Famille"),
    columns=("number", "title", "unit", "field", "entered", "state", "since"),
    filters=("state", "field"),
    shown=("opened", "state", "since", *forms.FAMILY, "entered", "next_annuity"),
    opens=(forms.OpenFamily, portfolio.open_family),
    brings=Bringing(forms.FAMILY, _NEEDED, families.look_at_families, opens=families.open_family,
                    steps=families.move_family, dated=("in_portfolio",), parts=(
                        families.FILINGS, families.OWNERS, families.INVENTORS,
                        families.ANNUITIES)),
    template="transfer/family.html", more=queries.of_family,
    deadlines=(
        Deadline(Words("Pay the annuity", "Payer l’annuité"), "next_annuity", 0,
                 Q(state="in_portfolio")),
    ),
    deeds={
        **moves(FAMILY, portfolio.move),
        "apply": _deed("Note an application", "Noter une demande", forms.Apply, portfolio.apply,
                       lambda one: one.state in ("preparation", "in_portfolio")),
        "status": _deed("Note a status", "Noter un statut", forms.Status, portfolio.set_status,
                        lambda one: one.applications.exists()),
        "own": _deed("Say who owns it", "Dire à qui elle appartient", forms.Owners,
                     portfolio.set_owners, hint=Words(
                         "All owners at once; the shares add up to 100 %.",
                         "Tous les propriétaires ; les parts totalisent 100 %.")),
        "name-inventor": _deed("Name an inventor", "Nommer un inventeur", forms.NameInventor,
                               portfolio.name_inventor),
        "unname-inventor": _deed("Take an inventor back", "Retirer un inventeur",
                                 forms.UnnameInventor, portfolio.unname_inventor,
                                 lambda one: one.inventors.exists()),
        "annuity-due": _deed("Note an annuity", "Noter une annuité", forms.AnnuityDue,
                             annuities.annuity_due, lambda one: one.state == "in_portfolio"),
        "pay-annuity": _deed("Note a payment", "Noter un paiement", forms.PayAnnuity,
                             annuities.pay_annuity, lambda one: bool(one.next_annuity)),
        **usual(_KEEP, forms.ChangeFamily, forms.FAMILY),
    })

CONTRACTS = Book(
    slug="transfer_contracts", desk=DESK, model=TransferContract,
    title=Words("Contracts", "Contrats"), one=Words("Contract", "Contrat"),
    columns=("number", "kind", "title", "unit", "signed", "until", "state"),
    filters=("kind", "state", "field"),
    shown=("kind", "opened", "state", "since", *forms.CONTRACT, "signed", "begins", "until",
           "ended"),
    opens=(forms.OpenContract, contracts.open_contract),
    brings=Bringing(("kind", *forms.CONTRACT, "begins", "until"), ("kind", *_NEEDED),
                    bringing.look_at_contracts, opens=bringing.open_contract,
                    steps=bringing.move_contract, dated=("signed",),
                    parts=(bringing.PARTNERS, bringing.ABOUT)),
    template="transfer/contract.html", more=queries.of_contract,
    deadlines=(
        Deadline(Words("Prolong, or record the end", "Prolonger, ou enregistrer la fin"), "until",
                 0, Q(state="signed")),
    ),
    deeds={
        **moves(CONTRACT, contracts.move, {"sign": forms.Sign}),
        "prolong": _deed("Prolong", "Prolonger", forms.Prolong, contracts.prolong,
                         lambda one: one.state == "signed"),
        "join-contract": _deed("Add a partner", "Ajouter un partenaire", forms.AddPartner,
                               contracts.add_partner),
        "leave-contract": _deed("Take a partner back", "Retirer un partenaire",
                                forms.RemovePartner, contracts.remove_partner,
                                lambda one: one.partners.exists()),
        "concern": Deed(Words("Say which families it is about", "Dire sur quelles familles"),
                        forms.Concern, contracts.set_families, _keeper,
                        initial=lambda one: {"families": " ".join(
                            one.about.values_list("family__number", flat=True))}),
        **usual(_KEEP, forms.ChangeContract, forms.CONTRACT),
    })

STARTUPS = Book(
    slug="transfer_startups", desk=DESK, model=StartUp,
    title=Words("Start-ups", "Jeunes entreprises"), one=Words("Start-up", "Jeune entreprise"),
    columns=("number", "title", "unit", "field", "founded", "state"),
    filters=("state", "field"),
    shown=("opened", "state", "since", *forms.STARTUP, "founded", "ended"),
    opens=(forms.OpenStartUp, actions.open_startup),
    brings=Bringing(forms.STARTUP, _NEEDED, dated=("founded",)),
    template="transfer/startup.html", more=queries.of_startup, public=True,
    deeds={**moves(STARTUP), **usual(_KEEP, forms.ChangeStartUp, forms.STARTUP)})

keep(DISCLOSURES, FAMILIES, CONTRACTS, STARTUPS)
