"""Getting studies from the API of ClinicalTrials.gov, page after page.

Pages are kept in ``ctgov_v2.part`` as they come; a fetch that was cut goes on
after the last one. When all are there the folder takes its name in one move, so
that a set of pages is never half of one day and half of another.
"""

import datetime
import gzip
import json
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.fetching import Fetcher

ADDRESS = "https://clinicaltrials.gov/api/v2/studies"
PAGE_SIZE = 1000
FOLDER = "ctgov_v2"
FRESH = 24 * 3600
"""Seconds after which a fetch that was cut begins anew: the registry changes every day."""


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get every study of which a named organisation is sponsor or collaborator."""
    sponsors = settings.get("sponsors") or ()
    if not sponsors:
        raise InputError(
            "clinicaltrials: no sponsor is named. Write in landscape.toml, under "
            '[sources.clinicaltrials], sponsors = ["…"], as the registry writes their names.'
        )
    address = settings.get("address", ADDRESS)
    part = fetcher.folder / f"{FOLDER}.part"
    _begin(part, {"address": address, "sponsors": list(sponsors)})
    for number, sponsor in enumerate(sponsors, start=1):
        _pages(fetcher, address, sponsor, part, number)
    whole = fetcher.folder / FOLDER
    if whole.exists():
        shutil.rmtree(whole)
    os.replace(part, whole)
    return sorted(whole.glob("*.json.gz"))


def _begin(part: Path, asked: Mapping) -> None:
    """Make the folder of pages, or keep it when it answers the same, asked not long ago."""
    told = part / "asked"
    text = json.dumps(asked, ensure_ascii=False)
    same = told.exists() and told.read_text(encoding="utf-8") == text
    if same and time.time() - told.stat().st_mtime < FRESH:
        return
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    told.write_text(text, encoding="utf-8")


def _pages(fetcher: Fetcher, address: str, sponsor: str, part: Path, number: int) -> None:
    token = None
    for page in count(1):
        path = part / f"studies-{number:02d}-{page:04d}.json.gz"
        if path.exists():
            answer = json.loads(gzip.decompress(path.read_bytes()))
        else:
            asked = {"query.spons": sponsor, "pageSize": PAGE_SIZE}
            answer = fetcher.json(address, asked | ({"pageToken": token} if token else {}))
            if not isinstance(answer, dict) or not isinstance(answer.get("studies"), list):
                raise InputError(
                    f"{address}: page {page} for {sponsor!r} is no page of studies. The service "
                    "may have changed; export the studies on its site as JSON and give their "
                    "folder."
                )
            _keep(path, answer, address)
        following = answer.get("nextPageToken")
        if not following:
            return
        if following == token:
            raise InputError(
                f"{address}: page {page} for {sponsor!r} leads to itself. The service is out of "
                "order: run the same command again later."
            )
        token = following


def _keep(path: Path, answer: Mapping, address: str) -> None:
    """Write a page and where it came from; the page appears whole or not at all."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    path.with_name(f"{path.name}.origin.json").write_text(
        json.dumps({"url": address, "date": now}, indent=1), encoding="utf-8"
    )
    written = path.with_name(f"{path.name}.new")
    text = json.dumps(answer, ensure_ascii=False)
    written.write_bytes(gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0))
    os.replace(written, path)
