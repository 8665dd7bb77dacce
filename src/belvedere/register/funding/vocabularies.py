"""The words of the funding desk, each in both languages, and the forms of its identifiers."""

from belvedere.tables.words import Words

DISCIPLINES = {
    "biology": Words("Biology", "Biologie"),
    "clinical_research": Words("Clinical research", "Recherche clinique"),
    "public_health": Words("Public health", "Santé publique"),
    "chemistry": Words("Chemistry", "Chimie"),
    "physics": Words("Physics", "Physique"),
    "mathematics": Words("Mathematics", "Mathématiques"),
    "computer_science": Words("Computer science", "Informatique"),
    "engineering": Words("Engineering", "Ingénierie"),
    "human_sciences": Words("Human and social sciences", "Sciences humaines et sociales"),
    "other": Words("Other", "Autre"),
}
"""Each application and project has one main discipline, so that they add up to all."""
THEMES = {
    "cancer": Words("Cancer", "Cancer"),
    "rare_diseases": Words("Rare diseases", "Maladies rares"),
    "infectious_diseases": Words("Infectious diseases", "Maladies infectieuses"),
    "neurosciences": Words("Neurosciences", "Neurosciences"),
    "cardiovascular": Words("Heart and vessels", "Cœur et vaisseaux"),
    "immunology": Words("Immunology", "Immunologie"),
    "genetics": Words("Genetics", "Génétique"),
    "health_technologies": Words("Technologies for health", "Technologies pour la santé"),
    "other": Words("Other", "Autre"),
}
OPINIONS = {
    "fund": Words("Fund", "Financer"),
    "reserve": Words("Keep in reserve", "Mettre sur liste complémentaire"),
    "reject": Words("Do not fund", "Ne pas financer"),
}
CONFLICTS = {
    "none": Words("None", "Aucun"), "declared": Words("There is one", "Il y en a un"),
}
REPORTS = {
    "progress": Words("Progress report", "Rapport d’étape"),
    "financial": Words("Financial report", "Rapport financier"),
    "final": Words("Final report", "Rapport final"),
}
CENTRES = {
    "siric": Words("Integrated cancer research site (SIRIC)",
                   "Site de recherche intégrée sur le cancer (SIRIC)"),
    "cic": Words("Clinical investigation centre (CIC)", "Centre d’investigation clinique (CIC)"),
    "clip2": Words("Early-phase clinical centre (CLIP²)",
                   "Centre d’essais cliniques de phase précoce (CLIP²)"),
}
PUBLICATION = r"10\.\d{4,9}/\S+|PMID:\d{1,9}"
"""A DOI, or PMID: and a number of PubMed."""
