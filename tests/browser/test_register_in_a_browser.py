"""The register as a unit's secretary has it: seen, written, put right, by keyboard too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import SIZES, served_register, signed_in

PAGES = ("register/", "register/?q=zzz", "register/tree/", "register/1/", "register/3/?at=2005",
         "register/new/", "register/1/edit/", "register/1/versions/", "register/1/versions/2/",
         "register/3/merge/", "register/3/correct/", "account/sign-in/")


@pytest.fixture(scope="module")
def address(demo_home, tmp_path_factory):
    """A register of its own beside the invented world's edition."""
    with served_register(demo_home, tmp_path_factory.mktemp("register")) as base:
        yield base


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
