"""What stands behind the figures is told whole: accounts, rows set aside, editions."""

import csv
import io
import json
import re
import shutil

import pytest
from django.test import override_settings

from belvedere.evidence.store import Store


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_records_in_are_records_kept_and_records_set_aside(site):
    page = text(site.get("/en/sources/"))
    accounts = re.findall(
        r'class="sum"><strong>([\d,]+)</strong> records in\s*= <strong>([\d,]+)</strong> kept '
        r'\+ <strong>(?:<a[^>]*>)?([\d,]+)', page)
    assert len(accounts) >= 6
    for read, kept, aside in accounts:
        read, kept, aside = (int(n.replace(",", "")) for n in (read, kept, aside))
        assert read == kept + aside


def test_rows_set_aside_are_listed_and_downloaded_whole(site, demo_asker):
    sources = text(site.get("/en/sources/"))
    for source, _ in demo_asker.edition.set_aside:
        page = text(site.get(f"/en/sources/{source}/aside/"))
        count = int(re.search(r"<p>([\d,]+) set aside", page)[1].replace(",", ""))
        rows = list(csv.DictReader(io.StringIO(text(site.get(f"/en/sources/{source}/aside.csv")))))
        assert len(rows) == count
        if f'id="{source}"' not in sources:
            assert not rows
            continue
        records = sum(not row["table"] for row in rows)
        account = sources[sources.index(f'id="{source}"'):].split("</section>")[0]
        told = [int(n.replace(",", "")) for n in re.findall(
            r'aside/">([\d,]+)</a>', account)]
        if not told and count:  # made here, not read from files
            assert f">{count} statement" in account or f" {count} statement" in account
            continue
        wanted = [records, count - records] if count > records else [records]
        assert told == (wanted if count else [])
        assert all(row["reason"] and row["file"] for row in rows)


def test_a_source_that_the_edition_has_not_is_not_found(site):
    assert site.get("/en/sources/nope/aside/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_definition_is_told_in_words_with_its_query(site, language):
    page = text(site.get(f"/{language}/indicators/eu_projects_coordinated/"))
    assert {"en": "partners: at least 2", "fr": "partenaires : au moins 2"}[language] in page
    assert "FROM fact_participations" in page or "read_parquet" in page


@pytest.mark.parametrize("address", ["en/audit/", "fr/audit/", "en/portraits/demo/",
                                     "fr/portraits/demo/", "fr/portraits/FR/"])
def test_a_reason_names_no_column(site, address):
    told = re.sub(r"<[^>]+>", " ", text(site.get(f"/{address}")))
    assert not re.search(r"\b(project|trial|unit|parties)\.\w", told)


@pytest.fixture
def another_home(site, demo_home, tmp_path):
    """A copy of the home whose current edition can be changed."""
    home = tmp_path / "home"
    shutil.copytree(demo_home / "store", home / "store")
    with override_settings(HOME=home):
        yield home


def test_a_new_edition_is_noticed_without_a_restart_and_the_old_one_still_answers(
    site, another_home
):
    old = Store(another_home).current()
    manifest = json.loads((another_home / f"store/editions/{old}.json").read_text())
    new = "2999-01-01-000000-testtest"
    (another_home / f"store/editions/{new}.json").write_text(
        json.dumps(manifest | {"edition": new}))
    (another_home / "store/CURRENT").write_text(new)
    assert text(site.get("/healthz")) == new
    assert new in text(site.get("/en/"))
    page = text(site.get(f"/en/figures/units/demo/?edition={old}"))
    assert f"Edition {old}" in page and f' selected>{old}' in page
    figure = json.loads(text(site.get("/en/figures/units/demo/figure.json")))
    same = json.loads(text(site.get(f"/en/figures/units/demo/figure.json?edition={old}")))
    assert figure["edition"] == new and same["edition"] == old
    assert figure["value"] == same["value"]


def test_a_remembered_page_offers_the_editions_that_there_are(site, another_home):
    current = Store(another_home).current()
    page = text(site.get("/en/figures/teams/demo/"))
    assert ">1999-" not in page and 'id="edition"' not in page
    manifest = json.loads((another_home / f"store/editions/{current}.json").read_text())
    older = "1999-01-01-000000-testtest"
    path = another_home / f"store/editions/{older}.json"
    path.write_text(json.dumps(manifest | {"edition": older}))
    assert f">{older}</option>" in text(site.get("/en/figures/teams/demo/"))
    path.unlink()
    assert text(site.get("/en/figures/teams/demo/")) == page


def test_pages_and_downloads_can_be_asked_whether_they_changed(site):
    for address in ("figures/units/demo/", "figures/units/demo/rows.csv", "portraits/demo/"):
        first = site.get(f"/en/{address}")
        assert first["ETag"] and "max-age" in first["Cache-Control"]
        again = site.get(f"/en/{address}", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304 and not again.content
