"""What a column is called when a reader is told that a source does not give it."""

from belvedere.indicators.definition import Words

_SCORE = Words("field or citations by year", "discipline ou citations par année")

WANTING = {
    "ec_contribution": Words("the amount of the contribution", "le montant de la contribution"),
    "organisation_id": Words("the organisation", "l’organisme"),
    "parties.organisations": Words("the number of partners", "le nombre de partenaires"),
    "project.admits_coordination": Words("how many partners the scheme admits",
                                         "le nombre de partenaires que la modalité admet"),
    "project.career_stage": Words("the ERC stage", "l’étape ERC"),
    "project.funding_scheme": Words("the funding scheme", "la modalité de financement"),
    "project.instrument": Words("the instrument", "l’instrument"),
    "project.programme": Words("the programme", "le programme"),
    "project.start": Words("the start of the project", "le début du projet"),
    "project.themes": Words("the theme", "le thème"),
    "relation": Words("the relation", "la relation"),
    "role": Words("the role", "le rôle"),
    "sources": Words("who states it", "l’auteur de la déclaration"),
    "trial.assessed_completion": Words("the completion as the Monitor takes it",
                                       "la fin de l’essai selon le Baromètre"),
    "trial.completion": Words("the completion of the trial", "la fin de l’essai"),
    "trial.conditions": Words("the condition studied", "la pathologie étudiée"),
    "trial.countries": Words("the countries of the sites", "les pays des centres"),
    "trial.interventions": Words("the intervention", "l’intervention"),
    "trial.phases": Words("the phase", "la phase"),
    "trial.result_status": Words("the state of the results", "l’état des résultats"),
    "trial.start": Words("the start of the trial", "le début de l’essai"),
    "trial.status": Words("the status of the trial", "le statut de l’essai"),
    "trial.study_type": Words("the type of study", "le type d’étude"),
    "unit.city": Words("the city", "la commune"),
    "unit.department": Words("the département", "le département"),
    "unit.domains": Words("the scientific domain", "le domaine scientifique"),
    "unit.erc_panels": Words("the ERC panel", "le panel ERC"),
    "unit.kind": Words("the kind of structure", "le type de structure"),
    "unit.level": Words("the level of the structure", "le niveau de la structure"),
    "unit.region": Words("the region", "la région"),
    "unit.start": Words("the date of creation", "la date de création"),
    "work.is_citable": Words("type of document or of place", "type de document ou de lieu"),
    "work.publication_date": Words("date of publication", "date de publication"),
    "work.citations": Words("citations by year", "citations par année"),
    "work.themes": Words("topics or MeSH descriptors", "sujets ou descripteurs MeSH"),
    "work.subfield": Words("subfield", "discipline"),
    "work.type": Words("type", "type"),
    "work.open_access": Words("access", "accès"),
    "work.collaboration": Words("addresses", "adresses"),
    "work.with_industry": Words("organisations", "organismes"),
    "work.prominent": Words("journal", "revue"),
    **dict.fromkeys(("score.ncs", "score.top1", "score.top5", "score.top10", "score.top50"),
                    _SCORE),
}


def called(path: str) -> Words:
    """Return how a column is told to a reader: by its own name where nothing better is known."""
    return WANTING.get(path, Words(path, path))
