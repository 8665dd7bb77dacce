"""The transfer desk as its people have it: an invention, its family, a contract, a start-up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

DESK = "register/transfer/"
expect.set_options(timeout=30_000)  # the machine may be busy: nothing here is about speed


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register with a transfer officer (Tara), two companies, and who may not (Clara)."""
    home = tmp_path_factory.mktemp("transfer")
    with served_register(demo_home, home) as base:
        subprocess.run([sys.executable, str(Path(__file__).with_name("seed_transfer.py"))],
                       check=True, env=os.environ | {
                           "BELVEDERE_HOME": str(home),
                           "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
        yield base


def fill(page, **filled):
    """Fill in a form and send it."""
    for name, value in filled.items():
        if page.locator(f"select#{name}").count():
            page.select_option(f"#{name}", value)
        else:
            page.fill(f"#{name}", value)
    page.locator("form.form button").click()


def do(page, link, **filled):
    """Follow a link of a dossier, fill in its form and send it; it is done."""
    page.get_by_role("link", name=link, exact=True).click()
    fill(page, **filled)
    expect(page.locator(".done")).to_be_visible()


def refused(page, link, told, **filled):
    """Do the same, and be told at a field why not."""
    page.get_by_role("link", name=link, exact=True).click()
    fill(page, **filled)
    expect(page.locator(".field.wrong .error").first).to_contain_text(told)
    page.get_by_role("link", name="Cancel").click()


def begin(page, book, **filled):
    """Open a dossier of a book; return its address."""
    page.get_by_role("link", name="Transfer desk").first.click()
    page.get_by_role("link", name=book, exact=True).click()
    page.get_by_role("link", name="Open a dossier").click()
    fill(page, **filled)
    expect(page.locator(".done")).to_be_visible()
    return page.url.partition("/en/")[2]


def test_from_an_invention_to_a_licence_and_a_company(opened, address):
    """The whole way of each book, by the right role; then every page, in all sizes, languages."""
    tara = signed_in(opened, f"{DESK}disclosures/", email="tara@example.org")
    disclosure = begin(tara, "Invention disclosures", opened="2014-01-10", unit="Unité une",
                       title="A <b>philtre</b>", inventors="Ada Fleuve", field="therapeutic")
    expect(tara.locator("h1")).to_contain_text("Disclosure D2014-001")
    do(tara, "Note a proof-of-concept support", start="2014-01-20", end="2015-01-20",
       funder="Fund", amount="50 000,00 €")
    do(tara, "Begin the evaluation", on="2014-02-01")
    refused(tara, "Retain, to protect it", "before 2014-02-01", on="2014-01-31")
    do(tara, "Retain, to protect it", on="2014-02-20")
    tara.get_by_role("link", name="F2014-001").click()
    family = tara.url.partition("/en/")[2]
    refused(tara, "Enter into the portfolio", "no priority application", on="2014-03-01")
    refused(tara, "Note an application", "no application number", number="14305123",
            kind="priority", filed="2014-03-01")
    do(tara, "Note an application", number="EP 14 305 123", kind="priority", filed="2014-03-01")
    refused(tara, "Say who owns it", "90", owner_1="Institut inventé", share_1="60",
            owner_2="Seine SA", share_2="30")
    do(tara, "Say who owns it", owner_1="Institut inventé", share_1="66,67 %",
       owner_2="Seine SA", share_2="33.33")
    do(tara, "Name an inventor", name="Ada Fleuve", unit="Unité une")
    do(tara, "Enter into the portfolio", on="2014-03-01")
    do(tara, "Note an application", number="WO2015/012345", kind="extension", filed="2015-03-01")
    do(tara, "Note a status", number="EP14305123", status="granted", on="2016-05-01")
    do(tara, "Note an annuity", number="EP14305123", due="2016-03-31")
    do(tara, "Note an annuity", number="EP14305123", due="2017-03-31")
    do(tara, "Note a payment", number="EP14305123", on="2016-03-01", amount="465")
    expect(tara.locator(".caveat")).to_contain_text("late")
    do(tara, "Abandon", on="2017-01-01", why="Board 4")
    do(tara, "Restore", on="2017-06-01", why="Board 5")

    contract = begin(tara, "Contracts", kind="licence", opened="2015-01-10", unit="Unité une",
                     title="Philtres", partner="Rhein AG", size="large",
                     amount="1 234 567,89 €", families="F2014-001")
    do(tara, "Add a partner", partner="Seine SA", size="sme")
    refused(tara, "Record the signature", "begins on 2015-03-01", on="2015-03-01",
            until="2015-02-01")
    do(tara, "Record the signature", on="2015-03-01", until="2020-03-01")
    do(tara, "Prolong", until="2022-03-01")
    expect(tara.locator("main")).to_contain_text("1.2 M€")
    do(tara, "Record the end", on="2022-03-01")
    expect(tara.locator("h1")).to_contain_text("Ended")
    tara.get_by_role("link", name="F2014-001").click()
    do(tara, "Assign away", on="2023-01-01", why="Sold")
    expect(tara.locator("h1")).to_contain_text("Assigned away")
    assert tara.get_by_role("link", name="Abandon", exact=True).count() == 0

    startup = begin(tara, "Start-ups", opened="2015-01-01", unit="Unité une", title="Sirène",
                    founders="Ada Fleuve", capital="900000", company="Rhein AG")
    do(tara, "Record the foundation", on="2015-06-01")
    do(tara, "Record the acquisition", on="2020-01-01")

    clara = signed_in(opened, DESK, email="clara@example.org")
    expect(clara.locator("h1")).to_have_text("Transfer desk")
    assert clara.get_by_role("link", name="Contracts", exact=True).count() == 0
    for path in (disclosure, family, contract, f"{family}abandon/", f"{startup}cease/",
                 f"{DESK}families/", f"{DESK}contracts/new/", f"{DESK}startups/new/"):
        assert clara.goto(f"{address}/en/{path}").status == 403, path
    visitor = opened(f"/en/{startup}")
    shown = visitor.locator("main").inner_text()
    assert "Sirène" in shown and "Ada" not in shown and "900" not in shown
    visitor.goto(f"{address}/en/{contract}")
    assert "sign-in" in visitor.url

    for size in SIZES:
        for language in ("en", "fr"):
            tara.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (DESK, f"{DESK}disclosures/", f"{DESK}contracts/new/", disclosure, family,
                         f"{family}own/", f"{family}status/", contract, startup,
                         f"{startup}change/"):
                tara.goto(f"{address}/{language}/{path}")
                assert tara.locator("h1").count() == 1, path
                wide = tara.evaluate("document.documentElement.scrollWidth")
                assert wide <= SIZES[size][0], (path, size)
                found = Axe().run(tara).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    assert tara.hosts <= {address, "data:"}
    assert [said for said in tara.said if "400" not in said] == []
