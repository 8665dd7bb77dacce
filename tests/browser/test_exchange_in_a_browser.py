"""Lists in and out and proposals as an editor has them: files, a dry run, the keyboard."""

import csv

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

LIST = "register/lists/organisations/import/"


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register of its own beside the invented world's edition."""
    with served_register(demo_home, tmp_path_factory.mktemp("exchange")) as base:
        yield base


def accessible(page, size):
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], page.url


def given(page, path, button):
    page.set_input_files("#file", path)
    with page.expect_event("load"):
        page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_page_at_each_size_in_each_language(
        opened, address, tmp_path, language, size):
    page = signed_in(opened, "register/lists/", language, size)
    accessible(page, size)
    page.goto(f"{address}/{language}/{LIST}")
    accessible(page, size)
    file = tmp_path / "a list.csv"
    file.write_text("number,kind,name,opened,colour\n3,unit,Unité une,2009,\n"
                    ",unit,A new unit with a rather long name,2020,\n,nothing,,2014-13,\n")
    given(page, file, "Look it over" if language == "en" else "Examiner")
    for verdict in ("wrong", "changed", "created"):
        page.goto(f"{page.url.partition('?')[0]}?verdict={verdict}")
        assert page.locator("tbody tr").count() >= 1
        accessible(page, size)
    page.goto(f"{address}/{language}/register/proposals/")
    with page.expect_event("load"):
        page.get_by_role("button", name="RNSR", exact=True).click()
    assert page.locator(".done").count() == 1 and page.locator("tbody tr").count() > 5
    accessible(page, size)
    page.goto(f"{address}/{language}/register/proposals/?state=refused&q=zzz")
    accessible(page, size)
    assert page.said == [] and page.hosts <= {address, "data:"}


def test_a_list_goes_out_is_changed_and_comes_back(opened, address, tmp_path):
    page = signed_in(opened, "register/")
    page.goto(f"{address}/en/register/?q=unite&kind=unit")
    page.get_by_role("link", name="Export and import").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Organisations, CSV").click()
    file = tmp_path / "list.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as handle:
        headings, *rows = csv.reader(handle)
    assert len(rows) == 2  # those of the page
    place = headings.index("Opened")
    rows[0][place] = "2009-06"
    with file.open("w", encoding="cp1252", newline="") as handle:
        csv.writer(handle, delimiter=";").writerows([headings, *rows])
    page.get_by_role("link", name="Import: Organisations").click()
    given(page, file, "Look it over")
    assert "1 to change" in page.locator(".chips").inner_text()
    assert page.locator("del").inner_text() == "2010"
    assert page.locator("ins").inner_text() == "2009-06"
    page.fill("#why", "Decision 12")
    with page.expect_event("load"):
        page.get_by_role("button", name="Apply").dblclick()
    assert "Done" in page.locator(".done").inner_text()
    page.go_back()
    page.goto(page.url)
    assert page.get_by_role("button", name="Apply").count() == 0
    page.goto(f"{address}/en/register/?q={rows[0][2]}")
    assert "June 2009" in page.locator("tbody").inner_text()


def test_what_is_wrong_is_told_and_stays_out(opened, tmp_path):
    page = signed_in(opened, LIST)
    file = tmp_path / "wrong.csv"
    file.write_text("kind;name;opened;closed\nunit;Right;2020;\nunit;Wrong;2020;2019\n")
    given(page, file, "Look it over")
    told = page.locator("tbody tr").inner_text()
    assert told.startswith("3") and "cannot close before it opens" in told
    with page.expect_download() as download:
        page.locator(".chips").get_by_role("link", name="CSV").click()
    assert "cannot close before" in download.value.path().read_text(encoding="utf-8-sig")
    page.fill("#why", "Decision 13")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    page.goto(page.url.partition("/register")[0] + "/register/?q=right")
    assert page.locator("tbody tr").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_fifty_megabytes_are_refused_with_a_page(browser, address, tmp_path, scripts):
    file = tmp_path / "large.csv"
    file.write_bytes(b"kind,name\n" + b"unit,x\n" * 7_200_000)
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{address}/en/account/sign-in/?next=/en/{LIST}")
    page.fill("#email", "anne@example.org")
    page.fill("#password", "a long enough phrase")
    page.get_by_role("button", name="Sign in").click()
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look it over").click()
    if scripts:  # told before it is sent
        expect(page.locator("#refused")).to_be_focused()
        assert "too large" in page.locator("#refused").inner_text()
    else:
        page.get_by_text("too large: 30 MB at most").wait_for(timeout=60_000)
    context.close()


def test_proposals_are_decided_by_keyboard(opened, address):
    page = signed_in(opened, "register/proposals/")
    page.get_by_role("button", name="RNSR", exact=True).focus()
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    page.goto(f"{address}/en/register/proposals/?kind=new")
    shown = page.locator("input[name=one]").count()
    page.locator("#everyone").focus()
    page.keyboard.press("Space")
    assert page.locator("input[name=one]:checked").count() == shown > 1
    page.locator("input[name=one]").first.focus()
    page.keyboard.press("Space")
    assert not page.locator("#everyone").is_checked()
    kept = page.locator("tbody tr").first.locator("code").inner_text()
    page.get_by_role("button", name="Accept").focus()
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    assert f"{shown - 1} accepted" in page.locator(".done").inner_text()
    assert kept in page.locator("tbody").inner_text()
    page.fill("#q", kept.partition(":")[2])
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    page.locator("input[name=one]").first.check()
    with page.expect_event("load"):
        page.get_by_role("button", name="Refuse").click()
    assert "Say why" in page.locator(".refused").inner_text()
    page.locator("input[name=one]").first.check()
    page.fill("#why", "Not ours")
    with page.expect_event("load"):
        page.get_by_role("button", name="Refuse").click()
    page.goto(f"{address}/en/register/proposals/?state=refused")
    assert "Not ours" in page.locator("tbody").inner_text()
