"""crossref-matcher as it is published, its search server replaced by BM25 in this file.

Runs as a program in the peer's own interpreter (see ``answers``): it reads names and texts as
JSON lines and writes the id that the single search of crossref-matcher returns. The server's
part is what its index declares: names split at letters and digits, folded to ASCII lower case,
BM25 with k1 1.2 and b 0.75 over single names, an organisation scored by its best name.
"""

import heapq
import json
import math
import re
import subprocess
import sys
import types
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

_WORD = re.compile(r"\w+")
K1, B = 1.2, 0.75


def answers(peer: str, data: Path, texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the answer of the peer to each text."""
    reference = data / "affiliations" / "reference" / "ror_ref_plus.jsonl.gz"
    done = subprocess.run(
        [peer, __file__, str(reference)], input="\n".join(map(json.dumps, texts)),
        stdout=subprocess.PIPE, text=True, check=True)  # its errors are shown
    return [frozenset(json.loads(line)) for line in done.stdout.splitlines()]


class Search:
    """What the matcher asks of its server, answered here."""

    def __init__(self, organisations: list[dict], fold) -> None:
        self._fold = fold
        self._documents = organisations
        self._lengths, self._owner = [], []
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(organisations):
            for name in one["_source"]["names"]:
                counts = Counter(self._words(name["name"]))
                at = len(self._owner)
                self._owner.append(number)
                self._lengths.append(sum(counts.values()))
                for word, count in counts.items():
                    self._postings[word].append((at, count))
        self._mean = sum(self._lengths) / len(self._lengths)

    def _words(self, text: str) -> list[str]:
        return _WORD.findall(self._fold(text).lower())

    def search(self, body: dict, index: str) -> dict:
        query = body["query"]["nested"]["query"]["match"]["names.name"]["query"]
        total, scores = len(self._owner), defaultdict(float)
        for word, times in Counter(self._words(query)).items():
            found = self._postings.get(word, ())
            rarity = math.log(1 + (total - len(found) + 0.5) / (len(found) + 0.5))
            for at, count in found:
                length = 1 - B + B * self._lengths[at] / self._mean
                scores[at] += times * rarity * count * (K1 + 1) / (count + K1 * length)
        best: dict[int, float] = {}
        for at, score in scores.items():
            owner = self._owner[at]
            if score > best.get(owner, 0):
                best[owner] = score
        chosen = heapq.nlargest(body["size"], best.items(), key=lambda one: (one[1], -one[0]))
        return {"hits": {"hits": [
            {**self._documents[owner], "_score": score} for owner, score in chosen
        ]}}


def main(reference: str) -> None:
    import gzip  # only where the peer runs

    import unidecode

    for name in ("boto3", "opensearchpy"):
        module = sys.modules[name] = types.ModuleType(name)
        for part in ("OpenSearch", "RequestsHttpConnection", "AWSV4SignerAuth", "Session"):
            setattr(module, part, None)
    from crossref_matcher.matching import search
    from crossref_matcher.strategies.affiliation.single_search import strategy

    documents = []
    with gzip.open(reference, "rt", encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            place = (entry["loc"] or [{}])[0]
            documents.append({"_id": f"ror:{entry['id'][-9:]}", "_source": {
                "status": entry["status"], "country": place.get("cc"),
                "names": [{"name": n["v"]} for n in entry["names"] if "acronym" not in n["t"]],
            }})
    strategy.ES_CLIENT = search.ES_CLIENT = Search(documents, unidecode.unidecode)
    matcher = strategy.SingleSearch()
    for line in sys.stdin:
        found = matcher.match(json.loads(line))
        print(json.dumps([one["id"] for one in found]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
