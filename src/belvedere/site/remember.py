"""Pages remembered: an edition never changes, so a page made once stands as long as it does."""

import functools
import threading
from collections import OrderedDict

from django.http import HttpResponse

from belvedere.site.observatory import observatory

MOST = 1000
"""Pages kept in memory by each process; the one asked longest ago goes first."""

_pages: OrderedDict[tuple, bytes] = OrderedDict()
_lock = threading.Lock()


def remembered(view):
    """Answer a page from memory when the same address was asked of the same edition."""

    @functools.wraps(view)
    def answer(request, *arguments, **named):
        edition = observatory(request.GET.get("edition") or None).edition.name
        key = (edition, request.get_host(), request.get_full_path())
        with _lock:
            content = _pages.get(key)
            if content is not None:
                _pages.move_to_end(key)
        if content is None:
            response = view(request, *arguments, **named)
            if response.status_code != 200:
                return response
            content = response.content
            with _lock:
                _pages[key] = content
                if len(_pages) > MOST:
                    _pages.popitem(last=False)
        response = HttpResponse(content)
        response["Cache-Control"] = "max-age=60"
        return response

    return answer
