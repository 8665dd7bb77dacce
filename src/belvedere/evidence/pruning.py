"""Old editions leave the store, so that one edition for each change does not fill a disk.

The current one stays, and the newest, those that are cited, and any that a process has
open. Of the snapshots go those of which no edition is made any more; what a build that
was cut off had finished stays.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from belvedere.evidence.store import Store
from belvedere.evidence.writer import Writer
from belvedere.evidence.writing import store_errors, sync

GOING = "PRUNED"
"""The file that names the snapshots that are being removed, until they are."""


class Verdict(NamedTuple):
    """Why an edition stays; without a reason it goes, and so many bytes with it."""

    edition: str
    stays: str
    bytes: int = 0


def manifest(store: Store, name: str) -> Mapping:
    """Return what an edition is made of, and by what."""
    return json.loads((store.folder / "editions" / f"{name}.json").read_text(encoding="utf-8"))


def cited(store: Store) -> dict[str, str]:
    """Return the editions that somebody asked to keep, each with the reason."""
    place = store.folder / "KEPT"
    return json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}


def cite(writer: Writer, edition: str, because: str) -> None:
    """Keep an edition for a reason; without one, no more. Raises QuestionError."""
    kept = cited(writer.store)
    kept.pop(edition, None)
    if because:
        kept[writer.store.edition(edition).name] = because
    writer.replace(writer.store.folder / "KEPT", json.dumps(kept, ensure_ascii=False, indent=1))


def prune(
    writer: Writer, newest: int,
    spared: Callable[[Sequence[str]], Mapping[str, str]] = lambda editions: {}, *,
    only: Callable[[Mapping], bool] = lambda manifest: True, dry: bool = False,
) -> list[Verdict]:
    """Remove the editions that nothing keeps, but for so many of the ``newest``.

    ``spared`` tells of those that would go which stay all the same, and why; ``only`` says
    of a manifest whether its edition is looked at. ``dry``: nothing is removed. Returns a
    verdict on each that was looked at, the newest first.
    """
    store = writer.store
    told = {name: manifest(store, name) for name in reversed(store.editions())}
    looked = [name for name in told if only(told[name])]
    stays = {name: f"one of the newest {newest}" for name in looked[:newest]}
    stays |= {**cited(store), store.current() or "": "the current one"}
    stays |= spared([name for name in looked if name not in stays])
    with ExitStack() as held, store_errors(store.home):
        for name in looked:
            if name not in stays and not _closed(store, name, held):
                stays[name] = "somebody reads it"
        going = [name for name in looked if name not in stays]
        left = _snapshots(told[name] for name in told if name not in going)
        freed = {}
        for name in going:  # what several of them share goes with the newest
            alone = set(told[name]["snapshots"]) - left
            freed[name] = sum(_bytes(store, one) for one in alone.difference(*(
                told[other]["snapshots"] for other in freed)))
        if not dry:
            _remove(writer, going, _snapshots(told[name] for name in going) - left, left)
    return [Verdict(name, stays.get(name, ""), freed.get(name, 0)) for name in looked]


def _closed(store: Store, name: str, held: ExitStack) -> bool:
    """Whether nobody has an edition open; nobody opens it then until ``held`` is over."""
    handle = os.open(store.folder / "editions" / f"{name}.json", os.O_RDONLY)
    held.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _snapshots(manifests: Iterable[Mapping]) -> set[str]:
    return {name for one in manifests for name in one["snapshots"]}


def _bytes(store: Store, snapshot: str) -> int:
    return sum(path.stat().st_size for path in (store.folder / "snapshots" / snapshot).glob("*"))


def _remove(writer: Writer, editions: Iterable[str], snapshots: set[str], left: set[str]) -> None:
    """Remove editions, then snapshots; who is cut off in between is followed by the next."""
    store, note = writer.store, writer.store.folder / GOING
    before = set(note.read_text(encoding="utf-8").split()) if note.exists() else set()
    going = (snapshots | before) - left
    if not going and not editions:
        return
    writer.replace(note, "\n".join(sorted(going)))
    for name in editions:
        (store.folder / "editions" / f"{name}.json").unlink()
    sync(store.folder / "editions")
    for name in sorted(going):
        place, out = writer.snapshots / name, writer.work / f"{name}.pruned"
        if place.exists():
            os.replace(place, out)  # whole or gone: nobody finds a half of it
            shutil.rmtree(out)
    note.unlink()
