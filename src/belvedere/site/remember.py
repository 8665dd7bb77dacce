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

from belvedere.site.observatory import observatory


def _code() -> str:
    """Return a digest of all that writes pages: another version writes them anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(str(files("belvedere"))).rglob("*.[ph][yt]*")):
        if path.suffix in (".py", ".html"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


CODE = _code()


def remembered(view):
    """Answer a page as it was made when the same address was asked of the same edition."""

    @functools.wraps(view)
    def answer(request, *arguments, **named):
        edition = observatory(request.GET.get("edition") or None).edition.name
        asked = f"{CODE} {edition} {request.get_host()} {request.get_full_path()}"
        key = hashlib.sha256(asked.encode()).hexdigest()
        content = cache.get(key)
        if content is None:
            response = view(request, *arguments, **named)
            if response.status_code != 200:
                return response
            content = response.content
            cache.set(key, content)
        response = HttpResponse(content)
        response["Cache-Control"] = "max-age=60"
        return response

    return answer
