"""The page of a figure of prominent journals: by which list, under each list, which journals."""

import re

import pytest


def page(site, address: str) -> str:
    response = site.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize(("language", "said", "default", "domain"), [
    ("en", "Counted by the list of journals prominent, version 2026-1", "the default",
     "basic research"),
    ("fr", "Compté selon la liste de revues prominent, version 2026-1", "celle par défaut",
     "fondamental"),
])
def test_the_figure_is_under_each_list(site, language, said, default, domain):
    text = page(site, f"/{language}/figures/articles_prominent_journals/FR/")
    assert said in text
    assert f'name="where"><option value="">{default}</option>' in text
    for name in ("prominent", "orphée"):  # as a filter, and in the breakdown
        assert f'<option value="journal_list:{name}/basic">{name}, {domain}</option>' in text
        assert f'{name}, {domain}</th>' in text


def test_by_another_list_it_says_so_and_has_its_journals(site):
    text = page(site, "/en/figures/articles_prominent_journals/FR/"
                      "?where=journal_list:orph%C3%A9e&when=2015..2019")
    assert "Counted by the list of journals orphée, version 2010 (IORM (invented); MIT)" in text
    journals = re.search(r'<details id="journals">.*?</details>', text)[0]
    assert "<li>Immunity (1074-7613), basic research, version 2010, 2010–2019</li>" in journals
    assert "version 2020" not in journals  # it does not apply to these years
    assert '#journal_lists">Lists of prominent journals</a>' in text
    assert 'id="journals"' not in page(site, "/en/figures/articles/FR/")


def test_a_year_that_the_list_is_not_for_has_no_figure(site):
    text = page(site, "/fr/figures/articles_prominent_journals/FR/"
                      "?where=journal_list:orph%C3%A9e&when=2005")
    assert "la liste de revues orphée est complète pour d’autres années : depuis 2010" in text
