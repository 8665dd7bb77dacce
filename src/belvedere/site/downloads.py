"""A figure and its rows as files: the same question, the same rows."""

import csv
import functools
import io
import json
import tempfile
from pathlib import Path

from django.http import HttpResponse, JsonResponse

from belvedere.site.addresses import asked
from belvedere.site.observatory import observatory

DAY = 86400


def kept(view):
    """Say how long an answer may be kept: a day when the address names its edition."""

    @functools.wraps(view)
    def answer(request, *arguments, **named):
        response = view(request, *arguments, **named)
        response["Cache-Control"] = f"max-age={DAY if request.GET.get('edition') else 60}"
        return response

    return answer


def _asked(request, name: str, of: str):
    asker = observatory(request.GET.get("edition") or None)
    return asker, asked(asker, name, of, request.GET)


def _file(content: bytes, kind: str, question, suffix: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    plain = "".join(c if c.isalnum() else "-" for c in question.of.id)
    response["Content-Disposition"] = (
        f'attachment; filename="{question.indicator.name}-{plain}.{suffix}"')
    return response


@kept
def figure_json(request, language: str, name: str, of: str):
    """The figure as one JSON object, as the command line prints it."""
    asker, question = _asked(request, name, of)
    return JsonResponse(asker.ask(question).to_json(), json_dumps_params={"ensure_ascii": False})


@kept
def rows_csv(request, language: str, name: str, of: str):
    """Exactly the rows counted, as the command line prints them."""
    asker, question = _asked(request, name, of)
    columns, rows, _ = asker.rows(question)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return _file(text.getvalue().encode(), "text/csv; charset=utf-8", question, "csv")


@kept
def rows_json(request, language: str, name: str, of: str):
    """Exactly the rows counted, as a JSON list."""
    asker, question = _asked(request, name, of)
    columns, rows, _ = asker.rows(question)
    text = json.dumps([dict(zip(columns, row)) for row in rows], ensure_ascii=False, default=str)
    return _file(text.encode(), "application/json", question, "json")


@kept
def rows_parquet(request, language: str, name: str, of: str):
    """Exactly the rows counted, as Parquet."""
    asker, question = _asked(request, name, of)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        asker.write_parquet(question, str(path))
        return _file(path.read_bytes(), "application/vnd.apache.parquet", question, "parquet")
