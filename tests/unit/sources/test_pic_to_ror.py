"""The crosswalk from participants to ROR, read and fetched."""

import json

import pytest
from serving import Server, asked_of, say

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
    assert [aside.row for aside in found.ledger.aside] == [3, 4]


class Graph(Server):
    """Answers as the OpenAIRE Graph does, for one organisation."""

    def handle(self, request):
        asked = asked_of(request)[1]["pid"]
        pids = [{"scheme": "ROR", "value": asked}, {"scheme": "PIC", "value": "999997833"}]
        results = [{"pids": pids}] if asked.endswith("02vjkv261") else []
        say(request, 200, json.dumps({"results": results}).encode())


@pytest.fixture
def openaire():
    with Graph() as running:
        yield f"{running.url}/organizations"


def test_the_graph_is_asked_for_the_organisations_of_the_landscape(tmp_path, harvest, openaire):
    settings = {"ror_ids": ["02vjkv261", "000000000"], "address": openaire}
    (path,) = SOURCE.fetch(Fetcher(tmp_path, quiet=True), settings)
    assert path.read_text().splitlines() == [
        "pic,ror_id,confidence,source", "999997833,02vjkv261,high,openaire_graph"]
    assert harvest(SOURCE).counts["organisation_equivalences"]["kept"] == 1
