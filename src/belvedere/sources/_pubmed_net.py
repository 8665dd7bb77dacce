"""Getting PubMed: the whole release, or what a query finds.

The release is the baseline of the year and the updates since, each with its MD5.
What a query finds is asked of the E-utilities, 200 records at a time. Answers are
kept in ``pubmed_efetch.part`` as they come; a fetch that was cut goes on after the
last one, and the folder takes its name when all are there.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from belvedere.errors import InputError
from belvedere.sources.fetching import Fetcher

EUTILS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
RELEASE = "https://ftp.ncbi.nlm.nih.gov/pubmed"
FOLDERS = ("baseline", "updatefiles")
PAGE = 200
"""Records in an answer."""
MOST = 9_999
"""Records of one search that the service hands out; more are asked by parts."""
PAUSE = 0.34
"""Seconds between requests: the service allows three a second."""
FRESH = 4 * 3600
"""Seconds for which the service keeps a search."""
FIRST_DAY = datetime.date(1900, 1, 1)
FOLDER = "pubmed_efetch"

_LISTED = re.compile(r'href="(pubmed\d\dn\d{4,}\.xml\.gz)"')
_MD5 = re.compile(r"\b[0-9a-f]{32}\b")


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Get the release, the records of a query, or both, as the settings say.

    Raises InputError when they name neither, or an answer is not what it should be.
    """
    query, baseline = settings.get("pubmed_query"), settings.get("baseline")
    if not query and not baseline:
        raise InputError(
            "pubmed: neither a query nor the release is asked for. Write in landscape.toml, under "
            '[sources.pubmed], pubmed_query = "inserm[ad] AND 2020:2024[dp]", or baseline = true '
            "for all of PubMed (some 40 GB)."
        )
    found: list[Path] = []
    if query:
        found += _found(fetcher, settings.get("address", EUTILS), query)
    if baseline:
        found += _release(fetcher, settings.get("release_address", RELEASE))
    return found


def _release(fetcher: Fetcher, address: str) -> list[Path]:
    found = []
    for folder in FOLDERS:
        names = _listing(fetcher, f"{address}/{folder}/", folder)
        found += [_checked(fetcher, f"{address}/{folder}/{name}", name) for name in names]
    return found


def _listing(fetcher: Fetcher, url: str, folder: str) -> list[str]:
    """Return the names of the files of a folder of the release, in their order."""
    # A listing has no date of change: one of last time would be taken for this one's.
    _forget(fetcher.folder / f"{folder}.html")
    page = fetcher.download(url, f"{folder}.html").read_text(encoding="utf-8", errors="replace")
    names = sorted(set(_LISTED.findall(page)))
    if not names:
        raise InputError(
            f"{url} lists no file pubmed…xml.gz. The release may be being replaced: try again "
            "tomorrow."
        )
    return names


def _checked(fetcher: Fetcher, url: str, name: str) -> Path:
    """Return a file whose MD5 is the published one, fetched again once if it is not."""
    for _ in range(2):
        path = fetcher.download(url, name)
        _forget(fetcher.folder / f"{name}.md5")
        told = _MD5.search(
            fetcher.download(f"{url}.md5", f"{name}.md5").read_text(encoding="utf-8").lower())
        if told is None:
            raise InputError(f"{url}.md5 holds no MD5. Try again later.")
        with path.open("rb") as handle:
            digest = hashlib.file_digest(
                handle, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        if digest == told[0]:
            return path
        _forget(path)
    raise InputError(
        f"{url}: the file has MD5 {digest}, but {told[0]} is published. It may be being replaced: "
        "run the same command again later; nothing of it was kept."
    )


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.origin.json").unlink(missing_ok=True)


def _found(fetcher: Fetcher, address: str, query: str) -> list[Path]:
    part = fetcher.folder / f"{FOLDER}.part"
    searches = _begin(fetcher, address, query, part)
    for number, search in enumerate(searches, start=1):
        for start in range(0, search["count"], PAGE):
            name = f"pubmed_answer-{number:04d}-{start:05d}.xml"
            if not (part / name).exists():
                _answer(fetcher, address, search, start, f"{part.name}/{name}")
    whole = fetcher.folder / FOLDER
    if whole.exists():
        shutil.rmtree(whole)
    os.replace(part, whole)
    return sorted(whole.glob("*.xml"))


def _begin(fetcher: Fetcher, address: str, query: str, part: Path) -> list[dict]:
    """Return the searches that find the records, those of a fetch that was cut if still kept."""
    told = part / "asked"
    if told.exists() and time.time() - told.stat().st_mtime < FRESH:
        asked = json.loads(told.read_text(encoding="utf-8"))
        if (asked["address"], asked["query"]) == (address, query):
            return asked["searches"]
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    today = datetime.datetime.now(datetime.UTC).date()
    searches = list(_searches(fetcher, address, query, FIRST_DAY, today))
    told.write_text(
        json.dumps({"address": address, "query": query, "searches": searches}), encoding="utf-8")
    return searches


def _searches(
    fetcher: Fetcher, address: str, query: str, first: datetime.date, last: datetime.date,
) -> Iterator[dict]:
    """Yield searches of no more records than are handed out, by the day of their entry."""
    time.sleep(PAUSE)
    url = f"{address}/esearch.fcgi"
    answer = fetcher.json(url, {
        "db": "pubmed", "term": query, "usehistory": "y", "retmode": "json", "retmax": 0,
        "datetype": "edat", "mindate": f"{first:%Y/%m/%d}", "maxdate": f"{last:%Y/%m/%d}",
        "tool": "belvedere",
    })
    result = answer.get("esearchresult") if isinstance(answer, dict) else None
    try:
        count = int(result["count"])
        search = {"count": count, "webenv": result["webenv"], "query_key": result["querykey"]}
    except (TypeError, KeyError, ValueError):
        reason = result.get("ERROR") if isinstance(result, dict) else None
        raise InputError(
            f"{url}: no search came of {query!r}{f' ({reason})' if reason else ''}. Try the query "
            "on the site of PubMed."
        ) from None
    if count > MOST and first < last:
        middle = first + (last - first) // 2
        yield from _searches(fetcher, address, query, first, middle)
        yield from _searches(
            fetcher, address, query, middle + datetime.timedelta(days=1), last)
    elif count > MOST:
        raise InputError(
            f"{url}: {query!r} finds {count:,} records entered on {first}; the service hands out "
            f"{MOST:,}. Ask for the release: baseline = true."
        )
    elif count:
        yield search


def _answer(fetcher: Fetcher, address: str, search: Mapping, start: int, name: str) -> None:
    time.sleep(PAUSE)
    url = f"{address}/efetch.fcgi?" + urlencode({
        "db": "pubmed", "query_key": search["query_key"], "WebEnv": search["webenv"],
        "retstart": start, "retmax": PAGE, "retmode": "xml", "tool": "belvedere",
    })
    # Another name until it was looked at: an error comes as an answer like any other.
    path = fetcher.download(url, f"{name}.new")
    content = path.read_bytes()
    if b"<PubmedArticleSet" not in content[:2000] or not content.rstrip().endswith(
        b"</PubmedArticleSet>"
    ):
        _forget(path)
        raise InputError(
            f"{address}/efetch.fcgi: the answer from record {start + 1:,} on is no whole set of "
            f"articles; it begins with {content[:80]!r}. Run the same command again later: it "
            "goes on where it stopped."
        )
    place = path.with_name(path.name.removesuffix(".new"))
    os.replace(path.with_name(f"{path.name}.origin.json"),
               place.with_name(f"{place.name}.origin.json"))
    os.replace(path, place)
