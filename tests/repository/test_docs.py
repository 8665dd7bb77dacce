"""The documentation cannot lie: made from the code, and fresh."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

from belvedere import __version__
from belvedere.cli.main import VERBS, parser
from belvedere.indicators.catalogue import catalogue
from belvedere.sources.base import sources
from belvedere.tables import TABLES

ROOT = Path(__file__).parents[2]


def reference():
    found = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_reference_pages_are_as_the_code_would_write_them():
    assert reference().stale() == [], "run make docs"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_and_its_options(verb):
    made = parser(verb)
    assert made.description
    for action in made._actions:
        assert action.help or action.choices, (verb, action.dest)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_table_says_its_grain_and_every_column_its_meaning_and_whether_personal(table):
    assert table.grain.endswith(".")
    for column in table.columns:
        assert column.meaning.strip()
        assert isinstance(column.personal, bool)


@pytest.mark.parametrize("one", catalogue().values(), ids=lambda one: one.name)
def test_every_indicator_is_told_in_both_languages_with_method_and_review(one):
    assert one.title.en and one.title.fr and one.definition.en != one.definition.fr
    assert one.method and re.fullmatch(r"\d{4}-\d{2}-\d{2}", one.reviewed)


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.name)
def test_every_source_says_its_publisher_licence_and_tables(source):
    assert source.title and source.publisher and source.licence
    assert set(source.tables) <= set(TABLES)


def test_the_changelog_tells_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_glossary_terms_are_in_order():
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    terms = [term.lower() for term in re.findall(r"^\*\*([^*,]+)", text, re.MULTILINE)]
    assert terms == sorted(terms)


def test_no_file_names_a_package_registry_or_a_path_of_some_machine():
    words = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "/wo" + "rk/", "/ro" + "ot/")
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    for name in filter(None, files.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in (".png", ".parquet") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], name
