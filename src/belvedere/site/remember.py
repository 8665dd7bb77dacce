"""Pages remembered: an edition never changes, so a page made once stands as long as it does.

They are kept in files in the home folder, for all processes of a server and for
its next start.
"""

import functools
import hashlib
from importlib.resources import files
from pathlib import Path

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from belvedere.indicators.asking import Asker
from belvedere.site.observatory import editions, observatory
from belvedere.site.working import Progress, made


def _code() -> str:
    """Return a digest of all that writes pages: another version writes them anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(str(files("belvedere"))).rglob("*.[ph][yt]*")):
        if path.suffix in (".py", ".html"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


CODE = _code()


def remembered(view):
    """Answer a page as it was made when the same address was asked of the same edition.

    A page of a named edition stands for ever. One of the current edition offers the
    others too, so it stands until an edition comes or goes.
    """

    @functools.wraps(view)
    def answer(request, *arguments, **named):
        wanted = request.GET.get("edition") or None
        edition = observatory(wanted).edition.name
        there = (edition,) if wanted else (edition, *editions())
        asked = (CODE, *there, request.get_host(), request.get_full_path())
        key = hashlib.sha256(" ".join(asked).encode()).hexdigest()
        content = cache.get(key)
        if content is None:
            found = made(key, lambda: kept(key, view(request, *arguments, **named)),
                         observatory(wanted).database)
            if isinstance(found, Progress):
                return working(request, observatory(wanted), found)
            if found.status_code != 200:
                return found
            content = found.content
        response = HttpResponse(content)
        response["Cache-Control"] = "max-age=60"
        return response

    return answer


def kept(key: str, response: HttpResponse) -> HttpResponse:
    """Keep a page that was made."""
    if response.status_code == 200:
        cache.set(key, response.content)
    return response


def working(request, asker: Asker, progress: Progress) -> HttpResponse:
    """Return the page that tells how far a job is; it asks again by itself."""
    language = "fr" if request.path.startswith("/fr/") else "en"
    response = render(request, "site/working.html", {
        "language": language, "path": request.get_full_path(), "asker": asker,
        "progress": progress}, status=202)
    response["Refresh"] = "1"
    response["Cache-Control"] = "no-store"
    return response
