"""Matching for programs: the organisations and units that a text names, as JSON.

The same answer as the command's, in the same bytes on each run: it hangs on the text, the
year, the edition's references and the program's version alone.
"""

import json

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from belvedere import __version__
from belvedere.errors import BelvedereError
from belvedere.matching.decided import LONGEST
from belvedere.matching.found import HOW
from belvedere.matching.told import names, told, written
from belvedere.register.accounts.limits import TooOften, spend
from belvedere.register.accounts.refusals import Refused
from belvedere.site.matchers import matcher
from belvedere.site.observatory import observatory


@csrf_exempt  # nothing is written, and nobody is asked who they are
@require_http_methods(["GET", "HEAD", "POST"])
def match(request) -> HttpResponse:
    """Answer whose a text is: ?text= ?year=, or the same two as JSON or as a form."""
    status, waits = 200, None
    try:
        spend("match", request)
        text, year = _asked(request)
        asker = observatory()
        answer = matcher(asker).match(text, year)
        found = told(text, year, answer, names(
            asker.database, (one.record_id for one in answer.found)))
    except Refused as refused:
        status, found = refused.status, {"error": {
            "message": refused.words.en, "message_fr": refused.words.fr,
            "field": refused.field}}
        waits = refused.seconds if isinstance(refused, TooOften) else None
    except BelvedereError as error:
        status, found = 503, {"error": {
            "message": str(error), "message_fr": str(error), "field": None}}
    response = HttpResponse(written(found), status=status, content_type="application/json")
    if waits:
        response["Retry-After"] = str(waits)
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    response.told = True  # an error is told here, not by a page
    return response


def _asked(request) -> tuple[str, int | None]:
    """Return the text and the year that are asked. Raises Refused."""
    given = request.GET if request.method != "POST" else request.POST
    if request.content_type == "application/json":
        try:
            given = json.loads(request.body)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise Refused('Send one object: {"text": "…", "year": 2014}.',
                          'Envoyez un objet : {"text": "…", "year": 2014}.')
    text, year = given.get("text"), given.get("year")
    if not isinstance(text, str) or not text.strip():
        raise Refused("Give a text: the affiliation as it is written.",
                      "Donnez un texte : l’affiliation telle qu’elle est écrite.", "text")
    if len(text) > LONGEST:
        raise Refused(f"The text has {len(text):,} letters: {LONGEST:,} at most are read.",
                      f"Le texte a {len(text)} lettres : {LONGEST} au plus sont lues.", "text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused(f"Letter {error.start + 1:,} of the text is half a character: send it whole.",
                      f"La lettre {error.start + 1} du texte est une moitié de caractère : "
                      "envoyez-la entière.", "text") from None
    if year in (None, ""):
        return text, None
    told_year = str(year)
    if isinstance(year, bool) or not (
            told_year.isascii() and told_year.isdigit() and len(told_year) == 4):
        raise Refused(f"{told_year[:20]} is no year: write 2014.",
                      f"{told_year[:20]} n’est pas une année : écrivez 2014.", "year")
    return text, int(told_year)


_TEXT, _KNOWN = {"type": "string"}, {"type": ["string", "null"]}
_PLACE = {"type": ["integer", "null"]}


def _object(**properties) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False}


def _list(of: dict) -> dict:
    return {"type": "array", "items": of}


SCHEMAS = {
    "Answer": _object(
        text=_TEXT,
        year={"type": ["integer", "null"], "description": "The year asked: units change."},
        found=_list(_object(
            record_id={"type": "string", "description": "ror:02vjkv261, rnsr:200217519N."},
            name=_KNOWN,
            written={"type": ["string", "null"], "description": "What of the text names it."},
            start={**_PLACE, "description": "Its first letter in the text, counted from 0; null "
                   "where nothing in the text itself names it."},
            end={**_PLACE, "description": "The letter after its last."},
            score={"type": "number", "description": "From 0 to 1; 1 by a rule or a person."},
            how={"type": "string", "enum": list(HOW), "description": "The text names it; a "
                 "unit's supervisors imply it; a person decided it."},
            evidence=_object(en=_list(_TEXT), fr=_list(_TEXT)))),
        matcher={"type": "string", "description": "The program and its model."},
        references={**_list(_TEXT), "description": "Releases and digests of what it was held to: "
                    "with the same, the answer is the same."}),
    "Error": _object(error=_object(message=_TEXT, message_fr=_TEXT, field=_KNOWN)),
}


def _answers() -> dict:
    def one(told_as: str, schema: str) -> dict:
        return {"description": told_as, "content": {"application/json": {
            "schema": {"$ref": f"#/components/schemas/{schema}"}}}}

    return {"200": one("Whom the text names; nobody where it is not clear.", "Answer"),
            "400": one("Something asked is wrong.", "Error"),
            "429": one("Asked too often: Retry-After says how many seconds to wait.", "Error"),
            "503": one("There is no edition with organisations to match to.", "Error")}


DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "Matching of Belvedere", "version": __version__,
             "description": "Whose an affiliation is: organisations and units, with reasons."},
    "paths": {"/api/match": {
        "get": {"summary": "Whom a text names", "responses": _answers(), "parameters": [
            {"name": "text", "in": "query", "required": True, "schema": {
                **_TEXT, "maxLength": LONGEST}, "description": "The affiliation as written."},
            {"name": "year", "in": "query", "schema": {"type": "integer"},
             "description": "When it was written."}]},
        "post": {"summary": "Whom a text names, for long texts", "responses": _answers(),
                 "requestBody": {"required": True, "content": {"application/json": {"schema": {
                     "type": "object", "required": ["text"], "properties": {
                         "text": {**_TEXT, "maxLength": LONGEST},
                         "year": {"type": ["integer", "null"]}}}}}}},
    }},
    "components": {"schemas": SCHEMAS},
}


@require_safe
def description(request) -> JsonResponse:
    """The description of this API, for programs."""
    return JsonResponse(DESCRIPTION)
