"""Countries and institutions side by side: each number opens to the figure that it is."""

import html
import importlib
import json
import re

import pytest

from belvedere.indicators.figure import told

compare = importlib.import_module("belvedere.site.compare")
CELL = re.compile(r'<td class="number"><a href="([^"]+)">([^<]+)</a></td>')


@pytest.mark.parametrize("address, mine", [
    ("/en/compare/countries/", "France"),
    ("/fr/compare/countries/?within=cancer", "France"),
    ("/en/compare/organisations/?when=2018..2021", "Institut Orphée"),
    ("/fr/compare/organisations/?among=europe", "Institut Orphée"),
])
def test_the_largest_stand_in_order_with_one_s_own_marked(site, address, mine):
    page = site.get(address).content.decode()
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    places = [int(place) for place in re.findall(r"<tr[^>]*><td>(\d+)</td>", table)]
    assert places == sorted(places) and places[0] == 1
    assert re.search(rf'<tr class="mine"><td>\d+</td><th scope="row">{mine}', table)


def test_each_number_is_the_number_of_its_page(site):
    page = site.get("/en/compare/countries/").content.decode()
    found = CELL.findall(page.partition("<tbody>")[2].partition("</tbody>")[0])
    assert len(found) > 60
    for address, shown in found[::17]:
        opened = site.get(html.unescape(address)).content.decode()
        assert re.search(r'id="value">([^<]+)<', opened)[1] == shown, address


def test_institutions_have_their_articles_in_full_and_by_credit(site, demo_asker):
    page = site.get("/en/compare/organisations/?when=2019").content.decode()
    assert "Articles, by credit" in page
    row = re.search(r'<tr class="mine">(.*?)</tr>', page, re.S)[1]
    for (address, shown), counting in zip(CELL.findall(row), ("full", "fractional")):
        figure = demo_asker.ask(demo_asker.question(
            "articles", "demo", when="2019", counting=counting))
        assert shown == told(figure.value, "", "en")
        assert ("counting=fractional" in address) == (counting == "fractional")


def test_intervals_hold_their_share(site):
    page = site.get("/en/compare/countries/").content.decode()
    row = re.search(r'<tr class="mine">(.*?)</tr>', page, re.S)[1]
    share = float(CELL.findall(row)[2][1].rstrip("%"))
    low, high = (float(bound) for bound in re.search(
        r'small">([\d.]+)% – ([\d.]+)%', row).groups())
    assert low <= share <= high and low < high
    first, last = (int(place) for place in re.search(r'small">(\d+) – (\d+)<', row).groups())
    shares = sorted((float(told.rstrip("%")) for _, told in CELL.findall(page)[2::6]), reverse=True)
    assert first <= 1 + shares.index(share) <= last


def test_who_has_no_interval_is_explained(site, monkeypatch):
    shown = site.get("/en/compare/countries/?when=2018..2020").content.decode()
    assert "Who has no interval" not in shown
    monkeypatch.setattr(compare, "MOST_DRAWN", 0)
    shown = site.get("/en/compare/countries/?when=2018..2021").content.decode()
    assert "Who has no interval" in shown and not re.search(r'small">[\d.]+% – ', shown)


def test_a_theme_that_is_none_is_refused(site):
    response = site.get("/en/compare/countries/?within=astrology")
    assert response.status_code == 404
    assert "There is no theme" in html.unescape(response.content.decode())


def test_values_that_rest_on_few_articles_are_marked_and_drawn_pale(site):
    page = site.get("/en/compare/organisations/?within=cancer").content.decode()
    assert 'id="few">* fewer than 60 articles' in page
    row = re.search(r'<tr class="mine">(.*?)</tr>', page, re.S)[1]
    marks = re.findall(r"</a>([^<]*)</td>", row)
    few = "\N{NO-BREAK SPACE}*"
    # a count is what it is; a share of few is a small number
    assert marks == ["", "", "", few, few, few, few]
    drawn = json.loads(re.search(r'data-chart>.*?<script[^>]*>(.*?)</script>', page, re.S)[1])
    assert {point["few"] for point in drawn["data"]["values"]} == {True}
    page = site.get("/en/compare/countries/").content.decode()
    assert few not in re.search(r'<tr class="mine">(.*?)</tr>', page, re.S)[1]
