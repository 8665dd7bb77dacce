"""Whose a name is: organisations that a source knows by name only, matched as texts are.

A match says that both are one and the same, so it takes more than for an affiliation: one
organisation alone, in the country that the source gives, and next to nothing left of the
name.
"""

from collections.abc import Iterable, Iterator, Mapping

from belvedere.matching.decided import Decisions
from belvedere.matching.found import Found
from belvedere.matching.matcher import Matcher
from belvedere.matching.texts import canonical

MOST_LEFT = 0.2
"""Of the letters of a name, the share that no name of the organisation found has."""

_FORMS = frozenset("inc ltd llc gmbh sas sa spa srl bv nv ag ab plc co corp group".split())
"""Legal forms, which a source writes or leaves out."""

UNMATCHED = """
WITH known AS (
  SELECT record_id FROM organisation_equivalences WHERE holds
  UNION SELECT same_as FROM organisation_equivalences WHERE holds
), named AS (
  SELECT organisation_id AS record_id, min(name) AS name, NULL AS city, NULL AS country
  FROM trial_sponsor_records WHERE starts_with(organisation_id, 'sponsor:') GROUP BY 1
  UNION ALL
  SELECT record_id, min(name), min(city), min(country) FROM organisation_records
  WHERE scheme IN ('pic', 'cordis') GROUP BY 1
)
SELECT record_id, name, city, country FROM named ANTI JOIN known USING (record_id)
WHERE name IS NOT NULL ORDER BY record_id
"""
"""Sponsors of trials and participants of projects that nothing joins to an organisation yet."""


def statements(
    matcher: Matcher, decisions: Decisions, rows: Iterable[Mapping]
) -> Iterator[dict]:
    """Yield organisation_equivalences of names, by their match or a person's decision."""
    rows = list(rows)
    # a country's code means other things in a text, as CA does; it is held against the answer
    texts = [", ".join(filter(None, (row["name"], row["city"]))) for row in rows]
    for row, answer in zip(rows, matcher.match_all(texts)):
        decided = decisions.of(row["name"], None)
        if decided is not None:
            basis, same, because = "curated", decided[0] if len(decided) == 1 else None, (
                f"a person decided that “{row['name']}” is its name")
        else:
            found = _one(matcher, row, answer.found)
            basis, same = "text", found.record_id if found else None
            because = (f"“{row['name']}” is its name as written, score {found.score:.2f}"
                       if found else "")
        if same:
            yield {"record_id": row["record_id"], "same_as": same, "basis": basis, "holds": True,
                   "because": because, "stated_in": matcher.version}


def _one(matcher: Matcher, row: Mapping, found: Iterable[Found]) -> Found | None:
    """Return the one organisation that a name is; None where it is none, or several."""
    named = [one for one in found if one.scheme != "rnsr" and one.how == "named"]
    if len({one.record_id for one in named}) != 1 or any(
        one.scheme == "rnsr" for one in found
    ):
        return None
    one, name = named[0], row["name"]
    number = matcher.reference.number.get(one.record_id)
    if number is None or one.start is None or one.start >= len(name):
        return None
    organisation = matcher.reference.organisations[number]
    if row["country"] and organisation.country and organisation.country != row["country"]:
        return None
    own = _FORMS.union(*(canonical(called) for called, _ in organisation.names))
    rest = f"{name[:one.start]} {name[min(one.end, len(name)):]}"
    left = sum(len(word) for word in canonical(rest) if word not in own)
    return one if left <= MOST_LEFT * sum(map(len, canonical(name))) else None
