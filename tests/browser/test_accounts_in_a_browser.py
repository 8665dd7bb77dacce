"""Accounts and the audit in a real browser: invited, joined, given a role, ended, read."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served

PHRASE = "a long enough phrase"
PAGES = ("register/accounts/", "register/accounts/?q=zzz", "register/accounts/?page=2",
         "register/accounts/1/", "register/accounts/2/", "register/accounts/4/",
         "register/accounts/invite/", "register/accounts/2/grant/", "register/accounts/2/link/",
         "register/accounts/2/deactivate/", "register/accounts/4/reactivate/",
         "register/accounts/2/grants/2/withdraw/", "register/audit/",
         "register/audit/?since=soon", "register/audit/?organisation=%231&parts=on",
         "account/", "account/name/", "account/password/")
FOR_VISITORS = ("account/sign-in/", "account/forgotten/", "account/join/nothing/")


@pytest.fixture(scope="module")
def home(demo_home, tmp_path_factory):
    """A register of its own beside the invented world's edition; its invitation."""
    home = tmp_path_factory.mktemp("accounts")
    shutil.copytree(demo_home / "store", home / "store")  # what is published here stays here
    seed = Path(__file__).with_name("seed_accounts.py")
    told = subprocess.run([sys.executable, str(seed)], check=True, env=os.environ | {
        "BELVEDERE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"},
        capture_output=True, text=True)
    return home, told.stdout.strip()


@pytest.fixture(scope="module")
def address(home):
    with served(home[0]) as base:
        yield base


def signed_in(opened, path, language="en", size="desktop", email="chief@example.org"):
    page = opened(f"/{language}/account/sign-in/?next=/{language}/{path}", size)
    page.fill("#email", email)
    page.fill("#password", PHRASE)
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    return page


def looked_at(page, told, size):
    assert page.locator("h1").count() == 1, told
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], told
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], told


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_page_at_each_size_in_each_language(opened, address, home, language, size):
    visitor = opened(f"/{language}/", size)
    for path in (*FOR_VISITORS, f"account/join/{home[1]}/"):
        visitor.goto(f"{address}/{language}/{path}")
        looked_at(visitor, path, size)
    page = signed_in(opened, "register/accounts/", language, size)
    for path in PAGES:
        page.goto(f"{address}/{language}/{path}")
        looked_at(page, path, size)
    page.goto(f"{address}/{language}/register/accounts/2/link/")
    page.locator("form.form button").click()  # a link, shown this once
    page.wait_for_selector("#link")
    looked_at(page, "link", size)
    assert page.hosts | visitor.hosts <= {address, "data:"}
    # a browser says of itself what was refused: that page, and no other thing
    assert [said for said in page.said + visitor.said if "status of 400" not in said] == []


def test_from_an_invitation_to_a_role_that_is_taken_back(opened, address):
    page = signed_in(opened, "register/accounts/invite/")
    page.fill("#email", "newcomer@example.org")
    page.select_option("#role", "contributor")
    page.fill("#organisation", "unie")
    expect(page.locator("#organisations option")).to_have_count(1)
    page.fill("#organisation", page.locator("#organisations option").get_attribute("value"))
    page.fill("#why", "New secretary")
    page.get_by_role("button", name="Invite").click()
    link = page.locator("#link").input_value()
    newcomer = opened(link.removeprefix(address))
    newcomer.fill("#name", "Noa <b>Nouvelle</b>")
    newcomer.fill("#password", "short")
    newcomer.fill("#again", "short")
    newcomer.keyboard.press("Enter")
    newcomer.wait_for_selector(".field.wrong")
    assert newcomer.input_value("#name") == "Noa <b>Nouvelle</b>"
    assert newcomer.evaluate("document.activeElement.id") == "password"
    newcomer.fill("#password", "quite a long phrase")
    newcomer.fill("#again", "quite a long phrase")
    with newcomer.expect_event("load"):
        newcomer.keyboard.press("Enter")
    assert "Welcome" in newcomer.locator("[role=status]").inner_text()
    assert "Contributor in Unité unie" in newcomer.locator("main").inner_text()
    page.goto(f"{address}/en/register/accounts/")
    page.fill("#q", "nouvelle")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Noa").click()
    page.get_by_role("link", name="take back").click()
    page.fill("#why", "Has left")
    page.get_by_role("button", name="Take this role back").click()
    assert "Has left" in page.locator(".entries").inner_text()
    newcomer.reload()
    assert "None. Ask an administrator" in newcomer.locator("main").inner_text()


def test_one_ends_a_session_elsewhere(opened, address):
    member = "member-of-the-unit@example.org"
    here, there = (signed_in(opened, "account/", email=member) for _ in range(2))
    here.reload()
    here.locator("tbody button").first.click()
    expect(here.locator("tbody tr")).to_have_count(1)
    there.reload()
    assert "/account/sign-in/" in there.url


def test_the_audit_is_read_and_limited(opened):
    page = signed_in(opened, "register/audit/")
    page.select_option("#action", "merge")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".entries > li").count() == 1
    assert "merged Unité des maladies rares" in page.locator(".entries").inner_text()
    assert "Décision 2019-3" in page.locator(".entries").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "Décision 2019-3" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Unité unie").first.click()
    page.get_by_role("link", name="History").click()
    assert "Unité unie" in page.input_value("#organisation")
    assert page.locator(".entries > li").count() >= 2


def test_fifty_megabytes_are_refused_and_the_site_goes_on(address):
    def much():
        for _ in range(50):
            yield b"x" * 1_000_000

    answer = requests.post(f"{address}/en/account/sign-in/", b"x" * 50_000_000, timeout=60,
                           headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413 and "too large" in answer.text
    # in pieces, without saying how much: nothing is read as a form
    answer = requests.post(f"{address}/en/account/sign-in/", much(), timeout=60)
    assert answer.status_code in (403, 413)
    assert requests.get(f"{address}/healthz", timeout=10).ok
