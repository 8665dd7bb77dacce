"""An odd address is told what is odd; none breaks the site."""

import pytest

ODD = (
    "figures/eu_projects/demo/?page=%C2%B2", "figures/eu_projects/demo/?page=0",
    "figures/eu_projects/demo/?page=99999999999999999999999", "figures/units/demo/?when=9999",
    "figures/units/demo/?when=2014..9999", "figures/units/demo/?when=0000",
    "figures/units/demo/?where=region:%00", "figures/units/demo/?q=%00", "organisations/?page=x",
    "organisations/?q=%00", "organisations/demo/?at=9999", "organisations/demo/?at=yesterday",
    "sources/cordis/aside/?page=-1", "figures/eu_projects_growth/demo/",
    "figures/trials_sponsored/demo/?counting=half", "figures/units/demo/?to=FR%20",
)


@pytest.mark.parametrize("address", ODD)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_impossible_address_is_refused_with_words(site, language, address):
    response = site.get(f"/{language}/{address}")
    assert response.status_code in (400, 404)
    assert '<p lang="en" class="message">' in response.content.decode()


@pytest.mark.parametrize("address", (
    "figures/eu_projects/demo/?page=9999", "figures/eu_projects/demo/?q=%27%22%3B--",
    "figures/eu_projects/demo/?where=instrument:%27%20OR%201=1", "organisations/?q=%25_%27",
    "figures/eu_projects/demo/?where=", "figures/eu_projects/demo/?sort=-project_id",
    "organisations/?country=zz&kind=%3Cb%3E", "organisations/demo/?all=theirs-supervised_by",
    "figures/units/world/", "figures/eu_projects/FR/?among=peers",
))
def test_a_strange_but_possible_address_answers(site, address):
    response = site.get(f"/en/{address}")
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


def test_the_same_question_asked_of_another_leads_to_its_address(site):
    response = site.get("/fr/figures/eu_projects/demo/?when=2014..2020&where=programme:H2020&to=FR")
    assert response.status_code == 302
    assert response["Location"] == (
        "/fr/figures/eu_projects/FR/?when=2014..2020&where=programme%3AH2020")


def test_an_address_typed_without_its_last_slash_is_found(site):
    response = site.get("/en/figures/units/demo?when=2015")
    assert response.status_code == 302
    assert response["Location"] == "/en/figures/units/demo/?when=2015"
    assert site.get("/en/nothing").status_code == 404
