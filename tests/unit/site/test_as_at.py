"""The site as at a date: pages are put at a day, and the links between them carry it."""

import re

import pytest


def links(site, address):
    response = site.get(address)
    assert response.status_code == 200, address
    return re.findall(r'href="([^"]+)"', response.content.decode().split("<main")[1])


def test_a_portrait_at_a_day_tells_its_stocks_as_at_that_day_and_flows_for_their_own(site):
    found = links(site, "/en/portraits/demo/?at=2012-05-31")
    # the years of a chart have days of their own
    told = site.get("/en/portraits/demo/?at=2012-05-31").content.decode()
    stocks = re.findall(r'class="figure" href="([^"]*/figures/units/[^"]*)"', told)
    assert stocks and all("when=2012-05-31" in link for link in stocks)
    flows = [link for link in found if "/figures/eu_projects/" in link]
    assert flows and not any("2012-05-31" in link for link in flows)
    assert any("/organisations/" in link and link.endswith("?at=2012-05-31") for link in found)


def test_a_figure_of_a_portrait_at_a_day_is_the_one_that_its_link_opens(site, demo_asker):
    question = demo_asker.question("units", "demo", when="2012-05-31")
    value = demo_asker.ask(question).value
    told = site.get("/en/portraits/demo/?at=2012-05-31").content.decode()
    assert re.search(rf'figures/units/[^"]*when=2012-05-31"[^>]*>{value}<', told)


@pytest.mark.parametrize("at", ["2012", "2012-01", "2012-01-01"])
def test_a_day_is_read_as_its_first_on_every_page_as_in_the_register(site, at):
    assert any("when=2012-01-01" in link for link in links(site, f"/en/portraits/demo/?at={at}"))
    assert any("when=2012-01-01" in link
               for link in links(site, f"/en/organisations/demo/?at={at}"))
    whole = site.get(f"/en/figures/units/demo/?at={at}").content.decode()
    assert "as at 1 January 2012" in whole


def test_a_flow_is_not_limited_by_a_day(site):
    whole, at = (re.search(r'id="value">([^<]+)<', site.get(
        f"/en/figures/eu_projects/demo/{query}").content.decode())[1] for query in ("", "?at=2012"))
    assert whole == at


def test_a_stock_hands_its_day_to_the_organisations_that_it_names(site):
    found = links(site, "/en/figures/units/demo/?when=2012-05-31")
    organisations = [link for link in found if "/organisations/" in link]
    assert len(organisations) > 1 and all(link.endswith("?at=2012-05-31")
                                          for link in organisations)


def test_an_organisation_hands_its_day_to_its_portrait_and_to_those_it_is_tied_to(site):
    found = links(site, "/en/organisations/demo/?at=2012-05-31")
    assert any("/portraits/" in link and link.endswith("?at=2012-05-31") for link in found)
    tied = [link for link in found if re.search(r"/organisations/[^?]+:", link)]
    assert tied and all(link.endswith("?at=2012-05-31") for link in tied)


@pytest.mark.parametrize(("name", "told"), [
    ("eu_projects", "Organisations as this edition knows them"),
    ("register_units", "as they hung together on that day"),
    ("register_closures", "on each record’s own date"),
])
def test_a_figure_says_as_of_when_organisations_hang_together(site, name, told):
    assert told in site.get(f"/en/figures/{name}/demo/").content.decode()


@pytest.mark.parametrize("page", ["portraits/demo/", "organisations/demo/", "figures/units/demo/"])
def test_a_day_that_is_none_is_told(site, page):
    assert site.get(f"/en/{page}?at=2014-02-30").status_code == 400
