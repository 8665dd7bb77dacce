"""What every answer carries, and how errors are told."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.utils import translation

from belvedere.errors import BelvedereError, QuestionError, StoreError
from belvedere.register.accounts.refusals import NotAllowed, Refused, SignInFirst
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
                status = 403 if isinstance(error, NotAllowed) else 400
                return _page(request, status, error.words)
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
