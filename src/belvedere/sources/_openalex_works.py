"""OpenAlex works to declared tables, a part at a time, as SQL over the typed columns.

Each query reads the table ``raw`` of one part. Weights come from one record
alone: one over authors, over the author's affiliations that name an institution
(all of them when none does), over the institutions that the affiliation names.
Institutions that none of the author's affiliations names are one more of them.
"""

from belvedere.sources.fields import EARLIEST
from belvedere.tables.publications import OPEN_ACCESS

MOST_CITED = 10**9
"""No work has so many citations: there are fewer works than that."""

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
    address = "https://openalex.org/W"  # as nearly all are: cut off without a search
    return (f"try_cast(CASE WHEN starts_with({id_}, '{address}') "
            f"THEN substr({id_}, {len(address) + 1}) ELSE ltrim("
            f"replace({id_}, 'https://openalex.org/', ''), 'W') END AS BIGINT)")


def short(id_: str) -> str:
    """Return an id without the address before it."""
    return f"split_part({id_}, '/', -1)"


def _key(text: str) -> str:
    """Return a number made from a text alone, the same wherever it is made."""
    return f"CAST(md5_number_lower({text}) >> 1 AS BIGINT)"


def _prefixed(id_: str) -> str:
    return f"'openalex:' || {short(id_)}"


def _first_of_each(listed: str, key: str) -> str:
    """Return a list without the entries whose key stands before, in its order."""
    return (f"""list_filter({listed}, (x, i) -> x IS NOT NULL AND
      list_position(list_transform({listed}, y -> y."{key}"), x."{key}") = i)""")


def _affiliation(written: str) -> str:
    """Return the text of an affiliation without e-mail addresses; they name persons."""
    # Few texts can hold one: plain searches spare the others the pattern.
    return (f"nullif(trim(CASE WHEN contains({written}, '@') OR contains({written}, 'at)') "
            f"OR contains({written}, 'at]') "
            f"THEN regexp_replace({written}, '{_EMAIL}', '', 'g') ELSE {written} END), '')")


def _journal(source: str) -> str:
    return (f"coalesce('issn:' || nullif({source}.issn_l, ''), "
            f"'openalex:' || nullif({short(f'{source}.id')}, ''))")


def work_records(latest: int) -> str:
    """Return the query of work_records; ``latest`` is the last year that can be."""
    year = f"CASE WHEN publication_year BETWEEN {EARLIEST} AND {latest} THEN publication_year END"
    day = (f"CASE WHEN year(try_cast(publication_date AS DATE)) = {year} "
           "THEN try_cast(publication_date AS DATE) END")
    source = "primary_location.source"
    statuses = ", ".join(f"'{status}'" for status in OPEN_ACCESS)
    return f"""
    SELECT record_id, 'openalex' AS source, 'W' || record_id AS openalex_id,
      nullif(lower(CASE WHEN starts_with(doi, 'https://doi.org/') THEN substr(doi, 17)
        ELSE regexp_replace(doi, '^https?://(dx\\.)?doi\\.org/', '', 'i') END), '') AS doi,
      nullif({short("rtrim(ids.pmid, '/')")}, '') AS pmid,
      'PMC' || nullif(regexp_extract(ids.pmcid, '(\\d+)/?$', 1), '') AS pmcid,
      NULL::VARCHAR AS hal_id,
      coalesce(nullif(title, ''), nullif(display_name, '')) AS title, "type",
      coalesce(CAST(day_ AS VARCHAR), CAST(year_ AS VARCHAR)) AS publication_date,
      coalesce(day_, make_date(year_, 1, 1)) AS publication_date_first,
      coalesce(day_, make_date(year_, 12, 31)) AS publication_date_last,
      year_ AS "year", "language", {_journal(source)} AS journal_id,
      {source}.display_name AS journal, {source}."type" AS source_type,
      is_retracted, is_paratext,
      CASE WHEN open_access.oa_status IN ({statuses}) THEN open_access.oa_status END
        AS open_access,
      CASE WHEN cited_by_count BETWEEN 0 AND {MOST_CITED} THEN cited_by_count END
        AS cited_by_count,
      nullif({short("primary_topic.id")}, '') AS topic_id,
      nullif({short("primary_topic.subfield.id")}, '') AS subfield,
      list_sort(list_distinct(list_transform(mesh, m -> nullif(m.descriptor_ui, '')))) AS mesh,
      updated_date AS updated, NULL::VARCHAR AS replaced_by
    FROM (SELECT *, {year} AS year_, {day} AS day_ FROM raw)
    """


AUTHORS = """
    SELECT record_id, position, authors, a.author.id AS author,
      a.is_corresponding AS is_corresponding, a.countries AS countries,
      list_transform(a.institutions,
        i -> struct_pack(id := i.id, country_code := i.country_code)) AS given_seats,
      a.affiliations AS affiliations, a.raw_affiliation_strings AS strings,
      a.raw_affiliation_string AS string
    FROM (SELECT record_id, len(authorships) AS authors, unnest(authorships) AS a,
            generate_subscripts(authorships, 1) AS position
          FROM raw WHERE len(authorships) > 0)
"""
"""Each author of each work, with what is read of him: made once as the table ``author``."""

_PLAIN = """
    coalesce(len(affiliations) = 1 AND len(affiliations[1].institution_ids) = len(given_seats)
      AND (len(given_seats) = 0 OR len(given_seats) = 1 AND given_seats[1].id <> ''
           AND given_seats[1].id = affiliations[1].institution_ids[1])
      AND (coalesce(len(countries), 0) = 0 OR len(countries) = 1
           AND (len(given_seats) = 0 OR countries[1] = given_seats[1].country_code)), FALSE)
"""
"""Whether one affiliation, of one institution or none, is all that there is to an author.

Most are so; they need none of the lists that the others do.
"""

AUTHORSHIPS = f"""
    WITH told AS (
      SELECT record_id, position, authors, author, is_corresponding,
        list_filter(countries, c -> c <> '') AS countries,
        list_filter(given_seats, i -> i.id <> '') AS seats,
        CASE WHEN len(affiliations) > 0 THEN list_transform(affiliations, f -> struct_pack(
               written := f.raw_affiliation_string,
               ids := list_filter(list_distinct(f.institution_ids), i -> i <> '')))
             ELSE [struct_pack(
               written := coalesce(nullif(array_to_string(strings, '; '), ''), string),
               ids := list_distinct(list_transform(seats, i -> i.id)))]
        END AS written_places
      FROM author WHERE NOT {_PLAIN}
    ), seated AS (
      SELECT * EXCLUDE (written_places),
        flatten(list_transform(written_places, f -> coalesce(f.ids, []))) AS written_ids,
        CASE WHEN coalesce(list_has_all(written_ids, list_transform(seats, i -> i.id)), TRUE)
               THEN written_places
             ELSE list_append(written_places, struct_pack(written := NULL::VARCHAR,
               ids := list_distinct(list_filter(list_transform(seats, i -> i.id),
                                                i -> NOT list_contains(written_ids, i)))))
        END AS places,
        len(written_ids) = 0 AND coalesce(len(seats), 0) = 0 AS unnamed
      FROM told
    ), place AS (
      SELECT * EXCLUDE (places, written_ids), unnest(places) AS p,
        generate_subscripts(places, 1) AS place,
        len(places) AS all_places, len(list_filter(places, x -> len(x.ids) > 0)) AS named_places
      FROM seated
    ), institution AS (
      SELECT * EXCLUDE (p), p.written AS written,
        CASE WHEN named_places = 0 THEN 1.0 / all_places
             WHEN len(p.ids) > 0 THEN 1.0 / named_places ELSE 0 END
          / greatest(len(p.ids), 1) / authors AS weight,
        unnest(CASE WHEN len(p.ids) > 0 THEN p.ids ELSE [NULL] END) AS institution
      FROM place
    ), signed AS (
      SELECT record_id, position, 1 AS place, author, is_corresponding,
        affiliations[1].raw_affiliation_string AS written, given_seats[1].id AS institution,
        nullif(CASE WHEN len(given_seats) > 0 THEN given_seats[1].country_code
                    ELSE countries[1] END, '') AS country, 1.0 / authors AS weight
      FROM author WHERE {_PLAIN}
      UNION ALL
      SELECT record_id, position, place, author, is_corresponding, written, institution,
        CASE WHEN institution IS NOT NULL
               THEN nullif(list_filter(seats, i -> i.id = institution)[1].country_code, '')
             WHEN unnamed THEN countries[1] END, weight
      FROM institution
      UNION ALL
      SELECT record_id, position, 0, author, is_corresponding, NULL, NULL, country, 0
      FROM (
        SELECT *, unnest(list_filter(list_distinct(countries), c -> NOT list_contains(
          CASE WHEN unnamed THEN countries[:1]
               ELSE list_transform(coalesce(seats, []), i -> i.country_code) END, c))) AS country
        FROM seated WHERE len(countries) > 0
      )
    )
    SELECT record_id, position, place, {_key("nullif(author, '')")} AS author_key,
      is_corresponding, {_key("text")} AS affiliation_id,
      {_prefixed("institution")} AS institution_id, country, weight, text
    FROM (SELECT *, {_affiliation("written")} AS text FROM signed)
"""

WORK_TOPICS = f"""
    SELECT record_id, {short("t.id")} AS topic_id, nullif({short("t.subfield.id")}, '') AS subfield,
      t.score AS score, coalesce(t.id = primary_topic.id, FALSE) AS is_primary
    FROM (SELECT record_id, primary_topic, unnest({_first_of_each("topics", "id")}) AS t
          FROM (SELECT record_id, primary_topic,
                  CASE WHEN len(topics) > 0 THEN topics ELSE [primary_topic] END AS topics
                FROM raw))
    WHERE topic_id <> ''
"""

CITATIONS = f"""
    SELECT record_id, c."year" AS "year", c.cited_by_count AS citations
    FROM (SELECT record_id, unnest({_first_of_each("counts_by_year", "year")}) AS c FROM raw)
    WHERE c.cited_by_count BETWEEN 1 AND {MOST_CITED} AND c."year" IS NOT NULL
"""

WORK_REFERENCES = f"""
    SELECT record_id,
      unnest(list_distinct(list_transform(referenced_works, w -> {number("w")}))) AS cited_id
    FROM raw
"""

def _told(table: str, key: str, columns: dict[str, str], mentioned: str) -> str:
    """Return the query of what works mention of an entity that ``table`` knows not all of."""
    known = " AND ".join(f'"{name}" IS NOT NULL' for name in columns)
    values = ", ".join(f'{value} AS "{name}"' for name, value in columns.items())
    return (f"SELECT {key}, {values} FROM ({mentioned}) "
            f"ANTI JOIN (SELECT {key} FROM {table} WHERE {known}) USING ({key}) GROUP BY {key}")


INSTITUTIONS = _told("institutions", "id", {
    "name": "min(i.display_name)", "ror": f"min(nullif({short('i.ror')}, ''))",
    "country": "min(i.country_code)", "kind": 'min(i."type")', "lineage": "min(i.lineage)",
}, f"""SELECT {short("i.id")} AS id, i
    FROM (SELECT unnest(a.institutions) AS i FROM (SELECT unnest(authorships) AS a FROM raw))
    WHERE {short("i.id")} <> ''""")

JOURNALS = _told("sources", "journal_id", {
    "openalex_id": f"min({short('s.id')})", "issn_l": "min(s.issn_l)", "issns": "min(s.issn)",
    "title": "min(s.display_name)", "publisher": "min(s.host_organization_name)",
    "source_type": 'min(s."type")', "is_in_doaj": "bool_or(s.is_in_doaj)",
}, f"""SELECT {_journal("s")} AS journal_id, s
    FROM (SELECT primary_location.source AS s FROM raw) WHERE journal_id IS NOT NULL""")

TABLES = {
    "work_records": None, "authorships": AUTHORSHIPS, "work_topics": WORK_TOPICS,
    "citations": CITATIONS, "work_references": WORK_REFERENCES,
}
"""What each part of works becomes; work_records' query hangs on the year."""
