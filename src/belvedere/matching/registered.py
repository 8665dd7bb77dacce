"""Who the register's organisations are, by the identifiers that it gives them."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from belvedere.matching.organisations import SCHEMES, preference
from belvedere.tables.sql_text import quoted

_WHO = f"""
WITH known AS (
  SELECT record_id, organisation_id AS who FROM organisation_identities
), code AS (
  SELECT c.organisation_id, code, who, row_number() OVER (
    PARTITION BY c.organisation_id
    ORDER BY who IS NULL, coalesce(list_position(
      [{", ".join(map(quoted, SCHEMES))}], split_part(code, ':', 1)), {len(SCHEMES) + 1}), code
  ) AS number
  FROM register_codes c LEFT JOIN known ON known.record_id = code
), own AS (
  SELECT o.record_id, coalesce(who, code) AS who, code AS via
  FROM register_organisations o
  LEFT JOIN code ON code.organisation_id = o.record_id AND code.number = 1
)
SELECT record_id, coalesce(who, record_id) AS organisation_id,
       CASE WHEN via IS NULL THEN 'itself' ELSE 'register' END AS basis, via FROM own
UNION ALL
SELECT code, own.who, CASE WHEN code = own.who THEN 'itself' ELSE 'register' END,
       CASE WHEN code <> own.who THEN record_id END
FROM code JOIN own ON own.record_id = code.organisation_id WHERE code.who IS NULL
"""
"""Which organisation each of the register's is: the one that its codes name by all other
sources. One that they do not know goes by its first code, or by its number in the register."""

IDENTITIES = (
    "SELECT *, CASE WHEN via IS NOT NULL THEN 'the register gives it this identifier' END AS "
    f"because FROM ({_WHO})")

ALONE = """
SELECT organisation_id, name, name_en, name_fr, acronym, kind, country, city, website,
       CASE WHEN "end" IS NULL THEN 'active' ELSE 'inactive' END AS status,
       start, start_first, start_last, "end", end_first, end_last, record_ids, records
FROM register_identities i JOIN register_organisations o USING (record_id)
JOIN (SELECT organisation_id, list(record_id ORDER BY record_id) AS record_ids, count(*) AS records
      FROM register_identities GROUP BY 1) members USING (organisation_id)
ANTI JOIN organisations USING (organisation_id)
QUALIFY row_number() OVER (PARTITION BY organisation_id ORDER BY record_id) = 1
"""
"""The organisations that only the register knows."""


def equivalences(codes: Iterable[tuple[str, str]]) -> Iterator[dict]:
    """Yield that identifiers which the register gives to one organisation are one.

    ``codes`` are (code, organisation); the organisation itself is in no statement, so
    that nothing changes for other sources when the register grows by an organisation.
    """
    given: dict[str, list[str]] = {}
    for code, organisation in codes:
        given.setdefault(organisation, []).append(code)
    several = {organisation: some for organisation, some in given.items() if len(some) > 1}
    for organisation, some in sorted(several.items()):
        for one, other in combinations(sorted(some, key=preference), 2):
            yield {"record_id": other, "same_as": one, "basis": "register", "holds": True,
                   "because": f"the register gives both to one organisation ({organisation})",
                   "stated_in": "register"}
