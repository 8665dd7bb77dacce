"""What each organisation of the register works on, time by time, and what holds it then.

A span is the time between two changes of its themes: its rows of the hierarchy are cut there.
"""

SUBJECTS = ", ".join(
    f"list(DISTINCT value ORDER BY value) FILTER (WHERE scheme = '{scheme}') AS {scheme}s"
    for scheme in ("theme", "domain", "erc_panel"))
"""The select list of a set of subjects: its themes, domains and panels."""
SPANS = f"""
WITH told AS (
  SELECT p.place, scheme, value, s.start_first, length(s.start)::TINYINT AS start_said,
         s.end_first, length(s."end")::TINYINT AS end_said
  FROM register_subjects s JOIN register_places p ON p.record_id = s.organisation_id AND p.known
), cut AS (
  SELECT place, day, min(said) AS said FROM (
    SELECT place, NULL::DATE AS day, NULL::TINYINT AS said FROM told
    UNION ALL SELECT place, start_first, start_said FROM told WHERE start_first IS NOT NULL
    UNION ALL SELECT place, end_first, end_said FROM told WHERE end_first IS NOT NULL)
  GROUP BY place, day
), span AS (
  SELECT place, day AS from_first, said AS from_said, lead(day) OVER days AS to_first,
         lead(said) OVER days AS to_said, row_number() OVER days AS nth,
         count(*) OVER (PARTITION BY place) AS spans
  FROM cut WINDOW days AS (PARTITION BY place ORDER BY day NULLS FIRST)
)
SELECT span.*, {SUBJECTS}
FROM span LEFT JOIN told ON told.place = span.place
  AND (start_first IS NULL OR start_first <= from_first)
  AND (end_first IS NULL OR from_first IS NULL OR end_first > from_first)
GROUP BY ALL
"""
IN_SPAN = """LEFT JOIN register_spans d ON d.place = {place}
  AND (from_first IS NULL OR from_first <= {day}) AND (to_first IS NULL OR to_first > {day})"""

HIERARCHY = """
WITH way AS (
  SELECT w.*, d.* EXCLUDE (place),
         coalesce(from_first > s_first, FALSE) AS later,
         to_first IS NOT NULL AND (e_first IS NULL OR to_first < e_first) AS sooner
  FROM register_ways w LEFT JOIN register_spans d ON d.place = w.child
    AND (s_first IS NULL OR to_first IS NULL OR s_first < to_first)
    AND (e_last IS NULL OR from_first IS NULL OR from_first < e_last)
), held AS (
  SELECT child, parent, supervised, themes, domains, erc_panels,
         (number - 1) * coalesce(spans, 1) + coalesce(nth, 1) AS number,
         CASE WHEN later THEN from_said ELSE s_said END AS s_said,
         CASE WHEN later THEN from_first ELSE s_first END AS s_first,
         CASE WHEN later THEN greatest(s_last, from_first) ELSE s_last END AS s_last,
         CASE WHEN sooner THEN to_said ELSE e_said END AS e_said,
         CASE WHEN sooner THEN to_first ELSE e_first END AS e_first,
         CASE WHEN sooner THEN to_first ELSE e_last END AS e_last
  FROM way
)
SELECT child, parent, o.record_id AS organisation_id, h.record_id AS holder_id, number,
       CASE WHEN supervised THEN 'supervised_by' ELSE 'part_of' END AS relation,
       left(s_first::VARCHAR, s_said) AS start, s_first AS start_first, s_last AS start_last,
       left(e_first::VARCHAR, e_said) AS "end", e_first AS end_first, e_last AS end_last,
       themes, domains, erc_panels
FROM held w
JOIN register_places o ON o.place = w.child JOIN register_places h ON h.place = w.parent
"""
