"""Curation with the keyboard alone: correct, refuse, accept; both languages, a phone, axe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

CURATION = "register/curation/"
expect.set_options(timeout=60_000)  # the machine may be busy: nothing here is about speed


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register with a curator (Cora), and who may not (Tom)."""
    home = tmp_path_factory.mktemp("curation")
    with served_register(demo_home, home) as base:
        subprocess.run([sys.executable, str(Path(__file__).with_name("seed_curation.py"))],
                       check=True, env=os.environ | {
                           "BELVEDERE_HOME": str(home),
                           "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"})
        yield base


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def goes(page, key):
    """Press a key that leads to another page."""
    with page.expect_event("load"):
        page.keyboard.press(key)


def with_finds(page, address):
    """Go to the first text of the list in which something was found."""
    for number in range(1, 30):
        page.goto(f"{address}/en/{CURATION}?page={number}")
        found = page.locator("tbody tr:has(td br) a")
        if found.count():
            found.first.focus()
            goes(page, "Enter")
            return
    raise AssertionError("nothing was found in any text of the list")


def test_texts_are_decided_with_the_keyboard(opened, address):
    cora = signed_in(opened, CURATION, email="cora@example.org")
    expect(cora.locator("h1")).to_have_text("Curation")
    cora.locator("#begin").focus()
    goes(cora, "Enter")
    first = cora.locator("blockquote").inner_text()
    expect(cora.locator("#shortcuts")).to_contain_text("c correct")

    # t: all texts like it, then none
    alike, chosen = cora.locator("input[name=also]"), cora.locator("input[name=also]:checked")
    assert alike.count() > 1
    press(cora, "t")
    expect(chosen).to_have_count(alike.count())
    alike.first.uncheck()
    expect(cora.locator("#all")).not_to_be_checked()
    press(cora, "t")
    expect(chosen).to_have_count(alike.count())
    press(cora, "t")
    expect(chosen).to_have_count(0)

    # correct: c, the name as one types it, the reason, Enter; then s
    press(cora, "c")
    cora.keyboard.type("institut", delay=30)
    expect(cora.locator("#offered option").first).to_be_attached()
    chosen = cora.locator("#offered option").first.get_attribute("value")
    cora.fill("input[name=organisations] >> nth=0", chosen)
    cora.locator("#reason").focus()
    cora.keyboard.type("Their page")
    goes(cora, "Enter")
    expect(cora.locator("h2")).to_have_text("Corrected: what it changes")
    expect(cora.locator("details summary").first).to_contain_text("+")
    assert cora.locator("details li a").count()
    goes(cora, "m")  # back to what was filled in
    assert cora.locator("input[name=organisations]").first.input_value() == chosen
    press(cora, "Escape")
    cora.locator("#correct").focus()
    goes(cora, "Enter")
    goes(cora, "s")
    expect(cora.locator(".done")).to_contain_text("Corrected")
    assert cora.locator("blockquote").inner_text() != first

    # refuse: r goes to the reason, Enter shows the effect, s saves
    press(cora, "r")
    cora.keyboard.type("A private practice")
    goes(cora, "Enter")
    expect(cora.locator("h2")).to_have_text("Refused: what it changes")
    goes(cora, "s")
    expect(cora.locator(".done")).to_contain_text("Refused")

    # accept: a, s
    with_finds(cora, address)
    goes(cora, "a")
    expect(cora.locator("h2")).to_have_text("Accepted: what it changes")
    goes(cora, "s")
    expect(cora.locator(".done")).to_contain_text("Accepted")

    # the letters can be switched off, and stay so
    cora.locator("#keys").uncheck()
    cora.reload()
    press(cora, "c")
    assert cora.evaluate("document.activeElement.name") != "organisations"
    cora.locator("#keys").check()

    tom = signed_in(opened, CURATION, email="tom@example.org")
    for path in (CURATION, f"{CURATION}decisions/", f"{CURATION}suggest.json",
                 cora.url.removeprefix(f"{address}/en/")):
        assert tom.goto(f"{address}/en/{path}").status == 403, path

    one = cora.url.removeprefix(f"{address}/en/")
    cora.goto(f"{address}/en/{CURATION}decisions/")
    expect(cora.locator("tbody tr")).to_have_count(3)
    withdraw = cora.locator("tbody a", has_text="Withdraw").first.get_attribute("href")
    for size in SIZES:
        for language in ("en", "fr"):
            cora.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
            for path in (CURATION, one, f"{CURATION}decisions/", withdraw[4:]):
                cora.goto(f"{address}/{language}/{path}")
                looked_at(cora, path, size)
            cora.goto(f"{address}/{language}/{one}")
            cora.fill("#reason", "Nobody")
            with cora.expect_event("load"):
                cora.locator("#refuse").click()
            looked_at(cora, "the effect", size)
    assert cora.hosts <= {address, "data:"}
    assert [said for said in cora.said if "400" not in said] == []


def looked_at(page, path, size):
    assert page.locator("h1").count() == 1, path
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= SIZES[size][0], (path, size)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path


def test_a_text_is_decided_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/account/sign-in/?next=/en/{CURATION}")
    page.fill("#email", "cora@example.org")
    page.fill("#password", "a long enough phrase")
    page.keyboard.press("Enter")
    page.locator("#begin").click()
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.fill("#reason", "Nobody")
    page.locator("#refuse").click()
    page.locator("#save").click()
    expect(page.locator(".done")).to_contain_text("Refused")
    context.close()
