"""The transfer desk: families in the portfolio, filings, contracts, licences, start-ups.

Method: METHODS 9.1 to 9.3. A family counts once however many applications, owners or
contracts it has; its fractional count is the institute's share of it. A contract with
several partners is one. What ends on a day is not counted on that day.
"""

from belvedere.indicators.definition import (
    Dimension,
    Flow,
    Indicator,
    Mean,
    Share,
    Stock,
    Words,
    among,
    known,
    true,
)

_DESK = {"theme": "transfer_desk", "key": "number", "reviewed": "2026-11-26"}
_OURS = _DESK | {"whose": "institute_id", "whose_country": "institute.country"}
_UNIT = Dimension("unit", "unit_id", Words("Unit", "Unité"))
_FIELD = Dimension("field", "field", Words("Field", "Domaine"))
_JOINT = Dimension("joint", "joint", Words("Owned with others", "En copropriété"))

_PORTFOLIO = _OURS | {
    "table": "transfer_portfolio",
    "when": Stock("start", "end"),
    "dimensions": (
        _JOINT, Dimension("licensed", "licensed", Words("Licensed", "Sous licence")), _FIELD,
        _UNIT),
    "columns": ("number", "unit.name", "start", "end", "share", "joint", "licensed",
                "rd_contracts", "field"),
    "method": "Half-open (METHODS 9.1): a family is not counted on the day on which it leaves. "
              "One that was abandoned and restored has two times and counts once, in neither "
              "between them. A family owned with others counts once in full, and for the "
              "institute's share in fractional counting. A time is cut where a contract on the "
              "family is signed or a licence begins or ends, which changes no count.",
}
_FILINGS = _OURS | {
    "table": "transfer_applications",
    "key": "application",
    "credit": "share",
    "when": Flow("filed"),
    "columns": ("application", "number", "unit.name", "filed", "office", "kind", "status",
                "share", "joint"),
    "dimensions": (Dimension("office", "office", Words("Office", "Office")),
                   Dimension("status", "status", Words("Status of today", "Statut du jour")),
                   _JOINT, _FIELD, _UNIT),
}
_DISCLOSURES = _OURS | {
    "table": "transfer_disclosures",
    "dimensions": (Dimension("state", "state", Words("State of today", "État du jour")), _FIELD,
                   _UNIT),
    "columns": ("number", "unit.name", "disclosed", "decided", "state", "patent_family", "filed",
                "licensed", "field"),
}
_PARTNER = (among("role", "partner"),)
_CONTRACTS = _DESK | {
    "table": "transfer_contract_parties",
    "whose": "organisation_id",
    "whose_country": "party.country",
    "partners": _PARTNER,
    "dimensions": (
        Dimension("partner_country", "party.country", Words("Partner country", "Pays partenaire"),
                  partners=True),
        Dimension("partner_size", "size", Words("Size or kind of partner",
                                                "Taille ou type de partenaire"), partners=True),
        Dimension("partner", "organisation_id", Words("Partner", "Partenaire"), partners=True),
        Dimension("field", "contract.field", Words("Field", "Domaine")),
        Dimension("role", "role", Words("Part in it", "Rôle")), _UNIT),
    "columns": ("number", "contract.kind", "unit.name", "contract.signed", "contract.start",
                "contract.end", "contract.state", "contract.families", "contract.field"),
}
_SIGNED = _CONTRACTS | {
    "when": Flow("contract.signed"),
    "method": "By the date of signature (METHODS 9.3). A contract with several partners is one; "
              "by partner country it counts once in each country. An amendment or a prolongation "
              "is not another contract.",
}
_KIND = Dimension("kind", "contract.kind", Words("Kind of contract", "Type de contrat"))
_FAMILIES = Words("families", "familles")
_CONTRACTS_UNIT = Words("contracts", "contrats")
_LICENCE = (among("contract.kind", "licence"),)
_STARTUPS = _OURS | {
    "table": "transfer_startups",
    "unit": Words("start-ups", "jeunes entreprises"),
    "dimensions": (Dimension("state", "state", Words("State of today", "État du jour")), _FIELD,
                   _UNIT),
    "columns": ("number", "name", "unit.name", "founded", "ended", "state", "field"),
}

INDICATORS = (
    Indicator(
        name="transfer_families",
        title=Words("Patent families in the portfolio", "Familles de brevets au portefeuille"),
        definition=Words(
            "Patent families of which the institute is an owner, in its portfolio on the day: "
            "they had come in by then and had not been abandoned, expired or been assigned away.",
            "Familles de brevets dont l’institut est propriétaire, seul ou avec d’autres, à son "
            "portefeuille ce jour-là : entrées, et ni abandonnées, ni expirées, ni cédées."),
        unit=_FAMILIES, credit="share", **_PORTFOLIO),
    Indicator(
        name="transfer_families_licensed_share",
        title=Words("Share of the portfolio that is licensed", "Part du portefeuille sous licence"),
        definition=Words(
            "Of the patent families in the portfolio on the day, the share on which a licence was "
            "in force.",
            "Parmi les familles de brevets au portefeuille ce jour-là, la part sur laquelle une "
            "licence était en vigueur."),
        unit=Words("%", "%"), measure=Share((true("licensed"),)), **_PORTFOLIO),
    Indicator(
        name="transfer_rd_contracts_per_family",
        title=Words("R&D contracts per patent family", "Contrats de R&D par famille de brevets"),
        definition=Words(
            "Over the patent families in the portfolio on the day, the mean number of R&D "
            "contracts on each that had been signed by then.",
            "Pour les familles de brevets au portefeuille ce jour-là, le nombre moyen de contrats "
            "de R&D signés jusqu’alors sur chacune."),
        unit=Words("contracts a family", "contrats par famille"), measure=Mean("rd_contracts"),
        **(_PORTFOLIO | {"method": _PORTFOLIO["method"] + " A contract on several families counts "
                         "for each; contracts on none are not in it."})),
    Indicator(
        name="transfer_priority_filings",
        title=Words("Patent applications filed: inventions",
                    "Demandes de brevet déposées : inventions"),
        definition=Words(
            "First applications for an invention (priority filings) in the period, the institute "
            "being among the owners.",
            "Premières demandes pour une invention (dépôts prioritaires) dans la période, "
            "l’institut étant parmi les propriétaires."),
        unit=Words("applications", "demandes"),
        where=(among("kind", "priority"), true("first_filing")),
        method="The first priority of each family (METHODS 9.2): a provisional and a complete "
               "application of one invention are one; PCT and national phases are none. In "
               "fractional counting each counts for the institute's share.", **_FILINGS),
    Indicator(
        name="transfer_filings",
        title=Words("Patent applications filed: at all offices",
                    "Demandes de brevet déposées : tous offices"),
        definition=Words(
            "All applications filed in the period for families of the portfolio: priorities and "
            "extensions, each at its office.",
            "Toutes les demandes déposées dans la période pour des familles du portefeuille : "
            "priorités et extensions, chacune à son office."),
        unit=Words("applications", "demandes"),
        method="Applications, not inventions (METHODS 9.2): one family has as many as offices at "
               "which it was filed.",
        **(_FILINGS | {
            "dimensions": (Dimension("kind", "kind", Words("Kind", "Type")),
                           *_FILINGS["dimensions"])})),
    Indicator(
        name="transfer_contracts_signed",
        title=Words("Contracts signed", "Contrats signés"),
        definition=Words(
            "Contracts that were signed in the period: R&D, licences, options, material transfer, "
            "confidentiality.",
            "Contrats signés dans la période : R&D, licences, options, transfert de matériel, "
            "confidentialité."),
        unit=_CONTRACTS_UNIT,
        **(_SIGNED | {"dimensions": (_KIND, *_CONTRACTS["dimensions"])})),
    Indicator(
        name="transfer_rd_contracts",
        title=Words("R&D contracts signed", "Contrats de R&D signés"),
        definition=Words("R&D contracts that were signed in the period.",
                         "Contrats de R&D signés dans la période."),
        unit=_CONTRACTS_UNIT, where=(among("contract.kind", "rd"),), **_SIGNED),
    Indicator(
        name="transfer_licences",
        title=Words("Active licences", "Licences en vigueur"),
        definition=Words(
            "Licence contracts in force on the day: they had begun, and had not ended.",
            "Contrats de licence en vigueur ce jour-là : commencés et non terminés."),
        unit=Words("licences", "licences"), where=_LICENCE,
        when=Stock("contract.start", "contract.end"),
        method="Half-open (METHODS 9.3): a licence is not in force on the day on which it ends; "
               "one that ends on the day on which it begins is in force on none, and is among "
               "those signed all the same. A contract counts, not the families in it.",
        **_CONTRACTS),
    Indicator(
        name="transfer_licences_signed",
        title=Words("Licences newly signed", "Licences nouvellement signées"),
        definition=Words("Licence contracts that were signed in the period.",
                         "Contrats de licence signés dans la période."),
        unit=Words("licences", "licences"), where=_LICENCE, **_SIGNED),
    Indicator(
        name="transfer_disclosures",
        title=Words("Inventions disclosed", "Inventions déclarées"),
        definition=Words("Inventions that units disclosed to the transfer desk in the period.",
                         "Inventions que les unités ont déclarées au bureau du transfert dans la "
                         "période."),
        unit=Words("inventions", "inventions"), when=Flow("disclosed"),
        method="By the date of disclosure, whatever became of it.", **_DISCLOSURES),
    Indicator(
        name="transfer_days_to_filing",
        title=Words("Days from a disclosure to its filing",
                    "Jours entre la déclaration d’une invention et son dépôt"),
        definition=Words(
            "The mean number of days from the disclosure of an invention to the first application "
            "for it, over those first filed in the period.",
            "Le nombre moyen de jours entre la déclaration d’une invention et la première demande "
            "de brevet, pour celles dont le premier dépôt est dans la période."),
        unit=Words("days", "jours"), measure=Mean("days_to_filing"), when=Flow("filed"),
        where=(known("filed"),),
        method="By the date of the first filing; disclosures that joined a family that was filed "
               "before are not in it. Both dates must be known to the day.", **_DISCLOSURES),
    Indicator(
        name="transfer_days_to_licence",
        title=Words("Days from a disclosure to its licence",
                    "Jours entre la déclaration d’une invention et sa licence"),
        definition=Words(
            "The mean number of days from the disclosure of an invention to the signature of the "
            "first licence on its family, over those first licensed in the period.",
            "Le nombre moyen de jours entre la déclaration d’une invention et la signature de la "
            "première licence sur sa famille, pour celles dont c’est le cas dans la période."),
        unit=Words("days", "jours"), measure=Mean("days_to_licence"), when=Flow("licensed"),
        where=(known("licensed"),),
        method="By the date of signature of the first licence. Both dates must be known to the "
               "day.", **_DISCLOSURES),
    Indicator(
        name="transfer_proofs_of_concept",
        title=Words("Proof-of-concept supports", "Soutiens de preuve de concept"),
        definition=Words("Proof-of-concept supports of disclosed inventions, begun in the period.",
                         "Soutiens de preuve de concept d’inventions déclarées, commencés dans la "
                         "période."),
        unit=Words("supports", "soutiens"), when=Flow("start"),
        method="By the day on which they begin; an invention with two counts twice.",
        **(_OURS | {"table": "transfer_supports", "key": "support_id",
                    "dimensions": (_FIELD, _UNIT),
                    "columns": ("support_id", "number", "unit.name", "start", "end", "field")})),
    Indicator(
        name="transfer_startups",
        title=Words("Start-ups", "Jeunes entreprises"),
        definition=Words(
            "Companies founded on what the institute’s units found, not acquired nor ceased on "
            "the day.",
            "Entreprises créées à partir des résultats des unités de l’institut, ni rachetées ni "
            "cessées ce jour-là."),
        when=Stock("founded", "ended"), method="Half-open: not on the day on which it ends.",
        **_STARTUPS),
    Indicator(
        name="transfer_startups_founded",
        title=Words("Start-ups founded", "Jeunes entreprises créées"),
        definition=Words("Companies founded in the period on what the institute’s units found.",
                         "Entreprises créées dans la période à partir des résultats des unités de "
                         "l’institut."),
        when=Flow("founded"), method="By the date of foundation.", **_STARTUPS),
)
