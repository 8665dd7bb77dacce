"""What documents state: figures to be held against what is computed."""

from belvedere.tables.model import Table, date, number, text, texts

CLAIMS = Table(
    name="claims",
    family="statements",
    grain="One figure that one document states.",
    key=("claim_id",),
    columns=(
        text("claim_id", "Document and place.", required=True),
        text("document", "The document.", required=True),
        text("said", "What is said, in its words.", required=True),
        number("value", "The figure."),
        texts("values", "The list, where a list is stated."),
        text("precision", "How exactly it is stated.", required=True,
             vocabulary=("exact", "approximate", "more_than", "rounded")),
        number("rounding", "For rounded figures, the step of rounding: 0.01 for whole per cents."),
        text("about", "Of whom: an identifier or a country; empty for the institute itself."),
        date("at", "The date it speaks of (stock)."),
        text("period", "The period it speaks of (flow): 2014 or 2014..2023."),
        text("programme", "Programme it is limited to."),
        text("theme", "Theme it is limited to."),
        text("indicator", "The indicator that answers it, where the document says."),
    ),
)

TABLES = (CLAIMS,)
