"""Worlds of publications: the same bytes each time, the same works in each form, as measured."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from belvedere.cli.main import main
from belvedere.errors import QuestionError
from belvedere.landscapes.demo.numbering import ror
from belvedere.landscapes.worlds import numbers
from belvedere.landscapes.worlds.generate import Writer, generate
from belvedere.landscapes.worlds.world import BLOCK, world
from belvedere.tables import table
from belvedere.tables.arrow import schema

WORKS = 10_600
SEED = 3
NAMED = (
    {"ror": ror(1), "name": "Institut Orphée", "country": "FR", "type": "government"},
    {"ror": ror(2), "name": "Orphée Lyon", "country": "FR", "type": "facility",
     "parent": ror(1)},
    {"ror": ror(3), "name": "Clinic of the Moon", "country": "TV", "type": "healthcare"},
)


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }


def lines(folder, kind):
    for path in sorted(folder.glob(f"{kind}/updated_date=*/part_*.gz")):
        with gzip.open(path) as text:
            yield from map(msgspec.json.decode, text)


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """The same world in each form, in two parts."""
    folders = {}
    for form in ("jsonl", "parquet", "tables"):
        folders[form] = tmp_path_factory.mktemp(form) / "world"
        generate(folders[form], WORKS, seed=SEED, form=form, institutions=NAMED, per_part=BLOCK)
    return folders


@pytest.fixture(scope="module")
def works(forms):
    return list(lines(forms["jsonl"], "works"))


@pytest.fixture(scope="module")
def records(forms):
    return pa.concat_tables(
        pq.read_table(path) for path in sorted(forms["tables"].glob("work_records.*")))


@pytest.fixture(scope="module")
def authorships(forms):
    return pa.concat_tables(
        pq.read_table(path) for path in sorted(forms["tables"].glob("authorships.*")))


@pytest.mark.parametrize("form", ["jsonl", "parquet", "tables"])
def test_the_same_arguments_give_the_same_bytes(tmp_path, form):
    generate(tmp_path / "here", 300, seed=3, form=form)
    # Another process with other hashes: no order of a set may reach a file.
    subprocess.run(
        [sys.executable, "-c",
         "import sys; from belvedere.landscapes.worlds.generate import generate; "
         "generate(sys.argv[1], 300, seed=3, form=sys.argv[2])", str(tmp_path / "there"), form],
        check=True, env=os.environ | {
            "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_another_seed_gives_another_world(tmp_path):
    generate(tmp_path / "one", 300, seed=1, form="tables")
    generate(tmp_path / "two", 300, seed=2, form="tables")
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert set(one) == set(two)
    assert all(one[name] != two[name] for name in one)


def test_parts_may_be_written_in_any_order(forms, tmp_path):
    made = world(SEED, WORKS, 2015, 10, NAMED)
    for form in ("jsonl", "tables"):
        writer = Writer(tmp_path / form, made, form, BLOCK, True)
        (tmp_path / form).mkdir()
        writer.finish([writer.write(part) for part in (1, 0)][::-1])
        assert digests(tmp_path / form) == digests(forms[form])


def test_every_line_is_one_record_and_the_manifest_counts_them(forms, works):
    assert len(works) == len({work["id"] for work in works}) == WORKS
    for kind in ("works", "institutions", "sources", "topics"):
        told = json.loads((forms["jsonl"] / kind / "manifest").read_text(encoding="utf-8"))
        assert told["meta"]["record_count"] == sum(1 for _ in lines(forms["jsonl"], kind))
        for entry in told["entries"]:
            place = entry["url"].removeprefix("s3://openalex/data/")
            size = (forms["jsonl"] / place).stat().st_size
            assert entry["meta"]["content_length"] == size
    assert len(told["entries"]) == 1


def test_parquet_holds_what_json_holds(forms, works):
    paths = sorted((forms["parquet"] / "works").rglob("*.parquet"))
    assert [path.name for path in paths] == ["part_000.parquet", "part_001.parquet"]
    last = pq.read_table(paths[1], partitioning=None).to_pylist()
    written = works[BLOCK:]
    assert len(last) == len(written)
    for one, other in zip(last, written):
        # A structure in Parquet has each of its columns, empty or not.
        one["ids"] = {name: value for name, value in one["ids"].items() if value}
        assert one == other


def test_tables_are_as_declared(forms):
    for name in ("work_records", "authorships"):
        for path in forms["tables"].glob(f"{name}.*"):
            found = pq.read_schema(path)
            assert found.names == [column for column, _ in table(name).physical()]
            assert found.types == schema(table(name)).types
        for column in table(name).columns:
            written = pq.read_table(path, columns=[column.name]).column(0)
            assert not (column.required and written.null_count), column.name
            if column.vocabulary:
                assert set(written.unique().to_pylist()) <= {*column.vocabulary, None}


def tail(address):
    return address and address.rpartition("/")[2]


def test_tables_hold_the_works_of_the_snapshot(works, records):
    for work, row in zip(works, records.to_pylist()):
        source = (work["primary_location"]["source"] or {})
        issn = source.get("issn_l")
        topic = work["primary_topic"] or {}
        assert row["record_id"] == int(tail(work["id"])[1:])
        assert row["doi"] == (work["doi"] and work["doi"].removeprefix("https://doi.org/"))
        assert row["pmid"] == tail(work["ids"].get("pmid"))
        assert row["title"] == work["title"]
        assert row["type"] == work["type"]
        assert row["publication_date"] == work["publication_date"]
        assert row["publication_date_first"].isoformat() == work["publication_date"]
        assert row["year"] == work["publication_year"] == int(work["publication_date"][:4])
        assert row["language"] == work["language"]
        assert row["journal_id"] == (
            f"issn:{issn}" if issn else (source and f"openalex:{tail(source['id'])}") or None)
        assert row["open_access"] == work["open_access"]["oa_status"]
        assert row["cited_by_count"] == work["cited_by_count"]
        assert row["topic_id"] == tail(topic.get("id"))
        assert row["subfield"] == tail(topic.get("subfield", {}).get("id"))
        assert (row["mesh"] or []) == [one["descriptor_ui"] for one in work["mesh"]]
        assert row["is_retracted"] == work["is_retracted"]


def test_tables_hold_the_authorships_of_the_snapshot(works, authorships):
    told, texts = Counter(), {}
    for work in works:
        number, authors = int(tail(work["id"])[1:]), work["authorships"]
        for position, author in enumerate(authors, 1):
            codes = {one["id"]: one["country_code"] for one in author["institutions"]}
            groups = [one["institution_ids"] for one in author["affiliations"]] or [[]]
            for group in groups:
                for one in group or [None]:
                    country = codes[one] if one else next(iter(author["countries"]), None)
                    weight = 1 / len(authors) / len(groups) / max(1, len(group))
                    told[number, position, one and f"openalex:{tail(one)}", country,
                         round(weight, 9)] += 1
            texts[number, position] = {
                one["raw_affiliation_string"] for one in author["affiliations"]}
    found, numbered = Counter(), {}
    for row in authorships.to_pylist():
        key = row["record_id"], row["position"]
        found[*key, row["institution_id"], row["country"], round(row["weight"], 9)] += 1
        numbered.setdefault(key, set()).update({row["affiliation_id"]} - {None})
    assert found == told
    # One number is one text: the two count the same, author by author and in all.
    assert {key: len(one) for key, one in numbered.items()} == {
        key: len(one) for key, one in texts.items()}
    assert len(set().union(*numbered.values())) >= len(set().union(*texts.values()))


def test_weights_of_a_work_add_up_to_one_and_rows_are_unique(authorships):
    sums = authorships.group_by("record_id").aggregate([("weight", "sum")])["weight_sum"]
    assert pc.max(pc.abs(pc.subtract(sums, 1.0))).as_py() < 1e-9
    key = list(table("authorships").key)
    assert authorships.group_by(key).aggregate([]).num_rows == authorships.num_rows


def test_citations_by_year_add_up_and_none_precedes_the_work(works):
    for work in works:
        counted = work["counts_by_year"]
        assert sum(one["cited_by_count"] for one in counted) == work["cited_by_count"]
        years = [one["year"] for one in counted]
        assert years == sorted(set(years), reverse=True)
        assert all(work["publication_year"] <= year <= 2026 for year in years)


def test_references_are_works_of_the_same_year_or_earlier(works):
    years = {work["id"]: work["publication_year"] for work in works}
    count = 0
    for work in works:
        listed = work["referenced_works"]
        assert work["referenced_works_count"] == len(listed) == len(set(listed))
        assert work["id"] not in listed
        assert all(years[one] <= work["publication_year"] for one in listed)
        count += len(listed)
    assert count / WORKS == pytest.approx(12, abs=1.5)


def test_shares_are_as_measured(works, records):
    def share(condition):
        return sum(map(condition, works)) / WORKS

    assert share(lambda work: work["cited_by_count"] == 0) == pytest.approx(0.28, abs=0.03)
    cited = Counter(work["cited_by_count"] for work in works)
    assert len(cited) < WORKS / 20  # many ties
    assert max(cited) > 50 * sum(value * count for value, count in cited.items()) / WORKS
    signed = [len(work["authorships"]) for work in works]
    assert sum(signed) / WORKS == pytest.approx(4.2, abs=0.3)
    assert 50 < max(signed) <= 300
    assert share(lambda work: work["countries_distinct_count"] > 1) == pytest.approx(0.36, abs=0.05)
    assert 0 < share(lambda work: not work["authorships"]) < 0.03
    assert 0 < share(lambda work: not work["topics"]) < 0.04
    assert 0 < share(lambda work: work["is_retracted"]) < 0.005
    assert {len(work["topics"]) for work in works} == {0, 1, 2, 3}
    subfields = Counter(records["subfield"].to_pylist())
    assert len(subfields) > 240
    assert subfields["2730"] > 100 and subfields["1306"] > 100
    assert {work["type"] for work in works} == {
        "article", "review", "letter", "preprint", "editorial", "book-chapter"}
    issns = set(records["journal_id"].to_pylist())
    assert {"issn:0028-0836", "issn:0140-6736", "issn:0021-9738"} <= issns


def test_named_institutions_sign_and_their_works_say_what_they_are_part_of(forms, works):
    known = {one["ror"].rpartition("/")[2]: one for one in lines(forms["jsonl"], "institutions")}
    assert len(known) > 600
    assert known[ror(2)]["lineage"] == [known[ror(2)]["id"], known[ror(1)]["id"]]
    assert known[ror(2)]["associated_institutions"][0]["relationship"] == "parent"
    assert any(other["id"] == known[ror(2)]["id"]
               for other in known[ror(1)]["associated_institutions"])
    signed = Counter(one["ror"].rpartition("/")[2] for work in works
                     for author in work["authorships"] for one in author["institutions"])
    assert signed[ror(1)] > 100 and signed[ror(2)] > 20 and signed[ror(3)] > 0
    assert sum(len(one["lineage"]) > 1 for one in known.values()) > 50
    assert len({one["country_code"] for one in known.values()}) == 200


def test_an_invented_issn_has_its_check_digit():
    for number in range(50):
        digits = numbers.issn(number).replace("-", "")
        values = [10 if digit == "X" else int(digit) for digit in digits]
        assert sum(value * weight for value, weight in zip(values, range(8, 0, -1))) % 11 == 0


@pytest.mark.parametrize("wrong", [
    {"works": 0}, {"form": "xml"}, {"years": 0}, {"first_year": 2020}, {"per_part": 0},
    {"institutions": [{"ror": ror(1), "name": "Nowhere", "country": "ZZ", "type": "other"}]},
    {"institutions": [{"name": "Without", "country": "FR", "type": "other"}]},
    {"institutions": [{**NAMED[1]}]},
])
def test_what_is_not_possible_is_told(tmp_path, wrong):
    with pytest.raises(QuestionError):
        generate(tmp_path / "world", **{"works": 100, "form": "tables", **wrong})


@pytest.mark.parametrize("written", ["many", "0", "1.5", "nan", "inf", "1e12"])
def test_the_verb_takes_a_whole_number(tmp_path, capsys, written):
    assert main(["world", written, "--to", str(tmp_path / "world")]) == 2
    assert "N is a whole number" in capsys.readouterr().err
    assert not (tmp_path / "world").exists()


def test_the_verb_writes_a_world_once(tmp_path, capsys):
    command = ["world", "1e2", "--to", str(tmp_path / "world"), "--form", "tables"]
    assert main(command) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "world")
    assert main(command) == 2
    assert "holds a world already" in capsys.readouterr().err


def test_the_verb_tells_where_it_cannot_write(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["world", "100", "--to", str(tmp_path / "file")]) == 4
    assert "cannot be written" in capsys.readouterr().err
