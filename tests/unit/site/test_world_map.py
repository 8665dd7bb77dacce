"""The map of countries: outlines by code, shades by value, beside the table of the same numbers."""

import re

from django.template.loader import render_to_string

from belvedere.site.drawn import by_dimension
from belvedere.site.world_map import HEIGHT, WIDTH, shaded, shapes
from belvedere.tables.countries import CODES


def test_every_outline_is_of_a_code_and_lies_on_the_map():
    assert set(shapes()) <= CODES and len(shapes()) > 170
    assert {"FR", "US", "BA", "CD", "TR", "MM"} <= set(shapes())
    for code, path in shapes().items():
        numbers = [int(number) for number in re.findall(r"-?\d+", path)]
        assert all(0 <= x <= WIDTH for x in numbers[::2]), code
        if code != "AQ":
            assert all(0 <= y <= HEIGHT + 60 for y in numbers[1::2]), code


def test_the_most_is_the_darkest_and_none_is_not_shaded():
    assert shaded([("FR", 8), ("JP", 1), ("US", 5), ("DE", 2), ("IT", 0), ("ZZ", 9)]) == [
        ("FR", 4), ("JP", 1), ("US", 3), ("DE", 1)]
    assert shaded([]) == [] and shaded([("FR", 0)]) == []


def test_the_image_is_given_once_for_all_pages(site):
    answer = site.get("/world.svg")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/svg+xml"
    assert "max-age" in answer["Cache-Control"] and b'id="FR"' in answer.content


def test_a_breakdown_by_country_has_a_map_and_another_has_none(demo_asker):
    question = demo_asker.question("eu_projects", "demo")
    drawn = {name: by_dimension(demo_asker, question, name, demo_asker.by(question, name), "en",
                                title="Projects") for name in ("partner_country", "instrument")}
    assert drawn["instrument"].shades == ()
    counted = {line.label for line in drawn["partner_country"].lines if line.url}
    assert 1 < len(drawn["partner_country"].shades) <= len(counted)
    assert max(level for _, level, _ in drawn["partner_country"].shades) == 4
    shown = render_to_string("site/_chart.html", {
        "chart": drawn["partner_country"], "language": "en"})
    assert shown.count('href="/world.svg#') == 1 + len(drawn["partner_country"].shades)
    said = {line.label: line.told for line in drawn["partner_country"].lines}
    titles = dict(one.rsplit(": ", 1) for one in re.findall("<title>(.*?)</title>", shown))
    assert len(titles) == len(drawn["partner_country"].shades)
    assert titles.items() <= said.items()
    assert "<table>" in shown  # the same numbers, for who sees no map
