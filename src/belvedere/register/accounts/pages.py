"""What every page of the register has."""

from django.http import HttpResponse
from django.shortcuts import render


def page(request, language: str, template: str, *, status: int = 200, **more) -> HttpResponse:
    """Return a page of the register; it is kept by no cache, for it may be of one reader."""
    response = render(request, template, {
        "language": language, "path": request.get_full_path(), "here": "register",
        "at": request.GET.get("at", "").strip(), **more},
        status=status)
    response["Cache-Control"] = "no-store" if request.user.is_authenticated else "no-cache"
    return response
