"""Fetching OpenAlex, against a server on this machine that answers as the service does."""

import gzip
import json
import sys

import pytest
from serving import Server, asked_of, say

from belvedere.errors import InputError
from belvedere.sources import _openalex_fetch
from belvedere.sources._openalex_fetch import fetch_api, read_query
from belvedere.sources._openalex_snapshot import check_manifest, fetch_snapshot
from belvedere.sources.fetching import Fetcher

INSERM = "https://ror.org/02vjkv261"


class Service(Server):
    """Answers what ``reply`` says, or one of ``failures`` in its place; remembers what was asked.

    A failure is a status, "cut" (half an answer) or the answer itself.
    """

    def __init__(self):
        super().__init__()
        self.asked, self.failures = [], []

    def handle(self, request):
        path, asked = asked_of(request)
        self.asked.append((path, asked))
        status, body = self.reply(path, asked)
        failure = self.failures.pop(0) if self.failures else None
        cut = failure == "cut"
        if isinstance(failure, int):
            status, body = failure, b"no"
        elif callable(failure):
            body = json.dumps(failure(json.loads(body))).encode()
        elif failure is not None and not cut:
            body = failure if isinstance(failure, bytes) else json.dumps(failure).encode()
        say(request, status, body, cut=len(body) // 2 if cut else None, ETag=f'"{hash(body)}"',
            **({"Retry-After": "0"} if status == 429 else {}))


RECORDS = {
    "works": [{"id": f"https://openalex.org/W{n}", "title": "é\ud800"} for n in range(1, 6)],
    "topics": [{"id": f"https://openalex.org/T{n}"} for n in range(1, 4)],
    "institutions": [{"id": "https://openalex.org/I154526488", "ror": INSERM}],
}


class Api(Service):
    """The API: five works on pages of two, three topics, and one institution with a ROR id."""

    def __init__(self):
        super().__init__()
        self.records = {entity: list(found) for entity, found in RECORDS.items()}
        self.empty_end = False  # whether an empty page follows the last one, as the service does

    def reply(self, path, asked):
        found = self.records[path.strip("/")]
        start = int(asked.get("cursor", "*").replace("*", "c0")[1:])
        more = start + 2 < len(found) or (self.empty_end and start < len(found))
        return 200, json.dumps({
            "meta": {"count": len(found), "next_cursor": f"c{start + 2}" if more else None},
            "results": found[start:start + 2],
        }).encode()

    def pages(self, entity="works"):
        return [asked.get("cursor") for path, asked in self.asked if path == f"/{entity}"]


@pytest.fixture
def api():
    with Api() as running:
        yield running


@pytest.fixture
def fetch(api, tmp_path):
    return lambda folder=tmp_path, **settings: fetch_api(
        quick(folder), {"institutions": ["I154526488"], "address": api.url} | settings
    )


def quick(folder):
    fetcher = Fetcher(folder, quiet=True)
    fetcher.first_wait = 0
    return fetcher


def contents(folder):
    """Return the bytes of each page under a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("page-*.gz"))
    }


def ids(paths):
    return [
        json.loads(line)["id"].rpartition("/")[2]
        for path in paths for line in gzip.decompress(path.read_bytes()).decode().splitlines()
    ]


def test_all_pages_of_works_and_topics_come_through_refusals_and_cuts(api, fetch, tmp_path):
    api.failures = [429, None, "cut", 503]
    paths = fetch(mailto="a@b.fr", api_key="hush")
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "works/page-00001.jsonl.gz", "works/page-00002.jsonl.gz", "works/page-00003.jsonl.gz",
        "topics/page-00001.jsonl.gz", "topics/page-00002.jsonl.gz",
    ]
    assert ids(paths) == ["W1", "W2", "W3", "W4", "W5", "T1", "T2", "T3"]
    assert api.pages() == ["*", "*", "c2", "c2", "c2", "c4"]
    assert api.asked[0] == ("/works", {
        "filter": "authorships.institutions.lineage:I154526488", "per-page": "100", "cursor": "*",
        "mailto": "a@b.fr", "api_key": "hush",
    })
    assert "filter" not in api.asked[-1][1]
    told = read_query(tmp_path / "works")
    assert {key: told[key] for key in ("address", "filter", "cursor", "pages", "count", "fetched")
            } == {
        "address": f"{api.url}/works", "filter": "authorships.institutions.lineage:I154526488",
        "cursor": None, "pages": 3, "count": 5, "fetched": 5,
    }
    assert told["started"] <= told["finished"]
    origin = json.loads((tmp_path / "works/page-00001.jsonl.gz.origin.json").read_text())
    assert origin["url"] == f"{api.url}/works?filter={told['filter']}"
    for path in tmp_path.rglob("*.json"):
        assert "hush" not in path.read_text()


def test_all_institutions_of_the_world_come_where_they_are_asked_for(api, fetch, tmp_path):
    paths = fetch(all_institutions=True)
    assert paths[-1] == tmp_path / "institutions/page-00001.jsonl.gz"
    assert ids(paths)[-4:] == ["T1", "T2", "T3", "I154526488"]
    assert api.asked[-1] == ("/institutions", {"per-page": "100", "cursor": "*"})


def test_half_a_pair_of_surrogates_stays_good_json(fetch):
    first = gzip.decompress(fetch()[0].read_bytes()).decode("utf-8").splitlines()[0]
    assert json.loads(first)["title"] == "é\ud800"
    assert "é" in first


def test_an_empty_page_at_the_end_is_no_page(api, fetch):
    api.empty_end = True
    assert len(fetch()) == 5
    assert api.pages() == ["*", "c2", "c4", "c6"]


def test_a_query_without_works_is_answered(api, fetch, tmp_path):
    api.records["works"] = []
    assert [path.parent.name for path in fetch()] == ["topics", "topics"]
    assert read_query(tmp_path / "works")["finished"]


@pytest.mark.parametrize("whole", [0, 1, 2, 3, 4])
def test_a_run_that_was_cut_goes_on_and_ends_with_the_same_bytes(api, fetch, tmp_path, whole):
    fetch(tmp_path / "uncut")
    api.asked.clear()
    api.failures = [None] * whole + [404]
    with pytest.raises(InputError, match="404"):
        fetch(tmp_path / "cut")
    fetch(tmp_path / "cut")
    assert contents(tmp_path / "cut") == contents(tmp_path / "uncut")
    assert len(contents(tmp_path / "cut")) == 5
    assert len(api.asked) == 6  # the five pages, and the one that was refused


@pytest.mark.parametrize("nth", range(1, 20))
def test_a_kill_between_any_two_writings_loses_nothing(api, fetch, tmp_path, monkeypatch, nth):
    fetch(tmp_path / "uncut")
    whole, left = _openalex_fetch.write_whole, [nth]

    def killed(place, content):
        left[0] -= 1
        if not left[0]:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.with_name(f"{place.name}.new").write_bytes(content[:3])
            raise KeyboardInterrupt
        whole(place, content)

    monkeypatch.setattr(_openalex_fetch, "write_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        fetch(tmp_path / "cut")
    monkeypatch.undo()
    api.asked.clear()
    paths = fetch(tmp_path / "cut")
    assert contents(tmp_path / "cut") == contents(tmp_path / "uncut")
    assert ids(paths) == ids(fetch(tmp_path / "uncut"))
    assert len(api.asked) <= 5
    assert not list((tmp_path / "cut").rglob("*.gz.new"))


def test_a_kill_before_the_last_word_does_not_ask_anew(api, fetch, tmp_path):
    fetch()
    path = tmp_path / "works/query.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"finished": None}))
    api.asked.clear()
    assert len(fetch()) == 5
    assert api.asked == []
    assert read_query(tmp_path / "works")["finished"]


def test_a_finished_query_is_asked_again_only_on_demand(api, fetch):
    assert fetch() == fetch(institutions=["https://openalex.org/I154526488"], mailto="x@y.fr")
    assert len(api.asked) == 5
    fetch(again=True)
    assert len(api.asked) == 10


def test_a_cut_run_of_a_query_asked_again_goes_on(api, fetch):
    fetch()
    api.failures = [None, 404]
    with pytest.raises(InputError):
        fetch(again=True)
    api.asked.clear()
    fetch(again=True)
    assert api.pages() == ["c2", "c4"]


def test_another_query_takes_the_place_of_the_first(api, fetch, tmp_path):
    fetch()
    del api.records["works"][1:]
    api.failures = [503] * 6
    with pytest.raises(InputError, match="6 times in a row"):
        fetch(from_publication_date="2020-01-01")
    assert list((tmp_path / "works").glob("page-*")) == []  # they answer another question
    paths = fetch(from_publication_date="2020-01-01", to_publication_date="2021-12-31")
    assert ids(paths) == ["W1", "T1", "T2", "T3"]
    assert read_query(tmp_path / "works")["filter"] == (
        "authorships.institutions.lineage:I154526488,from_publication_date:2020-01-01,"
        "to_publication_date:2021-12-31"
    )
    assert len(list((tmp_path / "works").iterdir())) == 3
    assert len(api.pages("topics")) == 2


def test_pages_that_were_lost_or_whose_query_is_unreadable_are_fetched_anew(api, fetch, tmp_path):
    fetch()
    (tmp_path / "works/page-00002.jsonl.gz").unlink()
    assert ids(fetch())[:5] == ["W1", "W2", "W3", "W4", "W5"]
    for damage in ("{", "[1]", "{}", '{"pages": "3"}'):
        (tmp_path / "works/query.json").write_text(damage)
        assert read_query(tmp_path / "works") is None
        fetch()
    assert len(api.pages()) == 18


def test_ror_ids_are_looked_up_and_joined_with_the_others(api, fetch, tmp_path):
    fetch(institutions=["02VJKV261", INSERM, "ror:02vjkv261", "I99", "openalex:I154526488"])
    assert api.asked[0] == (
        "/institutions", {"filter": f"ror:{INSERM}", "per-page": "100"},
    )
    assert read_query(tmp_path / "works")["filter"] == (
        "authorships.institutions.lineage:I154526488|I99"
    )
    assert len(api.asked) == 6
    fetch(institutions=["I99", "I154526488", INSERM])
    assert len(api.asked) == 6


def test_what_is_here_stays_when_an_institution_is_unknown(api, fetch, tmp_path):
    fetch()
    before = contents(tmp_path)
    with pytest.raises(InputError, match=r"knows no institution 00f54p054\. Look for it"):
        fetch(institutions=[INSERM, "https://ror.org/00f54p054"])
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("settings", "words"), [
    ({"institutions": []}, r"no institution is named\. Write in landscape\.toml"),
    ({"institutions": "Inserm"}, "'Inserm' is no institution"),
    ({"institutions": [7]}, "'7' is no institution"),
    ({"institutions": [f"I{n}" for n in range(101)]}, "101 institutions .* takes 100 at once"),
    ({"from_publication_date": "2020"}, r"'2020' is no day\. Write it as 2015-01-31"),
])
def test_settings_that_are_no_question_are_told(api, fetch, settings, words):
    with pytest.raises(InputError, match=words):
        fetch(**settings)
    assert api.asked == []


@pytest.mark.parametrize("garbage", [
    b"<html>Sorry", [], None, {"results": []}, {"meta": {"count": 1}},
    {"meta": {"count": "5", "next_cursor": None}, "results": []},
    {"meta": {"count": 5, "next_cursor": 3}, "results": []},
    {"meta": {"count": 5, "next_cursor": None}, "results": {}},
    {"meta": {"count": 5, "next_cursor": None}, "results": ["W1"]},
    {"error": "gone", "message": "maintenance"},
])
def test_an_answer_that_is_no_page_is_told_and_the_pages_before_are_kept(
    api, fetch, tmp_path, garbage,
):
    api.failures = [None, b"null" if garbage is None else garbage]
    with pytest.raises(InputError, match=r"try later.* 2 works came before and are kept; the same"):
        fetch()
    assert list(contents(tmp_path)) == ["works/page-00001.jsonl.gz"]
    assert ids(fetch())[:5] == ["W1", "W2", "W3", "W4", "W5"]
    assert api.pages() == ["*", "c2", "c2", "c4"]


@pytest.mark.parametrize("cursor", ["*", "c2"])
def test_a_cursor_that_repeats_is_told(api, fetch, tmp_path, cursor):
    def back(page):
        return page | {"meta": page["meta"] | {"next_cursor": cursor}}

    api.failures = [None, back]
    with pytest.raises(InputError, match=r"page 2 leads back .* 2 works came before and are kept"):
        fetch()
    assert list(contents(tmp_path)) == ["works/page-00001.jsonl.gz"]
    assert len(fetch()) == 5


def test_fewer_works_than_promised_are_told_kept_and_taken_on_demand(api, fetch, tmp_path):
    def more(page):
        return page | {"meta": page["meta"] | {"count": 7}}

    api.failures = [more] * 3
    with pytest.raises(InputError, match=r"promised 7 works and gave 5, which are kept\. Run"):
        fetch()
    assert len(contents(tmp_path)) == 3
    assert not read_query(tmp_path / "works")["finished"]
    paths = fetch(fewer=True)
    assert api.pages() == ["*", "c2", "c4"]
    assert len(paths) == 5
    told = read_query(tmp_path / "works")
    assert (told["count"], told["fetched"], bool(told["finished"])) == (7, 5, True)


def test_fewer_works_than_promised_are_asked_anew(api, fetch):
    api.failures = [lambda page: page | {"meta": {"count": 7, "next_cursor": None}}]
    with pytest.raises(InputError, match="promised 7 works and gave 2"):
        fetch()
    assert len(fetch()) == 5
    assert api.pages() == ["*", "*", "c2", "c4"]


def test_works_that_the_service_withdraws_meanwhile_are_not_missed(api, fetch, tmp_path):
    api.failures = [lambda page: page | {"meta": page["meta"] | {"count": 7}}]
    assert len(fetch()) == 5
    assert read_query(tmp_path / "works")["count"] == 5


def test_a_refusal_says_how_to_get_a_key_and_does_not_show_it(api, fetch):
    api.failures = [503] * 6
    with pytest.raises(InputError, match=r'0 works came before and are kept.*write api_key = "…"'):
        fetch()
    api.failures = [403]
    with pytest.raises(InputError, match="403") as told:
        fetch(api_key="hush")
    assert "hush" not in str(told.value)
    assert "write api_key" not in str(told.value)


def test_progress_shows_works_and_their_number(api, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    fetch_api(Fetcher(tmp_path), {"institutions": ["I1"], "address": api.url})
    told = capsys.readouterr().err
    assert "OpenAlex works" in told
    assert "5.00/5.00" in told
    assert "works/s" in told


class Bucket(Service):
    """The snapshot: files by their address."""

    def __init__(self):
        super().__init__()
        self.files = {}

    def reply(self, path, asked):
        found = self.files.get(path)
        return (404, b"no") if found is None else (200, found)

    def release(self, entity, parts, place="data/jsonl/{}/manifest.json", listed="files"):
        """Put parts ({"2024-01-01/part_000": content}) and their manifest."""
        root = place.format(entity).rpartition("/")[0]
        entries = []
        ending = "parquet" if "/parquet/" in place else "gz"
        for name, content in parts.items():
            body = gzip.compress(content, mtime=0)
            key = f"{root}/updated_date={name}.{ending}"
            self.files[f"/{key}"] = body
            entries.append({
                "url": f"s3://openalex/{key}",
                "meta": {"content_length": len(body), "record_count": 1},
            })
        self.files[f"/{place.format(entity)}"] = json.dumps({listed: entries}).encode()


ONE, TWO = "2024-01-01/part_000", "2024-02-01/part_000"
OLD = {"place": "data/{}/manifest", "listed": "entries"}


@pytest.fixture
def bucket():
    with Bucket() as running:
        for entity in ("works", "institutions", "sources", "topics"):
            running.release(entity, {ONE: f"{entity} 1".encode()})
        running.release("works", {ONE: b"work 1", TWO: b"work 2"})
        yield running


@pytest.fixture
def copy(bucket, tmp_path):
    return lambda **settings: fetch_snapshot(quick(tmp_path), {"address": bucket.url} | settings)


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def test_all_parts_are_fetched_through_refusals_and_cuts(bucket, copy, tmp_path):
    bucket.failures = [503, None, None, None, None, 429, "cut"]
    paths = copy()
    assert names(paths, tmp_path) == [
        f"works/updated_date={ONE}.gz", f"works/updated_date={TWO}.gz",
        *(f"{entity}/updated_date={ONE}.gz" for entity in ("institutions", "sources", "topics")),
    ]
    assert gzip.decompress(paths[1].read_bytes()) == b"work 2"
    for entity in ("works", "institutions", "sources", "topics"):
        assert check_manifest(tmp_path, entity) == []


def test_the_older_places_of_manifests_are_known(bucket, copy, tmp_path):
    bucket.files.clear()
    bucket.release("topics", {ONE: b"topic 1"}, **OLD)
    assert len(copy(entities=["topics"])) == 1
    assert check_manifest(tmp_path, "topics") == []
    with pytest.raises(InputError, match="data/works/manifest answers 404"):
        copy()


def test_the_parquet_form_is_fetched_where_it_is_asked_for_and_takes_the_place(
    bucket, copy, tmp_path
):
    copy(entities=["works"])
    bucket.release("works", {ONE: b"columns"}, place="data/parquet/{}/manifest.json")
    paths = copy(entities=["works"], form="parquet")
    assert names(paths, tmp_path) == [f"works/updated_date={ONE}.parquet"]
    assert check_manifest(tmp_path, "works") == []
    assert not list((tmp_path / "works").rglob("*.gz*"))


def test_a_new_release_replaces_the_old_when_all_of_it_is_here(bucket, copy, tmp_path):
    copy()
    (tmp_path / "works/mine.txt").write_text("stays")
    gone = tmp_path / f"works/updated_date={ONE}.gz"
    (gone.parent / "begun.gz.part").write_text("")
    bucket.release("works", {TWO: b"work 1, 2", "2024-03-01/part_000": b"work 3"})
    bucket.failures = [None] * 5 + [404]
    with pytest.raises(InputError, match="404"):
        copy()
    assert gone.exists()
    with pytest.raises(InputError, match=r"works/manifest and the parts disagree"):
        check_manifest(tmp_path, "works")
    copy()
    assert not gone.parent.exists()
    assert (tmp_path / "works/mine.txt").exists()
    assert check_manifest(tmp_path, "works") == []
    assert len(list((tmp_path / "works").rglob("*.gz"))) == 2


def test_a_part_of_another_size_than_its_manifest_says_is_told(bucket, copy, tmp_path):
    bucket.files[f"/data/jsonl/works/updated_date={TWO}.gz"] = b"other"
    with pytest.raises(InputError, match=r"part_000\.gz has 5 bytes and its manifest says 26"):
        copy()
    assert not (tmp_path / "works/manifest").exists()
    bucket.release("works", {ONE: b"work 1", TWO: b"work 2"})
    assert len(copy()) == 5


@pytest.mark.parametrize("manifest", [
    b"<xml>", [], {}, {"files": []}, {"entries": None}, {"files": ["a"]},
    {"files": [{"url": f"s3://openalex/data/jsonl/works/updated_date={ONE}.gz"}]},
    {"files": [{"url": f"s3://openalex/data/jsonl/authors/updated_date={ONE}.gz",
                "meta": {"content_length": 3}}]},
    {"files": [{"url": "s3://openalex/data/works/updated_date=2024-01-01/../../../a.gz",
                "meta": {"content_length": 3}}]},
    {"files": [{"url": "s3://openalex/data/orc/works/updated_date=2024-01-01/a.orc",
                "meta": {"content_length": 3}}]},
])
def test_a_manifest_that_is_none_removes_nothing(bucket, copy, tmp_path, manifest):
    copy()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    body = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    bucket.files["/data/jsonl/works/manifest.json"] = body
    with pytest.raises(InputError, match=r"data/jsonl/works/manifest\.json: "):
        copy()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_lists_of_merged_ids_are_fetched_where_they_are_named(bucket, copy, tmp_path):
    bucket.files["/data/merged_ids/works/2024-01-01.csv.gz"] = b"a"
    bucket.files["/legacy-data/merged_ids/works/2024-02-01.csv.gz"] = b"b"
    wanted = ["works/2024-01-01.csv.gz", "merged_ids/works/2024-02-01.csv.gz"]
    assert names(copy(merged_ids=wanted)[-2:], tmp_path) == [
        "merged_ids/works/2024-01-01.csv.gz", "merged_ids/works/2024-02-01.csv.gz",
    ]
    with pytest.raises(InputError, match="404"):
        copy(merged_ids=["works/2024-03-01.csv.gz"])


@pytest.mark.parametrize("settings", [
    {"merged_ids": ["../a.csv.gz"]}, {"merged_ids": "works"}, {"entities": ["../works"]},
    {"entities": "works"}, {"form": "orc"},
])
def test_names_that_are_none_are_told_before_anything_is_asked(bucket, copy, settings):
    with pytest.raises(InputError, match=r"Write (them|it) as"):
        copy(**settings)
    assert bucket.asked == []


def test_a_missing_part_and_one_of_another_size_are_errors(copy, tmp_path):
    copy()
    (tmp_path / f"works/updated_date={ONE}.gz").unlink()
    (tmp_path / f"works/updated_date={TWO}.gz").write_bytes(b"short")
    with pytest.raises(InputError) as told:
        check_manifest(tmp_path, "works")
    assert str(told.value) == (
        f"works/manifest and the parts disagree: works/updated_date={ONE}.gz is missing; "
        f"works/updated_date={TWO}.gz has 5 bytes instead of 26. Fetch the snapshot again: it "
        "goes on where it stopped."
    )


def test_an_error_does_not_name_a_thousand_parts(bucket, copy, tmp_path):
    bucket.release("topics", {f"2024-01-{day:02d}/part_000": b"t" for day in range(1, 21)})
    for path in copy(entities=["topics"]):
        path.unlink()
    with pytest.raises(InputError, match=r"is missing; and 15 more\. Fetch"):
        check_manifest(tmp_path, "topics")


def test_an_extra_part_and_a_lack_of_manifest_are_only_told(copy, tmp_path):
    copy()
    (tmp_path / "works/updated_date=2024-01-01/part_009.gz").write_bytes(b"")
    assert check_manifest(tmp_path, "works") == [
        "works/updated_date=2024-01-01/part_009.gz is not in the manifest: it may be of another "
        "release",
    ]
    (tmp_path / "works/manifest").rename(tmp_path / "works/manifest.json")  # as published
    assert len(check_manifest(tmp_path, "works")) == 1
    (tmp_path / "works/manifest.json").unlink()
    assert check_manifest(tmp_path, "works") == [
        "works: there is no manifest, so nothing tells whether parts are missing",
    ]


def test_a_damaged_manifest_is_told(copy, tmp_path):
    copy()
    (tmp_path / "works/manifest").write_text("{")
    with pytest.raises(InputError, match=r"works/manifest: not JSON .* Fetch the manifest again"):
        check_manifest(tmp_path, "works")
