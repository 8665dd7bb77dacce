"""The crosswalk from participants to ROR, read and fetched."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from belvedere.sources.fetching import Fetcher
from belvedere.sources.pic_to_ror import SOURCE


def test_each_line_states_that_two_identifiers_are_one(tmp_path, harvest):
    (tmp_path / "pic_to_ror.csv").write_text(
        "pic,ror_id,confidence,source\n"
        "999997833,02vjkv261,high,openaire_direct\n"
        "12a,02vjkv261,high,typing error\n"
        "999,,high,nothing\n"
    )
    found = harvest(SOURCE)
    (one,) = found.rows["organisation_equivalences"]
    assert (one["record_id"], one["same_as"]) == ("pic:999997833", "ror:02vjkv261")
    assert (one["basis"], one["holds"], one["confidence"]) == ("crosswalk", True, "high")
    assert (one["because"], one["stated_in"]) == (
        "crosswalk from PIC to ROR: openaire_direct", "pic_to_ror.csv")
    assert [aside.row for aside in found.ledger.aside] == [3, 4]


@pytest.fixture
def openaire():
    """A server that answers as the OpenAIRE Graph does, for one organisation."""

    class Graph(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = parse_qs(urlsplit(self.path).query)["pid"][0]
            pids = [{"scheme": "ROR", "value": asked}, {"scheme": "PIC", "value": "999997833"},
                    {"scheme": None, "value": None}, {"scheme": "PIC", "value": None}]
            results = [{"pids": pids}] if asked.endswith("02vjkv261") else []
            body = json.dumps({"results": results}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told):
            pass

    server = HTTPServer(("127.0.0.1", 0), Graph)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/organizations"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_graph_is_asked_for_the_organisations_of_the_landscape(tmp_path, harvest, openaire):
    settings = {"ror_ids": ["02vjkv261", "000000000"], "address": openaire}
    (path,) = SOURCE.fetch(Fetcher(tmp_path, quiet=True), settings)
    assert path.read_text().splitlines() == [
        "pic,ror_id,confidence,source", "999997833,02vjkv261,high,openaire_graph"]
    assert harvest(SOURCE).counts["organisation_equivalences"]["kept"] == 1
