"""Pages in a real browser: drawn, readable on a phone, usable by keyboard and by all."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SMALLEST = 360
PAGES = ("", "portraits/demo/", "figures/eu_projects/demo/", "organisations/demo/", "audit/",
         "organisations/", "sources/", "indicators/units/", "compare/countries/",
         "figures/pp_top10/demo/", "compare/organisations/?within=cancer", "works/9000000010/")


def wait_for_charts(page):
    """Wait until each chart of a page is drawn: only then is the page what a reader has."""
    page.wait_for_function(
        "document.querySelectorAll('figure[data-drawn]').length === "
        "document.querySelectorAll('figure[data-chart]').length")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_drawn_whole_at_each_size_in_each_language(
    opened, address, path, language, size
):
    page = opened(f"/{language}/{path}", size)
    wait_for_charts(page)
    charts = page.locator("figure[data-chart]").count()
    assert page.locator("figure[data-chart] svg").count() >= charts
    assert page.said == []
    assert page.hosts <= {address, "data:"}
    # nothing sticks out of the page sideways
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]


def test_the_first_number_of_the_portrait_opens_to_its_definition_and_rows(opened):
    page = opened("/en/portraits/demo/")
    first = page.locator("a.figure").first
    shown = first.inner_text()
    first.click()
    assert page.locator("#value").inner_text() == shown
    assert page.locator("p.definition").inner_text()
    assert page.locator("#count").inner_text() == shown.replace(",", "")
    assert page.locator("table.rows tbody tr").count() == min(30, int(shown.replace(",", "")))


def test_rows_can_be_sorted_filtered_paged_and_downloaded(opened):
    page = opened("/en/figures/eu_projects/demo/")
    page.get_by_role("link", name="start", exact=True).click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("start")
    page.get_by_role("link", name="next").click()
    assert "2 /" in page.locator("nav.pages").inner_text()
    page.fill("#rowtext", "coordinator")
    page.get_by_role("button", name="Filter").click()
    roles = page.locator("table.rows tbody tr").all_inner_texts()
    assert roles and all("coordinator" in text for text in roles)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("eu_projects-")


def test_a_figure_can_be_limited_by_its_form(opened):
    page = opened("/en/figures/eu_projects/demo/")
    whole = int(page.locator("#count").inner_text())
    page.select_option("#w-programme", "programme:FP7")
    page.get_by_role("button", name="Ask", exact=True).click()
    assert "where=programme%3AFP7" in page.url
    assert 0 < int(page.locator("#count").inner_text()) < whole


def test_a_bar_of_a_chart_opens_the_figure_that_it_draws(opened):
    page = opened("/en/portraits/demo/")
    drawn = page.locator("figure[data-drawn]").filter(has=page.locator(".mark-rect path")).first
    drawn.locator(".mark-rect path").first.wait_for()
    drawn.locator("summary").click()
    told = drawn.locator("td.number a").first
    address, value = told.get_attribute("href"), told.inner_text()
    drawn.locator(".mark-rect path").first.click()
    page.wait_for_url(f"**{address}")
    assert page.locator("#value").inner_text() == value


def test_the_same_question_can_be_asked_of_somebody_else(opened):
    page = opened("/en/figures/eu_projects/demo/?when=2014..2020")
    page.fill("#to", "cgsi")
    page.get_by_role("button", name="Open", exact=True).click()
    assert "when=2014..2020" in page.url and "/demo/" not in page.url
    assert "imaginaires" in page.locator("p.of").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_on_the_smallest_phone(opened, path):
    page = opened(f"/fr/{path}", "phone", width=SMALLEST)
    wait_for_charts(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST


def test_the_language_can_be_changed_on_the_same_figure(opened):
    page = opened("/en/figures/units/demo/?when=2015")
    value = page.locator("#value").inner_text()
    page.get_by_role("link", name="Français").click()
    assert page.url.endswith("/fr/figures/units/demo/?when=2015")
    assert page.locator("#value").inner_text() == value


def test_the_content_is_reached_at_once_by_keyboard(opened):
    page = opened("/en/portraits/demo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_every_number_still_stands(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/figures/eu_projects/demo/")
    page.get_by_text("As a table").first.click()
    assert page.locator("section td.number a").first.is_visible()
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [
    ("phone", "light"), ("desktop", "light"), ("desktop", "dark")])
def test_no_serious_barrier_to_anybody(opened, path, size, scheme):
    page = opened(f"/fr/{path}", size, scheme)
    wait_for_charts(page)
    found = Axe().run(page)
    serious = [
        (violation["id"], [node["html"][:120] for node in violation["nodes"]][:3])
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
