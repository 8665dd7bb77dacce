"""What people decided about texts, as the register publishes it: no name of a person."""

from belvedere.tables.model import Table, date, integer, text, texts

DECISIONS = ("accept", "correct", "refuse")

CURATED_MATCHES = Table(
    name="curated_matches",
    family="matching",
    grain="One decision about whom one text names, for works of all years or of some.",
    key=("register_id",),
    filled_by="register",
    columns=(
        text("text_key", "The text's folded words, under which all texts that say the same are "
             "decided.", required=True),
        text("text", "The text as it was shown.", required=True),
        text("decision", "Accept: what was found is right; correct: it names others; refuse: it "
             "names nobody.", required=True, vocabulary=DECISIONS),
        texts("organisation_ids", "Whom it names: records such as ror:02vjkv261 or "
              "rnsr:200217519N; empty when refused."),
        integer("year_from", "The first year of works for which this holds; empty: any."),
        integer("year_to", "The last one; empty: any."),
        date("decided", "When it was decided.", required=True),
        text("register_id", "Its number in the register.", required=True),
    ),
)

TABLES = (CURATED_MATCHES,)
