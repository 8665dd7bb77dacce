"""OpenAlex institutions, sources (journals) and topics to declared tables, as SQL."""

INSTITUTION_COLUMNS = {
    "id": "VARCHAR", "ror": "VARCHAR", "display_name": "VARCHAR", "country_code": "VARCHAR",
    "type": "VARCHAR", "lineage": "VARCHAR[]", "homepage_url": "VARCHAR",
    "display_name_acronyms": "VARCHAR[]",
    "geo": "STRUCT(city VARCHAR, latitude DOUBLE, longitude DOUBLE)", "works_count": "BIGINT",
}
JOURNAL_COLUMNS = {
    "id": "VARCHAR", "issn_l": "VARCHAR", "issn": "VARCHAR[]", "display_name": "VARCHAR",
    "host_organization_name": "VARCHAR", "type": "VARCHAR", "country_code": "VARCHAR",
    "is_in_doaj": "BOOLEAN",
}
_NODE = "STRUCT(id VARCHAR, display_name VARCHAR)"
TOPIC_COLUMNS = {
    "id": "VARCHAR", "display_name": "VARCHAR", "subfield": _NODE, "field": _NODE,
    "domain": _NODE,
}


def _short(id_: str) -> str:
    return f"regexp_extract({id_}, '[^/]+$')"


INSTITUTIONS = f"""
    SELECT {_short("id")} AS id, display_name AS name, nullif({_short("ror")}, '') AS ror,
      country_code AS country,
      "type" AS kind, lineage, homepage_url AS website, display_name_acronyms[1] AS acronym,
      geo.city AS city, geo.latitude AS latitude, geo.longitude AS longitude,
      if(works_count >= 0, works_count, NULL) AS works_count
    FROM raw
"""
JOURNALS = f"""
    SELECT coalesce('issn:' || nullif(issn_l, ''), 'openalex:' || {_short("id")}) AS journal_id,
      {_short("id")} AS openalex_id, issn_l, issn AS issns, display_name AS title,
      host_organization_name AS publisher, "type" AS source_type, country_code AS country,
      is_in_doaj
    FROM raw
"""
TOPICS = f"""
    SELECT {_short("id")} AS topic_id, display_name AS name,
      {_short("subfield.id")} AS subfield, subfield.display_name AS subfield_name,
      {_short('"field".id')} AS "field", "field".display_name AS field_name,
      {_short("domain.id")} AS "domain", "domain".display_name AS domain_name
    FROM raw WHERE {_short("subfield.id")} <> ''
"""

BARE_TOPICS = f"SELECT count(*) FROM raw WHERE coalesce({_short('subfield.id')}, '') = ''"

# From the institutions found, those that a file describes before those that works mention.
ORGANISATION_RECORDS = f"""
    SELECT 'openalex:' || {_short("id")} AS record_id, 'openalex' AS scheme, name, acronym, kind,
      country, city, website, 'active' AS status, latitude, longitude, works_count
    FROM institutions
"""
ORGANISATION_EQUIVALENCES = f"""
    SELECT 'openalex:' || {_short("id")} AS record_id, 'ror:' || ror AS same_as,
      'crosswalk' AS basis, TRUE AS holds,
      'OpenAlex gives ROR ' || ror || ' to ' || coalesce(name, id) AS because,
      'OpenAlex' AS stated_in
    FROM institutions WHERE regexp_matches(ror, '^0[a-z0-9]{{6}}[0-9]{{2}}$')
"""
INSTITUTION_LINEAGE = f"""
    SELECT DISTINCT 'openalex:' || {_short("id")} AS institution_id,
      'openalex:' || {_short("ancestor")} AS ancestor_id
    FROM (SELECT id, unnest(lineage) AS ancestor FROM institutions)
    WHERE {_short("ancestor")} <> id
"""

# The same entities as flat tables, which others made of OpenAlex's.
FLAT = {
    "topic_id": """
        SELECT topic_id AS id, topic_name AS display_name,
          {'id': CAST(subfield_id AS VARCHAR), 'display_name': subfield_name} AS subfield,
          {'id': CAST(field_id AS VARCHAR), 'display_name': field_name} AS "field",
          {'id': CAST(domain_id AS VARCHAR), 'display_name': domain_name} AS "domain"
    """,
    "openalex_id": """
        SELECT openalex_id AS id, ror_id AS ror, display_name, country_code, "type",
          CAST(NULL AS VARCHAR[]) AS lineage, CAST(NULL AS VARCHAR) AS homepage_url,
          [nullif(split_part(display_name_acronyms, ' | ', 1), '')] AS display_name_acronyms,
          {'city': city, 'latitude': NULL::DOUBLE, 'longitude': NULL::DOUBLE} AS geo,
          total_works_count AS works_count
    """,
}
