"""The register's API described in OpenAPI; a test holds every answer to it."""

from belvedere import __version__
from belvedere.register.organisations import vocabularies as words


def _object(**properties) -> dict:
    """Return an object that has exactly these properties."""
    return {"type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False}


def _list(of: dict) -> dict:
    return {"type": "array", "items": of}


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT, _NUMBER, _COUNT = {"type": "string"}, {"type": ["number", "null"]}, {"type": "integer"}
_KNOWN, _COUNTED = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
_DATE = {"type": ["string", "null"], "description": "2014, 2014-05 or 2014-05-31; null: not known "
         "for a beginning, not ended for an end.", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_ID = {"type": "string", "pattern": "^register:[0-9]+$"}
_HELD = {"start": _DATE, "end": _DATE}
_BRIEF = {
    "id": _ID, "kind": {"type": "string", "enum": list(words.KINDS)}, "name": _TEXT,
    "acronym": _KNOWN, "city": _KNOWN, "country": _KNOWN, "opened": _DATE, "closed": _DATE,
}
_TEXTS = {f"{part}_{language}": _KNOWN for part in (*words.PROFILE, "status")
          for language in ("en", "fr")}

SCHEMAS = {
    "Brief": _object(**_BRIEF),
    "Relation": _object(
        relation={"type": "string", "enum": list(words.RELATIONS)}, other=_ID, other_name=_TEXT,
        succession=_KNOWN, label=_KNOWN, because=_KNOWN, **_HELD),
    "Profile": {**_object(version=_COUNT, published=_TEXT, **_TEXTS, employees=_COUNTED,
                          employees_at=_DATE, budget=_NUMBER, budget_year=_DATE),
                "type": ["object", "null"]},
    "Organisations": _object(at=_TEXT, count=_COUNT, page=_COUNT, pages=_COUNT,
                             organisations=_list(_ref("Brief"))),
    "Organisation": _object(
        at=_TEXT, **_BRIEF, website=_KNOWN,
        names=_list(_object(text=_TEXT, language=_KNOWN, kind=_TEXT, **_HELD)),
        codes=_list(_object(scheme=_TEXT, value=_TEXT, **_HELD)),
        places=_list(_object(address=_KNOWN, postcode=_KNOWN, city=_KNOWN, country=_KNOWN,
                             latitude=_NUMBER, longitude=_NUMBER, **_HELD)),
        subjects=_list(_object(scheme=_TEXT, value=_TEXT, **_HELD)),
        staff=_list(_object(year=_COUNT, profession=_TEXT, employer=_KNOWN, headcount=_COUNT)),
        relations=_list(_ref("Relation")), profile=_ref("Profile")),
    "Relations": _object(id=_ID, relations=_list(_ref("Relation")),
                         of_others=_list(_ref("Relation"))),
    "Branch": {"type": "object", "required": list(_BRIEF), "additionalProperties": False,
               "properties": {**_BRIEF, "parts": _list(_ref("Branch")),
                              "parts_not_shown": _COUNT}},
    "Tree": _object(at=_TEXT, tree=_list(_ref("Branch"))),
    "Error": _object(error=_object(message=_TEXT, message_fr=_TEXT, field=_KNOWN)),
}

_AT = ("at", "The day on which it is told: 2015-01-01, or its beginning: 2015. Default: today.")
_NAME = {"name": "name", "in": "path", "required": True, "schema": _TEXT,
         "description": "register: and its number, or an identifier: ror:02vjkv261."}


def _path(summary: str, answer: str, *asked: tuple[str, str], named: bool = False) -> dict:
    return {"get": {
        "summary": summary,
        "parameters": [*([_NAME] if named else []), *(
            {"name": name, "in": "query", "schema": _TEXT, "description": told}
            for name, told in asked)],
        "responses": {
            "200": {"description": summary, "content": {
                "application/json": {"schema": _ref(answer)}}},
            "304": {"description": "Not changed since the ETag given in If-None-Match."},
            "400": {"description": "Something asked is wrong.", "content": {
                "application/json": {"schema": _ref("Error")}}},
            "404": {"description": "There is no such organisation.", "content": {
                "application/json": {"schema": _ref("Error")}}},
        }}}


DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "The register of Belvedere", "version": __version__,
             "description": "Read-only. What everybody may see: published pages, no person."},
    "paths": {
        "/api/register/organisations": _path(
            "Organisations that exist on a day, a page at a time", "Organisations",
            ("q", "Words of a name or code."), ("kind", "A kind of organisation."),
            ("part_of", "What they are part of on that day."), _AT,
            ("page", "The page, from 1."), ("size", "How many on a page: 50, at most 500.")),
        "/api/register/organisations/{name}": _path(
            "One organisation as on a day", "Organisation", _AT, named=True),
        "/api/register/organisations/{name}/relations": _path(
            "All its relations, of all times", "Relations", named=True),
        "/api/register/tree": _path(
            "What is part of what on a day", "Tree", _AT,
            ("of", "The top; default: all that have parts and are part of nothing."),
            ("levels", "How many levels: 3, at most 6.")),
    },
    "components": {"schemas": SCHEMAS},
}
