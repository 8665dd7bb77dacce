"""Getting documents of structures from the API of HAL, page after page.

Pages are kept in ``hal_api.part`` as they come; a fetch that was cut goes on after
the last one, and the folder takes its name when all are there.
"""

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

ADDRESS = "https://api.archives-ouvertes.fr/search/"
ROWS = 1000
FOLDER = "hal_api"
FRESH = 24 * 3600
"""Seconds after which a fetch that was cut begins anew: documents change every day."""
FIELDS = (
    "docid", "halId_s", "version_i", "doiId_s", "pubmedId_s", "pubmedcentralId_s", "title_s",
    "docType_s", "docSubType_s", "publicationDate_s", "producedDate_s", "modifiedDate_tdate",
    "language_s", "journalTitle_s", "journalIssn_s", "journalEissn_s", "openAccess_bool",
    "structId_i", "structCountry_s", "authQuality_s", "authIdForm_i", "authIdHasStructure_fs",
    "authFullNameFormIDPersonIDIDHal_fs",
)
_PERSONAL = ("authIdHasStructure_fs", "authFullNameFormIDPersonIDIDHal_fs")


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get every document that names one of the structures, or a part of one.

    Nothing when the settings name no structure. Raises InputError for one that is
    not named by its number.
    """
    structures = [str(one) for one in settings.get("hal_structures") or ()]
    if not structures:
        return ()
    if not all(one.isdecimal() for one in structures):
        raise InputError(
            f"hal: {', '.join(structures)} are not all numbers of structures. Write in "
            "landscape.toml, under [sources.hal], hal_structures with the numbers that HAL gives "
            "them (https://aurehal.archives-ouvertes.fr/)."
        )
    address = settings.get("address", ADDRESS)
    part = fetcher.folder / f"{FOLDER}.part"
    _begin(part, {"address": address, "structures": structures})
    asked = {
        "q": "*:*", "fq": f"structId_i:({' OR '.join(structures)})", "fl": ",".join(FIELDS),
        "rows": ROWS, "sort": "docid asc", "wt": "json",
    }
    mark, promised, given = "*", [], 0
    for page in count(1):
        path = part / f"documents-{page:05d}.json.gz"
        if path.exists():
            answer = json.loads(gzip.decompress(path.read_bytes()))
        else:
            answer = _whole(fetcher.json(address, asked | {"cursorMark": mark}), address, page)
            _keep(path, answer)
        found = answer["response"].get("numFound")
        promised.append(found if isinstance(found, int) else 0)
        given += len(answer["response"]["docs"])
        if answer["nextCursorMark"] == mark:  # the last page leads to itself
            break
        mark = answer["nextCursorMark"]
    # documents come and go while pages are read: the lowest count is promised
    if given < min(promised):
        shutil.rmtree(part)
        raise InputError(
            f"{address} promised {min(promised):,} documents and gave {given:,}. The service may "
            "be out of order: run the same command again later; it asks anew.")
    whole = fetcher.folder / FOLDER
    if whole.exists():
        shutil.rmtree(whole)
    os.replace(part, whole)
    return sorted(whole.glob("*.json.gz"))


def _begin(part: Path, asked: Mapping) -> None:
    """Make the folder of pages, or keep it when it answers the same, asked not long ago."""
    told = part / "asked"
    text = json.dumps(asked)
    same = told.exists() and told.read_text(encoding="utf-8") == text
    if same and time.time() - told.stat().st_mtime < FRESH:
        return
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    told.write_text(text, encoding="utf-8")


def _whole(answer: object, address: str, page: int) -> dict:
    """Return a page of documents. Raises InputError when the answer is none."""
    response = answer.get("response") if isinstance(answer, dict) else None
    if (
        isinstance(response, dict) and isinstance(response.get("docs"), list)
        and isinstance(answer.get("nextCursorMark"), str)
    ):
        return {"response": response, "nextCursorMark": answer["nextCursorMark"]}
    error = answer.get("error") if isinstance(answer, dict) else None
    reason = f" ({error.get('msg')})" if isinstance(error, dict) else ""
    raise InputError(
        f"{address}: page {page} is no page of documents{reason}. The service may have changed or "
        "be down: run the same command again later; it goes on where it stopped."
    )


def _keep(path: Path, answer: dict) -> None:
    """Write a page, without names; it appears whole or not at all."""
    for found in answer["response"]["docs"]:
        for name in _PERSONAL:
            if isinstance(found, dict) and isinstance(found.get(name), list):
                found[name] = [_nameless(one, name) for one in found[name]]
    written = path.with_name(f"{path.name}.new")
    text = json.dumps(answer, ensure_ascii=False)
    written.write_bytes(gzip.compress(text.encode("utf-8", "surrogatepass"), mtime=0))
    os.replace(written, path)


def _nameless(one: object, name: str) -> object:
    """Return "17861-10227_FacetSep__JoinSep_140228_…" for what also had the author's name."""
    if not isinstance(one, str):
        return one
    parts = one.split("_FacetSep_")
    if name == "authIdHasStructure_fs":
        joint = parts[1].partition("_JoinSep_") if len(parts) > 1 else ("", "", "")
        return "_FacetSep_".join([parts[0], "".join(joint[1:]), *parts[2:]])
    return "_FacetSep_".join(["", *parts[1:2]])
