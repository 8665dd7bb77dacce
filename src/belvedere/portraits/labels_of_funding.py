"""How values and columns of the funding desk's books are told, in English and in French."""

from belvedere.indicators.definition import Words

LABELS = {
    # disciplines
    "biology": Words("biology", "biologie"),
    "clinical_research": Words("clinical research", "recherche clinique"),
    "public_health": Words("public health", "santé publique"),
    "chemistry": Words("chemistry", "chimie"), "physics": Words("physics", "physique"),
    "mathematics": Words("mathematics", "mathématiques"),
    "computer_science": Words("computer science", "informatique"),
    "engineering": Words("engineering", "ingénierie"),
    "human_sciences": Words("human and social sciences", "sciences humaines et sociales"),
    # themes; those declared once over all records have their own words
    "rare_diseases": Words("rare diseases", "maladies rares"),
    "infectious_diseases": Words("infectious diseases", "maladies infectieuses"),
    "neurosciences": Words("neurosciences", "neurosciences"),
    "cardiovascular": Words("heart and vessels", "cœur et vaisseaux"),
    "immunology": Words("immunology", "immunologie"), "genetics": Words("genetics", "génétique"),
    "health_technologies": Words("technologies for health", "technologies pour la santé"),
    # calls and applications
    "open": Words("open", "ouvert"), "decided": Words("decided", "décidé"),
    "archived": Words("archived", "archivé"), "received": Words("received", "reçue"),
    "in_review": Words("before the panel", "devant le comité"),
    "funded": Words("funded", "financée"), "reserve": Words("in reserve", "liste complémentaire"),
    "refused": Words("refused", "refusée"), "taken_back": Words("taken_back", "retirée"),
    # funded projects
    "awarded": Words("granted", "financement accordé"), "running": Words("running", "en cours"),
    "results_awaited": Words("ended, results awaited", "terminé, résultats attendus"),
    "abandoned": Words("abandoned", "abandonné"),
    # accredited centres
    "siric": Words("integrated cancer research sites (SIRIC)",
                   "sites de recherche intégrée sur le cancer (SIRIC)"),
    "cic": Words("clinical investigation centres (CIC)",
                 "centres d’investigation clinique (CIC)"),
    "clip2": Words("early-phase centres (CLIP²)", "centres de phase précoce (CLIP²)"),
    # how a work is known to report a project
    "desk": Words("named by the funding desk", "cité par le bureau des financements"),
    "grant": Words("acknowledges the project’s number", "remercie le numéro du projet"),
}
COLUMNS = {
    "call": Words("call", "appel"), "opened": Words("opened", "ouverture"),
    "closed": Words("closed", "clôture"), "funded": Words("funded on", "financé le"),
    "granted": Words("granted, €", "accordé, €"),
    "discipline": Words("main discipline", "discipline principale"),
    "second_discipline": Words("second discipline", "seconde discipline"),
    "theme": Words("theme", "thème"), "published": Words("published", "publication"),
}
