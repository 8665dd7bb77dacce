"""The register as a unit's secretary has it: seen, written, put right, by keyboard too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

PAGES = ("register/", "register/?q=zzz", "register/tree/", "register/1/", "register/3/?at=2005",
         "register/new/", "register/1/edit/", "register/1/versions/", "register/1/versions/2/",
         "register/3/merge/", "register/3/correct/", "account/sign-in/", "register/3/",
         "register/3/staff/", "register/3/subject/1/correct/", "register/?within=2&status=all",
         "register/tree/?at=2012", "register/3/people/", "register/people/", "register/people/1/",
         "register/people/1/erase/", "register/people/1/correct/")


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register of its own beside the invented world's edition."""
    with served_register(demo_home, tmp_path_factory.mktemp("register")) as base:
        yield base


def test_a_figure_is_picked_without_its_syntax(opened, address):
    page = signed_in(opened, "register/1/edit/")
    page.fill("#contribution_en", "We join  projects.")
    page.focus("#contribution_en")
    page.evaluate("document.getElementById('contribution_en').setSelectionRange(8, 8)")
    page.get_by_text("Insert a figure that stays true").click()
    page.get_by_role("button", name="Insert", exact=True).click()
    assert "Choose a figure" in page.locator("#inserted").inner_text()
    page.fill("#indicator", "european projects")
    expect(page.locator("#indicators option").first).to_be_attached()
    offered = page.locator("#indicators option").evaluate_all("all => all.map(one => one.value)")
    page.fill("#indicator", next(one for one in offered if one.endswith("(eu_projects)")))
    page.fill("#figure_when", "2014")
    page.fill("#figure_of", "demo")
    page.get_by_role("button", name="Insert", exact=True).click()
    assert page.input_value("#contribution_en") == (
        "We join [[figure:eu_projects?when=2014&of=demo]] projects.")
    assert page.evaluate("document.activeElement.id") == "contribution_en"
    page.get_by_role("button", name="Preview").click()
    assert page.locator(".preview a.figure").inner_text().isdigit()


def test_a_whole_path_by_keyboard(opened, address):
    """From the top of the list to a corrected theme, without a mouse."""
    page = signed_in(opened, "register/?q=une&kind=unit")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    def tab_to(words):
        for _ in range(60):
            page.keyboard.press("Tab")
            told = page.evaluate("""() => { const one = document.activeElement;
                return [one.innerText || one.value || '', one.getAttribute('aria-label') || '',
                        getComputedStyle(one).outlineStyle, one.id] }""")
            if words in (told[0].strip(), told[1], told[3]):
                assert told[2] != "none", f"{words}: where one is cannot be seen"
                return
        raise AssertionError(f"{words} is not reached by keyboard")

    tab_to("Unité une")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Unité une")
    page.locator("main").focus()
    tab_to("Correct: Cancer")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Correct: Cancer")
    page.locator("main").focus()
    tab_to("value")
    page.keyboard.press("Control+a")
    page.keyboard.type("Oncology")
    page.keyboard.press("Enter")
    # the reason is asked for, and the focus is where it is written
    expect(page.locator(".field.wrong")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "why"
    assert page.input_value("#value") == "Oncology"
    page.keyboard.type("Misread")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Done")
    expect(page.locator("main")).to_contain_text("Oncology")


def test_as_at_goes_with_the_reader(opened, address):
    page = opened("/en/register/tree/")
    page.fill("#at", "2015")
    page.keyboard.press("Enter")
    expect(page.locator(".asat")).to_contain_text("2015")
    page.get_by_role("link", name="Unité deux", exact=True).click()
    expect(page.locator(".asat")).to_contain_text("2015")
    page.get_by_role("link", name="Cancer", exact=True).first.click()
    page.get_by_role("link", name="Organisations", exact=True).last.click()
    expect(page.locator(".asat")).to_contain_text("2015")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator(".asat")).to_have_count(0)


def test_the_list_is_narrowed_by_choosing(opened, address):
    page = opened("/fr/register/")
    page.select_option("#within", label="Cancer")
    page.select_option("#kind", "team")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert "within=2" in page.url


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_page_at_each_size_in_each_language(opened, address, language, size):
    page = signed_in(opened, "register/", language, size)
    for path in PAGES:
        page.goto(f"{address}/{language}/{path}")
        assert page.locator("h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], path
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], path
    assert page.said == [] and page.hosts <= {address, "data:"}


def test_the_list_follows_what_is_typed(opened):
    page = opened("/en/register/")
    assert page.locator("tbody tr").count() == 6
    page.fill("#q", "UNITE deux")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert "q=UNITE+deux" in page.url


def test_create_and_edit_and_restore(opened, address):
    page = signed_in(opened, "register/new/")
    page.select_option("#kind", "unit")
    page.fill("#name", "Unité <b>trois</b>")
    page.fill("#opened", "2014-13")
    page.keyboard.press("Enter")
    # refused: what was typed stays, and the wrong field has the focus
    page.wait_for_selector(".field.wrong")
    assert page.input_value("#name") == "Unité <b>trois</b>"
    assert page.evaluate("document.activeElement.id") == "opened"
    page.fill("#opened", "2014")
    page.fill("#part_of", "Canc")
    expect(page.locator("#organisations option")).to_have_count(1)
    page.fill("#part_of", page.locator("#organisations option").get_attribute("value"))
    page.get_by_role("button", name="Create").click()
    expect(page.locator("h1")).to_have_text("Unité <b>trois</b>")
    page.get_by_role("link", name="Edit the page").click()
    page.fill("#vision_en", "First **words**")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("words")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("First words")
    page.get_by_role("link", name="Edit the page").click()
    page.fill("#vision_en", "Second words")
    page.get_by_role("button", name="Save a draft").click()
    page.get_by_role("link", name="1", exact=True).click()
    page.get_by_role("button", name="Restore and publish").click()
    page.get_by_role("link", name="3", exact=True).click()
    assert page.locator(".changed del").all_inner_texts() == ["Second words"]


def test_two_people_edit_the_same_page(opened, address):
    anne, other = (signed_in(opened, "register/2/edit/") for _ in range(2))
    anne.fill("#vision_fr", "Le texte d’Anne")
    anne.get_by_role("button", name="Save a draft").click()
    expect(anne.locator("tbody tr")).to_have_count(1)
    other.fill("#vision_fr", "Un autre texte")
    other.get_by_role("button", name="Save a draft").click()
    expect(other.locator(".refused")).to_contain_text("saved version 1 while you wrote")
    assert other.input_value("#vision_fr") == "Un autre texte"
    assert "Anne" in " ".join(other.locator(".preview ins").all_inner_texts())
    other.get_by_role("button", name="Save a draft").click()
    expect(other.locator("tbody tr")).to_have_count(2)


def test_two_units_merge(opened, address):
    page = signed_in(opened, "register/3/merge/")
    page.fill("#other", "Unité deux #5")
    page.fill("#name", "Unité unie")
    page.fill("#on", "2009")
    page.keyboard.press("Enter")
    page.wait_for_selector(".field.wrong")
    assert "opened on 2010" in page.locator(".field.wrong .error").inner_text()
    page.fill("#on", "2020-01-01")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Unité unie")
    assert page.locator("section").filter(has_text="Its parts").locator("li").count() == 2
    page.goto(f"{address}/en/register/tree/?at=2019-12-31")
    assert "Unité unie" not in page.locator("main").inner_text()
    assert "Unité une" in page.locator("main").inner_text()
    page.goto(f"{address}/en/register/tree/?at=2020-01-01")
    assert "Unité unie" in page.locator("main").inner_text()
    assert "Unité une" not in page.locator("main").inner_text()


def test_the_back_button_and_a_double_click_create_once(opened, address):
    page = signed_in(opened, "register/new/")
    page.select_option("#kind", "unit")
    page.fill("#name", "Une seule fois")
    page.get_by_role("button", name="Create").dblclick()
    expect(page.locator("h1")).to_have_text("Une seule fois")
    page.go_back()
    page.get_by_role("button", name="Create").click()
    expect(page.locator("h1")).to_have_text("Une seule fois")
    page.goto(f"{address}/en/register/?q=seule")
    assert page.locator("tbody tr").count() == 1
    # what is changed after coming back is another one
    page.goto(f"{address}/en/register/new/")
    page.select_option("#kind", "unit")
    page.fill("#name", "La première")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("h1")).to_have_text("La première")
    page.go_back()
    page.fill("#name", "La seconde")
    page.get_by_role("button", name="Create").click()
    expect(page.locator("h1")).to_have_text("La seconde")
