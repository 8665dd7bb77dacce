"""OpenAlex works to declared tables, a part at a time, as SQL over the typed columns.

Each query reads the table ``raw`` of one part. Weights come from one record
alone: one over authors, over the author's affiliations that name an institution
(all of them when none does), over the institutions that the affiliation names.
"""

from belvedere.tables.publications import OPEN_ACCESS

EARLIEST = 1500
"""Printed works begin later; a year before it is a mistake."""

_NAME = r"[^\s@,;:<>()\[\]{}\"'']+"
_AT = r"\s?(?:@|\(at\)|\[at\])\s?"
_EMAIL = (
    rf"(?i)(?:{_NAME}|\{{[^{{}}]*\}}){_AT}(?:[\pL\pN-]+\.)+\pL{{2,}}"  # whole
    rf"|{_NAME}@[^\s@]*\s*$"  # cut with the text
    rf"|e-?mail\W{{0,3}}{_NAME}@[^\s@,;]+"  # announced, whatever follows
)
"""An e-mail address in an affiliation; ERI@N and Robotics@PoliTo are none."""


def number(id_: str) -> str:
    """Return the number of an OpenAlex id, whether it is written as an address or short."""
    return f"try_cast(ltrim(replace({id_}, 'https://openalex.org/', ''), 'W') AS BIGINT)"


def short(id_: str) -> str:
    """Return an id without the address before it."""
    return f"regexp_extract({id_}, '[^/]+$')"


def _key(text: str) -> str:
    """Return a number made from a text alone, the same wherever it is made."""
    return f"CAST(md5_number_lower({text}) >> 1 AS BIGINT)"


def _prefixed(id_: str) -> str:
    return f"'openalex:' || {short(id_)}"


def _journal(source: str) -> str:
    return (f"coalesce('issn:' || nullif({source}.issn_l, ''), "
            f"'openalex:' || {short(f'{source}.id')})")


def work_records(latest: int) -> str:
    """Return the query of work_records; ``latest`` is the last year that can be."""
    year = f"CASE WHEN publication_year BETWEEN {EARLIEST} AND {latest} THEN publication_year END"
    day = (f"CASE WHEN year(try_cast(publication_date AS DATE)) = {year} "
           "THEN try_cast(publication_date AS DATE) END")
    source = "primary_location.source"
    statuses = ", ".join(f"'{status}'" for status in OPEN_ACCESS)
    return f"""
    SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id,
      nullif(lower(regexp_replace(doi, '^https?://(dx\\.)?doi\\.org/', '', 'i')), '') AS doi,
      nullif({short("rtrim(ids.pmid, '/')")}, '') AS pmid,
      'PMC' || nullif(regexp_extract(ids.pmcid, '(\\d+)/?$', 1), '') AS pmcid,
      NULL::VARCHAR AS hal_id, coalesce(nullif(title, ''), display_name) AS title, "type",
      coalesce(strftime(day_, '%Y-%m-%d'), CAST(year_ AS VARCHAR)) AS publication_date,
      coalesce(day_, make_date(year_, 1, 1)) AS publication_date_first,
      coalesce(day_, make_date(year_, 12, 31)) AS publication_date_last,
      year_ AS "year", "language", {_journal(source)} AS journal_id,
      {source}.display_name AS journal, {source}."type" AS source_type,
      is_retracted, is_paratext,
      CASE WHEN open_access.oa_status IN ({statuses}) THEN open_access.oa_status END
        AS open_access,
      CASE WHEN cited_by_count >= 0 THEN cited_by_count END AS cited_by_count,
      nullif({short("primary_topic.id")}, '') AS topic_id,
      nullif({short("primary_topic.subfield.id")}, '') AS subfield,
      CASE WHEN len(mesh) > 0 THEN list_distinct(list_transform(mesh, m -> m.descriptor_ui)) END
        AS mesh,
      updated_date AS updated, NULL::VARCHAR AS replaced_by
    FROM (SELECT *, {year} AS year_, {day} AS day_ FROM raw)
    """


AUTHORSHIPS = f"""
    WITH author AS (
      SELECT record_id, len(authorships) AS authors, unnest(authorships) AS a,
             generate_subscripts(authorships, 1) AS position
      FROM raw WHERE len(authorships) > 0
    ), told AS (
      SELECT record_id, position, authors, {_key("a.author.id")} AS author_key,
        a.is_corresponding AS is_corresponding, a.countries AS countries,
        a.institutions AS seats,
        CASE WHEN len(a.affiliations) > 0 THEN a.affiliations
             ELSE [struct_pack(
               raw_affiliation_string := coalesce(
                 nullif(array_to_string(a.raw_affiliation_strings, '; '), ''),
                 a.raw_affiliation_string),
               institution_ids := list_transform(a.institutions, i -> i.id))]
        END AS places
      FROM author
    ), place AS (
      SELECT * EXCLUDE (places), unnest(places) AS p, generate_subscripts(places, 1) AS place,
        len(places) AS all_places,
        len(list_filter(places, x -> len(x.institution_ids) > 0)) AS named_places
      FROM told
    ), institution AS (
      SELECT * EXCLUDE (p),
        nullif(trim(CASE WHEN regexp_matches(p.raw_affiliation_string, '@|[(\\[]at[)\\]]')
          THEN regexp_replace(p.raw_affiliation_string, '{_EMAIL}', '', 'g')
          ELSE p.raw_affiliation_string END), '') AS text,
        CASE WHEN named_places = 0 THEN 1.0 / all_places
             WHEN len(p.institution_ids) > 0 THEN 1.0 / named_places ELSE 0 END
          / greatest(len(list_distinct(p.institution_ids)), 1) / authors AS weight,
        unnest(CASE WHEN len(p.institution_ids) > 0 THEN list_distinct(p.institution_ids)
                    ELSE [NULL] END) AS institution
      FROM place
    )
    SELECT record_id, position, place, author_key, is_corresponding,
      {_key("text")} AS affiliation_id,
      {_prefixed("institution")} AS institution_id,
      CASE WHEN institution IS NOT NULL
             THEN list_filter(seats, i -> i.id = institution)[1].country_code
           WHEN named_places = 0 THEN countries[1] END AS country,
      weight, text
    FROM institution
    UNION ALL
    SELECT record_id, position, 0, author_key, is_corresponding, NULL, NULL, country, 0, NULL
    FROM (
      SELECT *, unnest(list_filter(
        CASE WHEN len(seats) > 0 THEN countries ELSE countries[2:] END,
        c -> NOT list_contains(list_transform(seats, i -> i.country_code), c))) AS country
      FROM told WHERE len(countries) > 0
    )
"""

WORK_TOPICS = f"""
    SELECT record_id, {short("t.id")} AS topic_id, {short("t.subfield.id")} AS subfield,
      t.score AS score, t.id = primary_topic.id AS is_primary
    FROM (SELECT record_id, primary_topic, unnest(topics) AS t FROM raw) WHERE t.id IS NOT NULL
"""

CITATIONS = """
    SELECT record_id, c."year" AS "year", c.cited_by_count AS citations
    FROM (SELECT record_id, unnest(counts_by_year) AS c FROM raw) WHERE c.cited_by_count > 0
"""

WORK_REFERENCES = f"""
    SELECT record_id, {number("cited")} AS cited_id
    FROM (SELECT record_id, unnest(list_distinct(referenced_works)) AS cited FROM raw)
    WHERE cited_id IS NOT NULL
"""

INSTITUTIONS = f"""
    SELECT {short("i.id")} AS id, min(i.display_name) AS name, min({short("i.ror")}) AS ror,
      min(i.country_code) AS country, min(i."type") AS kind,
      min(i.lineage) AS lineage
    FROM (SELECT unnest(a.institutions) AS i FROM (SELECT unnest(authorships) AS a FROM raw))
    WHERE i.id IS NOT NULL GROUP BY 1
"""

JOURNALS = f"""
    SELECT {_journal("s")} AS journal_id, min({short("s.id")}) AS openalex_id,
      min(s.issn_l) AS issn_l, min(s.issn) AS issns,
      min(s.display_name) AS title, min(s.host_organization_name) AS publisher,
      min(s."type") AS source_type, NULL::VARCHAR AS country,
      bool_or(s.is_in_doaj) AS is_in_doaj
    FROM (SELECT primary_location.source AS s FROM raw) WHERE journal_id IS NOT NULL GROUP BY 1
"""
