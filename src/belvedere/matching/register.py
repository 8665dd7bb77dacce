"""What hangs from whom in the register, and when: the hierarchy, its staff, its events.

All is SQL over the register's tables. A way up goes by "part of", and by
"supervised by" once at most, and holds as long as each step of it does and as what
stands on it exists. Dates are read as their first day; the last day that they may be
is kept beside it, for the bounds. Where the themes of what is held change, its row is
cut in two, by the first day; no count of any day changes by it, nor its bounds.
"""

from belvedere.matching.registered import ALONE, IDENTITIES
from belvedere.matching.spans import HIERARCHY, IN_SPAN, SPANS, SUBJECTS
from belvedere.tables import TABLES


def _latest(*starts: str) -> str:
    """Return the select list of the latest of beginnings; one that is unknown limits nothing."""
    first = f"greatest({', '.join(f'{one}_first' for one in starts)})"
    chosen = " ".join(f"WHEN {one}_first = {first} THEN {one}_said" for one in starts)
    return (f"CASE {chosen} END AS s_said, {first} AS s_first, "
            f"greatest({', '.join(f'{one}_last' for one in starts)}) AS s_last")


def _soonest(*ends: str) -> str:
    """Return the select list of the soonest of ends; one that is not known limits nothing."""
    first = f"least({', '.join(f'{one}_first' for one in ends)})"
    chosen = " ".join(f"WHEN {one}_first = {first} THEN {one}_said" for one in ends)
    return (f"CASE {chosen} END AS e_said, {first} AS e_first, "
            f"least({', '.join(f'{one}_last' for one in ends)}) AS e_last")


def _bounds(date: str) -> tuple[str, ...]:
    return (date, f"{date}_first", f"{date}_last")


_SAID = """start_first, start_last, length(start)::TINYINT AS start_said,
         end_first, end_last, length("end")::TINYINT AS end_said"""

_PLACES = f"""
SELECT row_number() OVER (ORDER BY record_id)::INTEGER AS place, record_id,
       o.record_id IS NOT NULL AS known, {_SAID}
FROM (SELECT record_id FROM register_organisations
      UNION SELECT other_id FROM register_relations WHERE relation = 'successor_of')
LEFT JOIN register_organisations o USING (record_id)
"""
_WAYS = f"""
WITH RECURSIVE related AS (
  SELECT organisation_id, other_id, relation = 'supervised_by' AS supervised, {_SAID}
  FROM register_relations
  WHERE relation IN ('part_of', 'supervised_by') AND organisation_id <> other_id
), edge AS (
  SELECT o.place AS child, p.place AS parent, supervised,
         {_latest("r.start", "o.start")}, {_soonest("r.end", "o.end")}
  FROM related r
  JOIN register_places o ON o.record_id = r.organisation_id AND o.known
  JOIN register_places p ON p.record_id = r.other_id AND p.known
), way AS (
  SELECT * FROM edge WHERE s_first IS NULL OR e_last IS NULL OR s_first < e_last
  UNION
  SELECT * FROM (
    SELECT way.child, edge.parent, way.supervised OR edge.supervised AS supervised,
           {_latest("way.s", "edge.s")}, {_soonest("way.e", "edge.e")}
    FROM way JOIN edge ON edge.child = way.parent
    WHERE edge.parent <> way.child AND NOT (way.supervised AND edge.supervised))
  WHERE s_first IS NULL OR e_last IS NULL OR s_first < e_last
)
SELECT *, row_number() OVER (PARTITION BY child, parent
                             ORDER BY s_first NULLS FIRST, e_first NULLS LAST, s_last, e_last,
                             s_said, e_said, supervised)::INTEGER AS number
FROM way
"""
NUMBERED = {"register_places": _PLACES, "register_ways": _WAYS, "register_spans": SPANS}
"""What the others are made from, by SQL, in this order: each organisation has a number, in the
order of their names, and each date tells how many of its letters were given. Numbers are
compared and sorted several times as fast as texts."""

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
), themed AS (
  SELECT organisation_id, day, {SUBJECTS}
  FROM (SELECT DISTINCT organisation_id, day FROM told)
  JOIN register_subjects s USING (organisation_id)
  WHERE (s.start_first IS NULL OR s.start_first <= day)
    AND (s.end_first IS NULL OR s.end_first > day)
  GROUP BY organisation_id, day
)
SELECT concat_ws(' ', organisation_id, coalesce(year::VARCHAR, 'after ' || (year(day) - 1)),
                 profession, employer) AS staff_id,
       organisation_id, holder_id, scope, profession, employer, headcount,
       day::VARCHAR AS start, day AS start_first, day AS start_last,
       until::VARCHAR AS "end", until AS end_first, until AS end_last,
       themes, domains, erc_panels
FROM held LEFT JOIN themed USING (organisation_id, day)
"""

_MERGERS = "('merger', 'integration', 'split_and_merger', 'offshoot_and_merger')"
_SPLITS = "('split', 'split_and_merger')"

_HAPPENED_ON = """SELECT DISTINCT c.place, w.parent, '{event}', length(r.start)::TINYINT,
         r.start_first, r.start_last
  FROM register_relations r
  JOIN register_places o ON o.record_id = r.organisation_id
  JOIN register_ways w ON w.child = o.place
  JOIN register_places c ON c.record_id = r.{whose}
  WHERE r.relation = 'successor_of' AND r.succession IN {successions}
    AND (r.start_first IS NULL OR ((w.s_first IS NULL OR w.s_first <= r.start_first)
                                   AND (w.e_first IS NULL OR w.e_first > r.start_first)))"""
_NEVER = "DATE '9999-12-31'"

EVENTS = f"""
WITH several AS (
  SELECT child, parent FROM register_ways WHERE number = 2
), period AS (
  SELECT *, coalesce(e_first, {_NEVER}) AS until,
         max(coalesce(e_first, {_NEVER})) OVER (
           PARTITION BY child, parent ORDER BY number
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM register_ways SEMI JOIN several USING (child, parent)
  WHERE s_first IS NULL OR e_first IS NULL OR s_first < e_first
), island AS (
  SELECT *, count(*) FILTER (WHERE before IS NULL OR s_first > before) OVER (
    PARTITION BY child, parent ORDER BY number) AS which
  FROM period
), stay AS (
  SELECT child, parent, unnest(arg_min(
           {{'s_said': s_said, 's_first': s_first, 's_last': s_last}}, number)),
         unnest(arg_max({{'e_said': e_said, 'e_first': e_first, 'e_last': e_last}},
                        (until - DATE '0001-01-01') * 1000000 + number))
  FROM island GROUP BY child, parent, which
  UNION ALL  -- one way alone is one stay; most are
  SELECT child, parent, s_said, s_first, s_last, e_said, e_first, e_last
  FROM register_ways ANTI JOIN several USING (child, parent)
  WHERE s_first IS NULL OR e_first IS NULL OR s_first < e_first
), happened AS (
  SELECT child, parent,
         CASE WHEN s_first IS NULL OR s_first = o.start_first THEN 'creation' ELSE 'arrival' END
           AS event, s_said AS said, s_first AS date_first, s_last AS date_last
  FROM stay JOIN register_places o ON o.place = child
  UNION ALL
  SELECT child, parent, CASE WHEN e_first = o.end_first THEN 'closure' ELSE 'departure' END,
         e_said, e_first, e_last
  FROM stay JOIN register_places o ON o.place = child
  WHERE e_first IS NOT NULL
  UNION ALL
  {_HAPPENED_ON.format(event="merger", whose="organisation_id", successions=_MERGERS)}
  UNION ALL
  {_HAPPENED_ON.format(event="split", whose="other_id", successions=_SPLITS)}
)
SELECT child, parent, said, concat_ws(' ', event, o.record_id, left(date_first::VARCHAR, said),
                 CASE WHEN event IN ('arrival', 'departure') THEN h.record_id END) AS event_id,
       o.record_id AS organisation_id, h.record_id AS holder_id, event,
       left(date_first::VARCHAR, said) AS date, date_first, date_last,
       themes, domains, erc_panels
FROM (SELECT *, date_first - (event IN ('closure', 'departure', 'split'))::INTEGER AS "then"
      FROM happened)
{IN_SPAN.format(place="child", day='"then"')}
JOIN register_places o ON o.place = child JOIN register_places h ON h.place = parent
"""

MADE = {
    "organisation_identities": (IDENTITIES, "record_id"),
    "organisations": (ALONE, "organisation_id"),
    "register_hierarchy": (HIERARCHY, "child, parent, number"),
    "register_staff": (STAFF, "staff_id, holder_id"),
    "register_events": (EVENTS, "event, child, date_first NULLS FIRST, said, parent"),
}
"""Each table that is made from the register's, by SQL, in this order, with how to put its rows
in the order of its key."""

_OPEN = ("record_id", *_bounds("start"), *_bounds("end"))
_RELATED = ("organisation_id", "relation", "other_id", *_bounds("start"), *_bounds("end"))
_SUBJECTS = ("organisation_id", "scheme", "value", "start", "start_first", "end", "end_first")
READS = {
    "organisation_identities": {
        "organisation_identities": ("record_id", "organisation_id"),
        "register_codes": ("code", "organisation_id"), "register_organisations": ("record_id",)},
    "organisations": {
        "register_identities": ("record_id", "organisation_id"),
        "organisations": ("organisation_id",),
        "register_organisations": (
            *_OPEN, "name", "name_en", "name_fr", "acronym", "kind", "country", "city", "website")},
    "register_hierarchy": {"register_organisations": _OPEN, "register_relations": _RELATED,
                           "register_subjects": _SUBJECTS},
    "register_staff": {
        "register_organisations": ("record_id", "end_first"),
        "register_staff_counts": ("organisation_id", "year", "profession", "employer", "headcount"),
        "register_subjects": ("organisation_id", "scheme", "value", "start_first", "end_first"),
        "register_hierarchy": ("organisation_id", "holder_id", "start_first", "end_first")},
    "register_events": {
        "register_organisations": _OPEN, "register_relations": (*_RELATED, "succession"),
        "register_subjects": _SUBJECTS},
}
"""The columns that each is made from: of the register's tables, of those of matching, and of
those before it. It is given no others."""
CALLED = {"organisation_identities": "register_identities"}
"""How one goes for those after it, where matching has a table of that name."""
BY_NUMBER = ("register_hierarchy", "register_events")
"""Those that are made of the numbered ones."""


def stored(table: str) -> str:
    """Return the SQL of a made table with its stored columns, in the order of its key."""
    columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"'
                        for name, kind in TABLES[table].physical())
    made, order = MADE[table]
    return f"SELECT {columns} FROM ({made}) ORDER BY {order}"
