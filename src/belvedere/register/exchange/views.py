"""Pages of lists: exported by everybody, looked over and imported by who may."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.register.accounts.access import everywhere
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.refusals import NotAllowed, Refused, SignInFirst
from belvedere.register.exchange import actions
from belvedere.register.exchange.lists import DeclaredList, Desk
from belvedere.register.exchange.models import KEPT, VERDICTS, DryRow, DryRun
from belvedere.register.exchange.writing import as_csv, as_xlsx, cells
from belvedere.tables.words import Words

PAGE = 50
VERDICT_WORDS = {
    "created": Words("to create", "à créer"), "changed": Words("to change", "à modifier"),
    "unchanged": Words("unchanged", "inchangées"), "wrong": Words("wrong", "fausses"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def overview(request, language: str, desk: Desk):
    """The lists that a reader may take out or bring in."""
    may = everywhere(request.user)
    lists = [(one, one.needs <= may) for one in desk.lists.values()]
    shown = [(one, writes) for one, writes in lists if writes or not one.closed]
    if not shown:
        raise _refusal(request)
    filters = request.GET.copy()
    if not filters:
        filters["closed"] = "1"  # all there is
    return page(request, language, "exchange/overview.html", desk=desk,
                query=filters.urlencode(), lists=shown,
                may_import=any(writes for _, writes in shown))


@require_safe
def export(request, language: str, desk: Desk, name: str, form: str):
    """A list as a file, with the filters of its page, a row at a time."""
    of = _one(desk, name)
    if of.closed:
        _demand(request, of)
    rows = cells(of, {key: request.GET.get(key, "").strip() for key in request.GET}, language)
    next_row = next(rows)  # the headings: and a filter that cannot be read is told first
    first = next(rows, None)

    def all_rows():
        yield next_row
        if first is not None:
            yield first
            yield from rows

    if form == "xlsx":
        response = FileResponse(as_xlsx(all_rows()), content_type=_XLSX)
    else:
        response = StreamingHttpResponse(as_csv(all_rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{of.name}-{timezone.localdate()}.{form}"')
    response["Cache-Control"] = "no-cache"
    return response


def bring_in(request, language: str, desk: Desk, name: str):
    """Give a file; it is looked over, and nothing changes yet."""
    of = _one(desk, name)
    by = _demand(request, of)
    refusal = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused("Choose a file.", "Choisissez un fichier.", "file")
            run = actions.look_over(by=by, of=of, file=file, name=file.name)
        except Refused as refused:
            refusal = refused.words(language)
        else:
            return redirect(desk.named("dry_run"), language, run.pk)
    return page(request, language, "exchange/import.html", desk=desk, of=of, refusal=refusal,
                largest=settings.LARGEST_REQUEST,
                status=400 if refusal else 200)


def dry_run(request, language: str, desk: Desk, pk: str):
    """What a file would change, row by row; then it is applied, once."""
    run, of = _mine(request, desk, pk)
    refusal = None
    if request.method == "POST":
        try:
            actions.apply(by=request.user, of=of, run=run, why=request.POST.get("why", ""))
        except Refused as refused:
            refusal = refused.words(language)
        else:
            messages.success(request, Words(
                "Done. Every row is in the audit; rows that were wrong are left as they were.",
                "C’est fait. Chaque ligne est dans l’audit ; les lignes fausses sont restées de "
                "côté.")(language))
            return redirect(desk.named("dry_run"), language, pk)
    counts = actions.counted(run)
    shown = request.GET.get("verdict", "")
    if shown not in VERDICTS:
        shown = next((v for v in ("wrong", "changed", "created") if counts[v]), "wrong")
    rows = Paginator(run.rows.filter(verdict=shown).order_by("number"), PAGE).get_page(
        request.GET.get("page"))
    return page(
        request, language, "exchange/dry_run.html", desk=desk, run=run, of=of, counts=counts,
        shown=shown, rows=rows, told=[told(row, of, language) for row in rows],
        verdicts=VERDICT_WORDS, refusal=refusal, typed=request.POST.get("why", ""),
        unknown=[text for kind, text in run.remarks if kind == "unknown"],
        for_reading=[of.column(text).words for kind, text in run.remarks if kind == "for_reading"],
        totals=[text for kind, text in run.remarks if kind == "total"],
        todo=counts["created"] + counts["changed"], ends=run.at + KEPT,
        status=409 if refusal else 200)


@require_safe
def dry_run_csv(request, language: str, desk: Desk, pk: str):
    """All that a dry run tells, as a file."""
    run, of = _mine(request, desk, pk)
    headings = Words(("Row", "Verdict", "Column", "Before", "After", "What is wrong"),
                     ("Ligne", "Verdict", "Colonne", "Avant", "Après", "Ce qui est faux"))

    def lines():
        yield headings(language)
        for row in run.rows.order_by("number").iterator():
            one = told(row, of, language)
            for title, before, after in one["changes"]:
                yield row.number, VERDICT_WORDS[row.verdict](language), title, before, after, ""
            for title, given, reason in one["problems"]:
                yield row.number, VERDICT_WORDS[row.verdict](language), title, given, "", reason

    response = StreamingHttpResponse(as_csv(lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{of.name}-dry-run.csv"'
    response["Cache-Control"] = "no-store"
    return response


def told(row: DryRow, of: DeclaredList, language: str) -> dict:
    """Return what a row would change and what is wrong with it, in words."""
    def title(name: str) -> str:
        column = of.column(name)
        return column.words(language) if column else ""

    def said(name: str, value) -> str:
        column = of.column(name)
        if isinstance(value, list):
            value = " ".join(map(str, value))
        written = column.write(value, language) if column and value not in (None, "") else value
        return "" if written is None else str(written)

    return {
        "number": row.number,
        "changes": [(title(name), said(name, before), said(name, after))
                    for name, (before, after) in row.changes.items()
                    ] if row.verdict != "wrong" else [],
        "problems": [(title(name), said(name, row.values.get(name)), Words(en, fr)(language))
                     for name, en, fr in row.problems],
    }


def _one(desk: Desk, name: str) -> DeclaredList:
    if name not in desk.lists:
        raise Http404
    return desk.lists[name]


def _refusal(request) -> Exception:
    return NotAllowed() if request.user.is_authenticated else SignInFirst()


def _demand(request, *lists: DeclaredList):
    """Return who asks, when they may import one of some lists."""
    may = everywhere(request.user)
    if not any(of.needs <= may for of in lists):
        raise _refusal(request)
    return request.user


def _mine(request, desk: Desk, pk: str) -> tuple[DryRun, DeclaredList]:
    """Return a dry run of whoever asks; that of another, or an old one, is not there."""
    _demand(request, *desk.lists.values())
    run = get_object_or_404(DryRun, pk=pk, account=request.user, at__gte=timezone.now() - KEPT)
    of = _one(desk, run.of)
    _demand(request, of)
    return run, of

