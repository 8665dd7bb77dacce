"""Hold the register to a release of RNSR or ROR and make proposals of what differs.

  belvedere propose rnsr FILE …              an editor decides them on the site
  belvedere propose rnsr FILE … --of uai:0755364Y
  belvedere propose rnsr FILE … --accept --because "First import"

FILE is as its publisher gives it, or a folder with such files; several are read
as one release, such as the directory's CSV and an older export for what closed.
"""

from pathlib import Path

from belvedere.config.started import migrated
from belvedere.errors import InputError, QuestionError
from belvedere.evidence.check import Checker, RowError
from belvedere.register.proposals.actions import accept, propose
from belvedere.register.proposals.described import Release
from belvedere.register.proposals.models import Proposal
from belvedere.register.proposals.vocabularies import SOURCES
from belvedere.sources.base import Files, source
from belvedere.tables import TABLES
from belvedere.tables.ledger import Ledger


def arguments(parser) -> None:
    parser.add_argument("source", choices=sorted(SOURCES), help="whose release it is")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE",
                        help="its files, or a folder of them")
    parser.add_argument("--of", help="only the structures of this supervisor, such as "
                        "uai:0755364Y, and all that they name")
    parser.add_argument("--day", help="the date of the release, where its files do not say it")
    parser.add_argument("--accept", action="store_true", help="accept all that can be, at once")
    parser.add_argument("--because", help="the reason, with --accept")


def run(given) -> None:
    if given.accept and not given.because:
        raise QuestionError("Say why: --because \"…\". The reason is kept in the audit.")
    ledger = Ledger()
    told = release(given.source, given.files, given.day, ledger)
    migrated(make=True)
    made = propose(by=None, release=told, of=given.of)
    print(f"{told.title}: {ledger.records_in:,} records, {len(ledger.aside):,} set aside; "
          f"{made.new:,} new proposals, {made.open:,} still open, {made.lapsed:,} lapsed, "
          f"{made.decided:,} decided before")
    if given.accept:
        decided = accept(by=None, why=given.because, proposals=Proposal.objects.filter(
            source=given.source))
        print(f"{decided.done:,} accepted, {len(decided.left):,} left open")
        for one, reason in decided.left[:20]:
            print(f"  {one.about} {one.name}: {reason.en}")


def release(name: str, paths: list[Path], day: str | None, ledger: Ledger) -> Release:
    """Read a release's files, each row checked against its declared table."""
    wanted, found = source(name), []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: the file is not there.")
        found += wanted.find(path) if path.is_dir() else [path]
    if not found:
        raise InputError(f"{', '.join(map(str, paths))} has no file of {name}.")
    found = [path.absolute() for path in found]
    root = Path(next(iter(found[0].parents))) if len(found) == 1 else Path(found[0].anchor)
    files = Files(root, tuple(found))
    as_of = day or wanted.as_of(files)
    if as_of is None:
        raise QuestionError("Its files do not say of which date they are: give --day 2022-02.")
    checks = {table: Checker(TABLES[table]) for table in wanted.tables}
    tables: dict[str, list[dict]] = {table: [] for table in wanted.tables}
    for table, row, place in wanted.read(files, ledger):
        try:
            checks[table](row)
        except RowError as error:
            ledger.set_aside(place, str(error), table=table)
        else:
            tables[table].append(row)
    return Release(name, as_of, tables)
