"""CORDIS: roles, schemes and amounts as they are written, and what does not fit."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from reading_sources import gzipped, zipped

from belvedere.errors import InputError
from belvedere.sources.cordis import ARCHIVES, SOURCE, themes
from belvedere.sources.fetching import Fetcher

PROJECT = ("id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution;legalBasis;"
           "topics;frameworkProgramme;masterCall;subCall;fundingScheme;rcn")
PARTY = ("projectID;organisationID;name;shortName;country;role;ecContribution;order;SME;"
         "activityType")


def project(number="1", scheme="RIA", start="2016-01-01", programme="H2020", **rest):
    cells = {"id": number, "startDate": start, "fundingScheme": scheme,
             "frameworkProgramme": programme, "rcn": f"r{number}"} | rest
    return ";".join(f'"{cells.get(column, "")}"' for column in PROJECT.split(";"))


def party(number="1", pic="999", name="ALPHA", role="participant", **rest):
    cells = {"projectID": number, "organisationID": pic, "name": name, "role": role} | rest
    return ";".join(f'"{cells.get(column, "")}"' for column in PARTY.split(";"))


def folder(tmp_path, projects, parties, header=PROJECT, party_header=PARTY):
    place = tmp_path / "h2020"
    place.mkdir()
    (place / "project.csv").write_text("\n".join([header, *projects]), encoding="utf-8")
    (place / "organization.csv").write_text(
        "\n".join([party_header, *parties]), encoding="utf-8")


def test_a_zip_as_it_is_served_is_read_with_its_side_files(tmp_path, harvest):
    zipped(
        tmp_path / "cordis-HORIZONprojects-csv.zip",
        project_csv="\ufeff" + PROJECT + "\n" + project("101", "HORIZON-ERC", programme="HORIZON"),
        organization_csv=PARTY + "\n" + party("101", role="coordinator", ecContribution="12.5"),
        topics_csv='projectID;topic;title\n"101";"ERC-2023-STG";"Starting"\n',
        legalBasis_csv='projectID;legalBasis;title\n"101";"HORIZON.1.1";"ERC"\n',
    )
    found = harvest(SOURCE)
    (one,) = found.rows["projects"]
    assert one["project_id"] == "HORIZON:101"
    assert (one["instrument"], one["career_stage"]) == ("erc", "starting")
    assert one["themes"] == ["HORIZON.1.1"]
    assert found.rows["participations"][0]["ec_contribution"] == 12.5


def test_a_decimal_comma_is_a_decimal_point(tmp_path, harvest):
    folder(tmp_path, [project(totalCost="230000,50")], [party(ecContribution="1 234,5")])
    found = harvest(SOURCE)
    assert found.rows["projects"][0]["total_cost"] == 230000.5
    assert found.rows["participations"][0]["ec_contribution"] == 1234.5


def test_uk_and_el_are_gb_and_gr(tmp_path, harvest):
    folder(tmp_path, [project()], [party(pic="1", country="UK"), party(pic="2", country="EL"),
                                   party(pic="3", country="XX")])
    found = harvest(SOURCE)
    assert [p["country"] for p in found.rows["participations"]] == ["GB", "GR", None]
    assert found.ledger.unknowns["participations.country", "XX"] == 1


def test_roles_are_mapped_and_unknown_ones_kept_as_written(tmp_path, harvest):
    folder(tmp_path, [project()], [
        party(pic="1", role="coordinator"), party(pic="2", role="thirdParty"),
        party(pic="3", role="associatedPartner"), party(pic="4", role=""),
        party(pic="5", role="jester"),
    ])
    found = harvest(SOURCE)
    assert [p["role"] for p in found.rows["participations"]] == [
        "coordinator", "third_party", "associated_partner", None, None]
    assert found.rows["participations"][4]["role_written"] == "jester"
    assert found.ledger.unknowns["participations.role", "jester"] == 1
    note = "participations whose role is not given, h2020/organization.csv"
    assert found.ledger.notes[note] == 1


def test_coordinations_of_the_methods_example_are_told_from_sole_grants(tmp_path, harvest):
    schemes = ("CP-FP", "CP-IP", "ERC-SG", "MC-IEF", "CSA-CA", "JTI-CP-IMI", "MC-ITN")
    roles = ("coordinator", "participant", "coordinator", "coordinator", "coordinator",
             "participant", "coordinator")
    others = (3, 11, 0, 0, 2, 20, 9)
    folder(
        tmp_path,
        [project(f"P{n}", scheme, programme="FP7") for n, scheme in enumerate(schemes, 1)],
        [party(f"P{n}", role=role) for n, role in enumerate(roles, 1)]
        + [party(f"P{n}", pic=str(other)) for n, count in enumerate(others, 1)
           for other in range(count)],
    )
    rows = harvest(SOURCE).rows
    projects = {row["number"]: row for row in rows["projects"]}
    mine = [row for row in rows["participations"] if row["organisation_id"] == "pic:999"]
    led = [row["project_id"].partition(":")[2] for row in mine if row["role"] == "coordinator"]
    assert (len(mine), len(led)) == (7, 5)
    coordinated = [number for number in led if projects[number]["admits_coordination"]]
    assert coordinated == ["P1", "P5", "P7"]
    collaborative = [n for n, row in projects.items() if row["instrument"] == "collaborative"]
    assert collaborative == ["P1", "P2"]
    assert set(coordinated) & set(collaborative) == {"P1"}


def test_one_organisation_twice_in_one_role_is_two_participations(tmp_path, harvest):
    folder(tmp_path, [project()], [
        party(order="1", ecContribution="10"), party(order="2", ecContribution="20")])
    rows = harvest(SOURCE).rows["participations"]
    assert [(row["position"], row["ec_contribution"]) for row in rows] == [(1, 10), (2, 20)]
    assert len({row["participation_id"] for row in rows}) == 2


def test_a_project_of_no_known_programme_is_set_aside_with_its_participations(tmp_path, harvest):
    folder(tmp_path, [project(programme="FP9"), project("2", programme="HORIZON.2.1")],
           [party(), party("2")])
    found = harvest(SOURCE)
    assert [row["project_id"] for row in found.rows["projects"]] == ["HORIZON:2"]
    assert [aside.reason for aside in found.ledger.aside] == [
        "a project with no known programme (FP9)",
        "takes part in project 1, which the project file lacks"]


def test_an_unknown_scheme_is_kept_counted_and_its_instrument_unknown(tmp_path, harvest):
    folder(tmp_path, [project(scheme="XYZ-99")], [party()])
    found = harvest(SOURCE)
    (one,) = found.rows["projects"]
    assert (one["funding_scheme"], one["instrument"]) == ("XYZ-99", None)
    assert found.ledger.unknowns["projects.funding_scheme", "XYZ-99"] == 1


@pytest.mark.parametrize("written", ["0000-00-00", "2016-13-45", "soon"])
def test_a_date_outside_the_calendar_is_unknown_and_counted(tmp_path, harvest, written):
    folder(tmp_path, [project(start=written)], [party()])
    found = harvest(SOURCE)
    assert found.rows["projects"][0]["start"] is None
    assert found.ledger.unknowns["projects.start", written] == 1


def test_a_project_repeated_with_other_content_is_set_aside_and_the_first_stands(
    tmp_path, harvest
):
    folder(tmp_path, [project(rcn="a"), project(rcn="b")], [party(), party()])
    found = harvest(SOURCE)
    assert [p["rcn"] for p in found.rows["projects"]] == ["a"]
    assert found.counts["participations"] == {
        "offered": 2, "kept": 1, "repeated": 1, "set_aside": 0}
    (aside,) = found.ledger.aside
    assert (aside.file, aside.row, aside.table) == ("h2020/project.csv", 3, "projects")
    assert "repeats the key" in aside.reason


def test_a_participation_in_no_known_project_is_set_aside_with_its_row(tmp_path, harvest):
    folder(tmp_path, [project()], [party(), party(number="2")])
    (aside,) = harvest(SOURCE).ledger.aside
    assert (aside.file, aside.row) == ("h2020/organization.csv", 3)
    assert "which the project file lacks" in aside.reason


def test_an_organisation_without_pic_has_cordis_code_or_its_name(tmp_path, harvest):
    folder(tmp_path, [project()], [
        party(pic="a1b2"), party(pic="", name="Beta  Ltd", country="UK"), party(pic="", name="")])
    found = harvest(SOURCE)
    assert [p["organisation_id"] for p in found.rows["participations"]] == [
        "cordis:a1b2", "cordis-name:beta ltd|GB"]
    assert "names no organisation" in found.ledger.aside[0].reason


def test_an_organisation_is_described_once_and_keeps_its_other_names(tmp_path, harvest):
    folder(tmp_path, [project("1"), project("2")], [
        party("1", name="ALPHA"), party("2", name="Alpha Institute", shortName="AI")])
    found = harvest(SOURCE)
    (one,) = found.rows["organisation_records"]
    assert (one["name"], one["acronym"]) == ("ALPHA", "AI")
    assert [n["name"] for n in found.rows["organisation_names"]] == ["Alpha Institute"]


def test_latin_1_in_a_utf_8_file_is_read_and_counted(tmp_path, harvest):
    place = tmp_path / "h2020"
    place.mkdir()
    (place / "project.csv").write_text(PROJECT + "\n" + project())
    (place / "organization.csv").write_bytes(
        PARTY.encode() + b"\n" + party(name="UNIVERSITE DE LIEGE").encode().replace(
            b"LIEGE", "LIÈGE".encode("latin-1")))
    found = harvest(SOURCE)
    assert found.rows["participations"][0]["name"] == "UNIVERSITE DE LIÈGE"
    assert found.ledger.repairs["h2020/organization.csv", "not UTF-8: read as Windows-1252"] == 1


def test_a_wrong_delimiter_is_told_as_such(tmp_path, harvest):
    folder(tmp_path, [], [], header=PROJECT.replace(";", ","))
    with pytest.raises(InputError, match=r"h2020/project.csv, row 1.*delimiter"):
        harvest(SOURCE)


def test_a_missing_column_is_named(tmp_path, harvest):
    folder(tmp_path, [project()], [], party_header=PARTY.replace("organisationID;", ""))
    with pytest.raises(InputError, match=r"organization.csv, row 1: the column organisationID"):
        harvest(SOURCE)


def test_a_truncated_gzip_keeps_nothing_and_says_so(tmp_path, harvest):
    whole = ("\n".join([PROJECT, *(project(str(n)) for n in range(500))])).encode()
    cut = gzipped(tmp_path / "h2020" / "project.csv.gz", whole)
    cut.write_bytes(cut.read_bytes()[:-200])
    gzipped(tmp_path / "h2020" / "organization.csv.gz", PARTY.encode())
    with pytest.raises(InputError, match=r"h2020/project.csv.gz: the compressed file is damaged"):
        harvest(SOURCE)


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:/evil.csv"])
def test_a_zip_with_a_name_that_leads_out_of_it_is_refused(tmp_path, harvest, name):
    zipped(tmp_path / "cordis-h2020projects-csv.zip", project_csv=PROJECT,
           organization_csv=PARTY, **{name: "x"})
    with pytest.raises(InputError, match="leads out of it"):
        harvest(SOURCE)


def test_a_zip_that_is_cut_or_lacks_a_file_is_refused(tmp_path, harvest):
    place = zipped(tmp_path / "cordis-h2020projects-csv.zip", project_csv=PROJECT)
    with pytest.raises(InputError, match=r"has no organization\.csv"):
        harvest(SOURCE)
    place.write_bytes(place.read_bytes()[:40])
    with pytest.raises(InputError, match="damaged"):
        harvest(SOURCE)


def test_a_zip_whose_data_are_damaged_keeps_nothing_and_says_so(tmp_path, harvest):
    projects = "\n".join([PROJECT, *(project(str(n)) for n in range(500))])
    place = zipped(tmp_path / "cordis-h2020projects-csv.zip", project_csv=projects,
                   organization_csv=PARTY)
    damaged = bytearray(place.read_bytes())
    damaged[2000] ^= 0xFF
    place.write_bytes(damaged)
    with pytest.raises(InputError, match=r"cordis-h2020projects-csv\.zip: .* damaged"):
        harvest(SOURCE)


def test_a_row_with_a_cell_too_many_is_set_aside(tmp_path, harvest):
    folder(tmp_path, [project(), project("2") + ';"x"'], [party()])
    (aside,) = harvest(SOURCE).ledger.aside
    assert (aside.row, aside.reason) == (3, "has 16 cells where the header has 15")


def test_a_line_beyond_all_measure_is_set_aside_without_being_held(
    tmp_path, harvest, monkeypatch
):
    monkeypatch.setattr("belvedere.sources.reading.LONGEST_LINE", 1000)
    folder(tmp_path, [project(), project("2", title="x" * 5000), project("3")], [party()])
    found = harvest(SOURCE)
    assert [p["number"] for p in found.rows["projects"]] == ["1", "3"]
    assert "bytes long" in found.ledger.aside[0].reason


def test_a_folder_with_projects_only_is_no_input(tmp_path):
    (tmp_path / "project.csv").write_text(PROJECT)
    assert SOURCE.find(tmp_path) == []


def test_files_of_one_folder_may_be_compressed_or_not_and_have_side_files(tmp_path, harvest):
    place = tmp_path / "horizon"
    gzipped(place / "project.csv.gz",
            f"{PROJECT}\n{project('7', 'HORIZON-RIA', programme='HORIZON')}".encode())
    (place / "organization.csv").write_text(f"{PARTY}\n{party('7')}")
    (place / "topics.csv").write_text("projectID;topic\n7;HORIZON-INFRA-2022-DEV-01-01\n")
    found = harvest(SOURCE)
    assert [path.name for path in SOURCE.find(tmp_path)] == [
        "project.csv.gz", "organization.csv", "topics.csv"]
    (one,) = found.rows["projects"]
    assert (one["topics"], one["instrument"]) == (
        ["HORIZON-INFRA-2022-DEV-01-01"], "infrastructures")


def test_other_archives_of_cordis_are_no_input(tmp_path):
    for name in ("cordis-h2020projects-csv.zip", "cordis-h2020projects-xml.zip",
                 "cordis-h2020reports-csv.zip", "cordis-HORIZONprojectDeliverables-csv.zip",
                 "photos.zip"):
        zipped(tmp_path / name, project_csv=PROJECT, organization_csv=PARTY)
    assert [path.name for path in SOURCE.find(tmp_path)] == ["cordis-h2020projects-csv.zip"]


@pytest.fixture
def cordis(tmp_path):
    """A server that has the three archives, and their address."""
    content = zipped(tmp_path / "served" / "any.zip", project_csv=f"{PROJECT}\n{project()}",
                     organization_csv=f"{PARTY}\n{party()}").read_bytes()

    class Bulk(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path.removeprefix("/data/") in ARCHIVES else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *told):
            pass

    server = HTTPServer(("127.0.0.1", 0), Bulk)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/data"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_three_archives_are_fetched_and_can_be_read(tmp_path, harvest, cordis):
    paths = SOURCE.fetch(Fetcher(tmp_path / "got", quiet=True), {"address": cordis})
    assert [path.name for path in paths] == list(ARCHIVES)
    assert harvest(SOURCE).counts["projects"] == {
        "offered": 3, "kept": 1, "repeated": 2, "set_aside": 0}


def test_a_topic_that_tells_no_part_of_fp7_is_counted(tmp_path, harvest):
    folder(tmp_path, [project(programme="FP7", topics="OCEAN.2011-4")], [party()])
    found = harvest(SOURCE)
    assert found.rows["projects"][0]["themes"] is None
    assert found.ledger.unknowns["projects.themes", "OCEAN.2011-4"] == 1


@pytest.mark.parametrize(("programme", "topics", "basis", "parts"), [
    ("FP7", ["HEALTH.2011.1.1-2"], [], ["FP7-HEALTH"]),
    ("FP7", ["FP7-PEOPLE-2009-RG"], [], ["FP7-PEOPLE"]),
    ("FP7", ["ERC-SG-LS2"], [], ["FP7-IDEAS-ERC"]),
    ("FP7", ["ENV-NMP.2011.3.2.1-1"], [], ["FP7-ENVIRONMENT", "FP7-NMP"]),
    ("FP7", ["SP1-JTI-FCH.2010.2.2"], [], ["FP7-JTI"]),
    ("FP7", ["GC.SST.2011.7-5."], ["FP7-NMP"], ["FP7-TRANSPORT"]),
    ("FP7", ["Fission-2011-3.1.1"], [], ["FP7-EURATOM-FISSION"]),
    ("FP7", ["OCEAN.2011-4"], ["FP7-KBBE", "FP7-ENERGY"], ["FP7-KBBE", "FP7-ENERGY"]),
    ("FP7", [], ["FP7-JTI"], ["FP7-JTI"]),
    ("FP7", [], [], []),
    ("H2020", ["ERC"], ["H2020-EU.3.1.2."], ["H2020-EU.3.1."]),
    ("H2020", [], ["H2020-EU.1.1.", "H2020-EU.1.1."], ["H2020-EU.1.1."]),
    ("H2020", [], ["H2020-EU.3.", "H2020-EU.4.b."], ["H2020-EU.3.", "H2020-EU.4.b."]),
    ("H2020", [], ["H2020-Euratom-1.3."], ["H2020-Euratom-1.3."]),
    ("HORIZON", [], ["HORIZON.2.1"], ["HORIZON.2.1"]),
    ("HORIZON", [], ["HORIZON.2.1.5", "HORIZON.2.1"], ["HORIZON.2.1"]),
    ("HORIZON", [], ["EURATOM2027"], ["EURATOM2027"]),
])
def test_a_project_belongs_to_parts_of_its_programme(programme, topics, basis, parts):
    assert themes(programme, topics, basis) == parts
