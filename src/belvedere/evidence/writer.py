"""The one writer of a store: takes the lock, settles snapshots, publishes editions."""

import datetime
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from belvedere.errors import StoreBusy
from belvedere.evidence.store import Edition, Snapshot, Store
from belvedere.evidence.writing import settle, store_errors, sync


def digest(*parts: object) -> str:
    """Return a short digest of what something is made from."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Writer:
    """Writes into a store whose lock is held. Made by ``writing(store)``."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.snapshots = store.folder / "snapshots"
        self.work = store.folder / "work"

    def snapshot(
        self, source: str, made_from: Sequence, fill: Callable[[Path], Mapping]
    ) -> tuple[Snapshot, bool]:
        """Return the snapshot made from these things, and whether it was there already.

        ``fill(folder)`` writes the Parquet files and returns the origin. It is not
        called when a whole snapshot of the same things stands in the store.
        """
        name = f"{source}-{digest(source, *made_from)}"
        place = self.snapshots / name
        if (place / "origin.json").exists():
            return Snapshot(name, place), True
        work = self.work / name
        with store_errors(self.work):
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
        try:
            with store_errors(self.store.home):
                origin = fill(work)
            settle(work, place, {"source": source, **origin})
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return Snapshot(name, place), False

    def publish(
        self, landscape: Mapping, snapshots: Sequence[Snapshot], by: str = "build"
    ) -> Edition:
        """Make an edition of these snapshots the current one; ``by``: what made it.

        When the current one is made of the very same snapshots it stays, under
        its own name and date.
        """
        names = sorted(snapshot.name for snapshot in snapshots)
        identity = digest(landscape, names)[:8]
        for known in self.store.editions():
            if known.endswith(identity):
                self._point(known)
                return self.store.edition(known)
        now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        while any(known.startswith(f"{now:%Y-%m-%d-%H%M%S}") for known in self.store.editions()):
            now += datetime.timedelta(seconds=1)  # names sort by time: no two share a second
        edition = f"{now:%Y-%m-%d-%H%M%S}-{identity}"
        manifest = {
            "edition": edition, "created": now.isoformat(), "landscape": landscape,
            "snapshots": names, "by": by,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        self.replace(self.store.folder / "editions" / f"{edition}.json", text)
        self._point(edition)
        return self.store.edition(edition)

    def _point(self, edition: str) -> None:
        self.replace(self.store.folder / "CURRENT", edition + "\n")

    def replace(self, path: Path, text: str) -> None:
        """Write a file whole or not at all."""
        with store_errors(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            new = self.work / f"{path.name}.new"
            new.write_text(text, encoding="utf-8")
            sync(new)
            os.replace(new, path)
            sync(path.parent)


@contextmanager
def writing(store: Store) -> Iterator[Writer]:
    """Hold the store's lock and give its writer; sweep what a killed writer left.

    Raises StoreBusy at once when another process is writing. The lock goes with
    the process, however it ends.
    """
    with store_errors(store.home):
        for folder in ("snapshots", "editions", "work"):
            (store.folder / folder).mkdir(parents=True, exist_ok=True)
        lock = (store.folder / "LOCK").open("a+", encoding="utf-8")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StoreBusy(
                f"Another build is writing to {store.home} ({lock.read().strip() or 'unknown'}). "
                "Nothing was changed; wait for it to end and run the same command again."
            ) from None
        with store_errors(store.home):
            lock.truncate(0)
            lock.write(f"process {os.getpid()} since "
                       f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC")
            lock.flush()
            for left in (store.folder / "work").iterdir():
                if left.is_dir():
                    shutil.rmtree(left)
                else:
                    left.unlink()
        yield Writer(store)
