"""The five figures from an edition, as Belvedere answers them: HOME TO."""

import json
import sys
from pathlib import Path

from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.question import Whom

home, target = map(Path, sys.argv[1:])
asker = Asker(Store(home).edition())
articles = asker.question("articles", "world")


def everybody(kind):
    """Return (who, how many) of all of a kind, the largest first."""
    counts = asker.counts_of_everybody(articles.but(of=Whom(kind, "", "")))
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


columns, rows, _ = asker.rows(articles, sort="citations", descending=True, limit=20)
share = asker.ask(asker.question("international_collaboration", "world"))
target.write_text(json.dumps({
    "years": [(part.group, part.value) for part in asker.trend(articles)],
    "countries": everybody("country"),
    "institutions": everybody("organisation")[:50],
    "cited": [(row[columns.index("work_id")], row[columns.index("citations")]) for row in rows],
    "international": [int(share.sums["numerator"]), int(share.sums["denominator"])],
}))
