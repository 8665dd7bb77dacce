"""The French directory: lists in cells, who supervises, what became of what."""

import gzip
import json
from types import SimpleNamespace

import pytest

from belvedere.errors import InputError
from belvedere.evidence.writing import write_rows
from belvedere.sources import rnsr
from belvedere.sources._rnsr_words import country_abroad
from belvedere.sources.base import Files
from belvedere.tables import french_regions
from belvedere.tables.ledger import Ledger

ONE, TWO, THREE, FOUR = "200000001A", "200000002B", "200000003C", "200000004D"
NAME = f"{rnsr.DATASET}_2022-02.csv"
INSERM, CNRS = "0755364Y", "0753639Y"
BLANK = dict.fromkeys(rnsr.NEEDS, "")


def sheet(number, **cells):
    return BLANK | {
        "numero_national_de_structure": number, "libelle": f"Structure {number}",
        "code_de_type_de_structure": "22", "code_de_niveau_de_structure": "2",
    } | cells


def supervised(kinds="TUTE;PART", names="Inserm;CNRS", uais=f"{INSERM};{CNRS}", **rest):
    return {
        "code_de_type_de_tutelle": kinds, "tutelles": names, "uai_des_tutelles": uais,
    } | rest


def written(folder, *sheets, name=NAME, delimiter=";", columns=rnsr.NEEDS):
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [delimiter.join(columns)]
    lines += [delimiter.join(cell(one[column]) for column in columns) for one in sheets]
    path = folder / name
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def older(folder, *structures, name="rnsr_2019.json"):
    path = folder / name
    path.write_text(json.dumps({"structures": {"structure": list(structures)}}), encoding="utf-8")
    return path


def harvest(folder, *sheets):
    """Return rows by table, checked and written as a build would, and the ledger."""
    if sheets:
        written(folder, *sheets)
    ledger = Ledger()
    rows = list(rnsr.read(Files(folder, tuple(rnsr.find(folder))), ledger))
    (folder / "out").mkdir()
    counts = write_rows(folder / "out", rnsr.SOURCE.tables, rows, ledger)
    tables = {table: [row for name, row, _ in rows if name == table] for table in counts}
    records = {row["record_id"]: row for row in tables["organisation_records"]}
    return SimpleNamespace(ledger=ledger, counts=counts, records=records, **tables)


def supervisions(got):
    return [
        (row["relation"], row["other_id"], row["label"]) for row in got.organisation_relations
        if row["relation"] in ("supervised_by", "participated_by")
    ]


def relations(got, relation):
    return {
        (row["organisation_id"][5:], row["other_id"][5:]): row
        for row in got.organisation_relations if row["relation"] == relation
    }


def test_a_structure_is_read_whole(tmp_path):
    got = harvest(tmp_path, sheet(
        ONE, libelle="Centre", sigle="CRC", annee_de_creation="2007", **supervised(),
        type_de_structure="Unité mixte", site_web="http://c.fr", code_postal="75270",
        commune="PARIS CEDEX 06", label_numero="UMR_S 1138;UMR 8104",
        code_domaine_scientifique="5;1", code_panel_erc="LS1;LS7", fiche_rnsr="http://sheet",
    ))
    assert got.units == [{
        "record_id": f"rnsr:{ONE}", "number": ONE, "name": "Centre", "acronym": "CRC",
        "level": "unit", "kind": "mixed_unit", "kind_written": "Unité mixte",
        "labels": "UMR_S 1138, UMR 8104", "start": "2007",
        "domains": ["Biologie, médecine et santé", "Mathématiques et leurs interactions"],
        "erc_panels": ["LS1", "LS7"], "postcode": "75270", "city": "PARIS CEDEX 06",
        "department": "75", "region": "Île-de-France", "website": "http://c.fr",
        "url": "http://sheet",
    }]
    assert got.records[f"rnsr:{ONE}"] == {
        "record_id": f"rnsr:{ONE}", "scheme": "rnsr", "name": "Centre", "acronym": "CRC",
        "kind": "Unité mixte", "country": "FR", "city": "PARIS CEDEX 06",
        "website": "http://c.fr", "status": "active", "start": "2007",
    }
    assert [(n["name"], n["kind"]) for n in got.organisation_names[:4]] == [
        ("Centre", "label"), ("CRC", "acronym"), ("UMR_S 1138", "number"), ("UMR 8104", "number"),
    ]


def test_supervisors_and_participants_are_told_apart_with_their_labels(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(label_numero="U 1;UMR 2")))
    assert supervisions(got) == [
        ("supervised_by", f"uai:{INSERM}", "U 1"), ("participated_by", f"uai:{CNRS}", "UMR 2"),
    ]


def test_an_empty_entry_of_a_list_keeps_its_place(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(label_numero=";UMR 2")))
    assert [label for _, _, label in supervisions(got)] == [None, "UMR 2"]


def test_an_empty_cell_says_that_all_are_unknown(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(label_numero="", uais="")))
    assert supervisions(got) == [
        ("supervised_by", "rnsr-name:inserm", None), ("participated_by", "rnsr-name:cnrs", None),
    ]
    assert not got.ledger.notes


def test_a_list_of_another_length_is_never_assigned(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(uais=CNRS, label_numero="U 1;U 2;U 3")))
    assert supervisions(got) == [
        ("supervised_by", "rnsr-name:inserm", None), ("participated_by", "rnsr-name:cnrs", None),
    ]
    assert got.ledger.notes == {
        "lists of another length, taken as unknown: uai_des_tutelles": 1,
        "lists of another length, taken as unknown: label_numero": 1,
    }
    # they are its numbers all the same, whoever gave them
    assert got.units[0]["labels"] == "U 1, U 2, U 3"


def test_a_supervisor_without_a_sure_number_is_known_by_its_very_name_elsewhere(tmp_path):
    got = harvest(
        tmp_path,
        sheet(ONE, **supervised(uais=CNRS)),
        sheet(TWO, **supervised(kinds="TUTE", names="CNRS", uais=CNRS)),
    )
    assert supervisions(got)[:2] == [
        ("supervised_by", "rnsr-name:inserm", None), ("participated_by", f"uai:{CNRS}", None),
    ]
    assert got.ledger.notes[
        "supervisors identified by the number of the same name elsewhere"] == 1


def test_a_name_that_has_two_numbers_identifies_nobody(tmp_path):
    got = harvest(
        tmp_path,
        sheet(ONE, **supervised(names="Grenoble;CNRS", uais=CNRS)),
        sheet(TWO, **supervised(kinds="TUTE", names="Grenoble", uais="0383493R")),
        sheet(THREE, **supervised(kinds="TUTE", names="Grenoble", uais="0383546Y")),
    )
    assert supervisions(got)[0][1] == "rnsr-name:grenoble"


def test_names_that_hold_the_separator_leave_the_numbers_sure(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(names="Inserm; the institute;CNRS")))
    assert [other for _, other, _ in supervisions(got)] == [f"uai:{INSERM}", f"uai:{CNRS}"]
    assert got.records[f"uai:{INSERM}"]["name"] is None


def test_a_single_supervisor_may_have_separators_in_its_name(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised("TUTE", "Lettres; arts", "0750000A")))
    assert got.records["uai:0750000A"]["name"] == "Lettres; arts"


def test_lists_may_be_separated_by_commas_as_exports_are_by_default(tmp_path):
    got = harvest(
        tmp_path,
        sheet(ONE, **supervised(
            "TUTE,PART", "Inserm,CNRS", f"{INSERM},{CNRS}", label_numero="U 1,UMR 2"),
            numero_de_structure_parent=f"{TWO},{THREE}", code_domaine_scientifique="5,1"),
        sheet(TWO, **supervised("TUTE,TUTE", "École, arts,CNRS", f"0750000A,{CNRS}")),
    )
    assert supervisions(got) == [
        ("supervised_by", f"uai:{INSERM}", "U 1"), ("participated_by", f"uai:{CNRS}", "UMR 2"),
        ("supervised_by", "uai:0750000A", None), ("supervised_by", f"uai:{CNRS}", None),
    ]
    assert set(relations(got, "part_of")) == {(ONE, TWO), (ONE, THREE)}
    assert len(got.units[0]["domains"]) == 2


def test_supervisors_are_known_by_uai_else_siret_else_name_and_given_once(tmp_path):
    got = harvest(
        tmp_path,
        sheet(ONE, **supervised(
            "TUTE;TUTE;TUTE", "Inserm;Firm;University  of X", f"{INSERM};;",
            siret_des_tutelles="18003604800015;12345678900011;",
            sigles_des_tutelles="INSERM;;UX", nature_de_tutelle="EPST;;",
        )),
        sheet(TWO, **supervised("TUTE;TUTE", "Inserm;UNIVERSITY OF X", f"{INSERM};")),
    )
    assert {key: row for key, row in got.records.items() if not key.startswith("rnsr:")} == {
        f"uai:{INSERM}": {
            "record_id": f"uai:{INSERM}", "scheme": "uai", "name": "Inserm", "acronym": "INSERM",
            "kind": "EPST", "country": "FR",
        },
        "siret:12345678900011": {
            "record_id": "siret:12345678900011", "scheme": "siret", "name": "Firm",
            "acronym": None, "kind": None, "country": "FR",
        },
        "rnsr-name:university of x": {
            "record_id": "rnsr-name:university of x", "scheme": "rnsr-name",
            "name": "University of X", "acronym": "UX", "kind": None, "country": None,
        },
    }
    assert len(got.organisation_records) == 5
    named = [n["name"] for n in got.organisation_names if n["record_id"].startswith("rnsr-name")]
    assert named == ["University of X", "UX", "UNIVERSITY OF X"]


def test_a_supervisor_in_the_pacific_is_there(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised("TUTE", "UNC", "9830445S")))
    assert got.records["uai:9830445S"]["country"] == "NC"


def test_numbers_that_are_none_are_counted_and_not_used(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(
        "TUTE", "Inserm", "075", siret_des_tutelles="18")))
    assert supervisions(got)[0][1] == "rnsr-name:inserm"
    assert set(got.ledger.unknowns) == {
        ("organisation_records.record_id", "uai:075"),
        ("organisation_records.record_id", "siret:18"),
    }


def test_a_supervisor_that_nothing_identifies_is_counted(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **supervised(names=";CNRS", uais=f";{CNRS}")))
    assert len(supervisions(got)) == 1
    assert got.ledger.notes == {"supervisors that nothing identifies: left out": 1}


def test_kinds_of_supervision_that_are_missing_or_new_give_no_relation(tmp_path):
    got = harvest(
        tmp_path, sheet(ONE, **supervised(kinds="")), sheet(TWO, **supervised(kinds="TUTE;NEW")),
    )
    assert supervisions(got) == [("supervised_by", f"uai:{INSERM}", None)]
    assert got.ledger.notes == {"structures whose kinds of supervision are not given": 1,
                                **{f"lists of another length, taken as unknown: {column}": 1
                                   for column in ("tutelles", "uai_des_tutelles")}}
    assert got.ledger.unknowns == {("organisation_relations.relation", "NEW"): 1}


@pytest.mark.parametrize(("of_one", "of_two", "by"), [
    ("numero_de_structure_parent", None, "organisation"),
    (None, "numero_de_structure_enfant", "other"),
    ("numero_de_structure_parent", "numero_de_structure_enfant", "both"),
])
def test_a_part_and_its_whole_are_related_once_with_who_states_it(tmp_path, of_one, of_two, by):
    got = harvest(
        tmp_path,
        sheet(ONE, **({of_one: TWO} if of_one else {})),
        sheet(TWO, **({of_two: ONE} if of_two else {})),
    )
    assert relations(got, "part_of")[ONE, TWO]["stated_by"] == by
    assert bool(got.ledger.notes) == (by != "both")


def test_structures_each_of_which_is_part_of_the_other_are_counted(tmp_path):
    got = harvest(
        tmp_path, sheet(ONE, numero_de_structure_parent=TWO),
        sheet(TWO, numero_de_structure_parent=ONE),
    )
    assert len(relations(got, "part_of")) == 2
    assert got.ledger.notes["structures each of which is part of the other"] == 1


def test_a_relation_with_itself_or_with_no_number_is_set_aside(tmp_path):
    got = harvest(tmp_path, sheet(ONE, numero_de_structure_parent=f"{ONE};12;"))
    assert not relations(got, "part_of")
    assert [(entry.table, entry.reason) for entry in got.ledger.aside] == [
        ("organisation_relations", "a relation of a structure with itself"),
        ("organisation_relations", "'12' is no national number of a structure"),
    ]


def succeeding(numbers, kinds, years):
    return {"numero_de_structure_historique": numbers, "code_de_type_de_succession": kinds,
            "annee_d_effet_historique": years}


@pytest.mark.parametrize(("code", "succession", "end"), [
    ("F", "merger", "2014"), ("R", "renewal", "2014"), ("E", "split", "2014"),
    ("EF", "split_and_merger", "2014"), ("I", "integration", "2014"),
    ("S", "offshoot", None), ("SF", "offshoot_and_merger", None), ("", "succession", None),
])
def test_a_succession_ends_the_predecessor_unless_it_is_an_offshoot(
    tmp_path, code, succession, end
):
    got = harvest(tmp_path, sheet(ONE, **succeeding(TWO, code, "2014")))
    row = relations(got, "successor_of")[ONE, TWO]
    assert (row["succession"], row["start"]) == (succession, "2014")
    assert got.records[f"rnsr:{TWO}"] == {
        "record_id": f"rnsr:{TWO}", "scheme": "rnsr", "status": "inactive", "end": end,
    }


def test_a_predecessor_that_is_still_active_has_no_end(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **succeeding(TWO, "F", "2014")), sheet(TWO))
    assert got.records[f"rnsr:{TWO}"]["status"] == "active"
    assert got.ledger.notes == {"structures still active after a succession that ends them": 1}


def test_a_predecessor_that_ended_twice_ended_the_second_time(tmp_path):
    got = harvest(
        tmp_path, sheet(ONE, **succeeding(THREE, "E", "2022")),
        sheet(TWO, **succeeding(THREE, "E", "2005")),
    )
    assert got.records[f"rnsr:{THREE}"]["end"] == "2022"


def test_successions_whose_lists_differ_in_length_keep_only_the_predecessor(tmp_path):
    got = harvest(tmp_path, sheet(ONE, **succeeding(f"{TWO};{THREE}", "F", "2014")))
    for row in relations(got, "successor_of").values():
        assert (row["succession"], row["start"]) == ("succession", None)
    assert got.ledger.notes["types of succession of another length, taken as unknown"] == 1
    assert got.ledger.notes["years of succession of another length, taken as unknown"] == 1


def test_a_parent_that_is_not_in_the_file_has_a_record_and_no_status(tmp_path):
    got = harvest(tmp_path, sheet(ONE, numero_de_structure_parent=TWO))
    assert got.records[f"rnsr:{TWO}"]["status"] is None
    assert got.ledger.notes == {
        "relations to structures not in the file: part_of": 1,
        "structures of which only the number is known": 1,
    }


def test_words_outside_the_vocabulary_are_counted_and_kept_empty(tmp_path):
    got = harvest(tmp_path, sheet(
        ONE, code_de_type_de_structure="99", code_de_niveau_de_structure="9",
        code_domaine_scientifique="5;99", annee_de_creation="soon",
        **succeeding(TWO, "Z", "2014"),
    ))
    [unit] = got.units
    assert (unit["kind"], unit["level"], unit["start"]) == (None, None, None)
    assert unit["domains"] == ["Biologie, médecine et santé"]
    assert got.ledger.unknowns == {
        ("units.kind", "99"): 1, ("units.level", "9"): 1, ("units.domains", "99"): 1,
        ("units.start", "soon"): 1, ("organisation_relations.succession", "Z"): 1,
    }


def test_an_older_export_describes_structures_that_closed(tmp_path):
    older(
        tmp_path,
        {"num_nat_struct": ONE, "intitule": "Old name"},
        {"num_nat_struct": TWO, "intitule": "L'intÃ©gration", "sigle": "INT",
         "annee_creation": "2000", "an_fermeture": "2013", "ville_postale": "LYON CEDEX 07",
         "etabAssoc": [
             {"label": "UMR", "numero": "12", "etab": {"sigle": "NEW", "libelle": "Newer"}},
             {"label": "UMR", "numero": "12"}, {"label": "", "numero": ""},
             {"label": "EA", "etab": {"libelle": "Never  met"}}]},
        {"num_nat_struct": THREE, "intitule": "Open in 2019", "an_fermeture": ""},
        {"num_nat_struct": FOUR, "responsable": {"nom": "X"}},
    )
    got = harvest(tmp_path, sheet(ONE, **succeeding(f"{TWO};{THREE}", "F;F", "2014;2021")))
    assert got.records[f"rnsr:{ONE}"]["name"] == f"Structure {ONE}"
    assert got.records[f"rnsr:{TWO}"] == {
        "record_id": f"rnsr:{TWO}", "scheme": "rnsr", "name": "L'intégration",
        "acronym": "INT", "city": "LYON CEDEX 07", "status": "inactive", "start": "2000",
        "end": "2013",
    }
    assert [row for row in got.organisation_relations
            if row["relation"] == "related_to"] == [
        {"organisation_id": f"rnsr:{TWO}", "relation": "related_to", "other_id": other,
         "stated_by": "organisation", "other_name": name, "label": label, "start": "2000",
         "end": "2013"}
        for other, name, label in (("rnsr-name:newer", "Newer", "UMR 12"),
                                   ("rnsr-name:never met", "Never met", "EA"))
    ]
    assert got.records[f"rnsr:{THREE}"]["end"] == "2021"
    assert got.records[f"rnsr:{FOUR}"]["status"] == "inactive"
    assert [(n["name"], n["kind"]) for n in got.organisation_names
            if n["record_id"] == f"rnsr:{TWO}"] == [
        ("L'intégration", "label"), ("INT", "acronym"), ("UMR 12", "number"), ("EA", "number"),
    ]
    assert [unit["number"] for unit in got.units] == [ONE]
    assert not supervisions(got)
    assert got.ledger.notes == {"structures of older exports that the CSV describes": 1}
    assert got.ledger.records_in == 5


def test_an_older_export_tells_what_a_structure_was_called(tmp_path):
    older(tmp_path, {"num_nat_struct": ONE, "intitule": "Old name", "sigle": "CRC",
                     "etabAssoc": [{"label": "EA", "numero": "4426"}]})
    got = harvest(tmp_path, sheet(
        ONE, libelle="New name", sigle="CRC", **supervised(), label_numero="UR 4426;"))
    assert [(name["name"], name["kind"]) for name in got.organisation_names
            if name["record_id"] == f"rnsr:{ONE}"] == [
        ("New name", "label"), ("CRC", "acronym"), ("UR 4426", "number"), ("Old name", "alias"),
        ("EA 4426", "number"),
    ]


def test_of_two_older_exports_the_newer_describes(tmp_path):
    older(tmp_path, {"num_nat_struct": TWO, "intitule": "2017"}, name="rnsr_2017.json")
    older(tmp_path, {"num_nat_struct": TWO, "intitule": "2019"}, name="rnsr_2019.json")
    got = harvest(tmp_path)
    assert got.records[f"rnsr:{TWO}"]["name"] == "2019"
    assert got.records[f"rnsr:{TWO}"]["status"] is None
    assert got.ledger.notes == {"structures of older exports that a newer one describes": 1}


def test_an_older_export_with_bad_entries_sets_them_aside(tmp_path):
    older(tmp_path, {"num_nat_struct": "12"}, {"intitule": "No number"}, "text",
          {"num_nat_struct": TWO})
    got = harvest(tmp_path)
    assert set(got.records) == {f"rnsr:{TWO}"}
    assert (got.ledger.records_in, got.ledger.records_set_aside) == (4, 3)


@pytest.mark.parametrize(("text", "reason"), [
    ("{", "not JSON"), ("[]", "no export of the directory"),
    ('{"structures": {"structure": 1}}', "no export of the directory"),
])
def test_a_file_that_is_no_older_export_is_refused(tmp_path, text, reason):
    (tmp_path / "rnsr.json").write_text(text)
    with pytest.raises(InputError, match=f"^rnsr.json: .*{reason}"):
        harvest(tmp_path)


def test_rows_without_a_number_or_with_one_given_twice_are_set_aside(tmp_path):
    got = harvest(tmp_path, sheet("", libelle="No number"), sheet(ONE), sheet(ONE, libelle="Two"))
    assert len(got.units) == 1
    assert [(entry.row, entry.reason) for entry in got.ledger.aside] == [
        (2, "'' is no national number of a structure"),
        (4, f"repeats structure {ONE}; the first row stands"),
    ]
    assert (got.ledger.records_in, got.ledger.records_set_aside) == (3, 2)


def test_a_missing_column_is_told_by_name(tmp_path):
    written(tmp_path, sheet(ONE), columns=[c for c in rnsr.NEEDS if c != "uai_des_tutelles"])
    with pytest.raises(InputError, match=f"{NAME}, row 1: the column uai_des_tutelles is missing"):
        harvest(tmp_path)


def test_a_wrong_delimiter_is_suspected(tmp_path):
    written(tmp_path, sheet(ONE), delimiter=",")
    with pytest.raises(InputError, match="is the delimiter really ';'"):
        harvest(tmp_path)


def test_a_truncated_gzip_file_is_refused(tmp_path):
    path = written(tmp_path, *(sheet(f"2000{i:05d}A", sigle=str(hash(str(i)))) for i in range(300)))
    whole = gzip.compress(path.read_bytes())
    path.unlink()
    (tmp_path / f"{NAME}.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged or cut short"):
        harvest(tmp_path)


def test_the_file_that_was_fetched_is_newer_than_dated_ones(tmp_path):
    written(tmp_path, name=f"{rnsr.DATASET}_2021.csv")
    written(tmp_path, name=f"{rnsr.DATASET}_2022-02.csv")
    (tmp_path / "notes.csv").write_text("")
    [found] = rnsr.find(tmp_path)
    assert rnsr.as_of(Files(tmp_path, (found,))) == "2022-02"
    fetched = written(tmp_path, name=f"{rnsr.DATASET}.csv")
    assert rnsr.find(tmp_path) == [fetched]
    assert rnsr.as_of(Files(tmp_path, (fetched,))) is None
    (tmp_path / f"{rnsr.DATASET}.csv.origin.json").write_text('{"date": "2026-01-31T10:00:00"}')
    assert rnsr.find(tmp_path) == [fetched]
    assert rnsr.as_of(Files(tmp_path, (fetched,))) == "2026-01-31"


def test_todays_export_is_asked_for_with_its_lists_separated_safely(tmp_path):
    class Net:
        def download(self, url, name):
            return url, name

    [(url, name)] = rnsr.fetch(Net(), {})
    assert "list_separator=%3B" in url
    assert name == f"{rnsr.DATASET}.csv"


@pytest.mark.parametrize(("postcode", "department", "region", "country"), [
    ("75005", "75", "Île-de-France", "FR"),
    ("44322", "44", "Pays de la Loire", "FR"),
    ("01000", "01", "Auvergne-Rhône-Alpes", "FR"),
    ("20000", "2A", "Corse", "FR"),
    ("20130", "2A", "Corse", "FR"),
    ("20704", "2A", "Corse", "FR"),
    ("20250", "2B", "Corse", "FR"),
    ("20620", "2B", "Corse", "FR"),
    ("20900", None, None, None),
    ("97157", "971", "Guadeloupe", "FR"),
    ("97275", "972", "Martinique", "FR"),
    ("97337", "973", "Guyane", "FR"),
    ("97490", "974", "La Réunion", "FR"),
    ("97600", "976", "Mayotte", "FR"),
    ("97715", "974", "La Réunion", "FR"),
    ("97822", "974", "La Réunion", "FR"),
    ("97133", None, None, "BL"),
    ("97150", None, None, "MF"),
    ("97500", None, None, "PM"),
    ("98000", None, None, "MC"),
    ("98600", None, None, "WF"),
    ("98702", None, None, "PF"),
    ("98800", None, None, "NC"),
    ("99123", None, None, None),
    ("00185", None, None, None),
    ("9401", None, None, None),
    ("44OO7", None, None, None),
    ("", None, None, None),
])
def test_a_postal_code_tells_departement_region_and_country(
    postcode, department, region, country
):
    assert french_regions.department(postcode) == department
    assert french_regions.REGION_OF.get(department) == region
    assert french_regions.country(postcode) == country


def test_a_region_is_told_by_what_its_postal_codes_begin_with():
    beginnings = {name: tuple(french_regions.prefixes(name)) for name in french_regions.REGIONS}
    assert beginnings["Corse"] == ("200", "201", "202", "206", "207")
    assert beginnings["La Réunion"] == ("974", "977", "978")
    assert french_regions.prefixes("Atlantis") == []
    for code in map("{:05}".format, range(1_000, 100_000)):
        region = french_regions.REGION_OF.get(french_regions.department(code))
        told = [name for name, some in beginnings.items() if code.startswith(some)]
        # two islands have a code of Guadeloupe and are not of it
        assert told == [region] if region else told in ([], ["Guadeloupe"]), code


def test_there_are_18_regions_and_101_departements():
    assert (len(french_regions.REGIONS), len(french_regions.REGION_OF)) == (18, 101)


def test_a_structure_abroad_is_not_placed_in_a_departement(tmp_path):
    got = harvest(tmp_path, sheet(ONE, code_postal="28040", commune="MADRID ESPAGNE"))
    assert (got.units[0]["department"], got.units[0]["region"]) == (None, None)
    assert got.records[f"rnsr:{ONE}"]["country"] == "ES"


@pytest.mark.parametrize(("town", "country"), [
    ("Athènes", "GR"), ("TEL-AVIV", "IL"), ("George-Afrique du Sud", "ZA"), ("ROME", "IT"),
    ("ROMAINVILLE", None), ("Rabat-les-Trois-Seigneurs", None), ("Paris cedex 05", None),
    ("", None),
])
def test_a_town_abroad_is_known_by_its_name(town, country):
    assert country_abroad(town) == country
