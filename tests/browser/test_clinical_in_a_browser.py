"""The clinical desk as its people have it: a request from its receipt to a project's results."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

DESK = "register/clinical/"
expect.set_options(timeout=30_000)  # the machine may be busy: nothing here is about speed


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register with a clinical officer (Clara), a reviewer (Rosa), and who may not (Tom)."""
    home = tmp_path_factory.mktemp("clinical")
    seeded = served_register(demo_home, home)
    with seeded as base:
        subprocess.run([sys.executable, str(Path(__file__).with_name("seed_clinical.py"))],
                       check=True, env=os.environ | {
                           "BELVEDERE_HOME": str(home),
                           "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
        yield base


def do(page, link, **filled):
    """Follow a link of a dossier, fill in its form and send it."""
    page.get_by_role("link", name=link, exact=True).click()
    for name, value in filled.items():
        if page.locator(f"select#{name}").count():
            page.select_option(f"#{name}", value)
        else:
            page.fill(f"#{name}", value)
    page.locator("form.form button").click()
    expect(page.locator(".done")).to_be_visible()


def test_from_a_request_to_the_results(opened, address, tmp_path):
    """Its whole way, by the right roles; then every page of it, in all sizes and languages."""
    clara = signed_in(opened, DESK, email="clara@example.org")
    clara.get_by_role("link", name="Requests", exact=True).click()
    clara.get_by_role("link", name="Open a dossier").click()
    clara.select_option("#kind", "promotion")
    clara.fill("#opened", "2014-01-10")
    clara.fill("#title", "A trial of <b>sleep</b>")
    clara.fill("#unit", "Unité une")
    clara.fill("#nct", "NCT12")
    clara.get_by_role("button", name="Open").click()
    expect(clara.locator(".field.wrong .error")).to_contain_text("NCT and eight digits")
    assert clara.input_value("#title") == "A trial of <b>sleep</b>"
    clara.fill("#nct", "NCT99999999")
    clara.get_by_role("button", name="Open").click()
    expect(clara.locator("h1")).to_contain_text("Request 2014-001")
    request = clara.url.removeprefix(f"{address}/en/")
    do(clara, "Find admissible", on="2014-01-20")
    do(clara, "Begin the evaluation", on="2014-02-01")
    do(clara, "Ask a reviewer", reviewer="rosa@example.org", on="2014-02-02")

    rosa = signed_in(opened, "register/inbox/", email="rosa@example.org")
    expect(rosa.locator("h1")).to_have_text("Messages")
    rosa.get_by_role("link", name="A review of 2014-001 is asked for.").click()
    expect(rosa.locator("h1")).to_contain_text("Request 2014-001")
    assert rosa.get_by_role("link", name="Give a favourable opinion", exact=True).count() == 0
    do(rosa, "Declare interests", conflict="none")
    do(rosa, "Ask a question", text="How many?", on="2014-02-03")
    do(rosa, "Give an opinion", opinion="favourable", report="Well made.", on="2014-02-20")

    tom = signed_in(opened, DESK, email="tom@example.org")
    expect(tom.locator("h1")).to_have_text("Clinical research desk")
    assert tom.get_by_role("link", name="Requests", exact=True).count() == 0
    for path in (request, f"{request}favour/", f"{DESK}requests/", f"{DESK}requests/new/"):
        assert tom.goto(f"{address}/en/{path}").status == 403, path

    clara.reload()
    do(clara, "Write down an answer", answer="Twelve", on="2014-02-04")
    paper = tmp_path / "Protocol.pdf"
    paper.write_bytes(b"<html>")
    clara.get_by_role("link", name="Add a document", exact=True).click()
    clara.set_input_files("#file", paper)
    clara.get_by_role("button", name="Add a document").click()
    expect(clara.locator(".field.wrong .error")).to_contain_text("not what its name says")
    paper.write_bytes(b"%PDF-1.7 x")
    clara.set_input_files("#file", paper)
    clara.get_by_role("button", name="Add a document").click()
    with clara.expect_download() as download:
        clara.get_by_role("link", name="Protocol.pdf").click()
    assert download.value.suggested_filename == "Protocol.pdf"
    do(clara, "Give a favourable opinion", on="2014-03-01")
    clara.get_by_role("link", name="P2014-001").click()
    project = clara.url.removeprefix(f"{address}/en/")
    do(clara, "Record the authorisation", on="2014-04-01")
    do(clara, "Begin to recruit", on="2014-05-01")
    do(clara, "Count participants", participants="3", on="2014-06-30")
    do(clara, "Suspend", kind="safety", on="2014-07-01", why="Two events")
    do(clara, "Resume", kind="safety", on="2014-08-01")
    do(clara, "End recruitment, follow up", on="2015-01-01")
    do(clara, "Close", on="2015-06-01")
    expect(clara.locator(".caveat")).to_contain_text("late")
    do(clara, "Record the results", on="2016-05-30", posted="2016-05-29",
       publications="10.1000/xyz")
    expect(clara.locator("h1")).to_contain_text("Reported")

    visitor = opened(f"/en/{project}")
    assert "too few to be told" in visitor.locator("main").inner_text()
    assert visitor.get_by_role("link", name="Close", exact=True).count() == 0
    visitor.goto(f"{address}/en/{request}")
    assert "sign-in" in visitor.url

    for size in SIZES:
        for language in ("en", "fr"):
            clara.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (DESK, f"{DESK}requests/", f"{DESK}requests/new/", request,
                         f"{request}comment/", f"{DESK}projects/", project, f"{project}change/",
                         "register/inbox/"):
                clara.goto(f"{address}/{language}/{path}")
                assert clara.locator("h1").count() == 1, path
                wide = clara.evaluate("document.documentElement.scrollWidth")
                assert wide <= SIZES[size][0], (path, size)
                found = Axe().run(clara).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    clara.set_viewport_size({"width": 1280, "height": 900})
    clara.goto(f"{address}/en/{DESK}projects/")
    expect(clara.locator("tbody tr")).to_have_count(1)
    clara.fill("#q", "zzz")
    expect(clara.locator("p.message")).to_be_visible()
    assert clara.hosts <= {address, "data:"}
    assert [said for said in clara.said if "400" not in said] == []


def test_an_office_brings_its_file(opened, address, tmp_path):
    """From the desk's page to what was brought in; what is wrong stays out."""
    page = signed_in(opened, DESK, email="clara@example.org")
    page.get_by_role("link", name="Export and import").click()
    page.get_by_role("link", name="Import: Requests").click()
    file = tmp_path / "demandes.csv"
    file.write_text("Bureau de la recherche clinique;;;;;\n"
                    "N°;Type;Titre;Unité;Reçue le;Recevable\n"
                    "2013-007;Demande de qualification;Fièvre;Unité une;5 mars 2013;12/03/2013\n"
                    "2013-008;Demande de qualification;Fièvre;Nulle part;5 mars 2013;\n"
                    "Total;;;;;2\n")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look it over").click()
    expect(page.locator("h1")).to_have_text("What this file would change")
    dry_run = page.url.removeprefix(f"{address}/en/").partition("?")[0]
    for size in SIZES:
        for language in ("en", "fr"):
            page.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (f"{DESK}files/", f"{DESK}files/clinical_requests/import/",
                         f"{dry_run}?verdict=wrong", f"{dry_run}?verdict=created"):
                page.goto(f"{address}/{language}/{path}")
                assert page.locator("h1").count() == 1, path
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= SIZES[size][0], (path, size)
                found = Axe().run(page).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    page.goto(f"{address}/en/{dry_run}")
    expect(page.locator("tbody")).to_contain_text("no organisation Nulle part")
    page.fill("#why", "Old files")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("h1")).to_have_text("Imported")
    page.goto(f"{address}/en/{DESK}requests/?q=2013-007")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Admissible")
