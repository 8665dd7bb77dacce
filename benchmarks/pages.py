"""The figure page under eight clients on loopback, beside the same query by plain DuckDB."""

import http.client
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import duckdb

from belvedere.evidence.store import Store
from belvedere.indicators.asking import Asker
from belvedere.indicators.catalogue import catalogue
from benchmarks.measure import percentile

CLIENTS = 8


def pages(home: Path, landscape: str, query: str, requests: int) -> None:
    """Serve the site and ask many different figures: each for the first time, then again."""
    asker = Asker(Store(home).edition())
    asker.database.need("fact_participations")
    busy = [row[0] for row in asker.database.rows(
        "SELECT organisation_id__organisation FROM fact_participations "
        "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200")]
    europe = [name for name, d in catalogue().items() if d.theme == "europe"
              and name != "eu_projects_growth"]
    def addresses(some):
        return [f"/en/figures/{name}/{quote(who, safe=':')}/" for who in some for name in europe]

    # The server's start: each process opens its tables and makes its cubes, once for all.
    start, paths = addresses(busy[:12]), addresses(busy[12:])
    random.Random(1).shuffle(paths)
    paths = paths[:requests]
    port = _free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).parent / "belvedere"), "serve", "--port", str(port)],
        env=os.environ | {"BELVEDERE_HOME": str(home)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        begun = _clients(start, lambda path: _get(port, path))
        first = _clients(paths, lambda path: _get(port, path))
        again = _clients(paths, lambda path: _get(port, path))
        same = _clients([f"/en/figures/eu_projects/{landscape}/"] * len(paths),
                        lambda path: _get(port, path))
    finally:
        server.terminate()
        server.wait()
    connection = duckdb.connect(config={"threads": 2})
    local = threading.local()

    def floor(_: str) -> None:
        if not hasattr(local, "cursor"):
            local.cursor = connection.cursor()
        local.cursor.execute(query).fetchall()

    bare = _clients(paths[:300], floor)
    for name, times in (
        ("figure page, as the server starts", begun),
        ("figure page, each for the first time", first), ("figure page, asked again", again),
        ("figure page of the institute", same),
        ("floor: its one query on Parquet, DuckDB", bare),
    ):
        print(f"{name:<44} p50 {percentile(times, .5) * 1000:6.1f} ms   p95 "
              f"{percentile(times, .95) * 1000:6.1f} ms   {CLIENTS} clients, {len(times)} requests"
              + ("" if times is bare else
                 f"   {percentile(times, .95) / percentile(bare, .95):4.1f} x floor's p95"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(1_200):
        try:
            return _get(port, "/healthz")
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the site did not come up")


def _get(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, response.status, body[:300])
    connection.close()


def _clients(paths: list[str], ask: Callable[[str], None]) -> list[float]:
    """Ask all paths by eight clients at once; return how long each took."""
    waiting, times, lock = list(paths), [], threading.Lock()

    def client() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                path = waiting.pop()
            began = time.perf_counter()
            ask(path)
            took = time.perf_counter() - began
            with lock:
                times.append(took)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times
