"""What people decided about merges in this home, kept in ``curation/merges.toml``.

A decision is a dated row with its author and its reason. It is read by the next
build, so that no rebuild loses it.
"""

import datetime
import os
import tomllib
from pathlib import Path

from belvedere.errors import InputError
from belvedere.evidence.writing import store_errors


def path(home: Path) -> Path:
    return home / "curation" / "merges.toml"


def decisions(home: Path) -> tuple[dict, ...]:
    """Return the decisions, each a row of organisation_equivalences less its basis.

    Of two about the same pair the later stands.
    """
    file = path(home)
    if not file.exists():
        return ()
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"curation/merges.toml: {error}. Mend it by hand.") from None
    latest = {}
    for row in written.get("merge", ()):
        latest[frozenset((row["record_id"], row["same_as"]))] = row
    return tuple(latest.values())


def decide(home: Path, record_id: str, same_as: str, *, holds: bool, because: str, by: str) -> None:
    """Add a decision that two identifiers are one organisation, or that they are not."""
    today = datetime.date.today().isoformat()
    lines = ["[[merge]]"]
    for name, text in (("record_id", record_id), ("same_as", same_as), ("because", because),
                       ("stated_in", f"{by}, {today}")):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        lines.append(f'{name} = "{escaped}"')
    lines.append(f"holds = {str(holds).lower()}")
    file = path(home)
    with store_errors(home):
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        new = file.with_suffix(".new")
        new.write_text(before + "\n".join(lines) + "\n\n", encoding="utf-8")
        os.replace(new, file)
