"""ClinicalTrials.gov: studies of its API (version 2), and of its older search export.

The first record of a study stands: files are read newest first, and of two of
the same day the larger one first, because it tells more.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from belvedere.sources import _ctgov_export, _ctgov_studies
from belvedere.sources._ctgov_pages import fetch
from belvedere.sources._ctgov_words import Sponsor, Study, StudyError
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.names import LOST, restored, sponsor_id
from belvedere.sources.reading import open_bytes
from belvedere.tables.ledger import Ledger, Place

PATTERNS = (
    "ctgov_v2/*.json*", "ctg-studies*.json*", "clinicaltrials_export*.csv*", "SearchResults*.csv*",
)
_ENDINGS = (".json", ".jsonl", ".ndjson", ".csv")
_NOT_DATA = (".origin.json", ".part.json")
_VERSION = re.compile(rb'"versionHolder"\s*:\s*"(\d{4}-\d{2}-\d{2})"')
_IN_NAME = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_PIECE = 1024 * 1024


def find(folder: Path) -> Sequence[Path]:
    """Return the files of studies and the search exports under a folder."""
    found = {path for pattern in PATTERNS for path in folder.rglob(pattern)}
    return sorted(
        path for path in found
        if path.is_file() and path.name.removesuffix(".gz").endswith(_ENDINGS)
        and not path.name.endswith(_NOT_DATA)
    )


def _is_export(path: Path) -> bool:
    return path.name.removesuffix(".gz").endswith(".csv")


def _date(path: Path, name: str) -> str:
    """Return the day of the registry that a file holds, or nothing."""
    if _is_export(path):
        dated = _IN_NAME.search(path.name)
        return dated[0] if dated else ""
    newest, tail = b"", b""
    with open_bytes(path, name) as handle:
        while piece := handle.read(_PIECE):
            newest = max([newest, *_VERSION.findall(tail + piece)])
            tail = piece[-100:]  # a date may be cut by the end of a piece
    return newest.decode()


def as_of(files: Files) -> str | None:
    """Return the newest day of the registry that the studies carry, else the export's."""
    for exports in (False, True):
        paths = [path for path in files.paths if _is_export(path) is exports]
        if newest := max((_date(path, files.name(path)) for path in paths), default=""):
            return newest
    return None


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield the trials and their sponsors, then each sponsor once."""
    sponsors = _Sponsors(ledger)
    for source, module, exports in (
        ("ctgov", _ctgov_studies, False), ("ctgov_export", _ctgov_export, True),
    ):
        paths = [path for path in files.paths if _is_export(path) is exports]
        dated = sorted(
            ((_date(path, files.name(path)), path.stat().st_size, path) for path in paths),
            reverse=True,
        )
        seen: dict[str, tuple[Place, int]] = {}
        for _, _, path in dated:
            for place, found in module.records(path, files.name(path), ledger):
                try:
                    one = module.study(found, ledger)
                except StudyError as error:
                    ledger.set_aside(place, str(error), str(found))
                    continue
                if _is_new(one, place, seen, ledger):
                    yield from _rows(one, source, place, sponsors)
    yield from sponsors.rows()


def _is_new(one: Study, place: Place, seen: dict, ledger: Ledger) -> bool:
    """Say whether a study is here for the first time. One that differs is set aside."""
    content = hash(repr(one))
    if one.nct not in seen:
        seen[one.nct] = place, content
        return True
    stands, known = seen[one.nct]
    if content == known:
        ledger.note("studies that two files give alike")
    else:
        ledger.set_aside(
            place, f"repeats {one.nct} of {stands.file}, row {stands.row}, with other content; "
            "that one is newer or larger and stands", repr(one),
        )
    return False


def _rows(one: Study, source: str, place: Place, sponsors: "_Sponsors") -> Iterator[Row]:
    record_id = f"{source}:{one.nct}"
    yield "trial_records", {"record_id": record_id, "source": source, **one.row}, place
    named = set()
    for sponsor in one.sponsors:
        organisation_id = sponsors.add(sponsor, place)
        if (organisation_id, sponsor.role) in named:
            continue  # one name twice in one study is one collaborator
        named.add((organisation_id, sponsor.role))
        yield "trial_sponsor_records", {
            "record_id": record_id, "organisation_id": organisation_id, "role": sponsor.role,
            "name": sponsor.name, "class_written": sponsor.kind,
        }, place


class _Sponsors:
    """The sponsors of all studies, each known by its name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[str, tuple[dict, Place]] = {}

    def add(self, sponsor: Sponsor, place: Place) -> str:
        """Take in a sponsor; return its identifier."""
        organisation_id = sponsor_id(sponsor.name)
        kind = sponsor.kind.lower() if sponsor.kind else None
        row, _ = self._known.setdefault(organisation_id, ({
            "record_id": organisation_id, "scheme": "sponsor", "name": sponsor.name, "kind": kind,
        }, place))
        if row["kind"] is None:
            row["kind"] = kind
        elif kind and row["kind"] != kind:
            self._ledger.note("sponsors whose kind differs from study to study; the first stands")
        return organisation_id

    def rows(self) -> Iterator[Row]:
        """Yield each sponsor, and which whole name one that lost characters must be."""
        for row, place in self._known.values():
            yield "organisation_records", row, place
        for broken, whole in restored(self._known):
            row, place = self._known[broken]
            yield "organisation_equivalences", {
                "record_id": broken, "same_as": whole, "basis": "name_list", "holds": True,
                "confidence": "medium",
                "because": f"the name lost characters in the export ({LOST}); of all sponsors "
                           f"only “{self._known[whole][0]['name']}” fits it",
                "stated_in": place.file,
            }, place
        lost = sum(LOST in name for name in self._known)
        if lost:
            self._ledger.note("sponsor names that lost characters before us", lost)


SOURCE = Source(
    name="clinicaltrials",
    title="ClinicalTrials.gov",
    publisher="U.S. National Library of Medicine",
    licence="public domain",
    home="https://clinicaltrials.gov/",
    tables=(
        "trial_records", "trial_sponsor_records", "organisation_records",
        "organisation_equivalences",
    ),
    find=find,
    fetch=fetch,
    read=read,
    as_of=as_of,
)
