"""Getting the snapshot of OpenAlex, and telling whether a copy of it is whole.

A manifest names the parts of one entity with their sizes. It is written when all
of them are here, so that it vouches for what stands beside it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from belvedere.errors import InputError
from belvedere.sources.fetching import Fetcher, NotThere, write_whole

SNAPSHOT = "https://openalex.s3.amazonaws.com"
ENTITIES = ("works", "institutions", "sources", "topics")
MANIFEST = "manifest"
MANIFESTS = (MANIFEST, f"{MANIFEST}.json")
"""What a snapshot calls it: before 2026, and since."""
PLACES = {
    "jsonl": ("data/jsonl/{entity}/manifest.json", "data/{entity}/manifest"),
    "parquet": ("data/parquet/{entity}/manifest.json",),
}
"""Where the snapshot keeps the manifests of each of its forms: since 2026, and before."""
MERGED_PLACES = ("data/merged_ids/{name}", "legacy-data/merged_ids/{name}")
"""Where the lists of merged ids were, and are kept since 2026."""

_PART = re.compile(
    r"s3://[^/]+/(.+/(updated_date=\d{4}-\d{2}-\d{2}/[\w.-]+\.(?:gz|parquet)))", re.ASCII)
_OF_A_PART = re.compile(r"(.+\.(?:gz|parquet))(?:\..+)?", re.ASCII)
"""A part, and what tells of it while it comes."""
_MERGED = re.compile(r"(?:merged_ids/)?(\w+/[\w-]+\.csv\.gz)", re.ASCII)
_ENTITY = re.compile(r"[a-z-]{2,}")
_TOLD = 5
"""Parts that an error names; of the others it tells how many."""


@dataclass(frozen=True)
class _Part:
    """One part of an entity: its place in the snapshot, and its size in bytes."""

    key: str
    size: int


def fetch_snapshot(fetcher: Fetcher, settings: Mapping) -> list[Path]:
    """Get the snapshot of works, institutions, sources and topics: hundreds of gigabytes.

    Settings: ``form`` (jsonl, or parquet: twice the size and read faster), ``entities``
    (others, or fewer), ``merged_ids`` (names of lists of merged ids:
    works/2024-01-01.csv.gz), ``address``. Parts that are here are not fetched
    again, a cut part goes on where it stopped. Parts that the release no longer has
    are removed when all others are here; then the manifest is written. Raises
    InputError when the snapshot cannot be had or is not what its manifest says.
    """
    address = str(settings.get("address", SNAPSHOT)).rstrip("/")
    merged = [_merged(name) for name in settings.get("merged_ids") or ()]
    entities = list(settings.get("entities") or ENTITIES)
    if wrong := [name for name in entities if not _ENTITY.fullmatch(str(name))]:
        raise InputError(
            f"openalex: entities names {wrong[0]!r}, which is none. Write them as "
            f"{json.dumps(ENTITIES)}."
        )
    form = settings.get("form", "jsonl")
    if form not in PLACES:
        raise InputError(f"openalex: form is {form!r}. Write it as one of {', '.join(PLACES)}.")
    manifests = {
        entity: _manifest(fetcher, address, entity, PLACES[form]) for entity in entities}
    paths = []
    for entity, (url, manifest) in manifests.items():
        paths += _entity(fetcher, address, entity, url, manifest)
    return paths + [_merged_list(fetcher, address, name) for name in merged]


def _manifest(
    fetcher: Fetcher, address: str, entity: str, places: Sequence[str]
) -> tuple[str, dict]:
    """Return the manifest of an entity and its address; it is known to be readable."""
    for place in places:
        url = f"{address}/{place.format(entity=entity)}"
        try:
            found = fetcher.json(url)
        except NotThere as error:
            refused = error
            continue
        _parts(found, url, entity)
        return url, found
    raise refused


def _parts(manifest: object, told: str, entity: str) -> dict[str, _Part]:
    """Return the parts that a manifest names, by their names under the entity's folder."""
    found = {}
    listed = None
    if isinstance(manifest, dict):
        listed = manifest.get("files", manifest.get("entries"))
    for one in listed if isinstance(listed, list) else ():
        meta = one.get("meta") if isinstance(one, dict) else None
        size = meta.get("content_length") if isinstance(meta, dict) else None
        url = _PART.fullmatch(str(one.get("url"))) if isinstance(one, dict) else None
        if not url or not f"/{url[1]}".endswith(f"/{entity}/{url[2]}") or type(size) is not int:
            raise InputError(
                f"{told}: the manifest names {json.dumps(one)[:200]}, which is no part of {entity} "
                "with its size. The snapshot may have changed its form: give the folder without "
                "its manifest to read the parts as they are."
            )
        found[url[2]] = _Part(url[1], size)
    if not found:
        raise InputError(
            f"{told}: this is no manifest of {entity}, or it names no part. Fetch it again; the "
            "snapshot may have changed its form."
        )
    return found


def _entity(
    fetcher: Fetcher, address: str, entity: str, url: str, manifest: dict
) -> list[Path]:
    parts = _parts(manifest, url, entity)
    paths = []
    with fetcher.bar(f"OpenAlex {entity}", sum(part.size for part in parts.values())) as bar:
        for name, part in sorted(parts.items()):
            path = fetcher.download(f"{address}/{part.key}", f"{entity}/{name}")
            if (size := path.stat().st_size) != part.size:
                raise InputError(
                    f"{entity}/{name} has {size:,} bytes and its manifest says {part.size:,}: a "
                    "new release may have begun. Run the same command again; parts that did not "
                    "change are kept."
                )
            paths.append(path)
            bar.update(size)
    folder = fetcher.folder / entity
    _drop_others(folder, parts)
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    write_whole(folder / MANIFEST, text.encode("utf-8", "backslashreplace"))
    return paths


def _drop_others(folder: Path, parts: Mapping) -> None:
    """Remove the parts that are not of this release, whole or begun, and what tells of them."""
    for path in sorted(folder.glob("updated_date=*/*")):
        of = _OF_A_PART.fullmatch(path.relative_to(folder).as_posix())
        if of and of[1] not in parts and path.is_file():
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()


def _here(folder: Path) -> dict[str, int]:
    """Return the size of each part that is here, by its name under the folder."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.glob("updated_date=*/*")
        if path.suffix in (".gz", ".parquet") and path.is_file()
    }


def _merged(given: object) -> str:
    found = _MERGED.fullmatch(str(given))
    if not found:
        raise InputError(
            f"openalex: merged_ids names {str(given)!r}, which is no list of merged ids. Write "
            "them as works/2024-01-01.csv.gz."
        )
    return found[1]


def _merged_list(fetcher: Fetcher, address: str, name: str) -> Path:
    for place in MERGED_PLACES:
        try:
            return fetcher.download(f"{address}/{place.format(name=name)}", f"merged_ids/{name}")
        except NotThere as error:
            refused = error
    raise refused


def check_manifest(folder: Path, entity: str) -> list[str]:
    """Return what is odd about a copy of an entity but does not hinder reading it.

    That is a part that the manifest does not name, or no manifest at all. Raises
    InputError when a part is missing or has another size than the manifest says, and
    when the manifest cannot be read.
    """
    here = _here(folder / entity)
    found = _manifest_of(folder / entity)
    if not found:
        return [f"{entity}: there is no manifest, so nothing tells whether parts are missing"]
    told, parts = found
    wrong = [f"{entity}/{name} is missing" for name in sorted(parts.keys() - here.keys())]
    wrong += [
        f"{entity}/{name} has {here[name]:,} bytes instead of {part.size:,}"
        for name, part in sorted(parts.items()) if name in here and here[name] != part.size
    ]
    if wrong:
        others = f"; and {len(wrong) - _TOLD:,} more" if len(wrong) > _TOLD else ""
        raise InputError(
            f"{told} and the parts disagree: {'; '.join(wrong[:_TOLD])}{others}. Fetch the "
            "snapshot again: it goes on where it stopped."
        )
    return [
        f"{entity}/{name} is not in the manifest: it may be of another release"
        for name in sorted(here.keys() - parts.keys())
    ]


def _manifest_of(folder: Path) -> tuple[str, dict[str, _Part]] | None:
    """Return the manifest in an entity's folder, as errors call it, and the parts it names."""
    for path in (folder / name for name in MANIFESTS):
        if not path.is_file():
            continue
        told = f"{folder.name}/{path.name}"
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise InputError(
                f"{told}: not JSON ({error}). Fetch the manifest again, or remove it to read the "
                "parts as they are."
            ) from None
        return told, _parts(manifest, told, folder.name)
    return None
