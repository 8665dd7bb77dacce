"""Where an organisation is, drawn: the outlines of its country and those around, and a point.

The outlines are Natural Earth's, in the public domain, rounded to a few kilometres;
nothing is asked of another host.
"""

import csv
import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WIDTH, HEIGHT = 480, 360
CLOSEST, WIDEST = 3.0, 16.0
"""Degrees of latitude that a map shows at least and at most."""

_Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Map:
    """A map as SVG paths: the country of the point, the others, and where the point is."""

    country: str
    own: str
    others: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


@lru_cache(1)
def outlines() -> list[tuple[str, _Ring, tuple[float, float, float, float]]]:
    """Return each outline: the country’s name, its points, and the box that it fills."""
    found = []
    with open(Path(__file__).with_name("outlines.csv"), encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            numbers = [float(number) for number in row["outline"].split()]
            ring = list(zip(numbers[::2], numbers[1::2]))
            xs, ys = numbers[::2], numbers[1::2]
            found.append((row["country"], ring, (min(xs), min(ys), max(xs), max(ys))))
    return found


@lru_cache(1_000)
def drawn(latitude: float, longitude: float) -> Map:
    """Return the map of a point."""
    around = next(((name, box) for name, ring, box in outlines()
                   if _inside(longitude, latitude, ring, box)), None)
    name, box = around or ("", (longitude, latitude, longitude, latitude))
    tall = min(WIDEST, max(CLOSEST, (box[3] - box[1]) * 1.15))
    squeeze = max(0.15, math.cos(math.radians(latitude)))
    wide = tall * WIDTH / HEIGHT / squeeze
    centre_x, centre_y = (
        (low + high) / 2 if high - low < shown else point
        for low, high, shown, point in ((box[0], box[2], wide, longitude),
                                        (box[1], box[3], tall, latitude)))
    west, north = centre_x - wide / 2, centre_y + tall / 2

    def put(x: float, y: float) -> tuple[int, int]:
        return round((x - west) * WIDTH / wide), round((north - y) * HEIGHT / tall)

    own, others = [], []
    for country, ring, (left, low, right, high) in outlines():
        if right < west or left > west + wide or high < north - tall or low > north:
            continue
        path = "M" + "L".join(f"{x} {y}" for x, y in (put(*point) for point in ring)) + "Z"
        (own if country == name else others).append(path)
    x, y = put(longitude, latitude)
    return Map(name, "".join(own), "".join(others), x, y)


def _inside(x: float, y: float, ring: _Ring, box: tuple[float, float, float, float]) -> bool:
    """Whether a point is within an outline: a line from it crosses the outline an odd time."""
    if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
        return False
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
