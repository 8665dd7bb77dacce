"""Books of the desks joined to records of sources, by identifiers that both have.

A work reports a funded project when the desk names it (a DOI, a number of PubMed), or when
it acknowledges a grant of the institute with the project's own number.
"""

OF_BOOKS = {
    "funding_projects": ("number", "institute_id", "unit_id", "publications", "call", "programme",
                         "discipline", "theme", "funded"),
    "register_organisations": ("record_id", "kind", "name", "name_en", "name_fr", "acronym"),
}
OF_SOURCES = ("works", "work_descriptions", "work_records", "work_identities", "work_grants")
"""The tables that these are made from: the columns that they read of the register's."""

_FUNDING_WORKS = """
WITH project AS (
  SELECT DISTINCT number, institute_id, publications FROM funding_projects
), said AS (
  SELECT number, unnest(publications) AS publication FROM project
), institute AS (
  SELECT record_id, lower(unnest(list_distinct(list_filter(
    [name, name_en, name_fr, acronym], x -> x IS NOT NULL AND x <> '')))) AS called
  FROM register_organisations WHERE kind = 'institute'
), acknowledged AS (
  SELECT g.record_id, p.number
  FROM project p
  JOIN work_grants g ON upper(replace(g.grant_number, ' ', '')) = upper(p.number)
  JOIN institute i ON i.record_id = p.institute_id AND contains(lower(g.agency), i.called)
), reported AS (
  SELECT number, w.work_id, 'desk' AS basis
  FROM said JOIN work_descriptions w ON w.doi = lower(publication)
  UNION ALL
  SELECT number, w.work_id, 'desk'
  FROM said JOIN work_descriptions w ON w.pmid = substr(publication, 6)
  WHERE starts_with(publication, 'PMID:')
  UNION ALL
  SELECT a.number, w.work_id, 'grant'
  FROM acknowledged a LEFT JOIN work_identities i USING (record_id)
  JOIN works w ON w.work_id = CASE WHEN i.record_id IS NULL THEN a.record_id ELSE i.work_id END
)
SELECT r.work_id, p.number, p.institute_id, p.unit_id, r.basis, d.title, d.doi, d.pmid,
       w.publication_date AS published, w.type, w.open_access, p.call, p.programme,
       p.discipline, p.theme, p.funded
FROM (SELECT work_id, number, min(basis) AS basis FROM reported GROUP BY 1, 2) r
JOIN works w USING (work_id) JOIN work_descriptions d USING (work_id)
JOIN funding_projects p USING (number)
"""
MADE = {"funding_works": _FUNDING_WORKS}
