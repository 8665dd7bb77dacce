"""A portrait says what there is to say, in figures that can be opened, and no more."""

import pytest

from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.question import Whom
from belvedere.portraits.chapters import SECTIONS
from belvedere.portraits.portrait import pieces, portrait, undated


def sentences():
    return [s for section in SECTIONS for s in section.sentences]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_number_that_a_sentence_names_is_asked_for_and_told(language):
    for sentence in sentences():
        for words in filter(None, (sentence.words, sentence.untold)):
            named = {text for text, is_figure in pieces(words(language)) if is_figure}
            asked = {name.removesuffix("__of") for name in named} - {"name"}
            assert asked <= set(sentence.asks)
        assert {text for text, figure in pieces(sentence.words("en")) if figure} == {
            text for text, figure in pieces(sentence.words("fr")) if figure}
        assert set(sentence.asks) <= {
            text for text, figure in pieces(sentence.words(language)) if figure}


def test_a_portrait_asks_for_indicators_dimensions_and_charts_that_exist():
    for section in SECTIONS:
        asks = [ask for s in section.sentences for ask in s.asks.values()]
        for ask in (*asks, *(chart.ask for chart in section.charts)):
            definition = catalogue()[ask.indicator]
            assert all(definition.dimension(name) for name, _ in ask.where)
        for chart in section.charts:
            assert chart.by is None or catalogue()[chart.ask.indicator].dimension(chart.by)


def test_the_institute_has_all_chapters_and_every_number_is_a_figure(demo_asker):
    told = portrait(demo_asker, demo_asker.whom("demo"))
    assert [t.section.name for t in told] == [
        "structures", "publications", "europe", "clinical", "patents"]
    for section in told:
        for sentence in section.sentences:
            assert any(a.figure.value or a.figure.undecided for a in sentence.answers.values())
            assert all(a.figure.edition == demo_asker.edition.name
                       for a in sentence.answers.values())
        assert section.charts


def test_of_nobody_nothing_is_told(demo_asker):
    assert portrait(demo_asker, Whom("organisation", "ror:000000000", "Nobody")) == []


def test_a_country_is_told_but_has_no_rank_among_organisations(demo_asker):
    told = portrait(demo_asker, demo_asker.whom("FR"))
    assert told
    assert not any(a.rank for section in told for s in section.sentences
                   for a in s.answers.values())


def test_only_the_institute_is_ranked_among_its_peers(demo_asker):
    def groups(slug):
        return {a.rank.standing.group.name for section in portrait(
            demo_asker, demo_asker.whom(slug)) for s in section.sentences
            for a in s.answers.values() if a.rank}
    assert "peers" in groups("demo") and "peers" not in groups("cgsi")


def test_rows_without_a_date_are_told_beside_the_years(demo_asker):
    figure = demo_asker.ask(demo_asker.question("eu_projects", "demo"))
    trend = demo_asker.trend(figure.question)
    assert undated(figure, trend) == figure.rows - sum(part.rows for part in trend)
    assert undated(demo_asker.ask(demo_asker.question("units", "demo")), trend) == 0
