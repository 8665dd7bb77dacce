"""OpenAlex: weights, odd and repeated works, damaged files, merged works, whose works they are."""

import gzip
import json
import re
import zlib

import duckdb
import pytest
from reading_sources import gzipped, harvested

from belvedere.errors import InputError
from belvedere.sources import openalex
from belvedere.sources.base import Files
from belvedere.tables.ledger import Ledger

SOURCE = openalex.SOURCE
FR, DE, US = ("I1", "FR"), ("I2", "DE"), ("I3", "US")
TOPIC = {"id": "https://openalex.org/T10245", "score": 0.9,
         "subfield": {"id": "https://openalex.org/subfields/2730"}}


def seat(institution):
    name, country = institution
    return {"id": f"https://openalex.org/{name}", "display_name": f"Institute {name}",
            "ror": f"https://ror.org/0abcde{name[1:]}01"[:25], "country_code": country,
            "type": "facility", "lineage": [f"https://openalex.org/{name}"]}


def author(number, *affiliations, countries=None, **rest):
    """An author; each affiliation is a text and its institutions."""
    seats = {name: (name, country) for _, *named in affiliations for name, country in named}
    found = list(map(seat, seats.values()))
    given = [one["country_code"] for one in found] if countries is None else countries
    return {
        "author": {"id": f"https://openalex.org/A{number}", "display_name": f"Person {number}"},
        "raw_author_name": f"Person {number}", "is_corresponding": number == 1,
        "countries": list(dict.fromkeys(given)), "institutions": found,
        "affiliations": [
            {"raw_affiliation_string": text,
             "institution_ids": [f"https://openalex.org/{name}" for name, _ in named]}
            for text, *named in affiliations
        ],
    } | rest


def work(number, *authors, **rest):
    return {
        "id": f"https://openalex.org/W{number}", "title": f"Work {number}", "type": "article",
        "publication_year": 2020, "publication_date": "2020-05-17", "authorships": list(authors),
        "cited_by_count": 3, "primary_topic": TOPIC, "topics": [TOPIC],
        "updated_date": "2026-01-01T00:00:00",
    } | rest


def lines(*records):
    return "".join(
        (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n"
        for one in records
    ).encode()


def part(folder, *records, day="2026-01-01", number=0, entity="works"):
    """Write one part of the snapshot; a record given as text stands as it is."""
    return gzipped(folder / f"openalex/{entity}/updated_date={day}/part_{number:03d}.gz",
                   lines(*records))


def manifest(folder, entity="works", name="manifest", **sizes):
    """Write the manifest of the parts that are here; ``sizes`` are told in their stead."""
    here = folder / "openalex" / entity
    entries = [
        {"url": f"s3://openalex/data/{entity}/{path.relative_to(here).as_posix()}",
         "meta": {"content_length": sizes.get(path.name[:8], path.stat().st_size)}}
        for path in sorted(here.glob("*/*.gz"))
    ]
    (here / name).write_text(json.dumps({"entries": entries}))


def shares(got, *columns):
    """Return the authorships as tuples of some columns."""
    columns = columns or ("position", "place", "institution_id", "country", "weight")
    return sorted((tuple(row[name] for name in columns) for row in got.rows["authorships"]),
                  key=repr)


def titles(got):
    return {row["record_id"]: row["title"] for row in got.rows["work_records"]}


def asides(got):
    return [(one.file.rpartition("/")[2], one.row, one.reason) for one in got.ledger.aside]


def notes(got):
    return dict(got.ledger.notes)


def test_a_work_is_read_whole(tmp_path, harvest):
    part(tmp_path, work(
        7, author(1, ("Lab, Paris", FR)), doi="https://doi.org/10.1000/AbC",
        ids={"pmid": "https://pubmed.ncbi.nlm.nih.gov/123",
             "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/45"},
        language="en", is_retracted=False, is_paratext=False,
        open_access={"oa_status": "gold"}, mesh=[{"descriptor_ui": "D2"}, {"descriptor_ui": "D1"},
                                                 {"descriptor_ui": "D2"}],
        primary_location={"source": {
            "id": "https://openalex.org/S9", "display_name": "Journal", "issn_l": "1234-5678",
            "issn": ["1234-5678"], "type": "journal", "is_in_doaj": True,
            "host_organization_name": "House"}},
        counts_by_year=[{"year": 2021, "cited_by_count": 2}, {"year": 2020, "cited_by_count": 0}],
        referenced_works=["https://openalex.org/W5", "https://openalex.org/W5"],
    ))
    got = harvest(SOURCE)
    [record] = got.rows["work_records"]
    assert {name: value for name, value in record.items()
            if value is not None and not name.startswith("publication_date_")} == {
        "record_id": 7, "source": "openalex", "openalex_id": "W7", "doi": "10.1000/abc",
        "pmid": "123", "pmcid": "PMC45", "title": "Work 7", "type": "article",
        "publication_date": "2020-05-17", "year": 2020, "language": "en",
        "journal_id": "issn:1234-5678", "journal": "Journal", "source_type": "journal",
        "is_retracted": False, "is_paratext": False, "open_access": "gold", "cited_by_count": 3,
        "topic_id": "T10245", "subfield": "2730", "mesh": ["D1", "D2"],
        "updated": "2026-01-01T00:00:00",
    }
    assert got.rows["work_topics"] == [{"record_id": 7, "topic_id": "T10245", "subfield": "2730",
                                        "score": 0.9, "is_primary": True}]
    assert got.rows["citations"] == [{"record_id": 7, "year": 2021, "citations": 2}]
    assert got.rows["work_references"] == [{"record_id": 7, "cited_id": 5}]
    assert [row["journal_id"] for row in got.rows["journals"]] == ["issn:1234-5678"]
    assert [row["affiliation"] for row in got.rows["affiliations"]] == ["Lab, Paris"]
    assert [row["record_id"] for row in got.rows["organisation_records"]] == ["openalex:I1"]
    assert notes(got) == {}


def test_a_work_is_shared_over_authors_affiliations_and_institutions(tmp_path, harvest):
    part(tmp_path, work(
        1, author(1, ("Lab", FR, DE), ("Other", US)), author(2, ("Lab", FR)),
    ))
    assert shares(harvest(SOURCE)) == [
        (1, 1, "openalex:I1", "FR", 1 / 2 / 2 / 2), (1, 1, "openalex:I2", "DE", 1 / 2 / 2 / 2),
        (1, 2, "openalex:I3", "US", 1 / 2 / 2), (2, 1, "openalex:I1", "FR", 1 / 2),
    ]


def test_an_affiliation_without_institution_has_no_weight_beside_one_that_has(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Nowhere",), ("Lab", FR))))
    assert shares(harvest(SOURCE)) == [(1, 1, None, None, 0), (1, 2, "openalex:I1", "FR", 1)]


def test_affiliations_of_which_none_has_an_institution_share_alike(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Here",), ("There",), countries=["IT"])))
    assert shares(harvest(SOURCE)) == [(1, 1, None, "IT", 0.5), (1, 2, None, "IT", 0.5)]


def test_an_author_without_affiliation_has_one_row(tmp_path, harvest):
    part(tmp_path, work(1, author(1), author(2, ("Lab", FR))))
    got = harvest(SOURCE)
    assert shares(got) == [(1, 1, None, None, 0.5), (2, 1, "openalex:I1", "FR", 0.5)]
    assert [row["affiliation_id"] is None for row in got.rows["authorships"]] == [True, False]


def test_an_institution_without_id_is_none(tmp_path, harvest):
    nothing = {"id": None, "display_name": None, "country_code": None, "lineage": []}
    part(tmp_path, work(1, author(1, institutions=[nothing])))
    got = harvest(SOURCE)
    assert shares(got) == [(1, 1, None, None, 1)]
    assert got.rows["organisation_records"] == []


def test_an_institution_named_twice_in_an_affiliation_is_there_once(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Lab, Lab", FR, FR, DE))))
    assert shares(harvest(SOURCE)) == [
        (1, 1, "openalex:I1", "FR", 0.5), (1, 1, "openalex:I2", "DE", 0.5),
    ]


def test_an_institution_that_no_affiliation_names_is_one_more_place(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Lab", FR), institutions=[seat(FR), seat(DE)]),
                        author(2, ("Lab",), institutions=[seat(DE)])))
    assert shares(harvest(SOURCE)) == [
        (1, 1, "openalex:I1", "FR", 0.25), (1, 2, "openalex:I2", "DE", 0.25),
        (2, 1, None, None, 0), (2, 2, "openalex:I2", "DE", 0.5),
    ]


def test_a_country_beside_the_institutions_has_a_row_without_weight(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Lab; Rome", FR), countries=["FR", "IT"]),
                        author(2, ("A", FR), ("B", DE), countries=["US"])))
    assert shares(harvest(SOURCE)) == [
        (1, 0, None, "IT", 0), (1, 1, "openalex:I1", "FR", 0.5),
        (2, 0, None, "US", 0), (2, 1, "openalex:I1", "FR", 0.25), (2, 2, "openalex:I2", "DE", 0.25),
    ]


def test_of_an_author_without_institution_the_first_country_has_the_weight(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Rome and Bern",), countries=["IT", "CH"])))
    assert shares(harvest(SOURCE)) == [(1, 0, None, "CH", 0), (1, 1, None, "IT", 1)]


def test_the_older_form_has_one_text_for_all_institutions(tmp_path, harvest):
    old = {"author": {"id": "https://openalex.org/A1"}, "institutions": [seat(FR), seat(DE)],
           "raw_affiliation_string": "Lab, Paris; Labor, Berlin"}
    lists = {"author": {"id": "https://openalex.org/A2"}, "institutions": [seat(US)],
             "raw_affiliation_strings": ["A", "B"]}
    bare = {"author": {"id": "https://openalex.org/A3"}, "institutions": [seat(US)]}
    part(tmp_path, work(1, old, lists, bare))
    got = harvest(SOURCE)
    third = 1 / 3
    assert shares(got) == [
        (1, 1, "openalex:I1", "FR", third / 2), (1, 1, "openalex:I2", "DE", third / 2),
        (2, 1, "openalex:I3", "US", third), (3, 1, "openalex:I3", "US", third),
    ]
    assert sorted(row["affiliation"] for row in got.rows["affiliations"]) == [
        "A; B", "Lab, Paris; Labor, Berlin"]


def test_the_weights_of_a_work_add_up_to_one(tmp_path, harvest):
    part(tmp_path, work(
        1, author(1, ("a", FR, DE, US), ("b",), ("c", DE)), author(2), author(3, ("d",), ("e",)),
        author(4, ("f", FR), countries=["FR", "IT"]), author(5, ("g", US, US)), None,
        author(7, affiliations=[None], institutions=None, countries=None), {},
    ))
    got = harvest(SOURCE)
    assert sum(row["weight"] for row in got.rows["authorships"]) == pytest.approx(1, abs=1e-12)
    assert {row["position"] for row in got.rows["authorships"]} == set(range(1, 9))


@pytest.mark.parametrize(("written", "kept"), [
    ("Lab, Paris. jean.dupont@inserm.fr", "Lab, Paris."),
    ("Lab (hélène.martin@cnrs.fr), Lyon", "Lab (), Lyon"),
    ("Lab; e-mail:jean@u-paris.fr; Paris", "Lab; ; Paris"),
    ("Lab, jean @ inserm.fr, Paris", "Lab, , Paris"),
    ("Lab, jean(at)inserm.fr", "Lab,"),
    ("Lab, {jean,paul}@inserm.fr", "Lab,"),
    ("Lab, 75002 Paris alainz@y", "Lab, 75002 Paris"),
    ("Lab E-MAIL JDUPONT@NMT EDU", "Lab  EDU"),
    ("a@b.fr", None),
    ("Energy Research Institute (ERI@N) Singapore", "Energy Research Institute (ERI@N) Singapore"),
    ("Robotics@PoliTo, Torino", "Robotics@PoliTo, Torino"),
    ("Dept of John's \"Lab\" 5%", "Dept of John's \"Lab\" 5%"),
])
def test_e_mail_addresses_leave_affiliations(tmp_path, harvest, written, kept):
    part(tmp_path, work(1, author(1, (written, FR))))
    texts = [row["affiliation"] for row in harvest(SOURCE).rows["affiliations"]]
    assert texts == ([kept] if kept else [])


def test_one_text_is_one_affiliation_in_all_parts(tmp_path, harvest):
    part(tmp_path, work(1, author(1, ("Lab a@b.fr", FR))))
    part(tmp_path, work(2, author(2, ("Lab", FR))), number=1)
    got = harvest(SOURCE)
    [affiliation] = got.rows["affiliations"]
    assert affiliation["affiliation"] == "Lab"
    assert {row["affiliation_id"] for row in got.rows["authorships"]} == {
        affiliation["affiliation_id"]}


def test_no_author_is_named_anywhere(tmp_path, harvest):
    part(tmp_path, work(1, author(471147, ("Lab", FR)), author(471148)))
    got = harvest(SOURCE)
    told = json.dumps(got.rows, default=str) + repr(got.ledger)
    assert "Person" not in told and "47114" not in told
    keys = [row["author_key"] for row in got.rows["authorships"]]
    assert len(set(keys)) == 2 and None not in keys
    left = {path.name for path in (tmp_path / "out").rglob("*")}
    assert not any(name.startswith(("spill", "clean", "affiliation_texts")) for name in left)


def test_a_work_that_lacks_what_questions_ask_by_is_kept_and_counted(tmp_path, harvest):
    part(tmp_path, {"id": "https://openalex.org/W1"},
         work(2, title=None, display_name="", publication_year=None, publication_date=None,
              primary_topic=None, topics=[]))
    got = harvest(SOURCE)
    assert titles(got) == {1: None, 2: None}
    assert notes(got) == {"works without year": 2, "works without title": 2,
                          "works without authorships": 2, "works without topics": 2}


def test_impossible_years_and_counts_are_taken_as_unknown(tmp_path, harvest):
    part(tmp_path, work(1, publication_year=2105, publication_date="2105-01-01"),
         work(2, publication_year=12, cited_by_count=-4,
              counts_by_year=[{"year": 2021, "cited_by_count": -1},
                              {"year": 2022, "cited_by_count": 1}]))
    got = harvest(SOURCE)
    assert [(row["year"], row["publication_date"], row["cited_by_count"])
            for row in got.rows["work_records"]] == [(None, None, 3), (None, None, None)]
    assert got.rows["citations"] == [{"record_id": 2, "year": 2022, "citations": 1}]
    assert notes(got) == {
        "works with an impossible year, taken as unknown": 2, "works without authorships": 2,
        "works with a negative count of citations, taken as unknown": 1,
        "works with a negative count of citations in a year, left out": 1,
    }


@pytest.mark.parametrize(("year", "date", "kept", "odd"), [
    (2020, "2020-02-30", "2020", 1),
    (2020, "2019-12-31", "2020", 1),
    (2020, "soon", "2020", 1),
    (2020, "", "2020", 0),
    (2020, None, "2020", 0),
    (2020, "2020-02-29", "2020-02-29", 0),
    (None, "2020-02-29", "2020-02-29", 0),
    (None, "0001-01-01", None, 0),
])
def test_a_date_that_is_no_day_of_its_year_leaves_the_year(
    tmp_path, harvest, year, date, kept, odd
):
    part(tmp_path, work(1, author(1), publication_year=year, publication_date=date))
    got = harvest(SOURCE)
    [record] = got.rows["work_records"]
    assert record["publication_date"] == kept
    assert record["year"] == (int(kept[:4]) if kept else None)
    assert notes(got).get(
        "works with a date that is no day of their year, known to the year only", 0) == odd


def test_a_topic_is_told_once_and_as_primary_where_it_is(tmp_path, harvest):
    other = TOPIC | {"id": "https://openalex.org/T2", "score": 0.5}
    part(tmp_path, work(1, topics=[TOPIC, other, other]), work(2, primary_topic=None),
         work(3, topics=[]))
    assert sorted((row["record_id"], row["topic_id"], row["is_primary"])
                  for row in harvest(SOURCE).rows["work_topics"]) == [
        (1, "T10245", True), (1, "T2", False), (2, "T10245", False), (3, "T10245", True)]


def version(number, letter, updated):
    """A work whose every table tells which version of it is read."""
    count = ord(letter)
    return work(
        number, author(count, (f"Lab {letter}", FR)), title=letter, updated_date=updated,
        counts_by_year=[{"year": 2021, "cited_by_count": count}],
        topics=[TOPIC | {"score": count}], referenced_works=[f"https://openalex.org/W{count}"],
    )


def stands(got, number, letter):
    """Assert that one version of a work is the one in all tables."""
    def of(table):
        [row] = [row for row in got.rows[table] if row["record_id"] == number]
        return row

    texts = {row["affiliation_id"]: row["affiliation"] for row in got.rows["affiliations"]}
    assert of("work_records")["title"] == letter
    assert texts[of("authorships")["affiliation_id"]] == f"Lab {letter}"
    assert of("citations")["citations"] == ord(letter)
    assert of("work_topics")["score"] == ord(letter)
    assert of("work_references")["cited_id"] == ord(letter)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_a_work_twice_in_a_part_the_newest_stands(tmp_path, harvest, order):
    versions = [version(1, "a", None), version(1, "b", "2026-01-01"), version(1, "c", "2026-01-02")]
    part(tmp_path, *(versions[place] for place in order), version(2, "z", None))
    got = harvest(SOURCE)
    stands(got, 1, "c")
    stands(got, 2, "z")
    assert got.counts["work_records"] == {"offered": 4, "kept": 2, "repeated": 2, "set_aside": 0}
    assert notes(got) == {"works given twice: the one changed last stands": 2}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_a_work_in_several_parts_the_newest_stands(tmp_path, harvest, order):
    versions = [version(1, "a", None), version(1, "b", "2026-01-01"), version(1, "c", "2026-01-02")]
    for number, place in enumerate(order):
        part(tmp_path, version(10 + number, "z", None), versions[place], number=number)
    got = harvest(SOURCE)
    stands(got, 1, "c")
    assert set(titles(got)) == {1, 10, 11, 12}
    assert got.counts["work_records"] == {"offered": 6, "kept": 4, "repeated": 2, "set_aside": 0}
    assert notes(got) == {"works given twice: the one changed last stands": 2}


def test_of_a_work_twice_in_each_of_two_parts_one_stands(tmp_path, harvest):
    part(tmp_path, version(1, "a", "2026-01-01"), version(1, "b", "2026-01-03"))
    part(tmp_path, version(1, "c", "2026-01-02"), version(1, "d", None), number=1)
    got = harvest(SOURCE)
    stands(got, 1, "b")
    assert got.counts["work_records"]["repeated"] == 3


def test_of_works_of_one_date_the_later_part_stands(tmp_path, harvest):
    part(tmp_path, version(1, "a", "2026-01-01"))
    part(tmp_path, version(1, "b", "2026-01-01"), number=1)
    stands(harvest(SOURCE), 1, "b")


@pytest.mark.parametrize(("bad", "reason"), [
    (json.dumps(work(2))[:50], "not JSON"),
    ("[1, 2]", "a JSON object was expected, not list"),
    ("null", "a JSON object was expected, not NoneType"),
    (work(2, cited_by_count="many"), "does not fit"),
    (work(2, cited_by_count=10**30), "does not fit"),
    (work(2, authorships=[{"countries": "FR"}]), "does not fit"),
    (work(2, title={"en": "Title"}), "does not fit"),
    ({"title": "No id"}, "has no id"),
    (work(2, id=""), "has no id"),
    (work(2, id="https://openalex.org/A2"), "the id is no OpenAlex work"),
    (work(2, id="https://openalex.org/W1000000000000001"), "the id is no OpenAlex work"),
    (work(2, id="1e3"), "the id is no OpenAlex work"),
    (work(2, id=5), "the id is no OpenAlex work"),
])
def test_what_is_no_work_is_set_aside_with_its_line(tmp_path, harvest, bad, reason):
    part(tmp_path, work(1), bad, work(3))
    got = harvest(SOURCE)
    assert set(titles(got)) == {1, 3}
    [(file, row, why)] = asides(got)
    assert (file, row) == ("part_000.gz", 2) and reason in why
    assert (got.ledger.records_in, got.ledger.records_set_aside) == (3, 1)


@pytest.mark.parametrize("beside", [[], ["{"]])
def test_a_number_for_a_text_is_read_alike_beside_a_broken_line(tmp_path, harvest, beside):
    part(tmp_path, work(1, title=1984), *beside)
    assert titles(harvest(SOURCE)) == {1: "1984"}


def test_half_a_pair_of_surrogates_is_mended_and_counted(tmp_path, harvest):
    part(tmp_path, json.dumps(work(1, title="x\ud800y")), work(2))
    got = harvest(SOURCE)
    assert titles(got) == {1: "x\ufffdy", 2: "Work 2"}
    [((_, what), count)] = got.ledger.repairs.items()
    assert (what, count) == ("half of a pair of surrogates, read as U+FFFD", 1)


def test_a_line_that_is_not_utf_8_is_read(tmp_path, harvest):
    gzipped(tmp_path / "openalex/works.jsonl.gz",
            lines(work(1)) + json.dumps(work(2, title="~")).replace("~", "é").encode("cp1252"))
    assert titles(harvest(SOURCE)) == {1: "Work 1", 2: "é"}


def test_blank_lines_and_a_byte_order_mark_are_no_records(tmp_path, harvest):
    gzipped(tmp_path / "openalex/works.jsonl.gz",
            b"\xef\xbb\xbf" + lines(work(1)) + b"\r\n\n" + lines(work(2)))
    got = harvest(SOURCE)
    assert set(titles(got)) == {1, 2}
    assert got.ledger.records_in == 2


@pytest.mark.parametrize("content", [b"", gzip.compress(b"")])
def test_an_empty_part_has_no_works(tmp_path, harvest, content):
    part(tmp_path, work(1))
    empty = part(tmp_path, number=1)
    empty.write_bytes(content)
    assert set(titles(harvest(SOURCE))) == {1}


def cut(path, whole):
    """Cut a compressed file: in its middle, or where a line ends and all can be read."""
    if whole == "middle":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        return
    packer = zlib.compressobj(wbits=31)
    path.write_bytes(packer.compress(lines(work(1))) + packer.flush(zlib.Z_FULL_FLUSH))


@pytest.mark.parametrize("where", ["middle", "end of a line"])
@pytest.mark.parametrize("entity", ["works", "institutions"])
def test_a_cut_file_is_refused_by_its_name(tmp_path, harvest, where, entity):
    path = part(tmp_path, *(work(n) for n in range(200)), entity=entity)
    cut(path, where)
    with pytest.raises(InputError, match=rf"openalex/{entity}/.*/part_000\.gz: the compressed"):
        harvest(SOURCE)


def test_a_snapshot_with_a_missing_part_is_refused(tmp_path, harvest):
    part(tmp_path, work(1))
    gone = part(tmp_path, work(2), number=1)
    manifest(tmp_path)
    gone.unlink()
    with pytest.raises(InputError, match=r"works/updated_date=2026-01-01/part_001\.gz is missing"):
        harvest(SOURCE)


def test_a_manifest_of_which_all_parts_are_missing_is_refused(tmp_path, harvest):
    gone = part(tmp_path, work(1))
    manifest(tmp_path)
    gone.unlink()
    with pytest.raises(InputError, match=r"part_000\.gz is missing"):
        harvest(SOURCE)


@pytest.mark.parametrize("name", ["manifest", "manifest.json"])
def test_a_part_of_another_size_is_refused(tmp_path, harvest, name):
    part(tmp_path, work(1))
    manifest(tmp_path, name=name, part_000=5)
    with pytest.raises(InputError, match=r"part_000\.gz has \d+ bytes instead of 5"):
        harvest(SOURCE)


def test_a_part_that_the_manifest_does_not_name_is_read_and_told(tmp_path, harvest):
    part(tmp_path, work(1, author(1)))
    manifest(tmp_path)
    part(tmp_path, work(2, author(1)), number=1)
    got = harvest(SOURCE)
    assert set(titles(got)) == {1, 2}
    assert notes(got) == {"works/updated_date=2026-01-01/part_001.gz is not in the manifest: it "
                          "may be of another release": 1}


def page(folder, *results, name="works_page_200.json.gz"):
    return gzipped(folder / "openalex/raw_pages" / name, json.dumps(
        {"meta": {"count": len(results)}, "results": list(results)}).encode())


def test_a_page_of_the_api_is_read_and_its_bad_records_set_aside(tmp_path, harvest):
    page(tmp_path, work(1, author(1, ("Lab", FR))), "work", {"title": "x"}, work(2))
    got = harvest(SOURCE)
    assert set(titles(got)) == {1, 2}
    assert [(row, reason.partition(":")[0]) for _, row, reason in asides(got)] == [
        (2, "does not fit"), (3, "has no id")]
    assert got.ledger.records_in == 4


def test_a_document_that_is_no_page_is_set_aside(tmp_path, harvest):
    gzipped(tmp_path / "openalex/works.json.gz", json.dumps(work(1)).encode())
    got = harvest(SOURCE)
    assert titles(got) == {}
    assert asides(got) == [
        ("works.json.gz", 1, "is no answer of the API: it has no results")]


FULL = (
    work(1, author(1, ("Lab", FR, DE), ("x",)), author(2, ("Lab", US), countries=["US", "IT"])),
    version(2, "b", "2026-01-02"),
    {"id": "https://openalex.org/W3", "title": "Bare"},
)


def parquet(folder, *records):
    """Write records as a Parquet part, in the types that DuckDB finds in them."""
    plain = folder / "plain.jsonl"
    plain.write_bytes(lines(*records))
    target = folder / "openalex/works/updated_date=2026-01-01/part_000.parquet"
    target.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_json('{plain}', convert_strings_to_integers = false)) "
                           f"TO '{target}' (FORMAT parquet)")
    plain.unlink()
    return target


@pytest.mark.parametrize("form", ["page", "parquet"])
def test_other_forms_of_the_same_records_give_the_same_rows(tmp_path, form):
    expected = tmp_path / "lines"
    part(expected, *FULL)
    other = tmp_path / "other"
    other.mkdir()
    (page if form == "page" else parquet)(other, *FULL)
    first, second = harvested(SOURCE, expected), harvested(SOURCE, other)
    for table, rows in first.rows.items():
        if form == "parquet" and table == "work_records":  # its dates lose what they lack
            for row in (*rows, *second.rows[table]):
                row["updated"] = (row["updated"] or "").replace("T", " ")[:10]
        assert sorted(rows, key=repr) == sorted(second.rows[table], key=repr), table
    assert first.ledger.notes == second.ledger.notes


def test_a_row_of_parquet_without_id_is_set_aside_with_its_number(tmp_path, harvest):
    parquet(tmp_path, work(1), work(2, id=None), work(3, id="https://openalex.org/A3"), work(4))
    got = harvest(SOURCE)
    assert set(titles(got)) == {1, 4}
    assert asides(got) == [("part_000.parquet", 2, "has no id"),
                           ("part_000.parquet", 3, "the id is no OpenAlex work")]
    assert got.ledger.records_in == 4


@pytest.mark.parametrize("damage", ["cut", "other"])
def test_a_damaged_or_foreign_parquet_file_is_refused(tmp_path, harvest, damage):
    path = parquet(tmp_path, work(1, publication_year="soon" if damage == "other" else 2020))
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"part_000\.parquet: this is no Parquet file of"):
        harvest(SOURCE)


def merged(folder, *rows, name="2026-01-01"):
    return gzipped(
        folder / f"openalex/merged_ids/works/{name}.csv.gz",
        "".join(f"{row}\n" for row in ("merge_date,id,merge_into_id", *rows)).encode())


def test_a_merged_work_has_a_record_that_says_into_which(tmp_path, harvest):
    part(tmp_path, work(1, author(1)))
    merged(tmp_path, "2025-03-01,W8,W1", "2025-03-01,W9,W4285719527", "2025-03-02,W10,")
    got = harvest(SOURCE)
    assert {row["openalex_id"]: (row["record_id"], row["replaced_by"], row["updated"])
            for row in got.rows["work_records"]} == {
        "W1": (1, None, "2026-01-01T00:00:00"), "W8": (8, "W1", "2025-03-01"),
        "W9": (9, "deleted", "2025-03-01"), "W10": (10, "deleted", "2025-03-02"),
    }
    assert got.counts["work_records"] == {"offered": 4, "kept": 4, "repeated": 0, "set_aside": 0}
    assert got.ledger.records_in == 4
    assert notes(got) == {}


def test_a_merged_work_that_has_a_record_keeps_it(tmp_path, harvest):
    part(tmp_path, work(1, author(1)), work(2, author(1)))
    merged(tmp_path, "2025-03-01,https://openalex.org/W2,https://openalex.org/W1")
    got = harvest(SOURCE)
    assert {row["title"]: row["replaced_by"] for row in got.rows["work_records"]} == {
        "Work 1": None, "Work 2": "W1"}
    assert got.counts["work_records"]["offered"] == 2
    assert notes(got) == {"works merged into others that still have a record of their own": 1}


def test_a_merged_work_in_several_parts_is_replaced_in_the_one_that_stands(tmp_path, harvest):
    part(tmp_path, version(1, "a", "2026-01-01"))
    part(tmp_path, version(1, "b", "2026-01-02"), number=1)
    merged(tmp_path, "2025-03-01,W1,W5")
    got = harvest(SOURCE)
    stands(got, 1, "b")
    assert [row["replaced_by"] for row in got.rows["work_records"]] == ["W5"]


def test_of_two_merges_of_a_work_the_last_stands(tmp_path, harvest):
    merged(tmp_path, "2025-03-01,W8,W1", name="2025-03-01")
    merged(tmp_path, "2025-02-01,W8,W2", "2025-04-01,W8,W3", name="2025-04-01")
    got = harvest(SOURCE)
    assert [row["replaced_by"] for row in got.rows["work_records"]] == ["W3"]
    assert got.counts["work_records"] == {"offered": 3, "kept": 1, "repeated": 2, "set_aside": 0}
    assert notes(got) == {"works merged twice: the last merge stands": 2}


def test_what_is_no_merge_is_set_aside(tmp_path, harvest):
    merged(tmp_path, "2025-03-01,A8,W1", "2025-03-01,W8,A1", "2025-03-01,W8,W8", "2025-03-01,W8",
           "2025-03-01,W9,W1")
    got = harvest(SOURCE)
    assert [row["openalex_id"] for row in got.rows["work_records"]] == ["W9"]
    assert [(row, reason) for _, row, reason in asides(got)] == [
        (2, "the id is no OpenAlex work"), (3, "the work was merged into none of OpenAlex"),
        (4, "the work was merged into itself"), (5, "has 2 cells where the header has 3"),
    ]


def test_institutions_are_told_by_their_own_file_and_gaps_by_works(tmp_path, harvest):
    own = {"id": "https://openalex.org/I1", "display_name": "Own name", "country_code": "FR",
           "homepage_url": "https://a.fr", "geo": {"city": "Paris"}}
    gzipped(tmp_path / "openalex/institutions.jsonl.gz",
            lines(own, {"id": "https://openalex.org/A1"}))
    told = seat(FR) | {"lineage": ["https://openalex.org/I1", "https://openalex.org/I2"],
                       "ror": "https://ror.org/02vjkv261"}
    part(tmp_path, work(1, author(1, institutions=[told]), author(2, ("x", DE))))
    got = harvest(SOURCE)
    assert sorted((row["record_id"], row["name"], row["city"], row["kind"])
                  for row in got.rows["organisation_records"]) == [
        ("openalex:I1", "Own name", "Paris", "facility"),
        ("openalex:I2", "Institute I2", None, "facility"),
    ]
    assert got.rows["institution_lineage"] == [
        {"institution_id": "openalex:I1", "ancestor_id": "openalex:I2"}]
    assert "ror:02vjkv261" in {row["same_as"] for row in got.rows["organisation_equivalences"]}
    assert asides(got) == [
        ("institutions.jsonl.gz", 2, "the id is no OpenAlex institution")]


def test_topics_and_journals_are_read_from_their_own_files(tmp_path, harvest):
    topic = {"id": "https://openalex.org/T1", "display_name": "Topic",
             **{name: {"id": f"https://openalex.org/{name}s/{number}", "display_name": name}
                for name, number in (("subfield", 2730), ("field", 27), ("domain", 4))}}
    part(tmp_path, topic, topic, {"id": "https://openalex.org/T2"}, entity="topics")
    part(tmp_path, {"id": "https://openalex.org/S1", "issn_l": "", "issn": [],
                    "display_name": "Place", "country_code": "FR"}, entity="sources")
    got = harvest(SOURCE)
    assert got.rows["topics"] == [{
        "topic_id": "T1", "name": "Topic", "subfield": "2730", "subfield_name": "subfield",
        "field": "27", "field_name": "field", "domain": "4", "domain_name": "domain"}]
    [journal] = got.rows["journals"]
    assert {name: value for name, value in journal.items() if value is not None} == {
        "journal_id": "openalex:S1", "openalex_id": "S1", "title": "Place", "country": "FR"}
    assert notes(got) == {"topics without subfield, left out": 1}


def files(folder):
    return Files(folder, tuple(SOURCE.find(folder)))


def query(folder, **rest):
    place = folder / "openalex/works"
    (place / "query.json").write_text(json.dumps({
        "address": "https://api.openalex.org/works", "asked": {}, "filter": "", "cursor": None,
        "pages": 1, "count": 1, "fetched": 1, "started": "2026-02-03T10:00:00+00:00",
        "finished": "2026-02-03T11:00:00+00:00",
    } | rest))


@pytest.mark.parametrize("name", ["manifest", "manifest.json"])
def test_a_snapshot_with_its_manifest_is_the_worlds(tmp_path, name):
    part(tmp_path, work(1), day="2025-12-01")
    part(tmp_path, work(2), day="2026-01-15")
    assert SOURCE.covers(files(tmp_path)) == "sample"
    manifest(tmp_path, name=name)
    assert SOURCE.covers(files(tmp_path)) == "world"
    assert SOURCE.as_of(files(tmp_path)) == "2026-01-15"


@pytest.mark.parametrize(("told", "expected"), [
    ({}, "institution"), ({"finished": None}, "sample"), ({"pages": 2}, "sample"),
    ({"address": 5}, "sample"),
])
def test_a_finished_query_is_an_institutions(tmp_path, told, expected):
    gzipped(tmp_path / "openalex/works/page-00001.jsonl.gz", lines(work(1)))
    query(tmp_path, **told)
    assert SOURCE.covers(files(tmp_path)) == expected
    assert SOURCE.as_of(files(tmp_path)) == (None if "address" in told else "2026-02-03")


def test_works_from_several_places_are_a_sample(tmp_path):
    part(tmp_path, work(1))
    manifest(tmp_path)
    gzipped(tmp_path / "openalex/works.jsonl.gz", lines(work(2)))
    assert SOURCE.covers(files(tmp_path)) == "sample"
    assert SOURCE.covers(files(tmp_path / "openalex/works")) == "world"


def test_the_files_are_found_once_and_what_is_beside_them_left(tmp_path):
    expected = {
        "openalex/works/updated_date=2026-01-01/part_000.gz", "openalex/works/manifest",
        "openalex/works/query.json", "openalex/works/page-00001.jsonl.gz",
        "openalex/merged_ids/works/2026-01-01.csv.gz", "openalex/openalex/topics.jsonl",
        "openalex/raw_pages/works_page_200.json.gz", "openalex/all_topics.parquet",
    }
    beside = {
        "openalex/works/updated_date=2026-01-01/part_001.gz.part",
        "openalex/works_flat_52k.parquet",
        "openalex/works/page-00001.jsonl.gz.origin.json", "openalex/works.csv.gz",
        "openalex/merged_ids/authors/2026-01-01.csv.gz", "hal/works.jsonl.gz",
        "openalex/authors/updated_date=2026-01-01/part_000.gz",
    }
    for name in expected | beside:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = [path.relative_to(tmp_path).as_posix() for path in SOURCE.find(tmp_path)]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_reading_writes_nothing_where_it_reads(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    out.mkdir()
    part(folder, work(1), "{broken")
    part(folder, work(1), number=1)
    manifest(folder)
    merged(folder, "2025-03-01,W8,W1")
    page(folder, work(3))

    def listing():
        return {path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
                for path in folder.rglob("*")}

    before = listing()
    SOURCE.write(files(folder), Ledger(), out)
    assert listing() == before
    assert not [path for path in out.iterdir() if not re.fullmatch(
        r"\w+(\.\d{4})?\.parquet", path.name)]


def test_a_folder_without_works_gives_empty_tables(tmp_path, harvest):
    (tmp_path / "openalex").mkdir()
    got = harvest(SOURCE)
    assert set(got.rows) >= {"work_records", "authorships", "work_topics", "citations",
                             "work_references", "affiliations"}
    assert not any(got.rows.values())
