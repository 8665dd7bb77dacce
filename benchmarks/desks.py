"""The desks' pages at size under eight clients, and the publishing of their books.

    python -m benchmarks.desks [--rows 100000] [--requests 160]

On SQLite; on PostgreSQL where BELVEDERE_DATABASE names an empty one. ROWS are those of one
desk's tables together. Targets: a p95 of 150 ms for each kind of page, ten seconds to
publish the four desks.
"""

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.landscapes.demo.generate import generate
from benchmarks import measure
from benchmarks.measure import percentile
from benchmarks.pages import CLIENTS, _clients, _free_port, _wait

HERE = "/en/register/clinical/"
WORDS = ("sirens", "registry fog", "brume", "nct9", "2019")
STATES = ("received", "in_evaluation", "favourable", "withdrawn")
OTHERS = {
    "transfer": ("disclosures", "families", "contracts"),
    "partnerships": ("agreements", "distinctions"),
    "funding": ("calls", "applications", "projects"),
}
"""The other desks, and their longest lists."""
PAGES = (
    ("list of requests", True, lambda n: f"{HERE}requests/?page={n + 1}"),
    ("list of requests, far into it", True, lambda n: f"{HERE}requests/?page={200 + n}"),
    ("list of requests in a state", True,
     lambda n: f"{HERE}requests/?state={STATES[n % 4]}&page={n // 4 + 1}"),
    ("search in requests", True, lambda n: f"{HERE}requests/?q={WORDS[n % 5]}&n={n}".replace(
        " ", "+")),
    ("list of projects, a visitor", False, lambda n: f"{HERE}projects/?page={n + 1}"),
    ("search in projects, a visitor", False, lambda n: f"{HERE}projects/?q={WORDS[n % 5]}&n={n}"
     .replace(" ", "+")),
    ("request", True, lambda n: f"{HERE}requests/{100 + n}/"),
    ("project, a visitor", False, lambda n: f"{HERE}projects/?page={n // 50 + 1}#{n % 50}"),
    ("dashboard", True, lambda n: f"{HERE}?n={n}"),
    ("dashboard, further on", True, lambda n: f"{HERE}?page={2 + n}"),
    ("dashboard, a visitor", False, lambda n: f"{HERE}?n={n}"),
    *((f"{desk}: list of {book}", True,
       lambda n, desk=desk, book=book: f"/en/register/{desk}/{book}/?page={n + 1}")
      for desk, books in OTHERS.items() for book in books),
    *((f"{desk}: dashboard", True, lambda n, desk=desk: f"/en/register/{desk}/?n={n}")
      for desk in OTHERS),
)
"""Each kind of page: its name, whether an officer asks for it, its addresses."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--requests", type=int, default=160, help="of each kind of page")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), given)


def run(folder: Path, given) -> None:
    home = folder / "home"
    generate(folder / "files", scale=0.05)
    build(home, landscape("demo"), folder / "files", tell=lambda line: None)
    environment = os.environ | {"BELVEDERE_HOME": str(home), "BELVEDERE_SECRET": "benchmark",
                                "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"}
    print(measure.machine(), flush=True)
    filled = subprocess.run([sys.executable, "-m", "benchmarks.filled_desks", str(given.rows)],
                            env=environment, check=True, capture_output=True, text=True).stdout
    told, _, session = filled.strip().rpartition("\n")
    print(told, flush=True)
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "belvedere.cli.main", "serve", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        for name, signed_in, paths in PAGES:
            known = session if signed_in else ""
            asked = [paths(n) for n in range(given.requests)]
            if "#" in asked[0]:
                asked = _linked(port, asked)
            for some in asked[:2 * CLIENTS], asked:  # processes read their templates once
                times = _clients(some, lambda path, known=known: _get(port, path, known))
            print(f"{name:<44} p50 {percentile(times, .5) * 1000:6.1f} ms   p95 "
                  f"{percentile(times, .95) * 1000:6.1f} ms   {CLIENTS} clients, "
                  f"{len(times)} requests", flush=True)
    finally:
        server.terminate()
        server.wait()


def _linked(port: int, asked: list[str]) -> list[str]:
    """Return where the lines of lists lead: a visitor does not see every dossier."""
    lists = dict.fromkeys(one.partition("#")[0] for one in asked)
    links = {one: re.findall(rf'<th scope="row"><a href="({HERE}projects/[^"]+)',
                             _get(port, one, "")) for one in lists}
    return [links[one][int(line)] for one, _, line in (path.partition("#") for path in asked)]


def _get(port: int, path: str, session: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"} if session else {})
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, response.status, body[:300])
    connection.close()
    return body.decode()


if __name__ == "__main__":
    main()
