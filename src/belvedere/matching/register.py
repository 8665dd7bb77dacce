"""What hangs from whom in the register, and when: the hierarchy, its staff, its events.

All is SQL over the register's tables. A way up goes by "part of", and by
"supervised by" once at most, and holds as long as each step of it does and as what
stands on it exists. Dates are read as their first day; the last day that they may be
is kept beside it, for the bounds.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from belvedere.matching.organisations import preference
from belvedere.tables import TABLES


def _latest(*starts: str) -> str:
    """Return the select list of the latest of beginnings; one that is unknown limits nothing."""
    first = f"greatest({', '.join(f'{one}_first' for one in starts)})"
    chosen = " ".join(f"WHEN {one}_first = {first} THEN {one}" for one in starts)
    return (f"CASE {chosen} END AS s, {first} AS s_first, "
            f"greatest({', '.join(f'{one}_last' for one in starts)}) AS s_last")


def _soonest(*ends: str) -> str:
    """Return the select list of the soonest of ends; one that is not known limits nothing."""
    first = f"least({', '.join(f'{one}_first' for one in ends)})"
    chosen = " ".join(f"WHEN {one}_first = {first} THEN {one}" for one in ends)
    return (f"CASE {chosen} END AS e, {first} AS e_first, "
            f"least({', '.join(f'{one}_last' for one in ends)}) AS e_last")


_WALK = f"""
WITH RECURSIVE edge AS (
  SELECT r.organisation_id AS child, r.other_id AS parent,
         r.relation = 'supervised_by' AS supervised,
         {_latest("r.start", "o.start")}, {_soonest("r.end", "o.end")}
  FROM register_relations r
  JOIN register_organisations o ON o.record_id = r.organisation_id
  SEMI JOIN register_organisations p ON p.record_id = r.other_id
  WHERE r.relation IN ('part_of', 'supervised_by') AND r.organisation_id <> r.other_id
), way AS (
  SELECT child, parent, supervised, s, s_first, s_last, e, e_first, e_last FROM edge
  WHERE s_first IS NULL OR e_last IS NULL OR s_first < e_last
  UNION
  SELECT * FROM (
    SELECT way.child, edge.parent, way.supervised OR edge.supervised AS supervised,
           {_latest("way.s", "edge.s")}, {_soonest("way.e", "edge.e")}
    FROM way JOIN edge ON edge.child = way.parent
    WHERE edge.parent <> way.child AND NOT (way.supervised AND edge.supervised))
  WHERE s_first IS NULL OR e_last IS NULL OR s_first < e_last
)
"""
HIERARCHY = _WALK + """
SELECT child AS organisation_id, parent AS holder_id,
       row_number() OVER (PARTITION BY child, parent
                          ORDER BY s_first NULLS FIRST, e_first NULLS LAST, s_last, e_last, s, e,
                          supervised) AS number,
       CASE WHEN supervised THEN 'supervised_by' ELSE 'part_of' END AS relation,
       s AS start, s_first AS start_first, s_last AS start_last,
       e AS "end", e_first AS end_first, e_last AS end_last
FROM way
"""

_HELD_ON = """(h.start_first IS NULL OR h.start_first <= {day})
    AND (h.end_first IS NULL OR h.end_first > {day})"""

STAFF = f"""
WITH counted AS (
  SELECT organisation_id, year, profession, employer, headcount, make_date(year, 12, 31) AS day,
         make_date(year + 1, 12, 31) AS until
  FROM register_staff_counts s
  SEMI JOIN register_organisations o ON o.record_id = s.organisation_id
), years AS (
  SELECT organisation_id, year, day, until,
         lead(day) OVER (PARTITION BY organisation_id ORDER BY year) AS following
  FROM (SELECT DISTINCT organisation_id, year, day, until FROM counted)
), told AS (
  SELECT organisation_id, profession, employer, headcount, day, until, year FROM counted
  UNION ALL
  SELECT y.organisation_id, NULL, NULL, NULL, y.until, y.following, NULL
  FROM years y JOIN register_organisations o ON o.record_id = y.organisation_id
  WHERE (y.following IS NULL OR y.following > y.until)
    AND (o.end_first IS NULL OR o.end_first > y.until)
), below AS (
  SELECT DISTINCT y.organisation_id, h.holder_id, y.day
  FROM (SELECT organisation_id, day FROM years
        UNION SELECT organisation_id, until FROM years) y
  JOIN register_hierarchy h ON h.organisation_id = y.organisation_id
  WHERE {_HELD_ON.format(day="y.day")}
), nearest AS (
  SELECT b.* FROM below b WHERE NOT EXISTS (
    SELECT 1 FROM below up JOIN below top ON top.organisation_id = up.holder_id AND top.day = up.day
    JOIN years y ON y.organisation_id = up.holder_id AND y.day = up.day
    WHERE up.organisation_id = b.organisation_id AND up.day = b.day
      AND top.holder_id = b.holder_id)
), held AS (
  SELECT *, organisation_id AS holder_id, 'own' AS scope FROM told
  UNION ALL BY NAME
  SELECT told.*, nearest.holder_id, 'parts' AS scope
  FROM told JOIN nearest USING (organisation_id, day)
)
SELECT concat_ws(' ', organisation_id, coalesce(year::VARCHAR, 'after ' || (year(day) - 1)),
                 profession, employer) AS staff_id,
       organisation_id, holder_id, scope, profession, employer, headcount,
       day::VARCHAR AS start, day AS start_first, day AS start_last,
       until::VARCHAR AS "end", until AS end_first, until AS end_last
FROM held
"""

_MERGERS = "('merger', 'integration', 'split_and_merger', 'offshoot_and_merger')"
_SPLITS = "('split', 'split_and_merger')"

EVENTS = f"""
WITH period AS (
  SELECT organisation_id, holder_id, number, start AS s, start_first, start_last,
         "end" AS e, end_first, end_last, coalesce(end_first, DATE '9999-12-31') AS until,
         max(coalesce(end_first, DATE '9999-12-31')) OVER (
           PARTITION BY organisation_id, holder_id ORDER BY start_first NULLS FIRST, number
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM register_hierarchy
  WHERE start_first IS NULL OR end_first IS NULL OR start_first < end_first
), island AS (
  SELECT *, sum(CASE WHEN before IS NULL OR start_first > before THEN 1 ELSE 0 END) OVER (
    PARTITION BY organisation_id, holder_id ORDER BY start_first NULLS FIRST, number) AS which
  FROM period
), stay AS (
  SELECT organisation_id, holder_id, which,
         first(s ORDER BY start_first NULLS FIRST) AS s, first(start_last ORDER BY
         start_first NULLS FIRST) AS s_last, CASE WHEN bool_or(start_first IS NULL) THEN NULL
         ELSE min(start_first) END AS s_first,
         last(e ORDER BY until) AS e, last(end_last ORDER BY until) AS e_last,
         CASE WHEN max(until) < DATE '9999-12-31' THEN max(until) END AS e_first
  FROM island GROUP BY organisation_id, holder_id, which
), happened AS (
  SELECT stay.organisation_id, holder_id,
         CASE WHEN s_first IS NULL OR s_first = o.start_first THEN 'creation' ELSE 'arrival' END
           AS event, s AS date, s_first AS date_first, s_last AS date_last
  FROM stay JOIN register_organisations o ON o.record_id = stay.organisation_id
  UNION ALL
  SELECT stay.organisation_id, holder_id,
         CASE WHEN e_first = o.end_first THEN 'closure' ELSE 'departure' END, e, e_first, e_last
  FROM stay JOIN register_organisations o ON o.record_id = stay.organisation_id
  WHERE e_first IS NOT NULL
  UNION ALL
  SELECT DISTINCT r.{{merged}}, h.holder_id, 'merger', r.start, r.start_first, r.start_last
  FROM register_relations r JOIN register_hierarchy h ON h.organisation_id = r.organisation_id
  WHERE r.relation = 'successor_of' AND r.succession IN {_MERGERS}
    AND (r.start_first IS NULL OR ({_HELD_ON.format(day="r.start_first")}))
  UNION ALL
  SELECT DISTINCT r.{{split}}, h.holder_id, 'split', r.start, r.start_first, r.start_last
  FROM register_relations r JOIN register_hierarchy h ON h.organisation_id = r.organisation_id
  WHERE r.relation = 'successor_of' AND r.succession IN {_SPLITS}
    AND (r.start_first IS NULL OR ({_HELD_ON.format(day="r.start_first")}))
)
SELECT concat_ws(' ', event, organisation_id, date,
                 CASE WHEN event IN ('arrival', 'departure') THEN holder_id END) AS event_id,
       organisation_id, holder_id, event, date, date_first, date_last
FROM happened
""".format(merged="organisation_id", split="other_id")

MADE = {"register_hierarchy": HIERARCHY, "register_staff": STAFF, "register_events": EVENTS}
"""Each table that is made from the register's, by SQL, in this order."""


def stored(table: str) -> str:
    """Return the SQL of a made table with its stored columns, in the order of its key."""
    columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"'
                        for name, kind in TABLES[table].physical())
    keys = ", ".join(f'"{name}"' for name in TABLES[table].key)
    return f"SELECT {columns} FROM ({MADE[table]}) ORDER BY {keys}"



def equivalences(codes: Iterable[tuple[str, str]]) -> Iterator[dict]:
    """Yield that identifiers which the register gives to one organisation are one.

    ``codes`` are (code, organisation); the organisation itself is in no statement, so
    that nothing changes for other sources when the register grows by an organisation.
    """
    given: dict[str, list[str]] = {}
    for code, organisation in codes:
        given.setdefault(organisation, []).append(code)
    for organisation, some in sorted(given.items()):
        for one, other in combinations(sorted(some, key=preference), 2):
            yield {"record_id": other, "same_as": one, "basis": "register", "holds": True,
                   "because": f"the register gives both to one organisation ({organisation})",
                   "stated_in": "register"}


def identities(
    record_ids: Iterable[str], codes: Iterable[tuple[str, str]], known: Mapping[str, str]
) -> Iterator[dict]:
    """Yield which organisation each of the register's is: the one that its codes name.

    ``known`` says which organisation an identifier is by all other sources. An
    organisation that they do not know goes by its first code, or by its number in
    the register.
    """
    given: dict[str, list[str]] = {}
    for code, organisation in codes:
        given.setdefault(organisation, []).append(code)
    for record_id in sorted(record_ids):
        some = sorted(given.get(record_id, ()), key=preference)
        via = next((code for code in some if code in known), some[0] if some else None)
        if via is None:
            yield {"record_id": record_id, "organisation_id": record_id, "basis": "itself"}
            continue
        who = known.get(via, via)
        yield {"record_id": record_id, "organisation_id": who, "basis": "register", "via": via,
               "because": "the register gives it this identifier"}
        for code in some:
            if code not in known:
                yield {"record_id": code, "organisation_id": who,
                       **({"basis": "itself"} if code == who else
                          {"basis": "register", "via": record_id,
                           "because": "the register gives it this identifier"})}
