"""How values of the vocabularies are told to readers, in English and in French."""

from functools import cache

from babel import Locale

from belvedere.indicators.definition import Words
from belvedere.portraits import (
    labels_of_desks,
    labels_of_funding,
    labels_of_partnerships,
    labels_of_transfer,
)
from belvedere.tables.countries import CODES
from belvedere.tables.publications import DOMAINS, TOP_PERCENT
from belvedere.tables.subfields import SUBFIELDS
from belvedere.tables.themes import themes

LABELS = {
    **labels_of_desks.LABELS,
    **labels_of_partnerships.LABELS,
    **labels_of_transfer.LABELS,
    **labels_of_funding.LABELS,
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
    # the register
    "institute": Words("institute", "organisme"),
    "thematic_institute": Words("thematic institute", "institut thématique"),
    "delegation": Words("regional delegation", "délégation régionale"),
    "centre": Words("research centre", "centre de recherche"),
    "service": Words("service", "service"),
    "investigation_centre": Words("clinical investigation centre",
                                  "centre d’investigation clinique"),
    "infrastructure": Words("infrastructure", "infrastructure"),
    "partner": Words("partner", "partenaire"),
    "patient_association": Words("patient association", "association de malades"),
    "creation": Words("creation", "création"), "arrival": Words("arrival", "arrivée"),
    "closure": Words("closure", "fermeture"), "departure": Words("departure", "départ"),
    "merger": Words("merger", "fusion"), "split": Words("split", "scission"),
    "own": Words("its own", "le sien"), "parts": Words("of its parts", "de ses parties"),
    "register": Words("register", "registre"),
    # how it is known whose a work is
    "identifier": Words("identified by the source", "identifié par la source"),
    "lineage": Words("by its parts", "par ses composantes"),
    "named": Words("named in the affiliation", "nommé dans l’affiliation"),
    "implied": Words("implied by a unit", "impliqué par une unité"),
    # relations
    "part_of": Words("part of", "fait partie de"),
    "supervised_by": Words("supervised by", "sous la tutelle de"),
    "participated_by": Words("with the participation of", "avec la participation de"),
    "successor_of": Words("successor of", "succède à"),
    # who says it
    "bso": Words("Open Science Monitor", "Baromètre de la science ouverte"),
    "ctgov": Words("ClinicalTrials.gov", "ClinicalTrials.gov"),
    "ctgov_export": Words("ClinicalTrials.gov (export)", "ClinicalTrials.gov (export)"),
    "related_to": Words("related to", "liée à"),
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
    "DRUG": Words("drug", "médicament"),
    "DEVICE": Words("device", "dispositif"),
    "BIOLOGICAL": Words("biological product", "produit biologique"),
    "PROCEDURE": Words("procedure", "acte"),
    "RADIATION": Words("radiation", "rayonnement"),
    "BEHAVIORAL": Words("behavioural", "comportemental"),
    "GENETIC": Words("genetic", "génétique"),
    "DIETARY_SUPPLEMENT": Words("dietary supplement", "complément alimentaire"),
    "COMBINATION_PRODUCT": Words("combination product", "produit combiné"),
    "DIAGNOSTIC_TEST": Words("diagnostic test", "test diagnostique"),
    "OTHER": Words("other", "autre"),
    # scientific domains of the French directory
    "Biologie, médecine et santé": Words("Biology, medicine and health",
                                         "Biologie, médecine et santé"),
    "Sciences humaines et humanités": Words("Human sciences and humanities",
                                            "Sciences humaines et humanités"),
    "Sciences de la société": Words("Social sciences", "Sciences de la société"),
    "Sciences agronomiques et écologiques": Words("Agronomy and ecology",
                                                  "Sciences agronomiques et écologiques"),
    "Sciences et technologies de l'information et de la communication": Words(
        "Information and communication",
        "Sciences et technologies de l’information et de la communication"),
    "Sciences pour l'ingénieur": Words("Engineering", "Sciences pour l’ingénieur"),
    "Sciences de la terre et de l'univers, espace": Words(
        "Earth, universe and space", "Sciences de la terre et de l’univers, espace"),
    "Mathématiques et leurs interactions": Words("Mathematics and their interactions",
                                                 "Mathématiques et leurs interactions"),
    "Physique": Words("Physics", "Physique"),
    "Chimie": Words("Chemistry", "Chimie"),
    # what joins identifiers
    "itself": Words("its own record", "sa propre fiche"),
    "crosswalk": Words("crosswalk", "table de correspondance"),
    "name_list": Words("list of names", "liste de noms"),
    "declared": Words("declared", "déclaré"),
    "curated": Words("decided by a person", "décidé par une personne"),
    # organisations
    "active": Words("active", "en activité"),
    "inactive": Words("closed", "fermé"),
    "withdrawn": Words("withdrawn from the register", "retiré du répertoire"),
    "education": Words("education", "enseignement"),
    "facility": Words("facility", "installation de recherche"),
    "company": Words("company", "entreprise"),
    "nonprofit": Words("non-profit", "à but non lucratif"),
    "government": Words("public body", "organisme public"),
    "healthcare": Words("health care", "établissement de santé"),
    "archive": Words("archive", "archives"),
    "funder": Words("funder", "financeur"),
    "industry": Words("industry", "industrie"),
    "other_gov": Words("public body", "organisme public"),
    "fed": Words("federal agency", "agence fédérale"),
    "nih": Words("National Institutes of Health", "National Institutes of Health"),
    "network": Words("network", "réseau"),
    "indiv": Words("individual", "personne"),
    "unknown": Words("kind not known", "type non connu"),
    "Unité propre": Words("own unit", "unité propre"),
    "Unité mixte": Words("mixed unit", "unité mixte"),
    "Unité mixte internationale": Words("international mixed unit", "unité mixte internationale"),
    "Equipe interne": Words("internal team", "équipe interne"),
    "Structures Fédératives de Recherche": Words("research federation",
                                                 "structure fédérative de recherche"),
    "Groupements de Recherche": Words("research group", "groupement de recherche"),
    "Groupements d'Intérêt scientifique": Words("scientific interest group",
                                                "groupement d’intérêt scientifique"),
    "Groupements d'Intérêt Public": Words("public interest group",
                                          "groupement d’intérêt public"),
    "Université": Words("university", "université"),
    "Université étrangère": Words("university abroad", "université étrangère"),
    "Etablissements de santé": Words("health establishment", "établissement de santé"),
    "Autres établissements ESR": Words("other higher education",
                                       "autre établissement d’enseignement supérieur"),
    "Etablissement public à caractère administratif": Words(
        "public administrative body", "établissement public à caractère administratif"),
    "Organismes de type EPIC": Words("public industrial body",
                                     "établissement public industriel et commercial"),
    "Société de droit privé française": Words("private company", "société de droit privé"),
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
    **labels_of_desks.COLUMNS,
    **labels_of_partnerships.COLUMNS,
    **labels_of_transfer.COLUMNS,
    **labels_of_funding.COLUMNS,
    "project_id": Words("project", "projet"), "acronym": Words("acronym", "acronyme"),
    "title": Words("title", "titre"), "programme": Words("programme", "programme"),
    "funding_scheme": Words("scheme", "modalité"), "instrument": Words("instrument", "instrument"),
    "role": Words("role", "rôle"), "start": Words("start", "début"), "end": Words("end", "fin"),
    "organisations": Words("partners", "partenaires"),
    "ec_contribution": Words("contribution, €", "contribution, €"),
    "date": Words("date of effect", "date d’effet"),
    "employer": Words("employer", "employeur"), "event": Words("event", "événement"),
    "event_id": Words("event", "événement"), "headcount": Words("people", "personnes"),
    "holder_id": Words("what holds it", "rattachement"),
    "profession": Words("profession", "métier"), "scope": Words("whose count", "compte"),
    "staff_id": Words("count", "compte"),
    "participation_id": Words("participation", "participation"),
    "organisation_id": Words("structure", "structure"),
    "basis": Words("how it is known", "comment on le sait"),
    "match_score": Words("how surely", "certitude"), "name": Words("name", "nom"),
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
    "admits_coordination": Words("scheme that admits several partners",
                                 "modalité qui admet plusieurs partenaires"),
    "career_stage": Words("ERC stage", "étape ERC"), "themes": Words("theme", "thème"),
    "assessed_completion": Words("completion as the Monitor takes it",
                                 "fin de l’essai selon le Baromètre"),
    "sources": Words("source", "source"), "relation": Words("relation", "relation"),
    "interventions": Words("intervention", "intervention"),
    "conditions": Words("condition", "pathologie"),
    "countries": Words("countries of sites", "pays des centres"),
    "erc_panels": Words("ERC panel", "panel ERC"),
    "department": Words("département", "département"),
    "other_id": Words("other organisation", "autre organisme"),
    "country": Words("country", "pays"),
    "family_id": Words("family", "famille"), "priority": Words("priority", "priorité"),
    "first_document": Words("first document", "premier document"),
    "offices": Words("offices", "offices"), "office_count": Words("offices", "offices"),
    "applications": Words("applications", "demandes"),
    "subclasses": Words("subclasses", "sous-classes"),
    "work_id": Words("work", "travail"), "journal": Words("journal", "revue"),
    "publication_date": Words("published", "publication"), "type": Words("type", "type"),
    "subfield": Words("subfield", "discipline"), "citations": Words("citations", "citations"),
    "open_access": Words("open access", "accès ouvert"),
    "collaboration": Words("collaboration", "collaboration"), "doi": Words("DOI", "DOI"),
    "ncs": Words("normalised citations", "citations normalisées"),
    "is_citable": Words("article or review of a journal", "article ou synthèse de revue"),
    "is_retracted": Words("retracted", "rétracté"),
    "with_industry": Words("signed by a company", "signé par une entreprise"),
    "prominent": Words("prominent journal", "journal d’excellence"),
    "journal_lists": Words("list of journals", "liste de revues"),
    **{f"top{p}": Words(f"in the top {p} %", f"parmi les {p} %") for p in TOP_PERCENT},
}

@cache
def countries(language: str) -> dict[str, str]:
    """Return the names of countries."""
    names = Locale(language).territories
    return {code: names.get(code, code) for code in CODES}


def names_organisations(column: str) -> bool:
    """Return whether a column's values are organisations, told by their names."""
    return column.endswith("_id") or column == "units"


def label(value, language: str, column: str = "") -> str:
    """Return how a value is told; the value itself where no vocabulary has it.

    Countries are told by name where ``column`` says that the value is one.
    """
    if value is None or value == "":
        return UNKNOWN(language)
    text = str(value)
    if "country" in column or "countries" in column:
        return countries(language).get(text, text)
    if "journal_lists" in column:  # LIST or LIST/DOMAIN, the list in its own words
        name, _, domain = text.partition("/")
        return f"{name}, {LABELS[domain](language)}" if domain in DOMAINS else name
    if "subfield" in column:
        return SUBFIELDS.get(text, text)
    if "collaboration" in column and text == "none":
        return ALONE(language)
    return LABELS[text](language) if text in LABELS else text
