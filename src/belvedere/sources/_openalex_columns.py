"""The part of an OpenAlex work that is read, as typed columns for DuckDB's JSON reader.

Field names are OpenAlex's own. What is not named here is skipped while parsing;
a work cut by ``select=`` has the missing ones empty.
"""

_SOURCE = (
    "STRUCT(id VARCHAR, display_name VARCHAR, issn_l VARCHAR, issn VARCHAR[], "
    "is_in_doaj BOOLEAN, host_organization_name VARCHAR, \"type\" VARCHAR)"
)
_TOPIC = "STRUCT(id VARCHAR, score DOUBLE, subfield STRUCT(id VARCHAR))"
_INSTITUTION = (
    "STRUCT(id VARCHAR, display_name VARCHAR, ror VARCHAR, country_code VARCHAR, "
    "\"type\" VARCHAR, lineage VARCHAR[])"
)

COLUMNS = {
    "id": "VARCHAR",
    "doi": "VARCHAR",
    "title": "VARCHAR",
    "display_name": "VARCHAR",
    "publication_year": "BIGINT",
    "publication_date": "VARCHAR",
    "ids": "STRUCT(pmid VARCHAR, pmcid VARCHAR)",
    "language": "VARCHAR",
    "type": "VARCHAR",
    "primary_location": f"STRUCT(source {_SOURCE})",
    "open_access": "STRUCT(oa_status VARCHAR)",
    "authorships": (
        "STRUCT(author STRUCT(id VARCHAR), is_corresponding BOOLEAN, countries VARCHAR[], "
        f"institutions {_INSTITUTION}[], raw_affiliation_string VARCHAR, "
        "raw_affiliation_strings VARCHAR[], "
        "affiliations STRUCT(raw_affiliation_string VARCHAR, institution_ids VARCHAR[])[])[]"
    ),
    "cited_by_count": "BIGINT",
    "counts_by_year": "STRUCT(\"year\" BIGINT, cited_by_count BIGINT)[]",
    "is_retracted": "BOOLEAN",
    "is_paratext": "BOOLEAN",
    "is_xpac": "BOOLEAN",
    "primary_topic": _TOPIC,
    "topics": f"{_TOPIC}[]",
    "mesh": "STRUCT(descriptor_ui VARCHAR)[]",
    "referenced_works": "VARCHAR[]",
    "updated_date": "VARCHAR",
}
