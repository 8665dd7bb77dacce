"""Write the world's citation cells and sums as one small file: a baseline.

An institute that has only its own works and this file gets the scores that the
world's works would give them. Needs an edition that holds the world's works.
"""

import tempfile
from pathlib import Path

import duckdb

from belvedere.building.engines import DuckDB
from belvedere.cli.options import edition_option
from belvedere.errors import QuestionError
from belvedere.evidence.store import Edition, Store, home
from belvedere.indicators.asking import Asker
from belvedere.sources import baseline


def arguments(parser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="FILE",
                        help=f"the file to write; its name ends in {baseline.SUFFIX}")
    parser.add_argument("--organisations", type=int, default=1000, metavar="N",
                        help="how many of the largest organisations it holds (default: 1000)")
    parser.add_argument("--countries", nargs="+", metavar="CODE",
                        help="which countries it holds by subfield, not only over all subfields "
                             "(default: the institute's)")
    edition_option(parser)


def run(given) -> None:
    if not given.to.name.endswith(baseline.SUFFIX):
        raise QuestionError(f"{given.to.name}: the name of a baseline ends in {baseline.SUFFIX}.")
    edition = Store(home()).edition(given.edition)
    world = next((o for o in edition.origins() if o.get("covers") == "world"), None)
    if world is None:
        raise QuestionError(
            f"Edition {edition.name} does not hold the world's works, so there is no baseline to "
            "write: build a landscape whose OpenAlex files are a whole snapshot with its manifest."
        )
    reader = DuckDB(duckdb.connect())
    with tempfile.TemporaryDirectory() as spill:
        size = baseline.pack(
            given.to, reader.read(edition.tables["citation_cells"]),
            reader.read(edition.tables["publication_sums"]),
            {"edition": edition.name, "as_of": world["as_of"].get("openalex"),
             "inputs": world["inputs"], "journal_list": Asker(edition).held.lists.digest},
            Path(spill), organisations=given.organisations,
            countries=[code.upper() for code in given.countries or _own_country(edition)],
        )
    print(f"{given.to}: {size / 1e6:,.1f} MB")


def _own_country(edition: Edition) -> list[str]:
    asker = Asker(edition)
    country = asker.directory.country(edition.landscape["institute"])
    return [country] if country else []
