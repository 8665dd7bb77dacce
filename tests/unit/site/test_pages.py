"""Pages answer in both languages, tell errors plainly, and load nothing from elsewhere."""

import re

import pytest

ADDRESSES = (
    "", "portraits/demo/", "figures/eu_projects/demo/", "figures/units/demo/?when=2015",
    "figures/trials_with_results_share/demo/", "figures/eu_projects_growth/demo/?when=2014..2018",
    "figures/eu_projects/FR/", "figures/eu_projects/world/", "figures/eu_contribution/demo/",
    "figures/eu_projects/demo/?counting=fractional&amp;among=peers",
    "organisations/", "organisations/?q=institut&country=FR", "organisations/demo/",
    "organisations/demo/?at=2015", "indicators/", "indicators/units/", "sources/",
    "sources/cordis/aside/", "audit/", "figures/mncs/FR/", "figures/world_share/demo/",
    "figures/specialisation/demo/?where=theme:cancer", "figures/articles/world/",
    "compare/countries/", "compare/organisations/?within=cancer",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_answers_in_its_language_and_loads_nothing_from_another_host(
    site, language, address
):
    response = site.get(f"/{language}/{address}")
    assert response.status_code == 200
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    # links may lead out; nothing is loaded from there
    loads = r'<(?:script|link|img|iframe|style)[^>]+(?:src|href)="(?:https?:)?//'
    assert not re.search(loads, page)
    assert "{{" not in page and "{%" not in page
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_french_pages_have_no_english_sentence_of_ours(site):
    page = site.get("/fr/figures/eu_projects/demo/").content.decode()
    for words in ("Year by year", "Broken down", "Skip to", "The rows", "Download"):
        assert words not in page


@pytest.mark.parametrize(("address", "status", "told"), [
    ("figures/eu_project/demo/", 404, "Did you mean eu_projects"),
    ("figures/eu_projects/nobody-at-all/", 404, "No organisation is known"),
    ("figures/eu_projects/demo/?edition=1999", 404, "There is no edition"),
    ("figures/eu_projects/demo/?when=12/2014", 400, "is no date"),
    ("figures/eu_projects/demo/?where=colour:red", 400, "cannot be limited"),
    ("figures/eu_projects/demo/?by=colour", 400, "cannot be limited to or broken down"),
    ("figures/eu_projects/demo/?sort=colour", 400, "Rows have no column"),
    ("figures/eu_projects/demo/?page=x", 400, "a page is a number"),
    ("figures/eu_projects/demo/?page=²", 400, "a page is a number"),
    ("figures/eu_projects/demo/?when=9999", 400, "beyond the calendar"),
    ("figures/eu_projects/demo/?among=martians", 404, "There is no group"),
    ("works/17/", 404, ""), (f"works/{10**30}/", 404, ""),
    ("nothing/", 404, ""),
])
def test_a_wrong_address_is_told_what_is_wrong(site, address, status, told):
    response = site.get(f"/en/{address}")
    assert response.status_code == status
    assert told in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_the_front_leads_to_the_readers_language(site):
    assert site.get("/", headers={"accept-language": "en-GB,en"})["Location"] == "/en/"
    assert site.get("/", headers={"accept-language": "fr-FR,en;q=0.5"})["Location"] == "/fr/"
    assert site.get("/")["Location"] == "/fr/"


def test_a_portrait_marks_what_rests_on_few_articles(site):
    page = site.get("/en/portraits/demo/").content.decode()
    told = page.partition("In cancer: ")[2].partition("</section>")[0]
    few = "\N{NO-BREAK SPACE}*</a>"
    count, top = re.findall(r'<a class="figure"[^>]*>[^<]*</a>', told)[:2]
    assert few not in count and few in top
    assert "* fewer than 60 articles" in told.partition('class="reason">')[2]


def test_a_list_of_works_is_narrowed_by_its_facets_and_keeps_what_is_chosen(site, demo_asker):
    page = site.get("/en/figures/articles/demo/").content.decode()
    facets = ("theme", "subfield", "type", "open_access", "unit", "partner_country")
    assert all(f'id="w-{name}"' in page for name in facets)
    partner = next(part.group for part in demo_asker.by(
        demo_asker.question("articles", "demo"), "partner") if part.group)
    chosen = {"partner_country": "US", "partner": partner, "open_access": "gold"}
    limits = [f"{name}:{value}" for name, value in chosen.items()]
    page = site.get("/en/figures/articles/demo/", {"where": limits, "when": "2019..2024"})
    page = page.content.decode()
    for limit in limits:
        assert f'<option value="{limit}" selected>' in page
    figure = demo_asker.ask(demo_asker.question(
        "articles", "demo", when="2019..2024", where=chosen))
    assert re.search(r'id="count">(\d+)<', page)[1] == str(figure.value)


@pytest.mark.parametrize("language, words", [
    ("en", ("and why they are one", "OpenAlex", "Who signs it")),
    ("fr", ("et pourquoi elles n’en font qu’une", "OpenAlex", "Qui le signe")),
])
def test_a_row_of_works_leads_to_the_page_of_the_work(site, language, words):
    page = site.get(f"/{language}/figures/articles/demo/").content.decode()
    address = re.search(rf'href="(/{language}/works/\d+/)"', page)[1]
    opened = site.get(address)
    assert opened.status_code == 200
    assert all(said in opened.content.decode() for said in words)


def test_rows_are_sorted_filtered_and_paged(site):
    def firsts(query):
        page = site.get(f"/en/figures/eu_projects/demo/?{query}").content.decode()
        table = page[page.index('id="rows"'):]
        body = table[table.index("<tbody>"):]
        cells = re.findall(r"<tr><td[^>]*>(.*?)</td>", body)
        return [re.sub("<[^>]+>", "", cell) for cell in cells]

    first, second = firsts("sort=project_id"), firsts("sort=project_id&page=2")
    assert first == sorted(first) and not set(first) & set(second)
    assert firsts("sort=-project_id") == sorted(firsts("sort=-project_id"), reverse=True)
    wanted = first[3]
    assert firsts(f"q={wanted}") == [wanted]


def test_an_embedded_figure_may_be_framed_and_nothing_else(site):
    response = site.get("/en/figures/units/demo/?embed=1")
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "<nav" not in response.content.decode()


def test_values_of_the_records_are_escaped(site):
    response = site.get("/en/organisations/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in response.content.decode()


def test_the_health_of_the_site_names_its_edition(site, demo_asker):
    assert site.get("/healthz").content.decode() == demo_asker.edition.name
