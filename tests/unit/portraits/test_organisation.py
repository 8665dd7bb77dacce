"""An organisation's place and story: half-open dates, both ends of a succession, each merge."""

import datetime

import pytest

from belvedere.indicators.question import Whom
from belvedere.portraits.organisation import Event, merges, relations, story

A, B, C = (Whom("organisation", f"rnsr:{letter}", f"Unit {letter}") for letter in "ABC")


@pytest.mark.parametrize(("event", "en", "fr"), [
    (Event("2007", "merger", (A, B), C), "In 2007, Unit A and Unit B merged into Unit C.",
     "En 2007, Unit A et Unit B ont fusionné en Unit C."),
    (Event("2014-01-01", "renewal", (A,), C), "On 1 January 2014, Unit A was renewed as Unit C.",
     "Le 1er janvier 2014, Unit A a été renouvelée en Unit C."),
    (Event(None, "split", (A,), C), "Unit A was split and Unit C came of it.",
     "Unit A a été scindée et Unit C en est issue."),
])
def test_an_event_is_told_in_a_sentence_of_each_language(event, en, fr):
    assert event.words == (en, fr)
    assert [who for _, who in event.pieces("en") if who] == [*event.before, event.after]


@pytest.fixture(scope="module")
def successions(demo_asker):
    demo_asker.database.need("fact_organisation_relations")
    found = demo_asker.database.rows(
        "SELECT other_id__organisation, organisation_id__organisation FROM "
        "fact_organisation_relations WHERE relation = 'successor_of' ORDER BY 1, 2")
    assert found
    return found


def test_a_succession_is_told_on_the_page_of_either_end(demo_asker, successions):
    for before, after in successions[:20]:
        for who in (before, after):
            told = story(demo_asker, Whom("organisation", who, who))
            assert any(after == event.after.id and before in {b.id for b in event.before}
                       for event in told)


def test_who_has_no_succession_has_no_story(demo_asker):
    assert story(demo_asker, Whom("organisation", "ror:000000000", "Nobody")) == []


def test_who_opens_on_a_day_is_there_on_it_and_not_the_day_before(demo_asker):
    demo_asker.database.need("fact_organisation_relations")
    unit, institute, start = demo_asker.database.rows(
        "SELECT organisation_id__organisation, other_id__organisation, unit__start_first "
        "FROM fact_organisation_relations WHERE relation = 'supervised_by' "
        "AND unit__start_first > DATE '2010-01-01' ORDER BY 1, 2 LIMIT 1")[0]

    def there(day):
        _, theirs = relations(demo_asker, Whom("organisation", institute, ""), day)
        return unit in {one.other.id for one in theirs.get("supervised_by", ())}

    assert there(start)
    assert not there(start - datetime.timedelta(days=1))


def test_the_relations_at_a_date_are_those_that_the_figure_counts(demo_asker):
    of = demo_asker.whom("demo")
    for day in ("2012-06-01", "2018-01-01", "2021-12-31"):
        _, theirs = relations(demo_asker, of, datetime.date.fromisoformat(day))
        figure = demo_asker.ask(demo_asker.question("structures_supervised", "demo", when=day))
        assert len({one.other.id for one in theirs["supervised_by"]}) == figure.value


def test_each_identifier_says_why_it_is_this_organisation(demo_asker):
    joined = merges(demo_asker, demo_asker.whom("demo"))
    assert joined[0]["basis"] == "itself" and len(joined) > 2
    assert all(row["because"] and row["via"] for row in joined[1:])
