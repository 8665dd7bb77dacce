"""A list of works can be limited to every field, country and unit that it has, and to several."""

import html
import re
from urllib.parse import urlencode

import pytest

FACETS = ("subfield", "type", "unit", "partner_country", "open_access")


def offered(site, language: str, of: str) -> dict[str, list[str]]:
    """Return the values of each facet that the page of an institute's works offers."""
    page = site.get(f"/{language}/figures/articles/{of}/").content.decode()
    return {
        name: [html.unescape(value).partition(":")[2]
               for value in re.findall(r'<option value="([^"]+)"', options)]
        for name, options in re.findall(
            r'<select id="w-(\w+)" name="where">(.*?)</select>', page, re.DOTALL)}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_value_that_the_works_have_is_offered(site, demo_asker, language):
    found = offered(site, language, "demo")
    question = demo_asker.question("articles", "demo")
    for facet in FACETS:
        mine = {str(part.group) for part in demo_asker.by(question, facet) if part.group}
        assert mine and mine <= set(found[facet]), facet


def test_a_long_list_is_in_the_order_of_names_accents_aside(site):
    page = site.get("/fr/figures/articles/demo/").content.decode()
    countries = re.search(r'<select id="w-partner_country".*?</select>', page, re.DOTALL)[0]
    names = re.findall(r">([^<]+)</option>", countries)[1:]
    places = [names.index(name) for name in ("Allemagne", "Chine", "États-Unis", "France")]
    assert len(names) > 40 and places == sorted(places)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_facet_together_with_a_unit_and_a_period(site, demo_asker, language):
    whole = demo_asker.question("articles", "demo")
    unit = demo_asker.by(whole, "unit")[0].group
    of_unit = demo_asker.question("articles", "demo", when="2015..2022", where={"unit": unit})
    for facet in FACETS:
        if facet == "unit":
            continue
        part = max((p for p in demo_asker.by(of_unit, facet) if p.group),
                   key=lambda part: part.rows)
        limits = [("where", f"unit:{unit}"), ("where", f"{facet}:{part.group}"),
                  ("when", "2015..2022")]
        page = site.get(f"/{language}/figures/articles/demo/?{urlencode(limits)}")
        text = page.content.decode()
        assert int(re.search(r'id="count">(\d+)', text)[1]) == part.rows > 0, facet
        assert text.count("<option value") > 40 and " selected>" in text
