"""Fetching from the net: politely, again when the net fails, and never half a file.

A download is written beside its place as ``NAME.part`` and moved there when it
is whole. ``NAME.origin.json`` tells where it came from, when, and its SHA-256.
"""

import datetime
import errno
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import requests
from tqdm import tqdm
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from belvedere import __version__
from belvedere.errors import InputError, StoreError

USER_AGENT = f"Belvedere/{__version__} (research observatory)"
ATTEMPTS = 6
"""Attempts without progress before giving up."""
FIRST_WAIT = 1.0
"""Seconds before the second attempt; doubled before each further one."""
LONGEST_WAIT = 120.0
"""Seconds. A host that asks for more is not waited for: the user is told."""
TIMEOUT = (15, 90)
"""Seconds to connect, and between two pieces of an answer."""
PIECE = 64 * 1024
"""Bytes written at a time; a cut loses at most so many."""
PROGRESS = 16 * PIECE
"""Bytes that an attempt must add not to count as failed."""
PASSING = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""

_CUT = (
    requests.exceptions.ConnectionError,
    requests.exceptions.Timeout,
    requests.exceptions.ChunkedEncodingError,
)


class NotThere(InputError):
    """The address answers, and refuses for good: nothing there, or not for us."""


class _Failed(Exception):
    """One attempt failed in a way that may pass; ``wait`` is what the host asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Fetcher:
    """Gets files and JSON answers; files go into one folder."""

    def __init__(
        self, folder: Path, *, session: requests.Session | None = None, quiet: bool = False
    ) -> None:
        self.folder = Path(folder)
        self.first_wait = FIRST_WAIT
        self._session = session or requests.Session()
        self._session.headers["User-Agent"] = USER_AGENT
        self._silent = quiet or not sys.stderr.isatty()

    def bar(self, name: str, total: int | None, initial: int = 0, unit: str = "B") -> tqdm:
        """Return a bar that shows how far something is, its rate and the time left."""
        return tqdm(
            desc=name, total=total, initial=initial, unit=unit, unit_scale=True, leave=False,
            file=sys.stderr, disable=self._silent,
        )

    def json(self, url: str, params: Mapping | None = None) -> object:
        """Return the JSON value that an address answers.

        Raises InputError when it does not answer, or answers something else.
        """

        def attempt() -> bytes:
            with self._get(url, params=params) as response:
                return response.content

        content = self._persist(url, attempt)
        try:
            return json.loads(content)
        except ValueError as error:
            raise InputError(
                f"{url}: the answer is not JSON ({error}); it begins with {content[:60]!r}. The "
                "service may be down or changed: open the address in a browser, or try later."
            ) from None

    def download(self, url: str, name: str) -> Path:
        """Return the file of this name in the folder, as the address now has it.

        A file that was fetched before is fetched again only if it changed; a
        download that was cut goes on where it stopped. Raises InputError when the
        address cannot be had, StoreError when the folder cannot be written.
        """
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or parts[0].startswith("/") or ".." in parts or ":" in parts[0]:
            raise InputError(f"{url}: {name!r} cannot be the name of a downloaded file.")
        place = self.folder / name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            transfer = _Transfer(url, place, self._get, self.bar)
            return self._persist(url, transfer.attempt, transfer.held)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            raise StoreError(
                f"{place.name} cannot be written to {place.parent} "
                f"({'the disk is full' if full else error.strerror}). "
                f"{'Free some space' if full else 'Give this user the right to write there'} and "
                "run the same command again: it goes on where it stopped."
            ) from error

    def _get(self, url: str, **options) -> requests.Response:
        """Ask once. A passing refusal raises _Failed, a lasting one NotThere."""
        response = self._session.get(url, timeout=TIMEOUT, stream=True, **options)
        if response.status_code in PASSING:
            response.close()
            raise _Failed(
                f"{response.status_code} {response.reason}",
                _seconds(response.headers.get("Retry-After")),
            )
        if response.status_code >= 400 and response.status_code != 416:
            response.close()
            raise NotThere(
                f"{url} answers {response.status_code} {response.reason}. It may have moved: look "
                "for it at its publisher, or use files that you downloaded yourself."
            )
        return response

    def _persist(self, url: str, attempt: Callable, held: Callable[[], int] = lambda: 0):
        """Return what ``attempt`` gives, called again while failures may pass.

        ``held`` tells how many bytes are safe: an attempt that added a good piece
        to them does not count as failed, so a long file comes through a bad line.
        """
        failures = 0
        while True:
            before = held()
            try:
                return attempt()
            except _Failed as error:
                reason, wait = str(error), error.wait
            except _CUT as error:
                reason, wait = f"no whole answer ({_brief(error)})", None
            except requests.exceptions.RequestException as error:
                raise InputError(f"{url} cannot be asked: {_brief(error)}.") from error
            failures = 1 if held() >= before + PROGRESS else failures + 1
            if wait is not None and wait > LONGEST_WAIT:
                raise InputError(
                    f"{url} answers {reason} and asks to wait {wait:,.0f} seconds. Run the same "
                    "command again then; what was downloaded is kept."
                )
            if failures >= ATTEMPTS:
                raise InputError(
                    f"{url}: {reason}, {failures} times in a row. Check the connection and run "
                    "the same command again; what was downloaded is kept."
                )
            if wait is None:
                wait = self.first_wait * 2 ** (failures - 1)
            self._say(f"{reason}; asking again in {wait:.0f} s")
            time.sleep(wait)

    def _say(self, what: str) -> None:
        if not self._silent:
            tqdm.write(what, file=sys.stderr)


class _Transfer:
    """One file on its way: the part so far, what it is a part of, and where it goes."""

    def __init__(self, url: str, place: Path, get: Callable, bar: Callable) -> None:
        self.url = url
        self.place = place
        self.part = place.with_name(f"{place.name}.part")
        self.part_of = place.with_name(f"{place.name}.part.json")
        self.origin = place.with_name(f"{place.name}.origin.json")
        self._get = get
        self._bar = bar

    def held(self) -> int:
        """Return how many bytes of the part are here."""
        return self.part.stat().st_size if self.part.exists() else 0

    def attempt(self) -> Path:
        """Ask for what is missing, once. Raises when the answer is not whole."""
        # A body that is compressed on the way could not be resumed by its byte count.
        headers = {"Accept-Encoding": "identity"}
        known = self._finished()
        begun = {} if known else self._begun()
        offset = self.held() if begun else 0
        if known.get("etag"):
            headers["If-None-Match"] = known["etag"]
        elif known.get("last_modified"):
            headers["If-Modified-Since"] = known["last_modified"]
        elif known:
            return self.place
        if offset:
            headers["Range"] = f"bytes={offset}-"
            headers["If-Range"] = begun["validator"]
        with self._get(self.url, headers=headers) as response:
            if response.status_code == 304:
                return self.place
            if response.status_code == 206 and _range_start(response) == offset:
                self._receive(response, offset)
            elif response.status_code == 200:
                self._receive(response, 0)
            else:
                self._forget()
                raise _Failed(f"{response.status_code} {response.reason} instead of the rest")
            return self._settle(response)

    def _receive(self, response: requests.Response, offset: int) -> None:
        plain = response.headers.get("Content-Encoding", "identity") == "identity"
        length = response.headers.get("Content-Length") if plain else None
        total = offset + int(length) if length else None
        if not offset:
            validator = _validator(response) if plain else None
            self.part_of.write_text(
                json.dumps({"url": self.url, "validator": validator}), encoding="utf-8"
            )
        with (
            self.part.open("ab" if offset else "wb") as handle,
            self._bar(self.place.name, total, offset) as bar,
        ):
            for piece in response.iter_content(PIECE):
                handle.write(piece)
                bar.update(len(piece))
            handle.flush()
            os.fsync(handle.fileno())
        if total is not None and self.held() != total:
            raise _Failed(f"{self.held():,} bytes came of {total:,}")

    def _settle(self, response: requests.Response) -> Path:
        told = {
            "url": self.url,
            "date": datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat(),
            "etag": response.headers.get("ETag"),
            "last_modified": response.headers.get("Last-Modified"),
            "bytes": self.held(),
            "sha256": _digest(self.part),
        }
        # The origin first: were it written last, a crash in between would leave
        # a whole file that nobody vouches for. Its digest tells them apart.
        written = self.origin.with_name(f"{self.origin.name}.part")
        written.write_text(json.dumps(told, indent=1), encoding="utf-8")
        os.replace(written, self.origin)
        os.replace(self.part, self.place)
        self.part_of.unlink(missing_ok=True)
        return self.place

    def _finished(self) -> dict:
        """Return the origin of the finished file, or nothing when it is not that file."""
        known = _object(self.origin)
        if known.get("url") != self.url or not self.place.exists():
            return {}
        return known if _digest(self.place) == known.get("sha256") else {}

    def _begun(self) -> dict:
        """Return what the part is a part of, or nothing when it cannot be gone on with."""
        begun = _object(self.part_of)
        return begun if begun.get("url") == self.url and begun.get("validator") else {}

    def _forget(self) -> None:
        self.part.unlink(missing_ok=True)
        self.part_of.unlink(missing_ok=True)


def write_whole(place: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, whatever stands in its place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    written = place.with_name(f"{place.name}.new")
    with written.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(written, place)


def _validator(response: requests.Response) -> str | None:
    """Return what If-Range can hold: a strong ETag, else the date of last change."""
    etag = response.headers.get("ETag")
    if etag and not etag.startswith("W/"):
        return etag
    return response.headers.get("Last-Modified")


def _range_start(response: requests.Response) -> int | None:
    unit, _, span = response.headers.get("Content-Range", "").partition(" ")
    start = span.partition("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else None


def _seconds(retry_after: str | None) -> float | None:
    """Read Retry-After: seconds or a date. What is neither counts as not given."""
    if not retry_after:
        return None
    try:
        return Retry().parse_retry_after(retry_after)
    except InvalidHeader:
        return None


def _object(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _brief(error: Exception) -> str:
    """Return the cause of a net error, without the layers that wrapped it."""
    text = re.sub(r"\?[^\s'\")]+", "?…", str(error))  # what was asked may hold a key
    return text if len(text) <= 160 else f"{text[:157]}…"
