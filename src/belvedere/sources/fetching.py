"""Fetching from the net: politely, again when the net fails, and never half a file.

A download is written beside its place as ``NAME.part`` and moved there when it
is whole. ``NAME.origin.json`` tells where it came from, when, and its SHA-256.
"""

import datetime
import email.utils
import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import requests
from tqdm import tqdm

from belvedere import __version__
from belvedere.errors import InputError, StoreError

USER_AGENT = f"Belvedere/{__version__} (research observatory)"
ATTEMPTS = 6
FIRST_WAIT = 1.0
"""Seconds before the second attempt; doubled before each further one."""
LONGEST_WAIT = 120.0
"""Seconds. A host that asks for more is not waited for: the user is told."""
TIMEOUT = (15, 90)
"""Seconds to connect, and between two pieces of an answer."""
CHUNK = 1024 * 1024
PASSING = frozenset({429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""

_NET_ERRORS = (
    requests.exceptions.ConnectionError,
    requests.exceptions.Timeout,
    requests.exceptions.ChunkedEncodingError,
)


class _Failed(Exception):
    """One attempt failed in a way that may pass; ``wait`` is what the host asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Fetcher:
    """Gets files and JSON answers into one folder."""

    def __init__(
        self, folder: Path, *, session: requests.Session | None = None, quiet: bool = False
    ) -> None:
        self.folder = folder
        self.session = session or requests.Session()
        self.session.headers["User-Agent"] = USER_AGENT
        self.first_wait = FIRST_WAIT
        self.longest_wait = LONGEST_WAIT
        self._silent = quiet or not sys.stderr.isatty()

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
                "service may be down or have moved: open the address in a browser, try later."
            ) from None

    def download(self, url: str, name: str) -> Path:
        """Return the file of this name in the folder, as the address now has it.

        A file that was fetched before is asked for only if it changed; a download
        that was cut goes on where it stopped. Raises InputError when the address
        cannot be had and StoreError when the folder cannot be written.
        """
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or PurePosixPath(name).is_absolute() or ".." in parts or ":" in parts[0]:
            raise InputError(f"{url}: {name!r} is no name for a file in the folder of downloads.")
        transfer = _Transfer(self, url, self.folder / name)
        try:
            transfer.place.parent.mkdir(parents=True, exist_ok=True)
            return self._persist(url, transfer.attempt, transfer.size)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            raise StoreError(
                f"{name} cannot be written to {self.folder}: "
                f"{'the disk is full' if full else error.strerror}. "
                f"{'Free some space' if full else 'Give this user the right to write there'} and "
                "run the same command again: it goes on where it stopped."
            ) from error

    def _get(self, url: str, **options) -> requests.Response:
        """Ask once. A passing refusal raises _Failed, a lasting one InputError."""
        response = self.session.get(url, timeout=TIMEOUT, **options)
        if response.status_code in PASSING:
            response.close()
            raise _Failed(
                f"{response.status_code} {response.reason}",
                _seconds(response.headers.get("Retry-After")),
            )
        if response.status_code >= 400 and response.status_code != 416:
            response.close()
            raise InputError(
                f"{url} answers {response.status_code} {response.reason}. It may have moved: look "
                "for it at its publisher, or give files that you have with --from."
            )
        return response

    def _persist[T](
        self, url: str, attempt: Callable[[], T], size: Callable[[], int] = lambda: 0
    ) -> T:
        raise NotImplementedError
