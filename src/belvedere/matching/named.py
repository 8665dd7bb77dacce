"""Whose a name is: organisations that a source knows by name only, matched as texts are.

A match says that both are one and the same, so it takes more than for an affiliation: one
organisation alone, in the country that the source gives, and next to nothing left of the
name.
"""

from collections.abc import Iterable, Iterator, Mapping

from belvedere.matching.chooser import TIED
from belvedere.matching.decided import Decisions
from belvedere.matching.found import Found
from belvedere.matching.matcher import Matcher
from belvedere.matching.texts import canonical

MOST_LEFT = 0.2
"""Of the letters of a name, the share that no name of the organisation found has."""

_FORMS = frozenset("inc ltd llc gmbh sas sa spa srl bv nv ag ab plc co corp group".split())
"""Legal forms, which a source writes or leaves out."""

_SHORT = {"CT": "CENTRE", "CTRE": "CENTRE", "ASSIST": "ASSISTANCE", "PUBL": "PUBLIQUE",
          "SCIENT": "SCIENTIFIQUE", "INF": "INFORMATIQUE", "AUTOMAT": "AUTOMATIQUE"}
"""Words that the EPO shortens in applicants' names, and that mean other things elsewhere."""

UNMATCHED = """
WITH known AS (
  SELECT record_id FROM organisation_equivalences WHERE holds
  UNION SELECT same_as FROM organisation_equivalences WHERE holds
), named AS (
  SELECT organisation_id AS record_id, min(name) AS name, NULL AS city, NULL AS country
  FROM trial_sponsor_records WHERE starts_with(organisation_id, 'sponsor:') GROUP BY 1
  UNION ALL
  SELECT record_id, min(name), min(city), min(country) FROM organisation_records
  WHERE scheme IN ('pic', 'cordis', 'applicant', 'uai', 'siret', 'rnsr-name') GROUP BY 1
)
SELECT record_id, name, city, country FROM named ANTI JOIN known USING (record_id)
WHERE name IS NOT NULL ORDER BY record_id
"""
"""Sponsors, participants, applicants and supervisors of French units that nothing joins to an
organisation yet."""

_ONE_EACH = frozenset(("uai", "siret"))
"""Schemes that give each organisation one identifier."""


def statements(
    matcher: Matcher, decisions: Decisions, rows: Iterable[Mapping]
) -> Iterator[dict]:
    """Yield organisation_equivalences of names, by their match or a person's decision.

    Of two of a scheme that gives each one identifier, the name that is clearly surer is
    meant: the Université de Lyon is not Lyon 1, which is called so too.
    """
    rows = list(rows)
    # a country's code means other things in a text, as CA does; it is held against the answer
    names = [_at_length(row) for row in rows]
    texts = [", ".join(filter(None, (name, row["city"]))) for name, row in zip(names, rows)]
    matched = [_one(matcher, name, row["country"], answer.found)
               for row, name, answer in zip(rows, names, matcher.match_all(texts))]
    surest: dict[tuple[str, str], float] = {}
    for row, found in zip(rows, matched):
        if found:
            key = row["record_id"].partition(":")[0], found.record_id
            surest[key] = max(found.score, surest.get(key, 0))
    for row, found in zip(rows, matched):
        decided = decisions.of(row["name"], None)
        scheme = row["record_id"].partition(":")[0]
        if found and scheme in _ONE_EACH and surest[scheme, found.record_id] > found.score + TIED:
            found = None
        if decided is not None:
            basis, same, because = "curated", decided[0] if len(decided) == 1 else None, (
                f"a person decided that “{row['name']}” is its name")
        else:
            basis, same = "text", found.record_id if found else None
            because = (f"“{row['name']}” is its name as written, score {found.score:.2f}"
                       if found else "")
        if same:
            yield {"record_id": row["record_id"], "same_as": same, "basis": basis, "holds": True,
                   "because": because, "stated_in": matcher.version}


def _at_length(row: Mapping) -> str:
    """Return a name, an applicant's without what the EPO shortens."""
    if not row["record_id"].startswith("applicant:"):
        return row["name"]
    return " ".join(_SHORT.get(word, word) for word in row["name"].split(" "))


def _one(
    matcher: Matcher, name: str, country: str | None, found: Iterable[Found]
) -> Found | None:
    """Return the one organisation that a name is; None where it is none, or several."""
    named = [one for one in found if one.scheme != "rnsr" and one.how == "named"]
    if len({one.record_id for one in named}) != 1 or any(
        one.scheme == "rnsr" for one in found
    ):
        return None
    one = named[0]
    number = matcher.reference.number.get(one.record_id)
    if number is None or one.start is None or one.start >= len(name):
        return None
    organisation = matcher.reference.organisations[number]
    if country and organisation.country and organisation.country != country:
        return None
    names = {canonical(called) for called, _ in organisation.names}
    written = name[one.start:one.end]
    # one word is soon another's but for a letter: Atherma is not Thermal; a rule knows better
    if (one.score < 1 and len(matcher.engine.words(written)) == 1
            and canonical(written) not in names.union(
                canonical(called.partition(" (")[0]) for called, _ in organisation.names)):
        return None
    own = _FORMS.union(*names, canonical(organisation.city or ""))
    rest = f"{name[:one.start]} {name[min(one.end, len(name)):]}"
    left = sum(len(word) for word in canonical(rest) if word not in own)
    return one if left <= MOST_LEFT * sum(map(len, canonical(name))) else None
