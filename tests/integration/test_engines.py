"""The large steps run on DuckDB and on Spark: the same queries, the same figures."""

import math
import shutil

import pytest

from belvedere.building.engines import engine
from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.errors import InputError, QuestionError
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from belvedere.indicators.definition import Growth
from belvedere.landscapes.worlds.generate import generate
from belvedere.matching.arrow import SPARK_SCHEMA
from belvedere.matching.opening import Workers

INSTITUTE = {"ror": "02vjkv261", "name": "Inserm", "country": "FR", "type": "facility"}


def quiet(line):
    pass


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    generate(folder / "openalex", 1_000, institutions=[INSTITUTE])
    return folder


@pytest.fixture(scope="module")
def on_duckdb(world, tmp_path_factory):
    home = tmp_path_factory.mktemp("duckdb")
    return Asker(build(home, landscape("inserm"), world, only=["openalex"], tell=quiet))


def answers(asker):
    """Yield (question, figure) of every publication indicator, of three kinds of whom."""
    for name, definition in catalogue().items():
        if definition.theme != "publications":
            continue
        for of in ("inserm", "FR", "world"):
            for where in ({}, {"theme": "cancer"}, {"journal_list": "prominent/basic"}):
                when = "2016..2020" if isinstance(definition.measure, Growth) else None
                try:
                    question = asker.question(name, of, when=when, where=where)
                except QuestionError:
                    continue
                yield (name, of, *where), asker.ask(question)


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_gives_the_same_figures(world, on_duckdb, tmp_path):
    pytest.importorskip("pyspark")
    on_spark = Asker(build(
        tmp_path, landscape("inserm"), world, only=["openalex"], tell=quiet, on="local[2]"))
    expected, found = dict(answers(on_duckdb)), dict(answers(on_spark))
    assert set(expected) == set(found) and len(found) > 90
    for question, figure in expected.items():
        other = found[question]
        assert (figure.rows, figure.undecided) == (other.rows, other.undecided), question
        if figure.value is None:
            assert other.value is None, question
        else:
            assert math.isclose(figure.value, other.value, rel_tol=1e-9), question


def test_the_world_is_what_it_must_be(on_duckdb):
    for percent in (1, 5, 10, 50):
        figure = on_duckdb.ask(on_duckdb.question(f"pp_top{percent}", "world"))
        assert math.isclose(figure.value, percent / 100, rel_tol=1e-12)
    assert math.isclose(on_duckdb.ask(on_duckdb.question("mncs", "world")).value, 1)
    # the credits of all countries, and of works without any, are the world's works
    total = on_duckdb.database.rows(
        "SELECT sum(weight), count(DISTINCT work_id) FROM fact_work_countries")
    assert math.isclose(*total[0], rel_tol=1e-12)
    own = on_duckdb.database.rows("SELECT sum(own_weight) FROM fact_work_organisations")
    assert math.isclose(own[0][0], total[0][1], rel_tol=1e-9)


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_reads_the_texts_as_the_build_does(on_duckdb, tmp_path):
    pytest.importorskip("pyspark")
    session = engine("local[2]", None, tmp_path).session
    on_duckdb.database.need("affiliations", "affiliation_links")
    texts = on_duckdb.database.rows("SELECT DISTINCT affiliation FROM affiliations ORDER BY 1")
    frame = session.createDataFrame(texts, "text string").repartition(3)
    found = frame.mapInArrow(
        Workers(on_duckdb.edition.tables, tmp_path / "matching"), SPARK_SCHEMA).collect()
    by_spark = {(row.text, one.record_id, one.how, one.score, one.start, one.end)
                for row in found for one in row.found}
    by_build = set(on_duckdb.database.rows(
        'SELECT affiliation, organisation_id, how, l.score, l.start, l."end" '
        "FROM affiliation_links l JOIN affiliations USING (affiliation_id)"))
    assert len(found) == len(texts)
    assert by_spark == by_build
    assert {record for _, record, *_ in by_build} == {"ror:02vjkv261"}


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_an_unreachable_engine_is_told(world, tmp_path):
    home = tmp_path / "home"
    pytest.importorskip("pyspark")
    with pytest.raises(InputError, match="sparkle cannot be reached"):
        build(home, landscape("inserm"), world, only=["openalex"], tell=quiet, on="sparkle")
