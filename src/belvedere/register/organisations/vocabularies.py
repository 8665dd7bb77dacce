"""The words of the register's organisations, each in both languages."""

from belvedere.tables.words import Words

KINDS = {
    "institute": Words("Institute", "Organisme"),
    "thematic_institute": Words("Thematic institute", "Institut thématique"),
    "delegation": Words("Regional delegation", "Délégation régionale"),
    "centre": Words("Research centre", "Centre de recherche"),
    "unit": Words("Research unit", "Unité de recherche"),
    "team": Words("Team", "Équipe"),
    "service": Words("Service", "Service"),
    "investigation_centre": Words("Clinical investigation centre",
                                  "Centre d’investigation clinique"),
    "infrastructure": Words("Infrastructure", "Infrastructure"),
    "federation": Words("Federation", "Fédération"),
    "network": Words("Network", "Réseau"),
    "partner": Words("Partner", "Partenaire"),
    "company": Words("Company", "Entreprise"),
    "patient_association": Words("Patient association", "Association de malades"),
}
NAME_KINDS = {
    "official": Words("Official name", "Nom officiel"),
    "acronym": Words("Acronym", "Sigle"),
    "alias": Words("Other name", "Autre nom"),
}
LANGUAGES = {"": Words("any", "indifférente"), "fr": Words("French", "français"),
             "en": Words("English", "anglais")}
SCHEMES = {
    "ror": Words("ROR", "ROR"), "rnsr": Words("RNSR number", "Numéro RNSR"),
    "pic": Words("PIC", "PIC"), "siren": Words("SIREN", "SIREN"),
    "siret": Words("SIRET", "SIRET"), "uai": Words("UAI number", "Numéro UAI"),
    "label": Words("Label", "Label"),
}
"""Identifier schemes; a label such as U 1138 may pass from one unit to its successor."""
CODE_FORMS = {
    "ror": r"0[0-9a-hjkmnp-z]{6}[0-9]{2}", "rnsr": r"[0-9]{9}[A-Z]", "pic": r"[0-9]{9}",
    "siren": r"[0-9]{9}", "siret": r"[0-9]{14}", "uai": r"[0-9]{7}[A-Z]", "label": r"\S.{0,49}",
}
CODE_EXAMPLES = {
    "ror": "02vjkv261", "rnsr": "200710776M", "pic": "999997833", "siren": "180036048",
    "siret": "18003604800015", "uai": "0755364Y", "label": "U 1138",
}
RELATIONS = {
    "part_of": Words("Part of", "Fait partie de"),
    "supervised_by": Words("Supervised by", "Sous la tutelle de"),
    "participated_by": Words("With the participation of", "Avec la participation de"),
    "member_of": Words("Member of", "Membre de"),
    "successor_of": Words("Successor of", "Succède à"),
}
SUCCESSIONS = {
    "merger": Words("merger", "fusion"), "split": Words("split", "scission"),
    "split_and_merger": Words("split and merger", "scission et fusion"),
    "integration": Words("integration", "intégration"),
    "renewal": Words("renewal", "renouvellement"),
    "offshoot": Words("offshoot", "essaimage"),
    "offshoot_and_merger": Words("offshoot and merger", "essaimage et fusion"),
    "succession": Words("succession", "succession"),
}
SUBJECTS = {
    "theme": Words("Theme", "Thème"), "domain": Words("Scientific domain", "Domaine scientifique"),
    "erc_panel": Words("ERC panel", "Panel ERC"),
}
PROFILE = {
    "vision": Words("Our vision", "Notre vision"),
    "contribution": Words("Our contribution", "Notre contribution"),
    "areas": Words("Our areas of intervention", "Nos domaines d’intervention"),
}
