"""European Patent Office: documents of any office as its Open Patent Services give them.

Reads exchange-documents in JSON (one answer a file, or one a line) and in XML, and tells them
by DOCDB simple family. What to ask for: the bibliographic data of the documents of which the
institute is an applicant, and those of their simple families. The services give them only to
who has registered there, a hundred at a time, so nothing is fetched: put the files in a folder
``epo_ops`` of ``downloads/epo`` in the home folder, or build with ``--from``.

No inventor's name is kept. An applicant who is one of the inventors is told as a person
without a name; a person who applies and is nobody's inventor cannot be told from a company.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from belvedere.sources._epo_documents import Document, DocumentError, document
from belvedere.sources._epo_families import Families
from belvedere.sources._epo_files import find, records
from belvedere.sources.base import Files, Row, Source
from belvedere.sources.fetching import Fetcher
from belvedere.tables.ledger import Ledger, Place


def fetch(fetcher: Fetcher, settings: Mapping) -> Sequence[Path]:
    """Take the files that somebody put in the folder of downloads."""
    return find(fetcher.folder)


def as_of(files: Files) -> str | None:
    """Return the day of the newest document: the files say nothing of their own."""
    return max((one.published for one, _ in _documents(files, Ledger()) if one.published),
               default=None)


def read(files: Files, ledger: Ledger) -> Iterator[Row]:
    """Yield families and what hangs on them, then the organisations that apply."""
    families = Families()
    for one, place in _documents(files, ledger):
        families.add(one, place)
    yield from families.rows()


def _documents(files: Files, ledger: Ledger) -> Iterator[tuple[Document, Place]]:
    """Yield each document once. One that comes again with other content is set aside."""
    seen: dict[str, tuple[Place, int]] = {}
    for path in files.paths:
        for place, found in records(path, files.name(path), ledger):
            try:
                one = document(found, ledger)
            except DocumentError as error:
                # the text of a document names people
                ledger.set_aside(place, str(error))
                continue
            stands, content = seen.setdefault(one.number, (place, hash(one)))
            if stands is place:
                yield one, place
            elif content == hash(one):
                ledger.note("documents that come twice alike")
            else:
                ledger.set_aside(
                    place, f"repeats {one.number} of {stands.file}, row {stands.row}, with other "
                    "content; the first stands")


SOURCE = Source(
    name="epo",
    title="Open Patent Services (DOCDB)",
    publisher="European Patent Office",
    licence="EPO terms of use",
    home="https://www.epo.org/en/searching-for-patents/data/web-services/ops",
    tables=("patent_families", "patent_applications", "patent_applicants", "patent_inventors",
            "patent_classes", "organisation_records"),
    find=find,
    fetch=fetch,
    read=read,
    as_of=as_of,
)
