"""Run a query over the tables of an edition, which are read-only.

  belvedere sql "SELECT programme, count(*) FROM projects GROUP BY 1"
  belvedere sql            (lists the tables)
"""

import duckdb

from belvedere.cli.options import edition_option, write_table
from belvedere.errors import QuestionError
from belvedere.evidence.database import Database
from belvedere.evidence.store import Store, home
from belvedere.tables import TABLES


def arguments(parser) -> None:
    parser.add_argument("query", nargs="?", help="one SELECT; without it the tables are listed")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    edition = Store(home()).edition(given.edition)
    if given.query is None:
        for name in edition.tables:
            grain = TABLES[name].grain if name in TABLES else f"{name}: links followed, " \
                "organisations resolved."
            print(f"{name:<28} {grain}")
        return
    database = Database(edition.tables)
    database.need(*edition.tables)
    try:
        cursor = database.cursor().execute(given.query)
    except duckdb.Error as error:
        raise QuestionError(str(error).replace("\n", " ")) from None
    write_table([column[0] for column in cursor.description], cursor.fetchall(), given.format)
