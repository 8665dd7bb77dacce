"""The partnerships desk as its people have it: an agreement and a plan, from first to last."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

DESK = "register/partnerships/"
expect.set_options(timeout=30_000)  # the machine may be busy: nothing here is about speed


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register with a partnerships officer (Paula), who may not (Tom), and two partners."""
    home = tmp_path_factory.mktemp("partnerships")
    with served_register(demo_home, home) as base:
        subprocess.run([sys.executable, str(Path(__file__).with_name("seed_partnerships.py"))],
                       check=True, env=os.environ | {
                           "BELVEDERE_HOME": str(home),
                           "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
        yield base


def filled(page, **values):
    """Fill in the form of a page and send it."""
    for name, value in values.items():
        if page.locator(f"select#{name}").count():
            page.select_option(f"#{name}", value)
        else:
            page.fill(f"#{name}", value)
    page.locator("form.form button").click()


def do(page, link, **values):
    """Follow a link of a dossier, fill in its form and send it."""
    page.get_by_role("link", name=link, exact=True).click()
    filled(page, **values)
    expect(page.locator(".done")).to_be_visible()


def opened_in(page, book, **values):
    """Open a dossier of a book of the desk."""
    page.get_by_role("link", name="Partnerships", exact=True).click()
    page.get_by_role("link", name=book, exact=True).click()
    page.get_by_role("link", name="Open a dossier").click()
    filled(page, **values)


def test_an_agreement_and_a_plan_from_first_to_last(opened, address):
    """Their whole way, refused to who may not; then every page, in all sizes and languages."""
    paula = signed_in(opened, DESK, email="paula@example.org")
    opened_in(paula, "Agreements", kind="associated_laboratory", opened="2010-01-10",
              title="Of <b>sleep</b>", unit="Unité une", partner="Nowhere University")
    expect(paula.locator(".field.wrong .error")).to_contain_text("none of this name")
    assert paula.input_value("#title") == "Of <b>sleep</b>"
    filled(paula, partner="Mirage University", until="2014-01-31")
    expect(paula.locator("h1")).to_contain_text("Agreement A2010-001")
    agreement = paula.url.removeprefix(f"{address}/en/")
    do(paula, "Begin the negotiation", on="2010-01-20")
    paula.get_by_role("link", name="Record the signature", exact=True).click()
    filled(paula, on="2010-01-15")
    expect(paula.locator(".field.wrong .error")).to_contain_text("when the last step was made")
    filled(paula, on="2010-02-01")
    do(paula, "Record that it takes effect", on="2010-02-01")
    expect(paula.locator(".caveat").first).to_contain_text("late")
    do(paula, "Prepare its renewal", on="2013-09-01", until="2018-01-31")
    paula.get_by_role("link", name="A2013-001").click()
    renewal = paula.url.removeprefix(f"{address}/en/")
    do(paula, "Begin the negotiation", on="2013-10-01")
    do(paula, "Record the signature", on="2014-01-15")
    do(paula, "Record that it takes effect", on="2014-02-01")
    do(paula, "Record its end", on="2018-01-31", why="It is over")
    expect(paula.locator("h1")).to_contain_text("Ended")
    paula.get_by_role("link", name="A2010-001").first.click()
    expect(paula.locator("h1")).to_contain_text("Renewed")

    opened_in(paula, "Plans coordinated", opened="2012-01-10", title="Plan for sleep",
              ministry="Ministry of Sleep", unit="Unité une")
    plan = paula.url.removeprefix(f"{address}/en/")
    do(paula, "Add a milestone", action="Care", title="Open a centre", due="2013-06-30")
    do(paula, "Launch", on="2012-03-01")
    expect(paula.locator("section .differs")).to_have_text("late")
    paula.get_by_role("link", name="Record that it is achieved", exact=True).click()
    filled(paula, on="2014-01-01")
    expect(paula.locator(".field.wrong .error")).to_contain_text("Not every milestone")
    paula.goto(f"{address}/en/{plan}")
    do(paula, "Record a milestone reached", rank="1", on="2013-06-01")
    do(paula, "Record that it is achieved", on="2014-01-01")
    expect(paula.locator("h1")).to_contain_text("Achieved")

    tom = signed_in(opened, DESK, email="tom@example.org")
    expect(tom.locator("h1")).to_have_text("Partnerships desk")
    assert tom.get_by_role("link", name="Agreements", exact=True).count() == 0
    for path in (agreement, f"{agreement}change/", f"{plan}reach/", f"{DESK}agreements/",
                 f"{DESK}plans/new/"):
        assert tom.goto(f"{address}/en/{path}").status == 403, path
    visitor = opened(f"/en/{DESK}")
    assert "A2010-001" not in visitor.locator("main").inner_text()
    visitor.goto(f"{address}/en/{agreement}")
    assert "sign-in" in visitor.url

    for size in SIZES:
        for language in ("en", "fr"):
            paula.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (DESK, f"{DESK}agreements/", f"{DESK}agreements/new/", agreement, renewal,
                         f"{agreement}add-partner/", f"{DESK}plans/", plan, f"{plan}change/",
                         f"{DESK}distinctions/new/", f"{DESK}associations/",
                         f"{DESK}meetings/new/", f"{DESK}expertises/new/"):
                paula.goto(f"{address}/{language}/{path}")
                assert paula.locator("h1").count() == 1, path
                wide = paula.evaluate("document.documentElement.scrollWidth")
                assert wide <= SIZES[size][0], (path, size)
                found = Axe().run(paula).response["violations"]
                assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    paula.set_viewport_size({"width": 1280, "height": 900})
    paula.goto(f"{address}/en/{DESK}agreements/?kind=associated_laboratory")
    expect(paula.locator("tbody tr")).to_have_count(2)
    assert paula.hosts <= {address, "data:"}
    assert [said for said in paula.said if "400" not in said and "403" not in said] == []
