"""The rows that a figure counts: listed in pages, written to a file, told as a query."""

import duckdb

from belvedere.errors import QuestionError, StoreError
from belvedere.evidence.database import Database
from belvedere.indicators import sql
from belvedere.indicators.definition import Share, column_of
from belvedere.indicators.facts import fact_name, fetched_from, physical
from belvedere.indicators.held import NO_ROWS, Held
from belvedere.indicators.question import Question
from belvedere.tables.sql_text import quoted


class Listing:
    """What an Asker tells of the rows that its figures count."""

    database: Database
    held: Held

    def columns(self, question: Question) -> dict[str, str]:
        """Return the columns that list a question's rows, and their SQL expressions."""
        definition = question.indicator
        shown = {}
        for path in dict.fromkeys((definition.key, *question.columns)):
            column = column_of(question.table, path)
            expression = f'"{physical(path)}"'
            if column.type == "texts":
                expression = f"array_to_string({expression}, '; ')"
            shown[path.rpartition(".")[2] if path.rpartition(".")[2] not in shown else path] = (
                expression)
        if isinstance(definition.measure, Share):
            shown["counts_in_numerator"] = "numerator_"
        if question.counting == "fractional":
            shown["weight"] = "weight_"
        return shown

    def rows_sql(self, question: Question, keys: str = "") -> str:
        """Return the query of exactly the rows that a figure counts, of all keys or of few.

        Raises QuestionError when they are not held: those of a baseline's figures.
        """
        self._must_hold(question)
        self.open(question)
        definition = question.indicator
        keep = [physical(path) for path in (definition.key, *question.columns)]
        return sql.listing(question, self.when(question), self.columns(question), keep, keys)

    def _must_hold(self, question: Question) -> None:
        if lacking := self.held.lacking(question):
            raise QuestionError(lacking.en)
        if not self.held.rows(question):
            raise QuestionError(NO_ROWS.en)

    def _page(self, question: Question, order: str, sort: str | None, page: str) -> str:
        """Return the keys of one page of a long list of works, as literals.

        Chosen by the key and the column that orders it alone: titles are then
        fetched for a page, not for all.
        """
        paths = [question.indicator.key, *question.columns]
        columns = self.columns(question)
        key = next(iter(columns))
        few = {name: columns[name] for name in dict.fromkeys((key, sort or key))}
        keep = [physical(p) for p in paths if p == paths[0] or p.rpartition(".")[2] == sort]
        self.open(question)
        listed = sql.listing(question, self.when(question), few, keep)
        keys = self.database.rows(f'SELECT "{key}" FROM (\n{listed}\n) {order}{page}')
        wanted = (quoted(k) if isinstance(k, str) else str(k) for k, in keys)
        return ", ".join(wanted) or "NULL"

    def rows(
        self, question: Question, *, sort: str | None = None, descending: bool = False,
        contains: str = "", limit: int | None = None, offset: int = 0,
    ) -> tuple[list[str], list[tuple], int]:
        """Return (columns, rows, how many match) of the rows that a figure counts.

        ``contains`` keeps rows with this text in any column. Rows are ordered by
        ``sort``, then by the key.
        """
        columns = self.columns(question)
        if sort is not None and sort not in columns:
            raise QuestionError(f"Rows have no column {sort!r}: they have {', '.join(columns)}.")
        key = next(iter(columns))
        order = "\nORDER BY " + (f'"{key}"' if sort is None else (
            f'"{sort}" {"DESC" if descending else "ASC"} NULLS LAST, "{key}"'))
        page = "" if limit is None else f"\nLIMIT {limit:d} OFFSET {offset:d}"
        listed = self.rows_sql(question)
        if page and not contains and question.indicator.credit:
            listed = self.rows_sql(question, self._page(question, order, sort, page))
            page = ""
        query = f"SELECT * FROM (\n{listed}\n) listed"
        parameters = []
        if contains:
            query += "\nWHERE contains(lower(concat_ws(' ', COLUMNS(*)::VARCHAR)), ?)"
            query = query.replace("COLUMNS(*)::VARCHAR", ", ".join(
                f'CAST("{name}" AS VARCHAR)' for name in columns))
            parameters.append(contains.lower())
        if contains:
            count = self.database.rows(f"SELECT count(*) FROM ({query})", parameters)[0][0]
        else:
            count = self._sums(question, self.when(question))[1]
        return list(columns), self.database.rows(query + order + page, parameters), count

    def write_parquet(self, question: Question, target: str) -> None:
        """Write exactly the rows that a figure counts to a Parquet file."""
        try:
            self.database.cursor().execute(
                f"COPY (\n{self.rows_sql(question)}\n) TO {quoted(target)} (FORMAT parquet)")
        except duckdb.IOException as error:
            raise StoreError(f"{target} cannot be written: {error}.") from error

    def sql(self, question: Question) -> str:
        """Return the query of the figure, which runs in any DuckDB as it is.

        Raises QuestionError when its rows are not held.
        """
        self._must_hold(question)
        self.open(question)
        query = sql.total(question, self.when(question))
        for table in (fact_name(question.table.name), *fetched_from(question.table)):
            query = query.replace(f"FROM {table}\n", f"FROM {self.database.source(table)}\n")
        return query

    def weighted(self, question: Question) -> list[tuple]:
        """Return (amount, weight, how many) of the rows that a mean or a share adds up."""
        self.open(question)
        return self.database.rows(sql.weighted(question, self.when(question)))
