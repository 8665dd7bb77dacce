"""A line of 200 MB in a compressed file: set aside in bounded memory, and the rest is read."""

import gzip
import os
import resource
import subprocess
import sys

from belvedere.evidence.database import Database
from belvedere.evidence.store import Store


def test_a_line_of_200_megabytes_is_set_aside_and_never_held(tmp_path):
    folder = tmp_path / "from" / "cordis" / "fp7"
    folder.mkdir(parents=True)
    with gzip.open(folder / "project.csv.gz", "wb", compresslevel=1) as handle:
        handle.write(b"id;frameworkProgramme;title\n1;FP7;short\n2;FP7;")
        for _ in range(200):
            handle.write(b"x" * 1_000_000)
        handle.write(b"\n3;FP7;short\n")
    (folder / "organization.csv.gz").write_bytes(gzip.compress(
        b"projectID;organisationID;name\n1;999;ALPHA\n3;999;ALPHA\n"))
    home = tmp_path / "home"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run(
        [sys.executable, "-m", "belvedere.cli.main", "build", "demo", "--from",
         str(tmp_path / "from")],
        env=os.environ | {"BELVEDERE_HOME": str(home)}, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak == before or peak < 450 * 1024  # kilobytes: two pieces of 64 MB at most, not 200
    edition = Store(home).edition()
    tables = Database(edition.tables)
    tables.need("projects")
    assert tables.rows("SELECT number FROM projects ORDER BY 1") == [("1",), ("3",)]
    aside = Database({"aside": (dict(edition.set_aside)["cordis"],)})
    aside.need("aside")
    (row,) = aside.rows("SELECT file, row, reason FROM aside")
    assert row[:2] == ("cordis/fp7/project.csv.gz", 3)
    assert "200,000,007 bytes long" in row[2]
