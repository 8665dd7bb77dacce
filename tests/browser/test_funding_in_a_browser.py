"""The funding desk as its people have it: from a call to a closed project, and a centre."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

DESK = "register/funding/"
expect.set_options(timeout=30_000)  # the machine may be busy: nothing here is about speed


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register with a funding officer (Flora), who reviews (Rosa), and who may not (Tom)."""
    home = tmp_path_factory.mktemp("funding")
    seeded = served_register(demo_home, home)
    with seeded as base:
        subprocess.run([sys.executable, str(Path(__file__).with_name("seed_funding.py"))],
                       check=True, env=os.environ | {
                           "BELVEDERE_HOME": str(home),
                           "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
        yield base


def fill(page, **filled):
    """Fill in a form's fields, whatever they are."""
    for name, value in filled.items():
        if page.locator(f"select#{name}").count():
            page.select_option(f"#{name}", value)
        else:
            page.fill(f"#{name}", value)


def do(page, link, refused=None, **filled):
    """Follow a link of a dossier, fill in its form and send it; it is done, or refused so."""
    page.get_by_role("link", name=link, exact=True).click()
    fill(page, **filled)
    page.locator("form.form button").click()
    if refused:
        expect(page.locator(".field.wrong .error")).to_contain_text(refused)
        page.get_by_role("link", name="Cancel").click()
    else:
        expect(page.locator(".done")).to_be_visible()


def test_from_a_call_to_a_closed_project(opened, address):
    """Its whole way, by the right roles; then every page of it, in all sizes and languages."""
    flora = signed_in(opened, DESK, email="flora@example.org")
    flora.get_by_role("link", name="Calls for projects", exact=True).click()
    flora.get_by_role("link", name="Open a dossier").click()
    fill(flora, opened="2014-01-01", title="Physics <b>against</b> cancer", unit="Cancer",
         programme="Plan", theme="cancer", opens="2014-02-01", closes="2014-01-31",
         budget="1 000 000 €")
    flora.get_by_role("button", name="Open").click()
    expect(flora.locator(".field.wrong .error")).to_contain_text("before it opens")
    assert flora.input_value("#title") == "Physics <b>against</b> cancer"
    flora.fill("#closes", "2014-03-31")
    flora.get_by_role("button", name="Open").click()
    expect(flora.locator("h1")).to_contain_text("Call CA2014-001")
    call = flora.url.removeprefix(f"{address}/en/")
    do(flora, "Open the call", on="2014-02-01")
    do(flora, "Appoint a member of the panel", member="rosa@example.org", on="2014-02-02")
    do(flora, "Appoint a member of the panel", member="tom@example.org", on="2014-02-02",
       unit="Équipe de l’unité une")

    flora.goto(f"{address}/en/{DESK}applications/")
    flora.get_by_role("link", name="Open a dossier").click()
    fill(flora, call="CA2014-001", opened="2014-04-01", title="Light in tumours",
         unit="Unité une", discipline="physics", investigator="Dr Hidden", asked="98 765 USD")
    flora.get_by_role("button", name="Open").click()
    expect(flora.locator(".field.wrong .error")).to_contain_text("no amount in euros")
    flora.fill("#asked", "98 765,50 €")
    flora.get_by_role("button", name="Open").click()
    expect(flora.locator(".field.wrong .error")).to_contain_text("closed on 2014-03-31")
    flora.fill("#opened", "2014-03-31")
    flora.get_by_role("button", name="Open").click()
    expect(flora.locator("h1")).to_contain_text("Application FA2014-001")
    application = flora.url.removeprefix(f"{address}/en/")
    do(flora, "Name another unit", unit="Unité deux")
    do(flora, "Put before the panel", on="2014-04-02")
    ask = "Ask a member of the panel"
    do(flora, ask, "of a unit that applies", member="tom@example.org", on="2014-04-03")
    do(flora, ask, member="rosa@example.org", on="2014-04-03")

    rosa = signed_in(opened, "register/inbox/", email="rosa@example.org")
    rosa.get_by_role("link", name="A review of FA2014-001 is asked for.").click()
    expect(rosa.locator("h1")).to_contain_text("Application FA2014-001")
    assert "98,765" not in rosa.locator("main").inner_text()
    assert rosa.get_by_role("link", name="Decide to fund", exact=True).count() == 0
    do(rosa, "Give an opinion", "Declare first", opinion="fund", report="Well made.",
       on="2014-04-20")
    do(rosa, "Declare interests", conflict="none")
    do(rosa, "Give an opinion", opinion="fund", report="Well made.", on="2014-04-20")

    tom = signed_in(opened, DESK, email="tom@example.org")
    assert tom.get_by_role("link", name="Applications", exact=True).count() == 0
    for path in (application, f"{application}fund/", f"{application}judge/",
                 f"{DESK}applications/", f"{DESK}applications/new/", f"{DESK}calls/new/",
                 f"{call}appoint/"):
        assert tom.goto(f"{address}/en/{path}").status == 403, path

    flora.goto(f"{address}/en/{application}")
    assert "Well made." in flora.locator("main").inner_text()
    do(flora, "Decide to fund", "is not closed", on="2014-06-01", granted="50 000")
    flora.goto(f"{address}/en/{call}")
    do(flora, "Close the call", on="2014-03-31")
    flora.goto(f"{address}/en/{application}")
    do(flora, "Decide to fund", on="2014-06-01", granted="50 000")
    flora.get_by_role("link", name="FP2014-001").click()
    project = flora.url.removeprefix(f"{address}/en/")
    do(flora, "Record the agreement signed", on="2014-07-01")
    do(flora, "Plan an instalment", "more than what is granted", due="2014-08-01",
       amount="50 000,01")
    do(flora, "Plan an instalment", due="2014-08-01", amount="31 416")
    do(flora, "Record a payment", on="2014-08-02")
    do(flora, "Ask for a report", kind="final", due="2016-06-30")
    expect(flora.locator(".caveat")).to_contain_text("late")
    do(flora, "Record the end of the work", on="2016-06-01")
    do(flora, "Record the results and close", "is not there yet", on="2016-09-01", results="Light")
    do(flora, "Record a report", on="2016-07-01")
    do(flora, "Record the results and close", on="2016-09-01", results="Light shone.",
       publications="10.1000/xyz")
    expect(flora.locator("h1")).to_contain_text("Closed")
    flora.goto(f"{address}/en/{call}")
    do(flora, "Record that all is decided", on="2014-06-30")
    do(flora, "Archive", on="2015-06-30")

    flora.goto(f"{address}/en/{DESK}centres/new/")
    fill(flora, opened="2011", kind="siric", title="SIRIC of dreams", unit="Unité deux")
    flora.get_by_role("button", name="Open").click()
    centre = flora.url.removeprefix(f"{address}/en/")
    do(flora, "Accredit", on="2012-01-01", until="2016-01-01")
    expect(flora.locator(".caveat")).to_contain_text("late")
    do(flora, "Renew the accreditation", until="2999-01-01")
    expect(flora.locator(".caveat")).not_to_contain_text("late")

    visitor = opened(f"/en/{project}")
    shown = visitor.locator("main").inner_text()
    assert "50,000" in shown and "Light shone." in shown and "Unité deux" in shown
    assert "31,416" not in shown and "98,765" not in shown and "Dr Hidden" not in shown
    assert visitor.locator("nav.deeds").count() == 0
    visitor.goto(f"{address}/en/{application}")
    assert "sign-in" in visitor.url

    for size in SIZES:
        for language in ("en", "fr"):
            flora.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (DESK, f"{DESK}calls/", f"{DESK}calls/new/", call, application,
                         f"{application}change/", f"{DESK}projects/", project, centre,
                         f"{centre}let-lapse/"):
                flora.goto(f"{address}/{language}/{path}")
                assert flora.locator("h1").count() == 1, path
                wide = flora.evaluate("document.documentElement.scrollWidth")
                assert wide <= SIZES[size][0], (path, size)
                found = Axe().run(flora).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    flora.set_viewport_size({"width": 1280, "height": 900})
    flora.goto(f"{address}/fr/{DESK}projects/")
    expect(flora.locator("tbody tr")).to_have_count(1)
    flora.fill("#q", "zzz")
    expect(flora.locator("p.message")).to_be_visible()
    assert flora.hosts <= {address, "data:"}
    assert [said for said in flora.said if "400" not in said] == []
