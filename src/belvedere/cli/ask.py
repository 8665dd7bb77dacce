"""Ask one question of the records.

  belvedere ask eu_projects --of inserm --where programme=FP7
  belvedere ask units --of 02vjkv261 --when 2015-01-01 --by kind
  belvedere ask eu_projects --of inserm --rank --among europe
  belvedere ask trials_with_results_share --of inserm --rows --format csv
"""

import importlib
import json
import sys

from belvedere.cli.options import asker, edition_option, pairs, write_table
from belvedere.errors import QuestionError
from belvedere.indicators.figure import told
from belvedere.indicators.held import few
from belvedere.indicators.ranking import group
from belvedere.portraits.caveats import caveats
from belvedere.portraits.telling import FEW, said_few


def arguments(parser) -> None:
    parser.add_argument("indicator", help="its name; 'belvedere indicators' lists them")
    parser.add_argument("--of", required=True, metavar="ID",
                        help="a slug, ROR id, PIC, RNSR number, country code, or world")
    parser.add_argument("--when", "--in", metavar="WHEN", help="YEAR, DATE or FROM..TO")
    parser.add_argument("--where", action="append", default=[], metavar="KEY=VALUE",
                        help="limit a dimension to a value (may be repeated)")
    parser.add_argument("--counting", default="",
                        help="full or fractional (default: as the indicator says)")
    parser.add_argument("--within", metavar="THEME", help="within a theme, such as cancer")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--rows", action="store_true", help="exactly the rows that are counted")
    shown.add_argument("--by", metavar="DIMENSION", help="broken down by a dimension, or year")
    shown.add_argument("--rank", action="store_true", help="the rank among a group")
    shown.add_argument("--sql", action="store_true", help="the query, which runs in any DuckDB")
    parser.add_argument("--interval", action="store_true",
                        help="the stability interval: 95 % of a thousand draws of the same works; "
                             "with --rank that of the rank")
    parser.add_argument("--among", metavar="GROUP",
                        help="with --rank: all (default), eu, europe, peers, a country code or "
                             "kind:WORD")
    parser.add_argument("--format", default="text", choices=("text", "json", "csv", "parquet"))
    parser.add_argument("--output", metavar="FILE", help="for parquet: the file to write")
    edition_option(parser)


def run(given) -> None:
    asking = asker(given)
    where = pairs(given.where) | ({"theme": given.within} if given.within else {})
    question = asking.question(
        given.indicator, given.of, when=given.when, where=where, counting=given.counting,
    )
    _refuse_together(given)
    if given.sql:
        print(asking.sql(question))
    elif given.format == "parquet":
        _parquet(asking, question, given)
    elif given.rows:
        columns, rows, _ = asking.rows(question)
        write_table(columns, rows, given.format)
    elif given.by:
        parts = asking.by(question, given.by)
        columns = [given.by, "value", *(parts[0].sums if parts else ()), "rows"]
        write_table(columns, [
            ["unknown" if p.group is None else p.group, p.value, *p.sums.values(), p.rows]
            for p in parts
        ], given.format)
        _tell_few(question, parts, given.format)
    elif given.rank:
        _rank(asking, question, given)
    elif given.interval:
        _interval(asking, question, given)
    else:
        figure = asking.ask(question)
        if given.format == "json":
            print(json.dumps(figure.to_json(), ensure_ascii=False))
        elif given.format == "csv":
            told_as = figure.to_json()
            write_table(list(told_as), [[
                json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v
                for v in told_as.values()
            ]], "csv")
        else:
            _tell(asking, question, figure)


def _refuse_together(given) -> None:
    """Raise QuestionError for options of which one would do nothing."""
    if given.interval and (given.sql or given.rows or given.by):
        raise QuestionError("--interval is of a figure or, with --rank, of a rank: ask for it "
                            "without --sql, --rows and --by.")
    if given.among and not given.rank:
        raise QuestionError("--among says among whom to rank: ask for --rank with it.")
    parquet = given.format == "parquet"
    if parquet and (given.by or given.rank or given.sql or given.interval):
        raise QuestionError("--format parquet is of the rows: ask for it without --by, --rank, "
                            "--sql and --interval.")
    if given.output and not parquet:
        raise QuestionError("--output is where --format parquet writes: ask for that with it.")
    if given.sql and given.format != "text":
        raise QuestionError("--sql is a text: ask for it without --format.")


def _parquet(asking, question, given) -> None:
    if not given.output:
        raise QuestionError("--format parquet needs --output FILE: it is not a text.")
    asking.write_parquet(question, given.output)
    print(given.output, file=sys.stderr)


def _interval(asking, question, given) -> None:
    found = _intervals().interval(asking, question)
    figure = asking.ask(question)
    if given.format == "json":
        print(json.dumps({**figure.to_json(), "interval": list(found) if found else None},
                         ensure_ascii=False))
        return
    unit = question.indicator.unit.en
    shown = (f"{told(found.low, unit, 'en')} to {told(found.high, unit, 'en')}" if found
             else "no interval: nothing counts, or the rows are not held here")
    write_table(("value", "95 % stability interval", "rows"),
                [(told(figure.value, unit, "en"), shown, figure.rows)], given.format)


def _intervals():
    """Return the module: numpy costs as much to import as a question to answer, so only
    these answers pay for it."""
    return importlib.import_module("belvedere.indicators.intervals")


def _rank(asking, question, given) -> None:
    found = asking.rank(question, group(given.among or "all", asking.edition.landscape["peers"]))
    table = found.standing.table
    between = (_intervals().rank_interval(asking, question, found.standing)
               if given.interval else None)
    names = asking.directory.names([who for _, who, _, _ in table[:20]] + list(found.tied))
    if given.format == "json":
        print(json.dumps({
            "indicator": question.indicator.name, "of": question.of.id,
            "among": found.standing.group.title.en, "minimum_rows": found.standing.minimum,
            "rank": found.place,
            "dense_rank": found.dense, "mid_rank": found.middle, "ranked": found.of,
            "tied_with": [names.get(who, who) for who in found.tied],
            "edition": asking.edition.name,
            **({"interval": between and [int(end) for end in between]} if given.interval else {}),
        }, ensure_ascii=False))
        return
    rows = table if given.format == "csv" else table[:20]
    write_table(("rank", "id", "name", "value", "rows"), [
        (place, who, names.get(who, who), amount, count) for place, who, amount, count in rows
    ], given.format)
    if given.format == "text":
        place = "no rank" if found.place is None else f"rank {found.place}"
        print(f"\n{question.of.name}: {place} among {found.of:,} "
              f"{found.standing.group.title.en} with at least {found.standing.minimum} rows")
        if given.interval:
            print(f"95 % stability interval: {between.low:.0f} to {between.high:.0f}" if between
                  else "No interval: it has no rank, or not everybody's rows are held here.")


def _tell(asking, question, figure) -> None:
    indicator = question.indicator
    print(f"{told(figure.value, indicator.unit.en, 'en')}  {indicator.title.en}")
    limits = [f"{name} {text}" for name, text in question.where]
    print(" · ".join([question.of.name, *limits, *([figure.when.written] if figure.when else []),
                      f"{question.counting} counting", f"edition {figure.edition}"]))
    print(f"\n{indicator.definition.en}")
    for caveat in caveats(asking, figure, "en"):
        print(f"! {caveat}")
    if figure.low is not None:
        print(f"! Between {figure.low:,} and {figure.high:,}, since some dates are partial.")
    trend = asking.trend(question)
    if trend:
        print()
        greatest = max((part.value or 0) for part in trend) or 1
        for part in trend[-15:]:
            bar = "▇" * round(30 * (part.value or 0) / greatest)
            mark = FEW if few(question, part.rows) else "  "
            print(f"{part.group}  {told(part.value, indicator.unit.en, 'en'):>10}{mark}{bar}")
        _tell_few(question, trend[-15:], "text")


def _tell_few(question, parts, form: str) -> None:
    """Say beside a table which of its values rest on few articles."""
    some = sum(few(question, part.rows) for part in parts)
    if some and form == "text":
        print(f"\n{some} of these rest on {said_few(question.indicator, 'en').lstrip('* ')}")
