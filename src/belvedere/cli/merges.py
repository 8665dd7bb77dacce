"""Show the identifiers joined into an organisation and why; join two, or undo a merge.

  belvedere merges inserm
  belvedere merges --works              the works of several records, and what joins them
  belvedere merges --works 10.1038/nature12373
  belvedere merges --undo pic:999955541 cordis:608b… --because "two companies" --by "A. Martin"
  belvedere merges --join pic:1 ror:02vjkv261 --because "…" --by "…"

A decision is kept in curation/merges.toml and read by the next build.
"""

import getpass

from belvedere.building.merges import decide
from belvedere.cli.options import asker, edition_option, write_table
from belvedere.errors import QuestionError
from belvedere.evidence.store import home
from belvedere.indicators.whom import record_id
from belvedere.portraits.work import work_named


def arguments(parser) -> None:
    parser.add_argument("of", nargs="?", help="an organisation; without it, all merges")
    parser.add_argument("--works", nargs="?", const="", metavar="ID",
                        help="the works of several records; or one, by its number, OpenAlex id, "
                             "DOI, PubMed id or HAL id")
    parser.add_argument("--undo", nargs=2, metavar=("ID", "ID"), help="these two are not one")
    parser.add_argument("--join", nargs=2, metavar=("ID", "ID"), help="these two are one")
    parser.add_argument("--because", help="the reason, with --undo or --join")
    parser.add_argument("--by", default=getpass.getuser(), help="who decides")
    parser.add_argument("--format", default="text", choices=("text", "csv", "json"))
    edition_option(parser)


def run(given) -> None:
    pair = given.undo or given.join
    if pair:
        if not given.because:
            raise QuestionError("Say why: --because \"…\". The reason is kept with the decision.")
        first, second = (record_id(text) for text in pair)
        decide(home(), first, second, holds=bool(given.join), because=given.because, by=given.by)
        print(f"Kept: {first} and {second} are {'one' if given.join else 'not one'}. "
              "The next build reads it.")
        return
    asking = asker(given)
    if given.works is not None:
        if given.of:
            raise QuestionError("--works is of works: ask for it without an organisation.")
        _works(asking, given.works, given.format)
        return
    asking.database.need("organisation_identities")
    limit, parameters = "basis <> 'itself'", []
    if given.of:
        limit, parameters = "organisation_id = ?", [asking.whom(given.of).id]
    rows = asking.database.rows(
        "SELECT organisation_id, record_id, basis, via, because FROM organisation_identities "
        f"WHERE {limit} ORDER BY organisation_id, record_id", parameters,
    )
    write_table(("organisation", "identifier", "basis", "joined to", "because"), rows, given.format)


def _works(asking, written: str, form: str) -> None:
    """Show the records of works of several records, or of one work."""
    asking.database.need("work_records", "work_identities")
    limit, parameters = "", []
    if written:
        wanted = work_named(asking, written)
        limit, parameters = "WHERE coalesce(i.work_id, r.record_id) = ?", [wanted]
    rows = asking.database.rows(
        "SELECT coalesce(i.work_id, r.record_id) AS work, r.source, r.openalex_id, r.doi, r.pmid, "
        "r.hal_id, i.because FROM work_records r "
        f"{'LEFT ' * bool(written)}JOIN work_identities i USING (record_id) {limit} "
        "ORDER BY work, r.record_id", parameters)
    write_table(("work", "source", "OpenAlex", "DOI", "PMID", "HAL", "joined by"), rows, form)
