"""Every page that there is, on a phone, in both languages, as administrator and as visitor.

A page that nobody walks is found by its address: each name of the site is here, in the
table of permissions, or said to be no page.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import SIZES, served, signed_in

SITE = {
    "home": "", "portrait": "portraits/demo/", "figure": "figures/eu_projects/demo/",
    "organisations": "organisations/", "organisation": "organisations/demo/",
    "indicators": "indicators/", "indicator": "indicators/units/", "sources": "sources/",
    "aside": "sources/cordis/aside/", "compare": "compare/countries/", "audit": "audit/",
    "work": "works/9000000010/", "curation": "register/curation/",
    "curate": "register/curation/{text}/",
}
AXE, VIOLATIONS = Axe(), {"resultTypes": ["violations"]}
CLOSED = {"curation", "curate"}
NO_PAGES = {"aside_csv", "figure_json", "rows_csv", "rows_json", "rows_parquet", "world",
            "suggest_indicators", "suggest_matches", "api_match", "api_match_description",
            "propose"}


@pytest.fixture(scope="module")
def walk(demo_home, tmp_path_factory):
    """A register with one of everything beside the invented world: its address, its pages."""
    home = tmp_path_factory.mktemp("walk")
    shutil.copytree(demo_home / "store", home / "store")
    told = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("seed_walk.py"))], check=True, text=True,
        stdout=subprocess.PIPE, env=os.environ | {
            "BELVEDERE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
    with served(home) as base:
        yield base, json.loads(told.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def address(walk):
    return walk[0]


def test_every_address_is_walked_or_is_no_page(walk):
    assert set(walk[1]["site"]) == SITE.keys() | NO_PAGES
    assert len(walk[1]["pages"]) > 140


def wrong(page, where: str, axe: bool) -> list:
    """Go to a page; return what is wrong with it."""
    page.said.clear()
    page.goto(where)
    found = [f"console: {said}" for said in page.said]
    if page.locator("h1").count() != 1:
        found.append("it has no title, or several")
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > SIZES["phone"][0]:
        found.append(f"it is {wide} wide")
    if axe:
        found += [(one["id"], one["nodes"][0]["html"][:200])
                  for one in AXE.run(page, options=VIOLATIONS).response["violations"]]
    return [(where.partition("/en/")[2] or where, one) for one in found]


@pytest.mark.parametrize("who", ["administrator", "visitor"])
def test_every_page_is_for_everybody(walk, opened, who):
    base, told = walk
    if who == "administrator":
        page = signed_in(opened, "register/curation/", size="phone")
        text = page.locator("tbody a").first.get_attribute("href").rstrip("/").rpartition("/")[2]
    else:
        page, text = opened("/en/", "phone"), ""
    paths = [path for path, everybody in told["pages"].values()
             if everybody or who == "administrator"]
    paths += [f"/en/{path.format(text=text)}" for name, path in SITE.items()
              if who == "administrator" or name not in CLOSED]
    found, languages = [], ("en", "fr")
    for number, path in enumerate(paths):
        # every other page in each language, for there are many; those of visitors in both
        for language in languages if who == "visitor" else languages[number % 2:][:1]:
            found += wrong(page, base + path.replace("/en/", f"/{language}/", 1),
                           axe=language == languages[number % 2])
    assert found == [] and page.hosts <= {base, "data:"}
