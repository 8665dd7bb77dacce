"""The papers of an edition as an export of Scopus, in the layout of its present CSV files.

Some three kilobytes a paper: authors, affiliations, an abstract and references.
"""

import json
from pathlib import Path

import duckdb
from babel import Locale

from belvedere.evidence.store import Edition

_WORDS = "Invented sentences stand where a real record has its abstract, of a usual length. "
_QUERY = """
WITH name AS (FROM read_json_auto('{names}')),
institution AS (
  SELECT record_id AS institution_id,
    replace(o.name, ',', '') || ', City, ' || n.name AS address
  FROM {organisation_records} o JOIN name n ON n.code = o.country
), seat AS (
  SELECT a.record_id, position, 'Author' || author_key || ' A.' AS author, author_key, address
  FROM {authorships} a LEFT JOIN institution USING (institution_id)
  WHERE record_id IN (SELECT work_id FROM {works} WHERE is_citable)
), signed AS (
  SELECT record_id, position, any_value(author) AS author, any_value(author_key) AS author_key,
    string_agg(DISTINCT address, ', ' ORDER BY address) AS addresses
  FROM seat GROUP BY ALL
), whole AS (
  SELECT record_id, string_agg(author, '; ' ORDER BY position) AS authors,
    string_agg(author || ' (' || author_key || ')', '; ' ORDER BY position) AS full_names,
    string_agg(author_key::VARCHAR, '; ' ORDER BY position) AS ids,
    string_agg(concat_ws(', ', author, addresses), '; ' ORDER BY position) AS placed
  FROM signed GROUP BY 1
), addressed AS (
  SELECT record_id, string_agg(DISTINCT address, '; ' ORDER BY address) AS affiliations
  FROM seat GROUP BY 1
)
SELECT authors AS "Authors", full_names AS "Author full names", ids AS "Author(s) ID",
  title AS "Title", w."year" AS "Year", journal AS "Source title", '12' AS "Volume",
  '3' AS "Issue", NULL AS "Art. No.", '101' AS "Page start", '112' AS "Page end",
  citations AS "Cited by", doi AS "DOI", 'https://example.org/' || work_id AS "Link",
  affiliations AS "Affiliations", placed AS "Authors with affiliations",
  repeat('{words}', 14) AS "Abstract", 'invention; measure; works' AS "Author Keywords",
  'article; human; invention' AS "Index Keywords", NULL AS "Molecular Sequence Numbers",
  NULL AS "Chemicals/CAS", NULL AS "Tradenames", NULL AS "Manufacturers",
  'Invented Fund' AS "Funding Details", NULL AS "Funding Texts",
  array_to_string([
    'Author' || (work_id + n) || ' A., Title of reference ' || n || ', Journal, 12, pp. 1-9, (2012)'
    FOR n IN range(15)], '; ') AS "References", NULL AS "Correspondence Address",
  NULL AS "Editors", 'Invented Press' AS "Publisher", NULL AS "Sponsors",
  NULL AS "Conference name", NULL AS "Conference date", NULL AS "Conference location",
  NULL AS "Conference code", replace(journal_id, 'issn:', '') AS "ISSN", NULL AS "ISBN",
  NULL AS "CODEN", pmid AS "PubMed ID", 'English' AS "Language of Original Document",
  journal AS "Abbreviated Source Title",
  CASE w."type" WHEN 'review' THEN 'Review' ELSE 'Article' END AS "Document Type",
  'Final' AS "Publication Stage", NULL AS "Open Access", 'Scopus' AS "Source",
  '2-s2.0-' || work_id AS "EID"
FROM {works} w JOIN {work_records} r ON r.record_id = work_id
LEFT JOIN whole ON whole.record_id = work_id
LEFT JOIN addressed ON addressed.record_id = work_id
WHERE is_citable
"""


def export(edition: Edition, target: Path) -> int:
    """Write the citable works of an edition as CSV; return how many bytes they are."""
    names = target.with_suffix(".names")
    connection = duckdb.connect(config={"threads": 2, "temp_directory": str(target.parent)})
    territories = Locale("en").territories
    codes = {code: name for code, name in territories.items() if len(code) == 2}
    names.write_text(json.dumps([{"code": code, "name": name} for code, name in codes.items()]))
    files = {name: f"read_parquet({[str(path) for path in edition.tables[name]]})"
             for name in ("works", "work_records", "authorships", "organisation_records")}
    query = _QUERY.format(names=names, words=_WORDS, **files)
    connection.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER)")
    names.unlink()
    return target.stat().st_size
