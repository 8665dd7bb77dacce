"""Looking a file over, and applying what was seen: exactly that, or nothing."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from belvedere.register.accounts.access import everywhere
from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import NotAllowed, Refused, Stale
from belvedere.register.exchange.files import LONGEST_CELL, Formula, matched, table
from belvedere.register.exchange.lists import DeclaredList, Draft
from belvedere.register.exchange.models import KEPT, MOST_KEPT, VERDICTS, DryRow, DryRun


def _allow(by: Account, of: DeclaredList) -> None:
    if not of.needs <= everywhere(by):
        raise NotAllowed


def look_over(*, by: Account, of: DeclaredList, file: BinaryIO, name: str) -> DryRun:
    """Hold every row of a file to the books and keep what it would do; the books stay.

    Raises Refused when the file cannot be read at all.
    """
    _allow(by, of)
    read = table(file, of)
    columns, unknown = matched(read.headings, of)
    drafts = [_draft(number, cells, columns, len(read.headings)) for number, cells in read.rows]
    if not drafts:
        raise Refused("The file has headings and no row.",
                      "Le fichier a des en-têtes et aucune ligne.", "file")
    of.gather(drafts)
    of.judge([draft for draft in drafts if not draft.problems])
    remarks = [["unknown", heading[:100]] for heading in unknown]
    remarks += [["for_reading", column.field] for column in columns.values() if column.for_reading]
    remarks += [["total", str(number)] for number in read.totals[:20]]
    with transaction.atomic():
        DryRun.objects.filter(at__lt=timezone.now() - KEPT).delete()
        run = DryRun.objects.create(
            account=by, of=of.name, file=PurePath(name.replace("\\", "/")).name[:200],
            remarks=remarks, unchanged=sum(d.verdict == "unchanged" for d in drafts))
        older = DryRun.objects.filter(account=by).order_by("-at").values_list("pk", flat=True)
        DryRun.objects.filter(pk__in=list(older[MOST_KEPT:])).delete()
        DryRow.objects.bulk_create(_rows(run, drafts))
    return run


def _rows(run: DryRun, drafts: Iterable[Draft]) -> Iterable[DryRow]:
    return [DryRow(run=run, number=d.number, verdict=d.verdict, values=d.values,
                   changes={name: list(pair) for name, pair in d.changes.items()},
                   problems=[[about, *words] for about, words in d.problems])
            for d in drafts if d.verdict != "unchanged"]


def _draft(number: int, cells: Sequence[str], columns: dict, width: int) -> Draft:
    draft = Draft(number)
    if any(cells[width:]):
        draft.wrong("", f"It has {len(cells)} cells where there are {width} headings: look for a "
                    "separator inside a text without quotation marks.",
                    f"Elle a {len(cells)} cellules pour {width} en-têtes : cherchez un séparateur "
                    "dans un texte sans guillemets.")
    for place, column in columns.items():
        if column.for_reading:
            continue
        written = cells[place] if place < len(cells) else ""
        try:
            draft.values[column.field] = _value(column, written)
        except Refused as refused:
            draft.values[column.field] = written[:200]
            draft.refused(column.field, refused)
    return draft


def _value(column, written: str):
    if isinstance(written, Formula):
        raise Refused(f"It holds the formula {written[:100]}: copy the column and paste its "
                      "values.", f"Elle contient la formule {written[:100]} : copiez la colonne et "
                      "collez ses valeurs.")
    if len(written) > LONGEST_CELL:
        raise Refused(f"It has {len(written)} characters: look for a quotation mark that is not "
                      "closed.", f"Elle a {len(written)} caractères : cherchez un guillemet qui "
                      "n’est pas fermé.")
    return column.read(written)


def apply(*, by: Account, of: DeclaredList, run: DryRun, why: str) -> DryRun:
    """Do what a dry run showed, each row by its action; rows that are wrong stay out.

    Applied twice it acts once. Raises Stale when the books changed so that it would
    no longer do the same.
    """
    _allow(by, of)
    try:
        with transaction.atomic():
            return _apply(by, of, run, why)
    except IntegrityError:  # somebody wrote the same at the same moment
        raise _stale() from None


def _stale() -> Stale:
    return Stale(
        "The books changed since this was looked over, and it would no longer do what is shown. "
        "Nothing was done: give the file again.",
        "Le registre a changé depuis cet examen, et l’import ne ferait plus ce qui est affiché. "
        "Rien n’a été fait : redonnez le fichier.")


def _apply(by: Account, of: DeclaredList, run: DryRun, why: str) -> DryRun:
    run = DryRun.objects.select_for_update().get(pk=run.pk)
    if run.applied:
        return run
    if not why.strip():
        raise Refused("Say why: it is kept in the audit with every row.",
                      "Dites pourquoi : le motif est gardé dans l’audit avec chaque ligne.", "why")
    drafts, shown = [], []
    for row in run.rows.filter(verdict__in=("created", "changed")).order_by("number"):
        draft = Draft(row.number, row.values)
        draft.why = f"{run.file}, {row.number}: {why.strip()}"
        drafts.append(draft)
        shown.append((row.verdict, {name: tuple(pair) for name, pair in row.changes.items()}))
    of.gather(drafts)
    of.judge(drafts)
    if [(draft.verdict, draft.changes) for draft in drafts] != shown:
        raise _stale()
    of.apply(by=by, drafts=drafts)
    run.applied = timezone.now()
    run.save(update_fields=["applied"])
    return run


def counted(run: DryRun) -> dict[str, int]:
    """Return how many rows of a dry run have each verdict."""
    found = dict(run.rows.order_by().values_list("verdict").annotate(n=Count("pk")))
    return {verdict: run.unchanged if verdict == "unchanged" else found.get(verdict, 0)
            for verdict in VERDICTS}
