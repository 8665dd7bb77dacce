"""Books taken out as files: what one may see, and nothing that a spreadsheet would run."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from belvedere.register.accounts.permissions import Role
from belvedere.register.clinical.demo import fill
from belvedere.register.clinical.models import ClinicalApplication, ClinicalProject
from belvedere.register.desk.publishing import tables

PROJECTS = "/en/register/clinical/projects"


def lines(answer) -> list[str]:
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


@pytest.fixture
def hidden(request_of):
    """A project whose title is a formula, led by somebody."""
    return request_of(("admit", "2014-01-20"), ("evaluate", "2014-02-01"),
                      ("favour", "2014-03-01"), title='=HYPERLINK("http://e.org")',
                      investigator="Dr Hidden", amount=98765).project


def test_a_visitor_takes_out_what_a_visitor_sees(hidden, client, signed_in):
    told = lines(client.get(f"{PROJECTS}.csv"))
    assert len(told) == 2 and "Legal category" in told[0] and "Biomedical" in told[1]
    assert "Hidden" not in "".join(told) and "98765" not in "".join(told)
    told = "".join(lines(signed_in(Role.CLINICAL).get(f"{PROJECTS}.csv")))
    assert "Dr Hidden" in told and "98765" in told


def test_nothing_that_a_spreadsheet_would_run_goes_out(hidden, client):
    assert "'=HYPERLINK" in lines(client.get(f"{PROJECTS}.csv"))[1]
    answer = client.get(f"{PROJECTS}.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_filters_of_the_page_hold(hidden, client):
    assert len(lines(client.get(f"{PROJECTS}.csv?state=recruiting"))) == 1
    assert len(lines(client.get(f"{PROJECTS}.csv?q=hidden"))) == 1


def test_an_invented_book_goes_by_the_rules_of_a_real_one(drawn):
    """Numbers without gaps, no two open periods, amendments of projects of their day."""
    fill([drawn["U1"], drawn["U2"]], first=2014, last=datetime.date(2017, 6, 30), yearly=40,
         registered=["NCT90000001"])
    requests = list(ClinicalApplication.objects.select_related("project").order_by("number"))
    assert {one.state for one in requests} >= {"favourable", "unfavourable", "in_evaluation"}
    assert {one.kind for one in requests} == {"promotion", "qualification", "amendment"}
    for year in range(2014, 2018):
        numbers = [one.number for one in requests if one.number.startswith(str(year))]
        assert numbers == [f"{year}-{n:03d}" for n in range(1, len(numbers) + 1)]
    for one in requests:
        assert one.periods.get(end="").state == one.state
        if one.kind == "amendment":
            assert one.project.opened <= one.opened
            assert not one.project.ended or one.opened < one.project.ended
    assert ClinicalProject.objects.filter(nct="NCT90000001").count() == 1
    assert len(tables()["clinical_applications"]) == len(requests)
