"""Inserm's page in its register, its figures stated and computed, over the real records."""

import re
import shutil

import pytest
from django.core.management import call_command
from django.db import transaction

from belvedere.building.landscape import landscape
from belvedere.building.steps import publish
from belvedere.cli.profile import load, read
from belvedere.errors import InputError
from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.register.organisations.actions import create
from belvedere.register.organisations.models import ProfileVersion, Subject
from belvedere.register.organisations.publish import tables
from belvedere.register.organisations.queries import known_as
from belvedere.register.organisations.restructuring import relate
from belvedere.register.organisations.views import prose
from belvedere.site.figures_in_prose import filled

PROFILE = landscape("inserm").folder / "profile.toml"
REFERENCE = re.compile(r"\[\[(?:figure|stated):[^\]]+\]\]")


@pytest.fixture
def books():
    """An empty register, rolled back."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_page_is_loaded_once_and_published_in_both_languages(books):
    made = load(read(PROFILE))
    assert made.status_en == "Public scientific and technical research institution"
    assert made.is_published and (made.employees, made.budget) == (15000, 967360000)
    assert load(read(PROFILE)).pk == made.pk  # the same words again change nothing
    assert ProfileVersion.objects.count() == 1
    texts = {name: getattr(made, name) for name in ProfileVersion.TEXTS}
    assert all(texts.values())
    for part in ("vision", "contribution", "areas"):  # the same figures in both languages
        assert sorted(REFERENCE.findall(texts[f"{part}_en"])) == sorted(
            REFERENCE.findall(texts[f"{part}_fr"]))
    stated = {int(n) for text in texts.values() for n in re.findall(r"stated:inserm:(\d+)", text)}
    assert stated == set(range(1, 48))  # every claim of the two texts has its place


@pytest.mark.parametrize(("text", "told"), [
    ("organisation = 'ror:x'", "about.name"), ("[about]\nname='x'\nborn='y'", "born"),
    ("[vision]\nen='x'\nde='y'", "vision.de"), ("organisation = ", "profile.toml"),
])
def test_a_page_that_is_wrong_is_refused_with_what_is_wrong(tmp_path, text, told):
    (tmp_path / "profile.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read(tmp_path / "profile.toml")


def test_a_page_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="write the page there"):
        read(tmp_path / "profile.toml")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reference_of_the_page_answers_beside_its_computed_value(books, inserm, language):
    made = load(read(PROFILE))
    known = known_as(made.organisation.codes.all(), made.organisation.pk)
    told = "".join(filled(text, inserm, known, language) for _, text in prose(made, language))
    assert "unanswered" not in told and "[[" not in told
    beside = {"en": "stated; computed", "fr": "énoncé; calculé"}[language]
    computed = r' <a class="figure" href="([^"]+)">(\d+)</a>'
    fp7 = re.search(rf"400 <small>\({beside}{computed}", told)
    assert fp7 and fp7[2] == "418" and "eu_projects/ror:02vjkv261/?where=programme" in fp7[1]


def test_claims_of_oncology_are_computed_once_the_register_says_its_themes(
    books, inserm, tmp_path
):
    """The teams of the register, published into a copy of the real edition's store."""
    shutil.copytree(inserm.edition.snapshots[0].folder.parents[1], tmp_path / "store")
    organisation = load(read(PROFILE)).organisation
    for number, theme in enumerate(["Cancer"] * 7 + ["immunology"] * 43):
        team = create(by=None, kind="team", name=f"Team {number}", opened="2010")
        relate(by=None, organisation=team, kind="part_of", other=organisation, start="2010")
        Subject.objects.create(organisation=team, scheme="theme", value=theme)
    publish(tmp_path, tables, tell=lambda line: None)
    asker = Asker(Store(tmp_path).edition())
    told = str(filled("[[stated:inserm:31]] [[stated:inserm:29]]", asker, (), "en"))
    assert ">14.0%</a>" in told and ">7</a>" in told
    figure = asker.ask(asker.question("units", "ror:02vjkv261"))
    assert figure.value == inserm.ask(inserm.question("units", "ror:02vjkv261")).value
