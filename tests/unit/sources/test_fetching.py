"""Fetching, against a real server on this machine."""

import gzip
import hashlib
import json

import pytest
from serving import Server, say

from belvedere.errors import InputError, StoreError
from belvedere.sources import fetching
from belvedere.sources.fetching import USER_AGENT, Fetcher

BODY = bytes(range(256)) * 40
CUT = 3000


class Service(Server):
    """Answers as each test says, and remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.asked, self.answers = [], []

    def handle(self, request):
        self.asked.append((request.path, dict(request.headers)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer(request)


@pytest.fixture
def service():
    with Service() as running:
        yield running


@pytest.fixture
def fetcher(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "PIECE", 100)
    made = Fetcher(tmp_path, quiet=True)
    made.first_wait = 0.001
    return made


def says(status, body=b"", **headers):
    return lambda request: say(request, status, body, **headers)


def cut(body=BODY, at=CUT, **headers):
    return says(200, body, cut=at, **headers)


def ranged(body=BODY, etag='"one"'):
    """Answer as a server that knows Range, If-Range and If-None-Match."""

    def answer(handler):
        asked = handler.headers
        if asked.get("If-None-Match") == etag:
            says(304, ETag=etag)(handler)
        elif "Range" in asked and asked["If-Range"] == etag:
            start = int(asked["Range"].removeprefix("bytes=").removesuffix("-"))
            says(
                206, body[start:], ETag=etag,
                Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}",
            )(handler)
        else:
            says(200, body, ETag=etag)(handler)

    return answer


def test_a_file_comes_whole_with_its_origin_beside_it(service, fetcher, tmp_path):
    service.answers = [ranged()]
    path = fetcher.download(f"{service.url}/a", "a.zip")
    assert path == tmp_path / "a.zip"
    assert path.read_bytes() == BODY
    origin = json.loads((tmp_path / "a.zip.origin.json").read_text())
    assert origin["url"] == f"{service.url}/a"
    assert origin["etag"] == '"one"'
    assert origin["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert origin["date"].endswith("+00:00")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "a.zip.origin.json"]
    assert service.asked[0][1]["User-Agent"] == USER_AGENT


def test_a_cut_download_goes_on_where_it_stopped(service, fetcher):
    service.answers = [cut(ETag='"one"'), ranged()]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert service.asked[1][1]["Range"] == "bytes=3000-"
    assert service.asked[1][1]["If-Range"] == '"one"'


def test_a_download_left_by_a_killed_process_is_resumed(service, fetcher, tmp_path):
    service.answers = [cut(ETag='"one"'), *[says(404)] * 2]
    with pytest.raises(InputError, match="404"):
        fetcher.download(f"{service.url}/a", "a")
    assert (tmp_path / "a.part").stat().st_size == 3000
    service.answers = [ranged()]
    again = Fetcher(tmp_path, quiet=True)
    assert again.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert service.asked[-1][1]["Range"] == "bytes=3000-"


def test_a_file_that_changed_half_way_is_fetched_from_its_beginning(service, fetcher):
    new = BODY[::-1]
    service.answers = [cut(ETag='"one"'), ranged(new, '"two"')]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == new


def test_a_part_that_nothing_identifies_is_not_gone_on_with(service, fetcher):
    service.answers = [cut(), says(200, BODY)]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert "Range" not in service.asked[1][1]


def test_a_weak_etag_is_not_used_to_resume_but_a_date_is(service, fetcher):
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    service.answers = [cut(ETag='W/"one"', Last_Modified=date), ranged(etag=date)]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert service.asked[1][1]["If-Range"] == date


def test_a_range_that_cannot_be_had_starts_again(service, fetcher):
    service.answers = [cut(ETag='"one"'), says(416), ranged()]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert "Range" not in service.asked[2][1]


def test_a_range_that_begins_elsewhere_starts_again(service, fetcher):
    wrong = says(206, BODY[10:], ETag='"one"', Content_Range=f"bytes 10-{len(BODY) - 1}/*")
    service.answers = [cut(ETag='"one"'), wrong, ranged()]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY


def test_a_finished_file_that_did_not_change_is_kept(service, fetcher):
    service.answers = [ranged()]
    fetcher.download(f"{service.url}/a", "a")
    path = fetcher.download(f"{service.url}/a", "a")
    assert service.asked[1][1]["If-None-Match"] == '"one"'
    assert path.read_bytes() == BODY


def test_a_finished_file_that_changed_is_replaced(service, fetcher):
    service.answers = [ranged()]
    fetcher.download(f"{service.url}/a", "a")
    service.answers = [ranged(b"new", '"two"')]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == b"new"


def test_a_finished_file_is_asked_for_by_its_date_when_it_has_no_etag(service, fetcher):
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    service.answers = [says(200, BODY, Last_Modified=date), says(304)]
    fetcher.download(f"{service.url}/a", "a")
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert service.asked[1][1]["If-Modified-Since"] == date


def test_a_finished_file_without_any_mark_is_used_again(service, fetcher):
    service.answers = [says(200, BODY)]
    fetcher.download(f"{service.url}/a", "a")
    fetcher.download(f"{service.url}/a", "a")
    assert len(service.asked) == 1


def test_a_finished_file_that_was_damaged_since_is_fetched_again(service, fetcher, tmp_path):
    service.answers = [ranged()]
    fetcher.download(f"{service.url}/a", "a")
    (tmp_path / "a").write_bytes(b"damaged")
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY


def test_an_origin_that_cannot_be_read_is_as_none(service, fetcher, tmp_path):
    service.answers = [ranged()]
    fetcher.download(f"{service.url}/a", "a")
    (tmp_path / "a.origin.json").write_text("[1]")
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    (tmp_path / "a.origin.json").write_text("{")
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY


def test_the_same_name_from_another_address_is_fetched(service, fetcher):
    service.answers = [ranged()]
    fetcher.download(f"{service.url}/a", "a")
    service.answers = [ranged(b"other")]
    assert fetcher.download(f"{service.url}/b", "a").read_bytes() == b"other"


def test_a_compressed_transfer_is_unpacked_and_not_resumed(service, fetcher):
    packed = gzip.compress(BODY)
    service.answers = [
        cut(packed, at=20, ETag='"one"', Content_Encoding="gzip"),
        says(200, packed, ETag='"one"', Content_Encoding="gzip"),
    ]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert "Range" not in service.asked[1][1]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_refusal_that_may_pass_is_asked_again(service, fetcher, status):
    service.answers = [says(status), ranged()]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY


def test_retry_after_is_obeyed(service, fetcher, monkeypatch):
    waits = []
    monkeypatch.setattr(fetching.time, "sleep", waits.append)
    service.answers = [
        says(429, Retry_After="7"), says(503, Retry_After="soon"),
        says(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), ranged(),
    ]
    fetcher.download(f"{service.url}/a", "a")
    assert waits == [7, 0.002, 0]


def test_a_wait_of_an_hour_is_told_instead_of_waited(service, fetcher):
    service.answers = [says(429, Retry_After="3600")]
    with pytest.raises(InputError, match=r"asks to wait 3,600 seconds\. Run the same command"):
        fetcher.json(f"{service.url}/a")


def test_giving_up_says_why_and_what_to_do(service, fetcher):
    service.answers = [says(503)]
    with pytest.raises(InputError, match=r"/a: 503 Service Unavailable, 6 times in a row\. Check"):
        fetcher.json(f"{service.url}/a")
    assert len(service.asked) == 6


def test_a_long_file_comes_through_a_line_that_is_cut_often(service, fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "PROGRESS", 500)

    def stingy(handler):
        asked = handler.headers
        start = int(asked["Range"].removeprefix("bytes=")[:-1]) if "Range" in asked else 0
        says(
            206 if start else 200, BODY[start:start + 600],
            **{"Content-Length": str(len(BODY) - start), "ETag": '"one"',
               "Content-Range": f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"},
        )(handler)
        handler.close_connection = True

    service.answers = [stingy]
    assert fetcher.download(f"{service.url}/a", "a").read_bytes() == BODY
    assert len(service.asked) > fetching.ATTEMPTS


def test_json_is_asked_with_its_parameters(service, fetcher):
    service.answers = [says(200, b'{"a": [1]}')]
    assert fetcher.json(f"{service.url}/a", {"q": "x y"}) == {"a": [1]}
    assert service.asked[0][0] == "/a?q=x+y"


def test_json_cut_on_the_way_is_asked_again(service, fetcher):
    service.answers = [cut(b'{"a": 1}', at=3), says(200, b'{"a": 1}')]
    assert fetcher.json(f"{service.url}/a") == {"a": 1}


def test_an_answer_that_is_not_json_names_the_address(service, fetcher):
    service.answers = [says(200, b"<html>Sorry")]
    with pytest.raises(InputError, match=r"/a: the answer is not JSON .* b'<html>Sorry'"):
        fetcher.json(f"{service.url}/a")


def test_a_missing_page_is_told_at_once(service, fetcher):
    service.answers = [says(404)]
    with pytest.raises(InputError, match=r"answers 404 Not Found\. It may have moved"):
        fetcher.download(f"{service.url}/a", "a")
    assert len(service.asked) == 1


def test_a_host_that_is_not_there_is_told(fetcher):
    with pytest.raises(InputError, match="no whole answer"):
        fetcher.json("http://127.0.0.1:9/nothing")


def test_a_key_in_the_question_is_not_shown(fetcher):
    with pytest.raises(InputError, match="no whole answer") as told:
        fetcher.json("http://127.0.0.1:9/a", {"api_key": "hush"})
    assert "hush" not in str(told.value)
    assert "/a?…" in str(told.value)


def test_an_address_that_is_none_is_told(fetcher):
    with pytest.raises(InputError, match="cannot be asked"):
        fetcher.json("nowhere")


@pytest.mark.parametrize("name", ["", "../a", "/etc/a", "c:/a", "b\\..\\..\\a"])
def test_a_name_that_leads_out_of_the_folder_is_refused(fetcher, name):
    with pytest.raises(InputError, match="cannot be the name"):
        fetcher.download("http://127.0.0.1:9/a", name)


def test_a_name_may_have_a_folder(service, fetcher, tmp_path):
    service.answers = [ranged()]
    assert fetcher.download(f"{service.url}/a", "b/a") == tmp_path / "b" / "a"


def test_a_folder_that_cannot_be_written_is_told(service, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be written"):
        Fetcher(tmp_path / "file" / "sub", quiet=True).download(f"{service.url}/a", "a")


def test_a_full_disk_says_to_free_space(service, fetcher, monkeypatch):
    service.answers = [ranged()]

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fetching.os, "fsync", full)
    with pytest.raises(StoreError, match=r"the disk is full.*Free some space"):
        fetcher.download(f"{service.url}/a", "a")


def test_progress_and_waits_are_shown_on_a_terminal(service, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = Fetcher(tmp_path)
    shown.first_wait = 0.001
    service.answers = [says(503), ranged()]
    shown.download(f"{service.url}/a", "a.zip")
    told = capsys.readouterr().err
    assert "503 Service Unavailable; asking again in 0 s" in told
    assert "a.zip" in told


def test_nothing_is_shown_when_quiet(service, fetcher, capsys):
    service.answers = [says(503), ranged()]
    fetcher.download(f"{service.url}/a", "a.zip")
    assert capsys.readouterr() == ("", "")
