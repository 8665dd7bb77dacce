"""An invented institute, all of Belvedere running: makes its files, builds, serves.

  belvedere demo                      then open the address that is shown
  belvedere demo --scale 10           ten times as much
  belvedere demo --seed 7 --no-serve  another invented world, built only

The files are in the sources' own formats and are read by the same sources as
real ones. They stay in demo-files in BELVEDERE_HOME, and are made once. Without
BELVEDERE_HOME the demo has a home of its own, so that it never stands in for a
real institute.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from belvedere.building.landscape import landscape
from belvedere.building.settling import code, say
from belvedere.building.steps import build
from belvedere.errors import QuestionError
from belvedere.evidence.store import Store, home
from belvedere.evidence.writing import store_errors
from belvedere.landscapes.demo.generate import generate


def arguments(parser) -> None:
    parser.add_argument("--scale", type=float, default=1.0,
                        help="how large: 1 is 4,000 projects (default), 10 ten times as many")
    parser.add_argument("--seed", type=int, default=1, help="another number, another world")
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")


def run(given) -> None:
    if not 0 < given.scale <= 1_000:
        raise QuestionError(f"--scale takes a number above 0, at most 1000, not {given.scale:g}.")
    place = home() if os.environ.get("BELVEDERE_HOME") else home().with_name(".belvedere-demo")
    build(place, landscape("demo"), files(place, given.seed, given.scale))
    environment = os.environ | {"BELVEDERE_HOME": str(place)}
    subprocess.run([sys.executable, "-m", "belvedere.config.demonstration"], check=True,
                   env=environment)
    print(Store(place).edition().name)
    say(f"to ask it: BELVEDERE_HOME={place} belvedere ask eu_projects --of demo")
    if not given.no_serve:
        sys.stdout.flush()
        os.execve(sys.executable, [
            sys.executable, "-m", "belvedere.cli.main", "serve", "--host", given.host,
            "--port", str(given.port)], environment)


def files(place: Path, seed: int, scale: float) -> Path:
    """Return the folder of an invented world's files, made now if they are not there."""
    # The digest makes files anew when another version of Belvedere would make others.
    folder = place / "demo-files" / (
        f"seed-{seed}-scale-{scale:g}-{code('landscapes')[:8]}"
    )
    if folder.exists():
        return folder
    began = time.monotonic()
    unfinished = folder.with_name(f"{folder.name}.part")
    with store_errors(place):
        shutil.rmtree(unfinished, ignore_errors=True)
        generate(unfinished, seed=seed, scale=scale)
        os.replace(unfinished, folder)
    say(f"{'invented files':<16} seed {seed}, scale {scale:g}, {time.monotonic() - began:.1f} s")
    return folder
