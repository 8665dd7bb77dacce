"""Charts are valid specifications, of the page's own colours, whose bars are addresses."""

import json

import pytest
import vl_convert

from belvedere.indicators.trends import LONGEST
from belvedere.site import charts
from belvedere.site.drawn import by_dimension, over_years

YEARS = [("2019", 4, "4", "/a"), ("2020", None, "–", "/b"), ("2021", 7, "7", "/c")]
PARTS = [("ERC", 12, "12", "/erc"), ("Marie Curie “fellowships” & co", 3, "3", "/msca")]
SPECS = {
    "flow": charts.trend(YEARS, "projects", stock=False),
    "stock": charts.trend(YEARS, "units", stock=True),
    "share": charts.trend([("2019", .25, "25%", "/a")], "%", stock=False),
    "bars": charts.bars(PARTS, "projects"),
    "euros": charts.bars([("ERC", 12e6, "12 M€", "/erc")], "€"),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_is_a_specification_that_compiles(name):
    compiled = vl_convert.vegalite_to_vega(json.dumps(SPECS[name]))
    assert compiled["marks"]


@pytest.mark.parametrize("name", SPECS)
def test_colours_are_those_of_the_style_sheet(name):
    assert "#" not in json.dumps({**SPECS[name], "$schema": ""})
    assert "var(--deep)" in json.dumps(SPECS[name])


@pytest.mark.parametrize("name", ["flow", "share", "bars"])
def test_each_bar_has_the_address_of_its_figure(name):
    assert SPECS[name]["encoding"]["href"] == {"field": "url"}
    assert all(row["url"].startswith("/") for row in SPECS[name]["data"]["values"])


def test_a_chart_and_its_table_say_the_same(site, demo_asker):
    question = demo_asker.question("eu_projects", "demo")
    parts = demo_asker.by(question, "programme")
    drawn = by_dimension(demo_asker, question, "programme", parts, "en", title="Programme")
    shown = {row["label"]: row["value"] for row in drawn.spec["data"]["values"]}
    assert shown == {line.label: line.value for line in drawn.lines if line.url}
    trend = demo_asker.trend(question)
    drawn = over_years(demo_asker, question, trend, "fr", title="", undated=1234)
    assert [row["value"] for row in drawn.spec["data"]["values"]] == [p.value for p in trend]
    assert drawn.notes == [
        "1\u202f234 fiches ne sont pas dessinées : la source n’en donne pas la date."]


def test_the_last_point_of_a_stock_opens_as_at_the_records_own_day(site, demo_asker):
    question = demo_asker.question("units", "demo")
    trend = demo_asker.trend(question)
    drawn = over_years(demo_asker, question, trend, "en", title="")
    last = drawn.lines[-1]
    assert "when=" not in last.url and last.value == demo_asker.ask(question).value
    assert "when=" in drawn.lines[0].url
    began = trend[0].group
    assert drawn.notes == [] if len(trend) > LONGEST else [
        f"The records begin in {began}: of the years before nothing is told."]
    later = over_years(demo_asker, question, trend[3:], "fr", title="")
    assert later.notes == [
        f"Les fiches commencent en {began + 3} : rien n’est dit des années précédentes."]


def test_what_rests_on_few_articles_is_marked_where_it_is_told(site, demo_asker):
    question = demo_asker.question("pp_top10", "demo", where={"theme": "cancer"})
    for drawn in (
        over_years(demo_asker, question, demo_asker.trend(question), "fr", title=""),
        by_dimension(demo_asker, question, "type", demo_asker.by(question, "type"), "fr",
                     title=""),
    ):
        assert [line.few for line in drawn.lines] == [line.rows > 0 for line in drawn.lines]
        assert drawn.body.count("\N{NO-BREAK SPACE}*</td>") == sum(
            line.few for line in drawn.lines) > 0
        assert drawn.notes[0].startswith("* moins de 60 articles")
    question = demo_asker.question("articles", "demo", where={"theme": "cancer"})
    drawn = over_years(demo_asker, question, demo_asker.trend(question), "fr", title="")
    assert not any(line.few for line in drawn.lines) and not drawn.notes
