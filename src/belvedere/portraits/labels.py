"""How values of the vocabularies are told to readers, in English and in French."""

from functools import cache

from babel import Locale

from belvedere.indicators.definition import Words
from belvedere.tables.countries import CODES
from belvedere.tables.publications import TOP_PERCENT
from belvedere.tables.subfields import SUBFIELDS
from belvedere.tables.themes import themes

LABELS = {
    # roles
    "coordinator": Words("coordinator", "coordinateur"),
    "participant": Words("participant", "participant"),
    "third_party": Words("third party", "tiers"),
    "associated_partner": Words("associated partner", "partenaire associé"),
    "international_partner": Words("international partner", "partenaire international"),
    "lead": Words("lead sponsor", "promoteur"),
    "collaborator": Words("collaborator", "collaborateur"),
    # programmes
    "FP7": Words("FP7 (2007–2013)", "7e PCRD (2007–2013)"),
    "H2020": Words("Horizon 2020 (2014–2020)", "Horizon 2020 (2014–2020)"),
    "HORIZON": Words("Horizon Europe (2021–2027)", "Horizon Europe (2021–2027)"),
    # instruments
    "collaborative": Words("collaborative projects", "projets collaboratifs"),
    "infrastructures": Words("infrastructures", "infrastructures"),
    "network_of_excellence": Words("networks of excellence", "réseaux d’excellence"),
    "coordination_and_support": Words("coordination and support", "coordination et soutien"),
    "imi_ihi": Words("IMI and IHI", "IMI et IHI"),
    "other_joint_undertaking": Words("other joint undertakings", "autres entreprises communes"),
    "sme": Words("small and medium enterprises", "petites et moyennes entreprises"),
    "erc": Words("ERC", "ERC"),
    "marie_curie_individual": Words("Marie Curie fellowships", "bourses Marie Curie"),
    "marie_curie_networks": Words("Marie Curie networks", "réseaux Marie Curie"),
    "marie_curie_other": Words("Marie Curie exchanges and cofund",
                               "échanges et cofinancement Marie Curie"),
    "innovation_council": Words("Innovation Council", "Conseil de l’innovation"),
    "cofund": Words("co-funding", "cofinancement"),
    "other": Words("other", "autres"),
    # ERC stages
    "starting": Words("starting", "starting (jeunes chercheurs)"),
    "consolidator": Words("consolidator", "consolidator (consolidation)"),
    "advanced": Words("advanced", "advanced (chercheurs confirmés)"),
    "synergy": Words("synergy", "synergy (synergie)"),
    "proof_of_concept": Words("proof of concept", "preuve de concept"),
    "low_value": Words("low value", "faible montant"),
    # structures
    "team": Words("team", "équipe"),
    "unit": Words("unit", "unité"),
    "federation": Words("federation", "fédération"),
    "internal_team": Words("internal team", "équipe interne"),
    "own_unit": Words("own unit", "unité propre"),
    "mixed_unit": Words("mixed unit", "unité mixte"),
    "international_mixed_unit": Words("international mixed unit", "unité mixte internationale"),
    "research_group": Words("research group", "groupement de recherche"),
    "scientific_interest_group": Words("scientific interest group",
                                       "groupement d’intérêt scientifique"),
    "public_interest_group": Words("public interest group", "groupement d’intérêt public"),
    "scientific_cooperation_foundation": Words("scientific cooperation foundation",
                                               "fondation de coopération scientifique"),
    "international_collaboration": Words("international collaboration",
                                         "collaboration internationale"),
    "private_company": Words("private company", "société privée"),
    # relations
    "part_of": Words("part of", "fait partie de"),
    "supervised_by": Words("supervised by", "sous la tutelle de"),
    "participated_by": Words("with the participation of", "avec la participation de"),
    "successor_of": Words("successor of", "succède à"),
    "related_to": Words("related to", "liée à"),
    # why identifiers are one
    "itself": Words("itself", "lui-même"),
    "crosswalk": Words("crosswalk", "table de correspondance"),
    "declared": Words("declared", "déclaré"),
    "name_list": Words("list of names", "liste de noms"),
    "curated": Words("decided by a person", "décidé par une personne"),
    # trials
    "NOT_YET_RECRUITING": Words("not yet recruiting", "pas encore de recrutement"),
    "RECRUITING": Words("recruiting", "recrutement en cours"),
    "ENROLLING_BY_INVITATION": Words("enrolling by invitation", "inclusion sur invitation"),
    "ACTIVE_NOT_RECRUITING": Words("active, not recruiting", "en cours, recrutement clos"),
    "SUSPENDED": Words("suspended", "suspendu"),
    "TERMINATED": Words("terminated", "arrêté"),
    "COMPLETED": Words("completed", "terminé"),
    "WITHDRAWN": Words("withdrawn", "retiré"),
    "UNKNOWN": Words("unknown to the registry", "inconnu du registre"),
    "INTERVENTIONAL": Words("interventional", "interventionnel"),
    "OBSERVATIONAL": Words("observational", "observationnel"),
    "EXPANDED_ACCESS": Words("expanded access", "accès élargi"),
    "EARLY_PHASE1": Words("early phase 1", "phase 1 précoce"),
    "PHASE1": Words("phase 1", "phase 1"),
    "PHASE2": Words("phase 2", "phase 2"),
    "PHASE3": Words("phase 3", "phase 3"),
    "PHASE4": Words("phase 4", "phase 4"),
    "NA": Words("no phase", "sans phase"),
    "within_12_months": Words("within 12 months", "en 12 mois"),
    "within_36_months": Words("within 36 months", "en 36 mois"),
    "after_36_months": Words("after 36 months", "après 36 mois"),
    "none": Words("none found", "aucun trouvé"),
    # publications
    "article": Words("article", "article"),
    "review": Words("review", "synthèse"),
    "diamond": Words("diamond", "diamant"),
    "gold": Words("gold", "doré"),
    "hybrid": Words("hybrid", "hybride"),
    "bronze": Words("bronze", "bronze"),
    "green": Words("green", "vert"),
    "closed": Words("closed", "fermé"),
    "national": Words("national", "nationale"),
    "international": Words("international", "internationale"),
    "medical": Words("medical", "médical"),
    "basic": Words("basic research", "fondamental"),
    **{theme.name: Words(theme.title_en, theme.title_fr) for theme in themes().values()},
}

ALONE = Words("one organisation", "un seul organisme")
UNKNOWN = Words("not known", "non connu")

COLUMNS = {
    "project_id": Words("project", "projet"), "acronym": Words("acronym", "acronyme"),
    "title": Words("title", "titre"), "programme": Words("programme", "programme"),
    "funding_scheme": Words("scheme", "modalité"), "instrument": Words("instrument", "instrument"),
    "role": Words("role", "rôle"), "start": Words("start", "début"), "end": Words("end", "fin"),
    "organisations": Words("partners", "partenaires"),
    "ec_contribution": Words("contribution, €", "contribution, €"),
    "participation_id": Words("participation", "participation"),
    "organisation_id": Words("structure", "structure"), "name": Words("name", "nom"),
    "labels": Words("numbers", "numéros"), "level": Words("level", "niveau"),
    "kind": Words("kind", "type"), "city": Words("city", "commune"),
    "region": Words("region", "région"), "domains": Words("domains", "domaines"),
    "trial_id": Words("trial", "essai"), "status": Words("status", "statut"),
    "study_type": Words("type", "type"), "phases": Words("phases", "phases"),
    "completion": Words("completion", "fin de l’essai"),
    "result_status": Words("results", "résultats"),
    "eudract_id": Words("EudraCT", "EudraCT"),
    "counts_in_numerator": Words("in the numerator", "au numérateur"),
    "weight": Words("weight", "poids"),
    "work_id": Words("work", "travail"), "journal": Words("journal", "revue"),
    "publication_date": Words("published", "publication"), "type": Words("type", "type"),
    "subfield": Words("subfield", "discipline"), "citations": Words("citations", "citations"),
    "open_access": Words("open access", "accès ouvert"),
    "collaboration": Words("collaboration", "collaboration"), "doi": Words("DOI", "DOI"),
    "ncs": Words("normalised citations", "citations normalisées"),
    **{f"top{p}": Words(f"in the top {p} %", f"parmi les {p} %") for p in TOP_PERCENT},
}


@cache
def countries(language: str) -> dict[str, str]:
    """Return the names of countries."""
    names = Locale(language).territories
    return {code: names.get(code, code) for code in CODES}


def label(value, language: str, column: str = "") -> str:
    """Return how a value is told; the value itself where no vocabulary has it.

    Countries are told by name where ``column`` says that the value is one.
    """
    if value is None or value == "":
        return UNKNOWN(language)
    text = str(value)
    if "country" in column or "countries" in column:
        return countries(language).get(text, text)
    if "subfield" in column:
        return SUBFIELDS.get(text, text)
    if "collaboration" in column and text == "none":
        return ALONE(language)
    return LABELS[text](language) if text in LABELS else text
