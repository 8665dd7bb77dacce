"""Pages that take long to make, such as those that scan a whole world's works, are jobs.

A job goes on in the background and keeps its page when it is made. Whoever asks
meanwhile, of this process or of another, is told how far it is, and asks again.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import NamedTuple, Protocol, TypeVar

from django.conf import settings
from django.core.cache import cache

T = TypeVar("T")
AT_ONCE = 2
"""Jobs of one process that run side by side; the others wait for their turn."""
BEAT = 1.0
"""Seconds between two words of how far a job is."""
SILENT = 10.0
"""Seconds of silence after which a job's process is taken to be gone."""


class Progress(NamedTuple):
    """How far a page is: seconds since it was begun, and per cent of the query at hand."""

    seconds: int
    percent: int | None


class Told(Protocol):
    """What knows how far a thread is, in per cent: a database, for the query at hand."""

    def progress(self, thread: int | None) -> int | None: ...


class _Job:
    def __init__(self, key: str, make: Callable[[], T], database: Told) -> None:
        self._key, self._make, self._database = key, make, database
        self._begun = time.monotonic()
        self._thread: int | None = None
        self.told = False
        self.future: Future = _POOL.submit(self._run)

    def _run(self) -> T:
        self._thread = threading.get_ident()
        return self._make()

    def tell(self) -> None:
        """Say how far the job is, until it is done."""
        while not self.future.done():
            percent = self._database.progress(self._thread)
            told = Progress(int(time.monotonic() - self._begun), percent)
            cache.set(self._key, (time.time(), told))
            wait([self.future], BEAT)
        cache.delete(self._key)


_POOL = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="page")
_JOBS: dict[str, _Job] = {}
_LOCK = threading.RLock()


def made(
    key: str, make: Callable[[], T], database: Told
) -> T | Progress:
    """Return what ``make`` gives, or how far it is when that takes longer than PATIENCE.

    ``make`` must keep what it made by itself: nobody may come back for it.
    """
    key = f"job-{key}"
    with _LOCK:
        job = _JOBS.get(key)
        if job is None:
            at, elsewhere = cache.get(key) or (0.0, None)
            if time.time() - at < SILENT:
                return elsewhere
            job = _JOBS[key] = _Job(key, make, database)
            job.future.add_done_callback(lambda _: _done(key))
    if wait([job.future], settings.PATIENCE).done:
        return job.future.result()
    with _LOCK:
        if not job.told:
            job.told = True
            threading.Thread(target=job.tell, daemon=True).start()
    return (cache.get(key) or (0.0, Progress(0, None)))[1]


def _done(key: str) -> None:
    with _LOCK:
        _JOBS.pop(key, None)
