"""An institute declares its list of journals: the build counts by it, and says what it cannot."""

import csv
import shutil

import pytest

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.cli.main import main
from belvedere.indicators.asking import Asker
from belvedere.landscapes.worlds.generate import generate
from belvedere.portraits.portrait import portrait

INSTITUTE = {"ror": "02vjkv261", "name": "Inserm", "country": "FR", "type": "facility"}
LANDSCAPE = """
slug = "inserm"
name = "Inserm"
institute = "ror:02vjkv261"
[sources.openalex]
[sources.baseline]
[[journal_list]]
file = "own.csv"
rule = "Two journals of the invented world, and two of none."
rule_fr = "Deux revues du monde inventé, et deux qui n’en sont pas."
default = true
"""
OWN = """list,version,domain,issn_l,title,valid_from,valid_to,source,licence
own,2015,medical,0140-6736,The Lancet,2015,2019,Institute,not public
own,2020,medical,0140-6736,The Lancet,2020,,Institute,not public
own,2020,basic,0092-8674,Cell,2020,,Institute,not public
own,2020,basic,2049-3630,A journal that this world has not,2020,,Institute,not public
own,2020,basic,0092-8674,Cell again,2021,,Institute,not public
"""


def quiet(line):
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return (asker by the own list, asker by the shipped one, folder of the landscape)."""
    place = tmp_path_factory.mktemp("lists")
    generate(place / "world" / "openalex", 20_000, institutions=[INSTITUTE])
    own = place / "own"
    own.mkdir()
    (own / "landscape.toml").write_text(LANDSCAPE, encoding="utf-8")
    (own / "own.csv").write_text(OWN, encoding="utf-8")
    return [*(Asker(build(place / name, landscape(which), place / "world", only=["openalex"],
                          tell=quiet))
              for name, which in (("own-home", str(own)), ("home", "inserm"))), place]


def rows_of(asker, where):
    """Return how many citable works of France a plain query finds."""
    asker.database.need("work_countries", "works", "work_descriptions")
    return asker.database.rows(
        "SELECT count(*) FROM work_countries JOIN works USING (work_id) "
        "JOIN work_descriptions USING (work_id) "
        f"WHERE country = 'FR' AND is_citable AND ({where})")[0][0]


def test_the_own_list_takes_the_place_of_the_default(made):
    mine, shipped, _ = made
    lancet = "journal_id = 'issn:0140-6736' AND year >= 2015"
    cell = "journal_id = 'issn:0092-8674' AND year >= 2020"
    expected = rows_of(mine, f"({lancet}) OR ({cell})")
    for asker in (mine, shipped):
        asker.database.need("works")
    question = mine.question("articles_prominent_journals", "FR")
    figure = mine.ask(question)
    assert figure.value == expected > 0
    assert figure.caveats[0].en == (
        "Counted by the list of journals own, versions 2015, 2020 (Institute; not public): Two "
        "journals of the invented world, and two of none. It is complete for these years alone: "
        "since 2020.")
    assert figure.caveats[0].fr.endswith(
        "Deux revues du monde inventé, et deux qui n’en sont pas. Elle n’est complète que "
        "pour ces années : depuis 2020.")
    parts = {part.group: part.value for part in mine.by(question, "journal_list")}
    assert parts["own"] == expected
    # the shipped list gives beside it what it gives where it is the default
    theirs = shipped.ask(shipped.question("articles_prominent_journals", "FR"))
    assert parts["prominent"] == theirs.value > 0
    assert shipped.by(theirs.question, "journal_list")[0].group == "prominent"


def test_a_portrait_tells_no_number_of_some_years_as_if_of_all(made):
    for asker, told in zip(made, (False, True)):
        sentences = [sentence for section in portrait(asker, asker.whom("FR"))
                     for sentence in section.sentences]
        assert any("articles" in sentence.answers for sentence in sentences)
        assert any("prominent" in sentence.answers for sentence in sentences) == told


def test_rows_that_contradict_others_or_mean_no_journal_are_told(made, monkeypatch, capsys):
    monkeypatch.setenv("BELVEDERE_HOME", str(made[2] / "own-home"))
    assert main(["aside", "journal_lists", "--format", "csv"]) == 0
    told = {tuple(row[1:3]): row[4] for row in csv.reader(capsys.readouterr().out.splitlines())}
    assert "repeats the key" in told["own.csv", "6"]  # for other years
    assert main(["origins"]) == 0
    told = capsys.readouterr().out
    assert ("own.csv, row 5: A journal that this world has not: ISSN 2049-3630 is of no journal of "
            "this edition" in told)
    origin = next(o for o in made[0].edition.origins() if o["source"] == "journal_lists")
    assert [one["file"] for one in origin["inputs"]] == ["own.csv"]
    assert origin["licence"] == "not public, MIT"


def test_a_baseline_by_another_list_tells_no_figure_of_prominent_journals(made, monkeypatch):
    mine, _, place = made
    shutil.copytree(place / "own", place / "with-baseline")
    files = place / "files"
    # a part of the world's works, which nobody's whole is
    (files / "openalex").mkdir(parents=True)
    shutil.copy(next((place / "world").glob("openalex/works/*/part*")),
                files / "openalex" / "works.jsonl.gz")
    shutil.copytree(place / "world" / "openalex" / "institutions", files / "openalex" /
                    "institutions")
    for home, counted in (("home", False), ("own-home", True)):
        monkeypatch.setenv("BELVEDERE_HOME", str(place / home))
        assert main(["baseline", "--to", str(files / "w.baseline.zip")]) == 0
        asker = Asker(build(place / f"with-{home}", landscape(str(place / "with-baseline")),
                            files, tell=quiet))
        figure = asker.ask(asker.question("articles_prominent_journals", "FR"))
        expected = mine.ask(mine.question("articles_prominent_journals", "FR")).value
        assert asker.ask(asker.question("articles", "FR")).value > 0
        if counted:
            assert figure.value == expected
        else:
            assert figure.value is None and "by another list" in figure.caveats[0].en
