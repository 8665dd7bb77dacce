"""The ROR dump: two schemas, several kinds of file, relations that one side tells."""

import gzip
import hashlib
import json
import zipfile
from types import SimpleNamespace

import pytest
from serving import Folder

from belvedere.errors import InputError
from belvedere.evidence.writing import write_rows
from belvedere.sources import _ror_files, ror
from belvedere.sources.base import Files
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger

ALICE, BOB, CAROL = "012345601", "0abcdef02", "0zzzzzz03"


def second(ror_id, name="Name", **rest):
    """A record of schema 2."""
    return {
        "id": f"https://ror.org/{ror_id}", "status": "active", "types": ["education"],
        "names": [{"value": name, "types": ["ror_display", "label"], "lang": "en"}],
    } | rest


def first(ror_id, name="Name", **rest):
    """A record of schema 1."""
    return {
        "id": f"https://ror.org/{ror_id}", "name": name, "status": "active",
        "types": ["Education"],
    } | rest


def to(ror_id, kind, label="Other"):
    return {"type": kind, "id": f"https://ror.org/{ror_id}", "label": label}


def written(folder, *found, name="ror/ror_records.jsonl"):
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("".join(
        (one if isinstance(one, str) else json.dumps(one)) + "\n" for one in found
    ), encoding="utf-8")
    return path


def harvest(folder, *paths):
    """Return rows by table, checked and written as a build would, and the ledger."""
    ledger = Ledger()
    files = Files(folder, paths or tuple(ror.find(folder)))
    rows = list(ror.read(files, ledger))
    (folder / "out").mkdir()
    counts = write_rows(folder / "out", ror.SOURCE.tables, rows, ledger)
    tables = {table: [row for name, row, _ in rows if name == table] for table in counts}
    return SimpleNamespace(ledger=ledger, counts=counts, **tables)


def relations(harvested):
    return {
        (row["organisation_id"][4:], row["relation"], row["other_id"][4:]): row["stated_by"]
        for row in harvested.organisation_relations
    }


def test_a_record_of_schema_2_is_read_whole(tmp_path):
    written(tmp_path, second(
        ALICE, established=1964, types=["funder", "government"],
        names=[
            {"value": "ANRS", "types": ["acronym"], "lang": None},
            {"value": "Agency", "types": ["label"], "lang": "en"},
            {"value": "Agence", "types": ["ror_display"], "lang": "fr"},
            {"value": "Agency for Research", "types": ["alias", "label"], "lang": "en"},
        ],
        links=[{"type": "wikipedia", "value": "w"}, {"type": "website", "value": "https://a.fr"}],
        locations=[{"geonames_details": {
            "name": "Paris", "country_code": "FR", "lat": 48.85, "lng": 2,
        }}],
    ))
    got = harvest(tmp_path)
    assert got.organisation_records == [{
        "record_id": f"ror:{ALICE}", "scheme": "ror", "name": "Agence", "acronym": "ANRS",
        "kind": "government", "country": "FR", "city": "Paris", "website": "https://a.fr",
        "status": "active", "start": "1964", "latitude": 48.85, "longitude": 2.0,
    }]
    assert [(n["name"], n["language"], n["kind"]) for n in got.organisation_names] == [
        ("ANRS", None, "acronym"), ("Agency", "en", "label"), ("Agence", "fr", "label"),
        ("Agency for Research", "en", "alias"), ("Agency for Research", "en", "label"),
    ]
    assert got.ledger.notes == {"records in schema 2": 1}


def test_a_record_of_schema_1_is_read_to_the_same_columns(tmp_path):
    written(tmp_path, first(
        ALICE, "Institute", established=970, types=["Healthcare"], links=["https://a.fr"],
        country={"country_name": "France", "country_code": "FR"},
        addresses=[{"city": "Paris", "lat": 48.85, "lng": 2.35, "line": None}],
        labels=[{"label": "Institut", "iso639": "fr"}], aliases=["I."], acronyms=["INS"],
    ))
    got = harvest(tmp_path)
    assert got.organisation_records == [{
        "record_id": f"ror:{ALICE}", "scheme": "ror", "name": "Institute", "acronym": "INS",
        "kind": "healthcare", "country": "FR", "city": "Paris", "website": "https://a.fr",
        "status": "active", "start": "0970", "latitude": 48.85, "longitude": 2.35,
    }]
    assert [(n["name"], n["language"], n["kind"]) for n in got.organisation_names] == [
        ("Institute", None, "label"), ("Institut", "fr", "label"), ("I.", None, "alias"),
        ("INS", None, "acronym"),
    ]


def test_a_record_with_the_least_is_kept(tmp_path):
    written(tmp_path, second(ALICE, types=["funder"], locations=[{"geonames_details": None}]),
            first(BOB, types=[]))
    got = harvest(tmp_path)
    assert [row["kind"] for row in got.organisation_records] == ["funder", None]
    assert [row["country"] for row in got.organisation_records] == [None, None]


def test_a_name_given_twice_is_one_name(tmp_path):
    written(tmp_path, first(ALICE, "One", aliases=["Two", "Two"]))
    assert harvest(tmp_path).counts["organisation_names"]["offered"] == 2


def test_words_outside_the_vocabulary_are_counted_and_kept_empty(tmp_path):
    written(tmp_path, second(
        ALICE, status="asleep", established=0,
        names=[{"value": "A", "types": ["ror_display", "nickname"]}],
        locations=[{"geonames_details": {"country_code": "ZZ"}}],
        relationships=[to(BOB, "cousin")],
    ))
    got = harvest(tmp_path)
    [record] = got.organisation_records
    assert (record["status"], record["country"], record["start"]) == (None, None, None)
    assert got.organisation_names[0]["kind"] == "variant"
    assert got.ledger.unknowns == {
        ("organisation_records.status", "asleep"): 1, ("organisation_records.country", "ZZ"): 1,
        ("organisation_records.start", "0000"): 1, ("organisation_names.kind", "nickname"): 1,
        ("organisation_relations.relation", "cousin"): 1,
    }


@pytest.mark.parametrize(("of_alice", "of_bob", "expected"), [
    ("parent", None, (ALICE, "part_of", BOB, "organisation")),
    (None, "child", (ALICE, "part_of", BOB, "other")),
    ("parent", "child", (ALICE, "part_of", BOB, "both")),
    ("Child", "Parent", (BOB, "part_of", ALICE, "both")),
    ("predecessor", None, (ALICE, "successor_of", BOB, "organisation")),
    (None, "successor", (ALICE, "successor_of", BOB, "other")),
    ("predecessor", "successor", (ALICE, "successor_of", BOB, "both")),
    ("related", None, (ALICE, "related_to", BOB, "organisation")),
    ("related", "related", (ALICE, "related_to", BOB, "both")),
])
def test_a_relation_is_given_once_with_who_states_it(tmp_path, of_alice, of_bob, expected):
    written(
        tmp_path,
        second(ALICE, relationships=[to(BOB, of_alice)] if of_alice else []),
        first(BOB, relationships=[to(ALICE, of_bob)] if of_bob else []),
    )
    *pair, by = expected
    assert relations(harvest(tmp_path)) == {tuple(pair): by}


def test_one_sided_relations_are_counted_apart_from_absent_records(tmp_path):
    written(
        tmp_path,
        second(ALICE, relationships=[to(BOB, "parent"), to(CAROL, "parent")]),
        second(BOB),
    )
    got = harvest(tmp_path)
    assert len(got.organisation_relations) == 2
    assert got.ledger.notes == {
        "records in schema 2": 2,
        "one-sided relations: part_of, told by the organisation's own record only": 1,
        "relations to records not in the files: part_of": 1,
    }


def test_a_relation_told_by_the_other_only_is_counted_as_such(tmp_path):
    written(tmp_path, second(ALICE), second(BOB, relationships=[to(ALICE, "child")]))
    assert harvest(tmp_path).ledger.notes[
        "one-sided relations: part_of, told by the other's only"] == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_name_of_the_other_is_as_the_organisations_own_record_writes_it(tmp_path, order):
    told = [
        second(ALICE, relationships=[to(BOB, "parent", "Bob's")]),
        second(BOB, relationships=[to(ALICE, "child", "Alice's")]),
    ]
    written(tmp_path, *(told[place] for place in order))
    assert harvest(tmp_path).organisation_relations[0]["other_name"] == "Bob's"


def test_a_relation_with_itself_or_with_no_ror_id_is_set_aside(tmp_path):
    written(tmp_path, second(
        ALICE, relationships=[to(ALICE, "parent"), {"type": "child", "id": "grid.1"}],
    ))
    got = harvest(tmp_path)
    assert got.organisation_relations == []
    assert [(entry.table, entry.reason) for entry in got.ledger.aside] == [
        ("organisation_relations", "a relation of an organisation with itself"),
        ("organisation_relations", "'grid.1' is not a ROR id"),
    ]


@pytest.mark.parametrize(("bad", "reason"), [
    ('{"id": "https://ror.org/0123', "not JSON"),
    ({"names": []}, "has no id"),
    ({"id": "https://ror.org/nothing", "names": []}, "is not a ROR id"),
    ({"id": 5, "names": []}, "not a record of schema 2"),
    ({"id": "https://ror.org/012345601"}, "not a record of schema 1"),
    (second(ALICE, names=[{"value": None, "types": []}]), "$.names[0].value"),
    ("[1]", "a JSON object was expected"),
])
def test_a_record_that_does_not_fit_is_set_aside_and_the_rest_is_read(tmp_path, bad, reason):
    written(tmp_path, bad, second(BOB))
    got = harvest(tmp_path)
    assert [row["record_id"] for row in got.organisation_records] == [f"ror:{BOB}"]
    [entry] = got.ledger.aside
    assert reason in entry.reason
    assert (entry.file, entry.row, entry.table) == ("ror/ror_records.jsonl", 1, "")
    assert (got.ledger.records_in, got.ledger.records_set_aside) == (2, 1)


def test_an_id_given_twice_keeps_the_first_record_whole(tmp_path):
    written(
        tmp_path, second(ALICE, "First"),
        second(ALICE, "Again", relationships=[to(BOB, "parent")]),
    )
    got = harvest(tmp_path)
    assert [row["name"] for row in got.organisation_names] == ["First"]
    assert got.organisation_relations == []
    [entry] = got.ledger.aside
    assert entry.reason == f"repeats ror:{ALICE} of ror/ror_records.jsonl, row 1, which stands"


def test_a_truncated_gzip_file_is_refused(tmp_path):
    whole = gzip.compress("\n".join(
        json.dumps(second(f"0{i:06d}01", hashlib.sha256(b"%d" % i).hexdigest()))
        for i in range(500)
    ).encode())
    path = tmp_path / "ror" / "r.jsonl.gz"
    path.parent.mkdir()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"ror/r\.jsonl\.gz: the compressed file is damaged"):
        harvest(tmp_path)


def array(folder, text, name="v2.1-2026-01-15-ror-data.json"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize("piece", [1, 7, 4096])
@pytest.mark.parametrize("indent", [None, 4])
def test_an_array_is_read_element_by_element(tmp_path, monkeypatch, piece, indent):
    monkeypatch.setattr(_ror_files, "PIECE", piece)
    array(tmp_path, "\ufeff" + json.dumps(
        [second(ALICE, "Élan [1], {2}"), 12, second(BOB, '"Ünï"')],
        indent=indent, ensure_ascii=False,
    ) + "\n")
    got = harvest(tmp_path)
    assert [row["name"] for row in got.organisation_records] == ["Élan [1], {2}", '"Ünï"']
    [entry] = got.ledger.aside
    assert (entry.row, entry.reason) == (2, "a JSON object was expected, not int")
    assert got.ledger.records_in == 3


def test_an_empty_array_has_no_records(tmp_path):
    array(tmp_path, " [ ] ")
    assert harvest(tmp_path).ledger.records_in == 0


@pytest.mark.parametrize(("text", "reason"), [
    (json.dumps([second(ALICE), second(BOB)])[:-20], "broken or cut short in record 2"),
    (json.dumps([second(ALICE)])[:-1], "broken or cut short in record 2"),
    ('[{"id": "a"}, {"id": oops}, {"id": "b"}]', "broken or cut short in record 2"),
    ("", "does not begin as a JSON array"),
    (json.dumps(second(ALICE)), "has to be called ….jsonl"),
    (b'["\xff"]', "not UTF-8"),
])
def test_an_array_that_is_broken_is_refused(tmp_path, text, reason):
    array(tmp_path, text)
    with pytest.raises(InputError, match=reason):
        harvest(tmp_path)


def test_an_element_that_never_ends_is_refused_in_bounded_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(_ror_files, "PIECE", 10)
    monkeypatch.setattr(_ror_files, "LONGEST_LINE", 100)
    array(tmp_path, '["' + "a" * 1000)
    with pytest.raises(InputError, match="broken or cut short in record 1"):
        harvest(tmp_path)


def dump(folder, members, name="v1.60-2025-02-27-ror-data.zip"):
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, json.dumps(content))
    return path


def test_of_two_schemas_in_a_dump_the_second_is_read(tmp_path):
    dump(tmp_path, {
        "v1.60-2025-02-27-ror-data.json": [first(ALICE, "One")],
        "v1.60-2025-02-27-ror-data_schema_v2.json": [second(ALICE, "Two")],
        "v1.60-2025-02-27-ror-data.csv": "id",
        "__MACOSX/._v1.60-2025-02-27-ror-data_schema_v2.json": "",
    })
    assert harvest(tmp_path).organisation_records[0]["name"] == "Two"


@pytest.mark.parametrize("record", [first(ALICE, "Alone"), second(ALICE, "Alone")])
def test_a_dump_with_one_schema_is_read(tmp_path, record):
    dump(tmp_path, {"v1.20-2023-02-28-ror-data.json": [record]})
    assert harvest(tmp_path).organisation_records[0]["name"] == "Alone"


def test_an_archive_without_data_is_refused(tmp_path):
    dump(tmp_path, {"readme.txt": ""})
    with pytest.raises(InputError, match=r"has no …ror-data….json; it has readme.txt"):
        harvest(tmp_path)


def test_a_truncated_archive_is_refused(tmp_path):
    path = dump(tmp_path, {"v1-ror-data.json": [second(ALICE)]})
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match="zip archive is damaged"):
        harvest(tmp_path)


def test_an_archive_with_a_flipped_bit_is_refused(tmp_path):
    path = tmp_path / "v1-ror-data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("v1-ror-data.json", json.dumps([second(ALICE, "Name")]))
    path.write_bytes(path.read_bytes().replace(b'"Name"', b'"Mane"', 1))
    with pytest.raises(InputError, match="zip archive is damaged"):
        harvest(tmp_path)


def test_the_newest_dump_is_found_and_what_is_beside_it_left(tmp_path):
    for name in (
        "v1.9-2022-09-30-ror-data.zip", "v1.10-2022-10-28-ror-data.json",
        "v1.45-2024-04-11-ror-data.json", "v1.45-2024-04-11-ror-data_schema_v2.json",
        "v1.45-2024-04-11-ror-data_schema_v2.json.origin.json", "v9-ror-data.zip.part",
        "ror/ror_records.jsonl.gz", "affiliations/v3.0-2027-01-01-ror-data.zip",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    [found] = ror.find(tmp_path)
    assert found.name == "v1.45-2024-04-11-ror-data_schema_v2.json"
    assert ror.as_of(Files(tmp_path, (found,))) == "2024-04-11"


def test_files_of_one_record_a_line_are_found_in_folders_called_ror(tmp_path):
    for name in (
        "ror/a.jsonl.gz", "ror/b.jsonl", "ror/inserm_v2.json", "hal/c.jsonl",
        "affiliations/ror/d.jsonl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [path.name for path in ror.find(tmp_path)] == ["a.jsonl.gz", "b.jsonl"]
    assert [path.name for path in ror.find(tmp_path / "ror")] == ["a.jsonl.gz", "b.jsonl"]
    assert ror.as_of(Files(tmp_path, tuple(ror.find(tmp_path)))) is None


@pytest.fixture
def zenodo(tmp_path):
    """A server of a folder; gives the folder and its address."""
    folder = tmp_path / "zenodo"
    folder.mkdir()
    with Folder(folder) as server:
        yield folder, server.url


def answer(zenodo, name, checksum):
    """Let the server answer as Zenodo does; return the settings that lead there."""
    folder, address = zenodo
    (folder / "records").write_text(json.dumps({"hits": {"hits": [{"files": [
        {"key": "readme.md"},
        {"key": name, "links": {"self": f"{address}/{name}"}, "checksum": checksum},
    ]}, {"files": []}]}}))
    return {"url": f"{address}/records?q=&sort=newest"}


def test_the_newest_dump_is_fetched_checked_and_read(tmp_path, zenodo):
    path = dump(zenodo[0], {"v2.0-2025-12-16-ror-data.json": [second(ALICE)]},
                "v2.0-2025-12-16-ror-data.zip")
    digest = hashlib.md5(path.read_bytes()).hexdigest()
    got = tmp_path / "got"
    [fetched] = ror.fetch(
        Fetcher(got, quiet=True), answer(zenodo, path.name, f"md5:{digest}")
    )
    assert fetched == got / path.name
    assert ror.find(got) == [fetched]
    assert harvest(got).organisation_records[0]["record_id"] == f"ror:{ALICE}"


def test_a_dump_that_is_not_the_one_described_is_removed(tmp_path, zenodo):
    path = dump(zenodo[0], {"v2.0-ror-data.json": []}, "v2.0-ror-data.zip")
    with pytest.raises(InputError, match="its MD5 differs"):
        ror.fetch(Fetcher(tmp_path / "got", quiet=True), answer(zenodo, path.name, "md5:0"))
    assert ror.find(tmp_path / "got") == []


@pytest.mark.parametrize("said", ["{}", "[]", '{"hits": {"hits": []}}', None])
def test_an_answer_without_a_dump_says_what_to_do(tmp_path, zenodo, said):
    settings = answer(zenodo, "other.zip", "")
    if said:
        (zenodo[0] / "records").write_text(said)
    with pytest.raises(InputError, match=r"names no …ror-data….zip.*download the dump"):
        ror.fetch(Fetcher(tmp_path / "got", quiet=True), settings)
