"""The promise: every number opens, and what it opens to cannot disagree with it.

Walks the site of the invented world as a reader does, in both languages, and
holds every figure that a page shows to its own page, its JSON, its rows listed
and downloaded, and the command line.
"""

import csv
import html
import io
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pyarrow.parquet as pq
import pytest

from belvedere.cli.main import main

PAGES = (
    "/{}/", "/{}/portraits/demo/", "/{}/organisations/demo/", "/{}/audit/",
    "/{}/indicators/units/", "/{}/indicators/eu_projects/", "/{}/portraits/FR/",
)
LINK = re.compile(r'href="(/(?:en|fr)/figures/[^"#]+)')
NUMBER = re.compile(r'<a class="figure" href="([^"#]+)[^>]*>([^<]+)</a>')


def text(site, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200, (address, response.content[:300])
    return response.content.decode()


@pytest.fixture(scope="module")
def figures(site):
    """Every figure's address that these pages link to, once, in either language."""
    found = {}
    for page in PAGES:
        for language in ("en", "fr"):
            for link in LINK.findall(text(site, page.format(language))):
                address = html.unescape(link)
                found.setdefault(re.sub(r"^/(en|fr)", "", address), address)
    assert len(found) > 60
    return sorted(found.values())


def asked(address: str) -> tuple[str, str, list[str]]:
    """Return (indicator, of, command-line options) of a figure's address."""
    parts = urlsplit(address)
    _, _, name, of, *_ = unquote(parts.path).strip("/").split("/", 3)
    options = []
    for key, values in parse_qs(parts.query).items():
        for value in values:
            if key == "where":
                options += ["--where", value.replace(":", "=", 1)]
            elif key in ("when", "counting"):
                options += [f"--{key}", value]
    return name, of.rstrip("/"), options


def download(address: str, name: str) -> str:
    place, _, query = address.partition("?")
    return f"{place}{name}?{query}"


def test_every_figure_shown_agrees_with_its_rows_its_files_and_the_command_line(
    site, figures, demo_home, capsys, monkeypatch
):
    monkeypatch.setenv("BELVEDERE_HOME", str(demo_home))
    for address in figures:
        figure = json.loads(text(site, download(address, "figure.json")))
        page = text(site, address)
        csv_text = text(site, download(address, "rows.csv"))
        rows = list(csv.DictReader(io.StringIO(csv_text)))

        # the page lists as many rows as the figure counts and the file holds
        listed = int(re.search(r'<span id="count">(\d+)</span>', page)[1])
        assert listed == figure["rows"] == len(rows), address
        keys = [next(iter(row.values())) for row in rows]
        assert len(set(keys)) == len(keys), address
        assert len(json.loads(text(site, download(address, "rows.json")))) == len(rows)

        # the value is what these rows add up to, each with its weight
        weights = [float(row["weight"]) if figure["counting"] == "fractional" else 1
                   for row in rows]
        measured = {"mcs": "citations", "mncs": "ncs"}.get(
            figure["indicator"], figure["indicator"].rpartition("_")[2])
        if "weight" in figure["sums"]:
            total = sum(float(row[measured]) * w for row, w in zip(rows, weights))
            assert figure["sums"] == pytest.approx({"total": total, "weight": sum(weights)})
            assert figure["value"] == (
                pytest.approx(total / sum(weights)) if sum(weights) else None)
        elif "numerator" in figure["sums"]:
            numerator = sum(row["counts_in_numerator"] == "True" for row in rows)
            assert figure["sums"] == {"numerator": numerator, "denominator": len(rows)}, address
            expected = numerator / len(rows) if rows else None
            assert figure["value"] == expected
        elif "sum" in figure["sums"]:
            money = "ec_contribution" in (rows[0] if rows else {})
            total = sum(float(row["ec_contribution" if money else measured]) * w
                        for row, w in zip(rows, weights))
            assert figure["sums"]["sum"] == pytest.approx(total)
        elif "count" in figure["sums"]:
            assert figure["sums"]["count"] == pytest.approx(sum(weights)), address
            if set(figure["sums"]) == {"count"}:
                assert figure["value"] == pytest.approx(sum(weights)) or (
                    figure["value"] is None and not rows and figure["undecided"])

        # the command line says the same, to the byte
        name, of, options = asked(address)
        assert main(["ask", name, "--of", of, *options, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == figure
        assert main(["ask", name, "--of", of, *options, "--rows", "--format", "csv"]) == 0
        assert capsys.readouterr().out == csv_text, address


def test_a_number_in_the_prose_is_the_number_of_its_page(site):
    numbers = 0
    for language in ("en", "fr"):
        for address, shown in NUMBER.findall(text(site, f"/{language}/portraits/demo/")):
            page = text(site, html.unescape(address))
            if "among=" in address:
                place = re.search(r"<strong>(?:Rank|Rang) (\d+)</strong>", page)[1]
                assert shown == place
            else:
                value = re.search(r'id="value">([^<]+)<', page)[1]
                shown, few, _ = shown.partition("\xa0*")
                assert bool(few) == any(said in page for said in ("A small number", "Petit nombre"))
                assert shown in (value, "cannot be told", "ne peut être établi")
                assert (shown == value) != (value == "–")
            numbers += 1
    assert numbers > 30


def test_parts_of_a_breakdown_open_to_figures_of_the_same_value(site):
    page = text(site, "/en/figures/eu_projects/demo/?by=programme")
    table = page[page.index('id="by"'):page.index('id="rank"')]
    parts = re.findall(r'<td class="number"><a href="([^"]+)">([^<]+)</a>', table)
    assert len(parts) == 3
    for address, shown in parts:
        value = re.search(r'id="value">([^<]+)<', text(site, html.unescape(address)))[1]
        assert value == shown


def test_parquet_rows_are_the_same_rows(site):
    address = "/en/figures/units/demo/"
    response = site.get(download(address, "rows.parquet"))
    table = pq.read_table(io.BytesIO(response.content)).to_pylist()
    rows = list(csv.DictReader(io.StringIO(text(site, download(address, "rows.csv")))))
    assert {row["organisation_id"] for row in table} == {row["organisation_id"] for row in rows}


def test_an_address_with_its_edition_gives_the_same_figure(site):
    figure = json.loads(text(site, "/en/figures/units/demo/figure.json"))
    page = text(site, f"/en/figures/units/demo/?edition={figure['edition']}")
    assert f'id="value">{figure["value"]}<' in page
