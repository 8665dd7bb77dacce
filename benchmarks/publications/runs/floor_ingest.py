"""The same tables by DuckDB alone, nothing checked: FROM TO.

Two threads and all the memory it likes. Keys of texts are DuckDB's own hashes,
which are cheaper than those that stay the same wherever they are made.
"""

import sys
from pathlib import Path

import duckdb

folder, target = map(Path, sys.argv[1:])
target.mkdir()
con = duckdb.connect(config={"threads": 2, "preserve_insertion_order": "false"})

SOURCE = ("STRUCT(id VARCHAR, display_name VARCHAR, issn_l VARCHAR, issn VARCHAR[], is_in_doaj "
          'BOOLEAN, host_organization_name VARCHAR, "type" VARCHAR)')
TOPIC = "STRUCT(id VARCHAR, score DOUBLE, subfield STRUCT(id VARCHAR))"
PLACE = ("STRUCT(id VARCHAR, display_name VARCHAR, ror VARCHAR, country_code VARCHAR, "
         '"type" VARCHAR, lineage VARCHAR[])')
NODE = "STRUCT(id VARCHAR, display_name VARCHAR)"
WORKS = {
    **dict.fromkeys(("id", "doi", "title", "publication_date", "language", "type",
                     "updated_date"), "VARCHAR"),
    "publication_year": "BIGINT", "ids": "STRUCT(pmid VARCHAR, pmcid VARCHAR)",
    "primary_location": f"STRUCT(source {SOURCE})",
    "open_access": "STRUCT(oa_status VARCHAR)",
    "authorships": f"STRUCT(author STRUCT(id VARCHAR), is_corresponding BOOLEAN, countries "
                   f"VARCHAR[], institutions {PLACE}[], affiliations STRUCT("
                   "raw_affiliation_string VARCHAR, institution_ids VARCHAR[])[])[]",
    "cited_by_count": "BIGINT",
    "counts_by_year": 'STRUCT("year" BIGINT, cited_by_count BIGINT)[]',
    "is_retracted": "BOOLEAN", "is_paratext": "BOOLEAN", "primary_topic": TOPIC,
    "topics": f"{TOPIC}[]", "mesh": "STRUCT(descriptor_ui VARCHAR)[]",
    "referenced_works": "VARCHAR[]",
}
ENTITIES = {
    "institutions": {
        **dict.fromkeys(("id", "ror", "display_name", "country_code", "type", "homepage_url"),
                        "VARCHAR"),
        "lineage": "VARCHAR[]", "display_name_acronyms": "VARCHAR[]",
        "geo": "STRUCT(city VARCHAR, latitude DOUBLE, longitude DOUBLE)",
    },
    "sources": {
        **dict.fromkeys(("id", "issn_l", "display_name", "host_organization_name", "type",
                         "country_code"), "VARCHAR"),
        "issn": "VARCHAR[]", "is_in_doaj": "BOOLEAN",
    },
    "topics": {"id": "VARCHAR", "display_name": "VARCHAR", "subfield": NODE, "field": NODE,
               "domain": NODE},
}


def number(id_):
    """Return a work's number: its id begins with one address and a letter."""
    return f"CAST({id_}[23:] AS BIGINT)"


def short(id_):
    return f"split_part({id_}, '/', -1)"


def journal(source):
    return f"coalesce('issn:' || {source}.issn_l, 'openalex:' || {short(source + '.id')})"


RECORDS = f"""
SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id, lower(doi[17:]) AS doi,
  {short("ids.pmid")} AS pmid, 'PMC' || {short("ids.pmcid")} AS pmcid,
  NULL::VARCHAR AS hal_id, title,
  "type", publication_date, CAST(publication_date AS DATE) AS publication_date_first,
  CAST(publication_date AS DATE) AS publication_date_last, publication_year AS "year",
  "language", {journal("primary_location.source")} AS journal_id,
  primary_location.source.display_name AS journal,
  primary_location.source."type" AS source_type, is_retracted, is_paratext,
  open_access.oa_status AS open_access, cited_by_count, {short("primary_topic.id")} AS topic_id,
  {short("primary_topic.subfield.id")} AS subfield,
  CASE WHEN len(mesh) > 0 THEN list_distinct([m.descriptor_ui FOR m IN mesh]) END AS mesh,
  updated_date AS updated, NULL::VARCHAR AS replaced_by
FROM raw
"""
AUTHORSHIPS = """
WITH author AS (
  SELECT record_id, len(authorships) AS authors, unnest(authorships) AS a,
    generate_subscripts(authorships, 1) AS position
  FROM raw
), place AS (
  SELECT record_id, position, hash(a.author.id) >> 1 AS author_key, a.is_corresponding AS
    is_corresponding, a.countries AS countries, a.institutions AS seats, authors,
    unnest(coalesce(nullif(a.affiliations, []), [NULL])) AS p,
    generate_subscripts(coalesce(nullif(a.affiliations, []), [NULL]), 1) AS place,
    greatest(len(a.affiliations), 1) AS all_places,
    len([x FOR x IN a.affiliations IF len(x.institution_ids) > 0]) AS named
  FROM author
), seat AS (
  SELECT *, unnest(coalesce(nullif(p.institution_ids, []), [NULL])) AS institution,
    CASE WHEN coalesce(named, 0) = 0 THEN 1.0 / all_places
         WHEN len(p.institution_ids) > 0 THEN 1.0 / named ELSE 0 END
      / greatest(len(p.institution_ids), 1) / authors AS weight
  FROM place
)
SELECT record_id, position, place, author_key, is_corresponding,
  hash(p.raw_affiliation_string) >> 1 AS affiliation_id,
  'openalex:' || split_part(institution, '/', -1) AS institution_id,
  CASE WHEN institution IS NULL THEN CASE WHEN coalesce(named, 0) = 0 THEN countries[1] END
       ELSE [i FOR i IN seats IF i.id = institution][1].country_code END AS country,
  weight, p.raw_affiliation_string AS text
FROM seat
"""
TABLES = {
    "work_records": RECORDS,
    "authorships": "SELECT * EXCLUDE (text) FROM signed",
    "work_topics": f"""
        SELECT record_id, {short("t.id")} AS topic_id, {short("t.subfield.id")} AS subfield,
          t.score AS score, t.id = primary_topic.id AS is_primary
        FROM (SELECT record_id, primary_topic, unnest(topics) AS t FROM raw)""",
    "citations": """
        SELECT record_id, c."year" AS "year", c.cited_by_count AS citations
        FROM (SELECT record_id, unnest(counts_by_year) AS c FROM raw)""",
    "work_references": f"""
        SELECT record_id, {number("cited")} AS cited_id
        FROM (SELECT record_id, unnest(referenced_works) AS cited FROM raw)""",
}
GATHERED = {
    "affiliations": "SELECT affiliation_id, any_value(text) AS affiliation FROM written GROUP BY 1",
    "organisation_records": f"""
        SELECT 'openalex:' || {short("id")} AS record_id, 'openalex' AS scheme,
          display_name AS name, display_name_acronyms[1] AS acronym, "type" AS kind,
          country_code AS country, geo.city AS city, homepage_url AS website, 'active' AS status,
          geo.latitude AS latitude, geo.longitude AS longitude FROM institutions""",
    "organisation_equivalences": f"""
        SELECT 'openalex:' || {short("id")} AS record_id, 'ror:' || {short("ror")} AS same_as,
          'crosswalk' AS basis, TRUE AS holds, 'OpenAlex' AS stated_in
        FROM institutions WHERE ror IS NOT NULL""",
    "institution_lineage": f"""
        SELECT 'openalex:' || {short("id")} AS institution_id,
          'openalex:' || {short("up")} AS ancestor_id
        FROM (SELECT id, unnest(lineage) AS up FROM institutions) WHERE up <> id""",
    "journals": f"""
        SELECT {journal("sources")} AS journal_id, {short("id")} AS openalex_id, issn_l,
          issn AS issns, display_name AS title, host_organization_name AS publisher,
          "type" AS source_type, country_code AS country, is_in_doaj FROM sources""",
    "topics": f"""
        SELECT {short("id")} AS topic_id, display_name AS name, {short("subfield.id")} AS subfield,
          subfield.display_name AS subfield_name, {short('"field".id')} AS "field",
          "field".display_name AS field_name, {short("domain.id")} AS "domain",
          "domain".display_name AS domain_name FROM topics""",
}


def read(path, columns):
    declared = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return (f"read_json('{path}', format = 'newline_delimited', columns = {{{declared}}}, "
            "maximum_object_size = 67108864)")


def copy(query, name):
    con.execute(f"COPY ({query}) TO '{target / name}.parquet' (FORMAT parquet, COMPRESSION zstd, "
                "COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 100000)")


for kind, columns in ENTITIES.items():
    path = folder / kind / "*" / "*.gz"
    con.execute(f"CREATE TEMP TABLE {kind} AS FROM {read(path, columns)}")
con.execute("CREATE TEMP TABLE written (affiliation_id UBIGINT, text VARCHAR)")
for part, path in enumerate(sorted((folder / "works").rglob("*.gz"))):
    con.execute(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {number('id')} AS record_id, * "
                f"FROM {read(path, WORKS)}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE signed AS {AUTHORSHIPS}")
    con.execute("INSERT INTO written SELECT DISTINCT affiliation_id, text FROM signed "
                "WHERE text IS NOT NULL")
    for name, query in TABLES.items():
        copy(query, f"{name}.{part:04d}")
for name, query in GATHERED.items():
    copy(query, name)
