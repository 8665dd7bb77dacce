"""The nested columns of OpenAlex's records, for Parquet."""

import pyarrow as pa

_TEXT, _YES, _WHOLE, _REAL = pa.string(), pa.bool_(), pa.int64(), pa.float64()
_TEXTS = pa.list_(_TEXT)


def _struct(kind: pa.DataType = _TEXT, names: str = "", **others: pa.DataType) -> pa.StructType:
    return pa.struct([*((name, kind) for name in names.split()), *others.items()])


_LEVEL = _struct(names="id display_name")
_LEVELS = {"subfield": _LEVEL, "field": _LEVEL, "domain": _LEVEL}
_INSTITUTION = _struct(names="id display_name ror country_code type", lineage=_TEXTS)
_SOURCE = _struct(
    names="id display_name issn_l", issn=_TEXTS, is_oa=_YES, is_in_doaj=_YES, is_core=_YES,
    host_organization=_TEXT, host_organization_name=_TEXT, host_organization_lineage=_TEXTS,
    type=_TEXT,
)
_LOCATION = _struct(
    is_oa=_YES, landing_page_url=_TEXT, pdf_url=_TEXT, source=_SOURCE, license=_TEXT,
    version=_TEXT, is_accepted=_YES, is_published=_YES, raw_source_name=_TEXT, raw_type=_TEXT,
)
_TOPIC = _struct(names="id display_name", score=_REAL, **_LEVELS)
_AUTHORSHIP = _struct(
    author_position=_TEXT, author=_struct(names="id display_name orcid"),
    institutions=pa.list_(_INSTITUTION), countries=_TEXTS, is_corresponding=_YES,
    raw_author_name=_TEXT, raw_affiliation_strings=_TEXTS,
    affiliations=pa.list_(_struct(names="raw_affiliation_string", institution_ids=_TEXTS)),
)
_MESH = _struct(
    names="descriptor_ui descriptor_name qualifier_ui qualifier_name", is_major_topic=_YES)

WORKS = pa.schema(list(_struct(
    names="id doi title display_name", publication_year=_WHOLE, publication_date=_TEXT,
    ids=_struct(names="openalex doi pmid pmcid"), language=_TEXT, primary_location=_LOCATION,
    type=_TEXT, indexed_in=_TEXTS,
    open_access=_struct(is_oa=_YES, oa_status=_TEXT, oa_url=_TEXT,
                        any_repository_has_fulltext=_YES),
    authorships=pa.list_(_AUTHORSHIP), countries_distinct_count=_WHOLE,
    institutions_distinct_count=_WHOLE, corresponding_author_ids=_TEXTS, cited_by_count=_WHOLE,
    biblio=_struct(names="volume issue first_page last_page"), is_retracted=_YES,
    is_paratext=_YES, is_xpac=_YES, primary_topic=_TOPIC, topics=pa.list_(_TOPIC),
    mesh=pa.list_(_MESH), locations_count=_WHOLE, locations=pa.list_(_LOCATION),
    best_oa_location=_LOCATION, referenced_works_count=_WHOLE, referenced_works=_TEXTS,
    counts_by_year=pa.list_(_struct(_WHOLE, "year cited_by_count")),
    updated_date=_TEXT, created_date=_TEXT,
)))

INSTITUTIONS = pa.schema([
    *_INSTITUTION,
    *_struct(
        names="type_id homepage_url", display_name_acronyms=_TEXTS,
        display_name_alternatives=_TEXTS, ids=_struct(names="openalex ror"),
        geo=_struct(names="city country_code"),
        associated_institutions=pa.list_(
            _struct(names="id display_name ror country_code type relationship")),
        updated_date=_TEXT,
    ),
])

SOURCES = pa.schema([
    *_SOURCE,
    *_struct(names="country_code homepage_url", alternate_titles=_TEXTS,
             ids=_struct(names="openalex issn_l", issn=_TEXTS), updated_date=_TEXT),
])

TOPICS = pa.schema([
    *_struct(names="id display_name", **_LEVELS),
    *_struct(names="description", keywords=_TEXTS, ids=_struct(names="openalex"),
             updated_date=_TEXT),
])
