"""What every answer carries, and how errors are told."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.utils import translation

from belvedere.errors import BelvedereError, QuestionError, StoreError
from belvedere.register.accounts.limits import TooOften
from belvedere.register.accounts.refusals import Refused, SignInFirst
from belvedere.site.reading import readable
from belvedere.tables.words import Words

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; "
    "script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors {}"
)


def headers(get_response):
    """Nothing is loaded from another host; only the embedded figure may be framed."""

    def middleware(request):
        response = get_response(request)
        embedded = request.GET.get("embed") == "1"
        response["Content-Security-Policy"] = POLICY.format("*" if embedded else "'none'")
        if not embedded:
            response["X-Frame-Options"] = "DENY"
        return response

    return middleware


_STALE = Words(
    "This form was not sent from a page of this site, or that page is too old. Go back, load the "
    "page again and send it once more.",
    "Ce formulaire ne vient pas d’une page de ce site, ou cette page est trop ancienne. Revenez en "
    "arrière, rechargez la page et renvoyez-le.")


def small_enough(get_response):
    """A request that is too large is refused before any of it is read."""

    def middleware(request):
        kind = request.META.get("CONTENT_TYPE", "")
        most = (settings.LARGEST_REQUEST if kind.startswith("multipart/")
                else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:18]) > most:
            return _too_large(request, most)
        return get_response(request)

    return middleware


def _too_large(request, most: int) -> HttpResponse:
    told = f"{most / 1_000_000:g}"
    response = _page(request, 413, Words(
        f"What was sent is too large: {told} MB at most. Send it in parts.",
        f"L’envoi est trop volumineux : {told.replace('.', ',')} Mo au plus. Envoyez-le en "
        "plusieurs fois."))
    response["Connection"] = "close"
    return response


def stale_form(request, reason: str = "") -> HttpResponse:
    """Tell that a form was refused because it may come from another site (CSRF)."""
    return _page(request, 403, _STALE)


def language(get_response):
    """Django's own texts speak the language of the address."""

    def middleware(request):
        spoken = "fr" if request.path.startswith("/fr/") else "en"
        with translation.override(spoken):
            return get_response(request)

    return middleware


def errors(get_response):
    """Errors that a reader can act on become pages of their own."""

    class Middleware:
        def __call__(self, request):
            try:
                readable(request)
            except QuestionError as error:
                return _page(request, 400, str(error))
            response = get_response(request)
            if response.status_code == 404 and not getattr(response, "told", False):
                if not request.path.endswith("/") and is_valid_path(request.path + "/"):
                    return redirect(request.get_full_path(force_append_slash=True))
                return _page(request, 404, "")
            return response

        def process_exception(self, request, error):
            if isinstance(error, QuestionError):
                unknown = str(error).startswith(("There is no", "No organisation"))
                return _page(request, 404 if unknown else 400, str(error))
            if isinstance(error, StoreError):
                return _page(request, 503, str(error))
            if isinstance(error, SignInFirst):
                spoken = "fr" if request.path.startswith("/fr/") else "en"
                asked = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('sign_in', args=(spoken,))}?{asked}")
            if isinstance(error, Refused):
                response = _page(request, error.status, error.words)
                if isinstance(error, TooOften):
                    response["Retry-After"] = str(error.seconds)
                return response
            if isinstance(error, RequestDataTooBig):
                return _too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
            if isinstance(error, BelvedereError):
                return _page(request, 500, str(error))
            return None

    return Middleware()


def _page(request, status: int, message: str | Words) -> HttpResponse:
    language = "fr" if request.path.startswith("/fr/") else "en"
    spoken = language if isinstance(message, Words) else "en"
    message = message(language) if isinstance(message, Words) else message
    text = render_to_string("site/error.html", {
        "status": status, "message": message, "spoken": spoken, "language": language,
        "path": request.path})
    response = HttpResponse(text, status=status)
    response.told = True
    return response
