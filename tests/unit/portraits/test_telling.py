"""Dates, periods, limits and conditions are said as a reader of either language says them."""

import pytest

from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import among, at_least, known, not_among, true
from belvedere.indicators.question import WORLD, Whom, period
from belvedere.portraits.telling import (
    name_of,
    on,
    particulars,
    said_condition,
    said_date,
    said_measure,
    said_period,
    under,
)


@pytest.mark.parametrize(("written", "en", "fr"), [
    ("2014", "2014", "2014"),
    ("2014-05", "May 2014", "mai 2014"),
    ("2014-05-31", "31 May 2014", "31 mai 2014"),
    ("2014-01-01", "1 January 2014", "1er janvier 2014"),
])
def test_a_date_is_said_as_exactly_as_it_is_known(written, en, fr):
    assert (said_date(written, "en"), said_date(written, "fr")) == (en, fr)


def test_an_event_says_in_a_year_or_on_a_day():
    assert on("2007", "en") == "In 2007" and on("2007", "fr") == "En 2007"
    assert on("2014-01-01", "en") == "On 1 January 2014"
    assert on("2014-01-01", "fr") == "Le 1er janvier 2014"


@pytest.mark.parametrize(("written", "stock", "en", "fr"), [
    ("2014..2020", False, "2014–2020", "2014–2020"),
    ("2014", False, "2014", "2014"),
    ("2014-05..2014-06", False, "May 2014 to June 2014", "de mai 2014 à juin 2014"),
    ("2014-05-02..2014-06-03", False, "2 May 2014 to 3 June 2014",
     "du 2 mai 2014 au 3 juin 2014"),
    ("2015", True, "as at 31 December 2015", "au 31 décembre 2015"),
    ("2015-03-01", True, "as at 1 March 2015", "au 1er mars 2015"),
])
def test_a_period_is_said_as_what_it_is(written, stock, en, fr):
    assert said_period(period(written), stock, "en") == en
    assert said_period(period(written), stock, "fr") == fr


def test_countries_and_the_world_are_named_in_the_language():
    assert name_of(Whom("country", "DE", "DE"), "fr") == "Allemagne"
    assert name_of(WORLD, "en") == "the whole world"
    assert name_of(Whom("organisation", "ror:x", "Inserm"), "fr") == "Inserm"


@pytest.mark.parametrize(("condition", "en", "fr"), [
    (among("role", "coordinator"), "role: coordinator", "rôle : coordinateur"),
    (not_among("role", "third_party", "associated_partner", unknown="counted"),
     "role: other than third party or associated partner (a record that does not say counts)",
     "rôle : autre que tiers ou partenaire associé (une fiche qui ne le dit pas compte)"),
    (at_least("parties.organisations", 2), "partners: at least 2", "partenaires : au moins 2"),
    (true("project.admits_coordination"), "scheme that admits several partners: yes",
     "modalité qui admet plusieurs partenaires : oui"),
    (known("ec_contribution"), "contribution, €: known", "contribution, € : connu"),
])
def test_a_condition_is_said_in_words(condition, en, fr):
    assert said_condition(condition, "en") == en
    assert said_condition(condition, "fr") == fr


@pytest.mark.parametrize("definition", catalogue().values(), ids=lambda d: d.name)
def test_every_measure_can_be_said(definition):
    assert said_measure(definition, "en").endswith(".")
    assert said_measure(definition, "fr") != said_measure(definition, "en")


def test_a_figure_says_its_limits_its_period_and_its_counting(demo_asker):
    figure = demo_asker.ask(demo_asker.question(
        "eu_projects", "demo", when="2014..2016", where={"programme": "H2020"}))
    assert particulars(figure, "en") == [
        "Programme: Horizon 2020 (2014–2020)", "2014–2016", "counted in full"]
    assert particulars(figure, "fr") == [
        "Programme\u00a0: Horizon 2020 (2014–2020)", "2014–2016", "compte entier"]


def test_a_share_shows_the_two_numbers_under_it(demo_asker):
    figure = demo_asker.ask(demo_asker.question("trials_with_results_share", "demo"))
    assert under(figure, "en") == "{numerator} of {denominator}".format(**figure.sums)
    assert under(demo_asker.ask(demo_asker.question("units", "demo")), "en") == ""
