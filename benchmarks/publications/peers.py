"""The peers: other packages, each kept in a virtual environment of its own."""

import subprocess
import sys
from pathlib import Path

NEEDED = {
    "biblium": ("descriptive", ["biblium==2.16.*"]),
    "litstudy": ("descriptive", ["litstudy==1.0.*", "bibtexparser<2"]),
    "oam": ("normalised", ["openalex-metrics==0.1.0"]),
}
"""For each peer, which benchmark it is in and what is installed for it."""


def installed(folder: Path | None, benchmark: str) -> dict[str, str]:
    """Return the Python of each peer of a benchmark; one that does not install is told."""
    if folder is None:
        print("    peers are left out: name a folder for them with --peers")
        return {}
    found = {}
    for name, (where, packages) in NEEDED.items():
        if where != benchmark:
            continue
        place = (folder / name).absolute()
        python = place / "bin" / "python"
        if not (place / "whole").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
            done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages],
                                  capture_output=True, text=True)
            works = done.returncode == 0 and subprocess.run(
                [str(python), "-c", f"import {name}"], capture_output=True).returncode == 0
            (place / "whole").write_text("yes" if works else "no")
        if (place / "whole").read_text() == "yes":
            found[name] = str(python)
        else:
            print(f"    {name} is not measured: it cannot be installed, or not imported")
    return found
