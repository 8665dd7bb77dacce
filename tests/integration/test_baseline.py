"""An institute with its own works and a baseline has the scores that the world gives."""

import gzip
import importlib
import json
import shutil
import zipfile

import pytest
from msgspec.structs import replace

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.cli.main import main
from belvedere.errors import InputError, QuestionError
from belvedere.indicators.asking import Asker
from belvedere.indicators.ranking import group
from belvedere.landscapes.worlds.generate import generate
from belvedere.portraits.portrait import portrait

ROR = "02vjkv261"
INSTITUTE = {"ror": ROR, "name": "Inserm", "country": "FR", "type": "facility"}
QUESTIONS = [
    ("articles", "inserm", {}), ("articles", "inserm", {"type": "review"}),
    ("pp_top10", "inserm", {}), ("pp_top1", "inserm", {"theme": "cancer"}),
    ("mncs", "inserm", {}), ("articles_top10", "inserm", {}), ("mcs", "inserm", {}),
    ("world_share", "inserm", {}), ("national_share", "inserm", {}),
    ("specialisation", "inserm", {"theme": "cancer"}),
    ("articles", "FR", {}), ("pp_top10", "FR", {}), ("mncs", "FR", {"theme": "cancer"}),
    ("world_share", "FR", {}), ("mncs", "world", {}), ("pp_top5", "world", {}),
    ("international_collaboration", "FR", {}), ("articles_prominent_journals", "FR", {}),
]


def quiet(line):
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return (asker of the world, folder of the institute's own works, baseline)."""
    place = tmp_path_factory.mktemp("baseline")
    generate(place / "world" / "openalex", 4_000, institutions=[INSTITUTE])
    home = place / "l'institut"  # a quote in a path is no end of it
    edition = build(home, landscape("inserm"), place / "world", only=["openalex"], tell=quiet)
    baseline = place / "w.baseline.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BELVEDERE_HOME", str(home))
        assert main(["baseline", "--to", str(baseline)]) == 0
    own_works(place / "world" / "openalex", place / "own" / "openalex")
    return Asker(edition), place / "own", baseline


def own_works(world, own):
    """Write the institute's works as a finished query of the API leaves them."""
    (own / "works").mkdir(parents=True)
    institutions = [
        json.loads(line) for part in world.glob("institutions/*/part*")
        for line in gzip.decompress(part.read_bytes()).splitlines()]
    me = next(i["id"] for i in institutions if i["ror"].endswith(ROR))
    with gzip.open(own / "works" / "page-00001.jsonl.gz", "wt") as page:
        count = 0
        for part in sorted(world.glob("works/*/part*")):
            for line in gzip.decompress(part.read_bytes()).decode().splitlines(keepends=True):
                work = json.loads(line)
                if any(me in (i["lineage"] or ()) for a in work["authorships"]
                       for i in a["institutions"]):
                    page.write(line)
                    count += 1
    (own / "works" / "query.json").write_text(json.dumps({
        "address": "", "asked": {}, "filter": "", "cursor": None, "pages": 1, "count": count,
        "fetched": count, "started": "2026-09-28T00:00:00+00:00",
        "finished": "2026-09-28T00:01:00+00:00"}))
    for entity in ("institutions", "topics", "sources"):
        shutil.copytree(world / entity, own / entity)


@pytest.fixture(scope="module")
def with_baseline(made, tmp_path_factory):
    _, own, baseline = made
    folder = tmp_path_factory.mktemp("files")
    shutil.copytree(own, folder / "own")
    shutil.copy(baseline, folder)
    return Asker(build(folder / "home", landscape("inserm"), folder,
                       only=["openalex", "baseline"], tell=quiet))


@pytest.mark.parametrize("name, of, where", QUESTIONS)
def test_the_figure_is_the_world_s_to_the_digit(made, with_baseline, name, of, where):
    world = made[0]
    expected = world.ask(world.question(name, of, where=where))
    found = with_baseline.ask(with_baseline.question(name, of, where=where))
    assert expected.value is not None
    assert (found.value, found.sums, found.rows, found.undecided) == (
        expected.value, expected.sums, expected.rows, expected.undecided)


def test_the_rank_of_a_country_comes_from_the_baseline(made, with_baseline):
    from_world, from_file = (
        [(place, who) for place, who, _, _ in asker.ranking(
            asker.question("articles", "FR", counting="fractional"), group("all")).table]
        for asker in (made[0], with_baseline))
    assert from_world == from_file and len(from_file) > 20


def test_its_rows_are_said_to_be_elsewhere(with_baseline):
    with pytest.raises(QuestionError, match="baseline"):
        with_baseline.rows(with_baseline.question("articles", "FR"))
    _, rows, count = with_baseline.rows(with_baseline.question("articles", "inserm"))
    assert len(rows) == count > 0


@pytest.mark.parametrize("name, of, where", [
    ("articles", "FR", {"open_access": "gold"}), ("articles", "world", {"collaboration": "none"}),
    ("world_share", "inserm", {"open_access": "gold"}),
    ("specialisation", "inserm", {"open_access": "gold"}),
    ("pp_top10", "FR", {"partner_country": "US"}),
    ("articles", "{other}", {"partner_country": "US"}),
    ("national_share", "inserm", {"collaboration": "international"}),
])
def test_what_the_baseline_does_not_add_up_is_not_told(made, with_baseline, name, of, where):
    of = of.format(other=another(with_baseline))
    assert made[0].ask(made[0].question(name, of, where=where)).value > 0
    figure = with_baseline.ask(with_baseline.question(name, of, where=where))
    assert figure.value is None and "asks for more" in figure.caveats[0].en


def test_breakdowns_are_the_world_s_or_none(made, with_baseline):
    asked = 0
    for of in ("FR", "world", another(with_baseline)):
        for name in ("articles", "pp_top10", *(("world_share",) if of != "world" else ())):
            for dimension in ("year", "type", "open_access", "collaboration"):
                world, found = (asker.by(asker.question(name, of), dimension)
                                for asker in (made[0], with_baseline))
                assert world and found in ([], world)
                asked += bool(found)
            assert with_baseline.trend(with_baseline.question(name, of)) == made[0].trend(
                made[0].question(name, of))
    assert asked == 16  # by year and by type
    own = with_baseline.question("articles", "inserm")
    assert with_baseline.by(own, "open_access") == made[0].by(
        made[0].question("articles", "inserm"), "open_access") != []


def test_a_page_has_no_rank_where_the_others_are_not_told(site, with_baseline):
    figure_page = importlib.import_module("belvedere.site.figure_page")
    for where, ranked in (({}, True), ({"open_access": "gold"}, False)):
        question = with_baseline.question("articles", "inserm", where=where)
        assert with_baseline.ask(question).value > 0
        found = figure_page._rank(with_baseline, question, "en", "all", None)
        assert (found["rank"] is not None) == ranked


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_an_institute_with_a_baseline_can_be_seen(
        site, with_baseline, monkeypatch, language):
    home = with_baseline.edition.snapshots[0].folder.parents[2]
    monkeypatch.setattr("django.conf.settings.HOME", home)
    other = another(with_baseline)
    for address in (
        "", "portraits/inserm/", "portraits/FR/", "organisations/", "organisations/inserm/",
        "audit/", "sources/", "compare/countries/", "compare/organisations/?within=cancer",
        *(f"figures/{name}/{of}/{more}" for name in ("articles", "open_access", "national_share",
                                                     "pp_top10", "specialisation")
          for of in ("inserm", "FR", other)
          for more in ("?theme=cancer", "?theme=cancer&open_access=gold")
          if (name, of) != ("national_share", "FR")),
    ):
        response = site.get(f"/{language}/{address}")
        assert response.status_code == 200, (address, response.content.decode()[-600:])


def another(asker):
    """Return an organisation that signs many works, few of them with the institute."""
    return next(who for _, who, _, _ in asker.ranking(
        asker.question("articles", "inserm"), group("all")).table
        if who not in asker.held._own)


def test_another_organisation_s_figures_are_the_baseline_s(made, with_baseline):
    other = another(with_baseline)
    for name in ("articles", "mncs", "pp_top10", "world_share", "national_share"):
        expected, found = (asker.ask(asker.question(name, other))
                           for asker in (made[0], with_baseline))
        assert (found.value, found.rows) == (expected.value, expected.rows)
    question = with_baseline.question("articles", other)
    assert not with_baseline.held.rows(question)
    with pytest.raises(QuestionError, match="baseline"):
        with_baseline.rows(question)
    with pytest.raises(QuestionError, match="baseline"):
        with_baseline.sql(question)


def test_a_smaller_baseline_tells_less_and_says_so(made, tmp_path, monkeypatch):
    world, own, _ = made
    monkeypatch.setenv("BELVEDERE_HOME", str(own.parent / "l'institut"))
    shutil.copytree(own, tmp_path / "own")
    assert main(["baseline", "--to", str(tmp_path / "small.baseline.zip"), "--organisations", "5",
                 "--countries", "de"]) == 0
    small = Asker(build(tmp_path / "home", landscape("inserm"), tmp_path,
                        only=["openalex", "baseline"], tell=quiet))
    ranks = small.ranking(small.question("articles", "inserm"), group("all"))
    assert 5 <= len(ranks.table) < 50 and "baseline holds them" in ranks.group.title.en
    unknown = next(who for _, who, _, _ in world.ranking(
        world.question("articles", "inserm"), group("all")).table
        if who not in ranks.positions and who not in small.held._own)
    figure = small.ask(small.question("articles", unknown))
    assert figure.value is None and "largest organisations only" in figure.caveats[0].en
    subfield = world.by(world.question("articles", "DE"), "subfield")[0].group
    for name in ("articles", "mncs"):
        for of, where in (("DE", {"subfield": subfield}), ("DE", {}), ("FR", {}), ("inserm", {})):
            one, other = (a.ask(a.question(name, of, where=where)) for a in (world, small))
            assert one.value == other.value is not None
    figure = small.ask(small.question("articles", "FR", where={"subfield": subfield}))
    assert figure.value is None and "asks for more" in figure.caveats[0].en
    assert small.by(small.question("articles", "FR"), "subfield") == []
    with pytest.raises(QuestionError, match="asks for more"):
        small.rank(small.question("articles", "DE", where={"subfield": subfield}), group("all"))


def test_without_a_baseline_nothing_is_held_against_the_world(made, tmp_path):
    alone = Asker(build(tmp_path, landscape("inserm"), made[1], only=["openalex"], tell=quiet))
    assert alone.ask(alone.question("articles", "inserm")).value > 0
    # of another organisation only the works signed with the institute are here
    for name, of in (("pp_top10", "inserm"), ("world_share", "inserm"), ("articles", "FR"),
                     ("articles", another(made[0]))):
        figure = alone.ask(alone.question(name, of))
        assert figure.value is None
        assert "takes the works of the world" in figure.caveats[0].en
    for of in ("inserm", "FR"):
        with pytest.raises(QuestionError, match="works of the world"):
            alone.rank(alone.question("articles", of), group("all"))


def test_a_server_of_an_edition_without_works_says_so(with_baseline):
    edition = with_baseline.edition
    without = replace(edition, snapshots=tuple(
        s for s in edition.snapshots
        if not {"works", "publication_sums", "citation_scores"} & set(s.tables)))
    asker = Asker(without, load=True)
    question = asker.question("articles", "inserm")
    assert "no source of publications" in asker.ask(question).caveats[0].en
    assert asker.by(question, "year") == asker.trend(question) == []


def test_a_baseline_by_other_rules_is_refused(made, tmp_path):
    other = changed(made[2], tmp_path / "o.baseline.zip", lambda told: told["reference"].update(
        window="year of publication and the 5 years after it"))
    shutil.copytree(made[1], tmp_path / "own")
    with pytest.raises(InputError, match=r"o\.baseline\.zip.*its window is .*5 years"):
        build(other.parent / "home", landscape("inserm"), tmp_path,
              only=["openalex", "baseline"], tell=quiet)


def test_a_baseline_of_another_time_is_refused(made, tmp_path):
    old = changed(made[2], tmp_path / "o.baseline.zip",
                  lambda told: told.update(as_of="2024-01-01"))
    shutil.copytree(made[1], tmp_path / "own")
    with pytest.raises(InputError, match="2024-01-01 and the works are of 2026-09-28"):
        build(old.parent / "home", landscape("inserm"), tmp_path,
              only=["openalex", "baseline"], tell=quiet)


def test_a_sample_has_no_baseline(tmp_path, capsys, monkeypatch):
    sample = tmp_path / "files" / "openalex"
    generate(tmp_path / "world", 1_000)
    sample.mkdir(parents=True)
    part = next((tmp_path / "world").glob("works/*/part*"))
    shutil.copy(part, sample / "works.jsonl.gz")
    build(tmp_path, landscape("inserm"), sample.parent, only=["openalex"], tell=quiet)
    monkeypatch.setenv("BELVEDERE_HOME", str(tmp_path))
    assert main(["baseline", "--to", str(tmp_path / "x.baseline.zip")]) == 2
    assert "does not hold the world's works" in capsys.readouterr().err


def changed(baseline, target, change):
    """Write a copy of a baseline that tells something else of itself."""
    with zipfile.ZipFile(baseline) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "baseline.json":
                told = json.loads(content)
                change(told)
                content = json.dumps(told).encode()
            new.writestr(name, content)
    return target


def test_a_portrait_tells_nothing_of_a_sample(tmp_path):
    sample = tmp_path / "files" / "openalex"
    generate(tmp_path / "world", 1_000, institutions=[INSTITUTE])
    sample.mkdir(parents=True)
    shutil.copy(next((tmp_path / "world").glob("works/*/part*")), sample / "works.jsonl.gz")
    shutil.copytree(tmp_path / "world" / "institutions", sample / "institutions")
    asker = Asker(build(tmp_path, landscape("inserm"), sample.parent, only=["openalex"],
                        tell=quiet))
    figure = asker.ask(asker.question("articles", "inserm"))
    assert figure.value > 0 and "are a sample" in figure.caveats[0].en
    assert portrait(asker, asker.whom("inserm")) == []
