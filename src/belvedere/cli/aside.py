"""List the records that were set aside, with file, row and reason; or count them."""

from belvedere.cli.options import edition_option, write_table
from belvedere.evidence.database import Database
from belvedere.evidence.store import Store, home


def arguments(parser) -> None:
    parser.add_argument("source", nargs="?", help="one source only")
    parser.add_argument("--count", action="store_true", help="count them by reason")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    edition = Store(home()).edition(given.edition)
    found = []
    for source, path in edition.set_aside:
        if given.source in (None, source):
            database = Database({"set_aside": (path,)})
            database.need("set_aside")
            found += [(source, *row) for row in database.rows("SELECT * FROM set_aside")]
    columns = ("source", "file", "row", "table", "reason", "content")
    if given.count:
        counts: dict[tuple, int] = {}
        for source, file, _, table, reason, _ in found:
            key = (source, file, table, reason)
            counts[key] = counts.get(key, 0) + 1
        columns = ("source", "file", "table", "reason", "count")
        found = [(*key, count) for key, count in sorted(counts.items())]
    write_table(columns, found, given.format)
