"""Run the register's tests once more, on PostgreSQL: a private cluster that lasts as long.

    python tests/postgresql.py [arguments of pytest]

It listens on a socket in a temporary folder and on nothing else. PostgreSQL refuses to
run as root; root runs it as another user. Where there is none, this says so and ends well.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

HOUSE = Path(__file__).parents[1]
UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"),
                   key=lambda path: float(path.parts[-3]))
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    return found[-1].parent if found else None


def run(folder: Path, arguments: list[str]) -> int:
    """Start a cluster in a folder, run the tests on it, stop it."""
    bare = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    if os.getuid() == 0:
        names = {one.pw_name for one in pwd.getpwall()}
        user = next(name for name in UNPRIVILEGED if name in names)
        shutil.chown(folder, user)
        bare |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    data, here = folder / "data", programs()
    subprocess.run([here / "initdb", "-D", data, "-U", "belvedere", "-A", "trust", "-E", "UTF8",
                    "--locale", "C", "--no-sync"], **bare)
    subprocess.run([here / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o",
                    f"-k {folder} -c listen_addresses='' -c fsync=off", "start"], **bare)
    try:
        address = f"postgres://belvedere@{quote(str(folder), safe='')}/postgres"
        return subprocess.run(
            [sys.executable, "-m", "pytest", *(arguments or ["tests/register"])], cwd=HOUSE,
            env=os.environ | {"BELVEDERE_DATABASE": address}).returncode
    finally:
        subprocess.run([here / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **bare)


if __name__ == "__main__":
    if programs() is None:
        print("PostgreSQL is not here: the register's tests ran on SQLite only.")
        sys.exit(0)
    with tempfile.TemporaryDirectory(prefix="pg-") as place:
        sys.exit(run(Path(place), sys.argv[1:]))
