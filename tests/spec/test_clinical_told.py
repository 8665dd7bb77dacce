"""The clinical book in prose and held beside what text A states, in its own numbers."""

import pytest
from drawn import drawn, edition

from belvedere.building.landscape import landscape
from belvedere.indicators.asking import Asker
from belvedere.indicators.question import period
from belvedere.portraits.audit import audit
from belvedere.portraits.portrait import portrait

EVALUATED = {"promotion": 38, "qualification": 57, "amendment": 68}
ACTIVE = 374
SAID = {
    "clinical projects evaluated": 163, "of which applications to promote (sponsorship)": 38,
    "of which applications for qualification": 57, "of which requests for amendment": 68,
    "active projects of the clinical research centre": 374,
}


def rows(heading: str, told) -> str:
    return "\n".join((heading, *(" | ".join(row) for row in told)))


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """A book in which 163 = 38 + 57 + 68 were evaluated in 2014, and 374 are active at its end.

    Beside them: a decision of each kind just before and after the year, a project that
    ended on its last day, one that is sponsored since the day after.
    """
    requests = []
    for kind, count in EVALUATED.items():
        dates = ["2014-01-01", *["2014-06-15"] * (count - 2), "2014-12-31",
                 "2013-12-31", "2015-01-01"]
        requests += [(f"{kind[0]}-{n}", "register:2", kind, on, "2014-01-01",
                      "unfavourable" if n % 4 == 0 else "favourable", "40")
                     for n, on in enumerate(dates)]
    projects = [(f"P-{n}", "register:2", "2014-12-31" if n == 1 else "2010-05-01",
                 "2015-01-01" if n == 2 else "", "riph1" if n % 2 else "riph2",
                 "yes" if n < 20 else "no", "", "")
                for n in range(1, ACTIVE + 1)]
    projects += [("P-ended", "register:2", "2010", "2014-12-31", "riph1", "no", "2014-12-31",
                  "yes"),
                 ("P-late", "register:2", "2009", "2013-02-01", "riph1", "no", "2014-02-01", "no"),
                 ("P-after", "register:2", "2015-01-01", "", "riph1", "no", "", "")]
    tables = {
        "clinical_applications": rows(
            "number | unit_id | kind | decided | received | decision | days_to_decision", requests),
        "clinical_projects": rows(
            "number | unit_id | sponsored | ended | category | rare_disease | results_due | "
            "results_in_time", projects),
        "clinical_enrolments": "number | unit_id | year | participants\n"
                               "P-1 | register:2 | 2014 | 12\nP-2 | register:2 | 2013 | 40",
        "register_organisations": "record_id | kind | name\nregister:1 | institute | Inserm\n"
                                  "register:2 | unit | U",
        "claims": "claim_id | document | said | value | precision | period | at\n" + "\n".join(
            f"A:{n} | A | {said} | {value} | exact | {'' if value == ACTIVE else 2014} | "
            f"{2014 if value == ACTIVE else ''}" for n, (said, value) in enumerate(SAID.items())),
    }
    mapping = {"slug": "inserm", "name": "Inserm", "institute": "register:1", "peers": [],
               "slugs": {"inserm": "register:1"}, "answers": list(landscape("inserm").answers)}
    return Asker(edition(tmp_path_factory.mktemp("told"), drawn(**tables), landscape=mapping,
                         as_of="2015-06-30"))


def test_the_audit_states_each_figure_of_the_desk(books):
    told = audit(books)
    assert [(one.claim["said"], one.outcome, one.computed) for one in told] == [
        (said, "agrees", value) for said, value in SAID.items()]
    assert sum(one.computed for one in told[1:4]) == told[0].computed


@pytest.mark.parametrize("at", [None, "2015-01-01", "2014", "2014-12-31"])
def test_the_portrait_tells_the_book_of_the_last_whole_year(books, at):
    """Which is 2014 for a portrait of 2015, and for one as at the last day of 2014."""
    (section,) = portrait(books, books.whom("register:1"), at and period(at))
    assert section.section.name == "clinical"
    told = {name: answer.figure for sentence in section.sentences
            for name, answer in sentence.answers.items()}
    values = {name: figure.value for name, figure in told.items()}
    assert [values[name] for name in ("evaluated", "promotion", "qualification", "amendment")] == [
        163, 38, 57, 68]
    assert values["days"] == 40 and values["enrolled"] == 12
    accepted = 163 - sum(n % 4 == 0 for count in EVALUATED.values() for n in range(count))
    assert values["accepted"] == pytest.approx(accepted / 163)
    assert values["in_time"] == pytest.approx(1 / 2)
    assert values["active"] == ACTIVE  # one ended and one began on 1 January 2015
    assert values["rare"] == 19 - (at in (None, "2015-01-01"))
    assert told["evaluated"].when.written == "2014" and told["evaluated"].rows == 163
    assert {chart.chart.ask.indicator for chart in section.charts} == {
        "clinical_evaluated", "clinical_projects_active"}


def test_an_edition_without_the_book_tells_nothing_of_it(demo_asker):
    told = portrait(demo_asker, demo_asker.whom("demo"))
    asked = {answer.figure.question.indicator.name for section in told
             for sentence in section.sentences for answer in sentence.answers.values()}
    assert "trials_sponsored" in asked
    assert not any(name.startswith("clinical_") for name in asked)
