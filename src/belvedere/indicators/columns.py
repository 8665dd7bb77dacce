"""What a column is called when a reader is told that a source does not give it."""

from belvedere.indicators.definition import Words

_SCORE = Words("field or citations by year", "discipline ou citations par année")

CALLED = {
    "role": Words("the role", "le rôle"),
    "project.start": Words("the start", "le début"),
    "project.end": Words("the end", "la fin"),
    "project.instrument": Words("the instrument", "l’instrument"),
    "project.career_stage": Words("the career stage", "l’étape de carrière"),
    "project.admits_coordination": Words("the funding scheme", "la modalité de financement"),
    "project.themes": Words("the theme", "le thème"),
    "project.funding_scheme": Words("the funding scheme", "la modalité de financement"),
    "project.programme": Words("the programme", "le programme"),
    "parties.organisations": Words("the partners", "les partenaires"),
    "ec_contribution": Words("the contribution", "la contribution"),
    "unit.level": Words("the level", "le niveau"), "unit.kind": Words("the kind", "le type"),
    "unit.start": Words("the date of creation", "la date de création"),
    "unit.end": Words("the date of closure", "la date de fermeture"),
    "unit.region": Words("the region", "la région"),
    "unit.domains": Words("the domain", "le domaine"),
    "trial.start": Words("the start", "le début"),
    "trial.completion": Words("the completion", "la fin"),
    "trial.assessed_completion": Words("the completion", "la fin"),
    "trial.result_status": Words("whether results came out", "si des résultats ont paru"),
    "trial.status": Words("the status", "le statut"),
    "trial.phases": Words("the phase", "la phase"),
    "trial.study_type": Words("the type of study", "le type d’étude"),
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
    return CALLED.get(path, Words(path, path))
