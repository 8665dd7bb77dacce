"""What every answer carries, and how errors are told."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import is_valid_path

from belvedere.errors import BelvedereError, QuestionError, StoreError
from belvedere.site.reading import readable

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
            if isinstance(error, BelvedereError):
                return _page(request, 500, str(error))
            return None

    return Middleware()


def _page(request, status: int, message: str) -> HttpResponse:
    language = "fr" if request.path.startswith("/fr/") else "en"
    text = render_to_string("site/error.html", {
        "status": status, "message": message, "language": language, "path": request.path})
    response = HttpResponse(text, status=status)
    response.told = True
    return response
