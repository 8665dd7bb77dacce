"""The world drawn: each country by its code, shaded by its part of a figure.

The outlines are those of the register's maps, in one image that a browser keeps: a page
only names the countries that it shades. The table beside a map has the same numbers.
"""

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from babel import Locale
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from belvedere.register.organisations.maps import outlines
from belvedere.tables.countries import CODES

WIDTH, HEIGHT = 720, 286
NORTH = 84.0
"""The latitude of the upper edge; two pixels are a degree."""
LEVELS = 4
_ELSEWISE = {
    "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Congo": "CG", "Côte d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Falkland Is.": "FK",
    "Fr. S. Antarctic Lands": "TF", "Macedonia": "MK", "Myanmar": "MM", "Palestine": "PS",
    "S. Sudan": "SS", "Solomon Is.": "SB", "Trinidad and Tobago": "TT", "Turkey": "TR",
    "United States of America": "US", "W. Sahara": "EH",
}
"""Names in the outlines that are not those of the code."""


@cache
def shapes() -> dict[str, str]:
    """Return the path of each country that the outlines have, by its code."""
    territories = Locale("en").territories
    codes = {territories[code]: code for code in CODES} | _ELSEWISE
    paths: dict[str, list[str]] = {}
    for name, ring, _ in outlines():
        points = [point for point, _ in groupby(
            (round((x + 180) * 2), round((NORTH - y) * 2)) for x, y in ring)]
        if name in codes and (len(points) > 3 or codes[name] not in paths):
            paths.setdefault(codes[name], []).append(
                "M" + "L".join(f"{x} {y}" for x, y in points) + "Z")
    return {code: "".join(parts) for code, parts in sorted(paths.items())}


@cache
def _image() -> bytes:
    drawn = "".join(f'<path id="{code}" d="{path}"/>' for code, path in shapes().items())
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
            f'<g id="land">{drawn}</g></svg>').encode()


@require_safe
@cache_control(public=True, max_age=86_400)
def world(request):
    """Give the outlines of all countries as one image."""
    return HttpResponse(_image(), content_type="image/svg+xml")


def shaded(values: Iterable[tuple[str, float]]) -> list[tuple[str, int]]:
    """Return (country, how dark) of those that have an outline: the darkest has the most."""
    found = [(code, value) for code, value in values if code in shapes() and value > 0]
    most = max((value for _, value in found), default=0)
    return [(code, -int(-LEVELS * value // most)) for code, value in found]
