"""What people decided about texts: the register's, read by the next matching run."""

from belvedere.tables.model import Table, date, integer, text, texts

DECISIONS = ("accept", "correct", "refuse")

CURATED_MATCHES = Table(
    name="curated_matches",
    family="matching",
    grain="One decision in force about whom one text names, for works of all years or of some.",
    key=("register_id",),
    filled_by="register",
    columns=(
        text("text_key", "The folded words of the text: texts with the same are decided alike.",
             required=True),
        text("text", "The text as the curator read it.", required=True),
        text("decision", "Accept: what was found is right; correct: it is these instead; refuse: "
             "it names nobody.", required=True, vocabulary=DECISIONS),
        texts("organisation_ids", "Whom it names, by records of organisations and units: "
              "ror:02vjkv261, rnsr:200217519N. Empty for a refusal."),
        integer("year_from", "First year of the works of which this is said; empty: from the "
                "first."),
        integer("year_to", "Last year of them; empty: to the last."),
        date("decided", "The day of the decision.", required=True),
        text("register_id", "Its number in the register.", required=True),
    ),
)

TABLES = (CURATED_MATCHES,)
