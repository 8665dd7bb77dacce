"""The register's pages at size under eight clients, each beside its query written by hand.

    python -m benchmarks.register [--organisations 20000] [--relations 200000] [--audit 1000000]

On SQLite; on PostgreSQL where BELVEDERE_DATABASE names an empty one. The target is a p95
of 150 ms for each kind of page; each is asked a little first, as processes read their
templates once. The register is published meanwhile, as after any start.
"""

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from belvedere.building.landscape import landscape
from belvedere.building.steps import build
from belvedere.landscapes.demo.generate import generate
from benchmarks import measure
from benchmarks.measure import percentile
from benchmarks.pages import CLIENTS, _clients, _free_port, _get, _wait

TARGET = 150
LIST = ("SELECT id, name, kind, city, opened, closed FROM organisations_organisation "
        "WHERE opened <= '2026' AND (closed = '' OR closed > '2026') {} ORDER BY sorted_name, id "
        "LIMIT 50 OFFSET {}")
PARTS = ("SELECT o.id, o.name FROM organisations_relation r JOIN organisations_organisation o "
         "ON o.id = r.organisation_id WHERE r.kind = 'part_of' AND r.other_id = {} "
         "ORDER BY o.sorted_name LIMIT 300")
ONE = ("SELECT o.*, n.text FROM organisations_organisation o JOIN organisations_name n "
       "ON n.organisation_id = o.id WHERE o.id = {}",
       "SELECT * FROM organisations_relation WHERE organisation_id = {}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--organisations", type=int, default=20_000)
    options.add_argument("--relations", type=int, default=200_000)
    options.add_argument("--audit", type=int, default=1_000_000)
    options.add_argument("--requests", type=int, default=240, help="of each kind of page")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), given)


def run(folder: Path, given) -> None:
    home = folder / "home"
    generate(folder / "files", scale=0.05)
    build(home, landscape("demo"), folder / "files", tell=lambda line: None)
    environment = os.environ | {"BELVEDERE_HOME": str(home),
                                "DJANGO_SETTINGS_MODULE": "belvedere.config.settings"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "benchmarks.filled_register", str(given.organisations),
                    str(given.relations), str(given.audit)], env=environment, check=True)
    where = "PostgreSQL" if os.environ.get("BELVEDERE_DATABASE") else "SQLite"
    print(f"{where}: {given.organisations:,} organisations, {given.relations:,} relations, "
          f"{given.audit:,} audit rows, filled in {time.perf_counter() - began:.0f} s; "
          f"{measure.machine()}; target p95 {TARGET} ms\n")
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "belvedere.cli.main", "serve", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        for name, paths, queries in _kinds(given):
            _clients(paths[:2 * CLIENTS], lambda path: _get(port, path))
            ours = _clients(paths, lambda path: _get(port, path))
            floor = _clients(queries, _by_hand(home))
            print(f"{name:<28} p50 {percentile(ours, .5) * 1000:6.1f} ms   p95 "
                  f"{percentile(ours, .95) * 1000:6.1f} ms   floor p50 "
                  f"{percentile(floor, .5) * 1000:6.1f} ms   p95 "
                  f"{percentile(floor, .95) * 1000:6.1f} ms   {CLIENTS} clients, "
                  f"{len(ours)} requests", flush=True)
    finally:
        server.terminate()
        server.wait()


def _kinds(given) -> list[tuple[str, list[str], list[str]]]:
    """Return each kind of page with addresses and the queries that it cannot do without."""
    chance, count = random.Random(2), given.requests
    some = [chance.randint(24, given.organisations) for _ in range(count)]
    pages = [chance.randint(1, given.organisations // 100) for _ in range(count)]
    words = [chance.choice(("cancer foie", "retine", "unit 12", "u1", "virus genome"))
             for _ in range(count)]
    places = [chance.randint(2, 23) for _ in range(count)]
    first = [word.split()[0] for word in words]
    return [
        ("list", [f"/en/register/?page={n}" for n in pages],
         [LIST.format("", 50 * (n - 1)) for n in pages]),
        ("search", [f"/en/register/?q={word.replace(' ', '+')}&n={n}"
                    for n, word in enumerate(words)],
         [LIST.format(f"AND searched LIKE '%{word}%'", 0) for word in first]),
        ("search as one types", [f"/en/register/suggest/?q={word.replace(' ', '+')}&n={n}"
                                 for n, word in enumerate(words)],
         [LIST.format(f"AND searched LIKE '%{word}%'", 0) for word in first]),
        ("list within a delegation", [f"/en/register/?within={n}" for n in places],
         [PARTS.format(n) for n in places]),
        ("hierarchy from the top", [f"/en/register/tree/?n={n}" for n in range(count)],
         [PARTS.format(1)] * count),
        ("hierarchy of a delegation", [f"/en/register/tree/?of={n}" for n in places],
         [PARTS.format(n) for n in places]),
        ("profile", [f"/en/register/{n}/" for n in some],
         [";".join(ONE).format(n, n) for n in some]),
        ("profile of a delegation", [f"/en/register/{n}/?at=2015" for n in places],
         [PARTS.format(n) for n in places]),
    ]


def _by_hand(home: Path):
    local = threading.local()
    address = os.environ.get("BELVEDERE_DATABASE")

    def ask(queries: str) -> None:
        if not hasattr(local, "connection"):
            local.connection = psycopg.connect(address) if address else sqlite3.connect(
                home / "register.sqlite3")
        for query in queries.split(";"):
            local.connection.execute(query).fetchall()

    return ask


if __name__ == "__main__":
    main()
