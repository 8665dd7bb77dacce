"""What was done: entries of the audit in sentences, limited as asked, as a page and as a file."""

import csv
import datetime
import json
from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.register.accounts import queries
from belvedere.register.accounts.access import demand_somewhere
from belvedere.register.accounts.pages import page
from belvedere.register.accounts.permissions import Permission
from belvedere.register.accounts.refusals import NotAllowed, Refused
from belvedere.register.administration.forms import AskedAudit
from belvedere.register.administration.telling import action, tell
from belvedere.register.administration.views import reach
from belvedere.register.desk.books import BOOKS
from belvedere.register.organisations.dates import checked
from belvedere.register.organisations.queries import contents, today
from belvedere.tables.dates import bounds

PAGE = 50
_COLUMNS = ("at", "who", "what", "sentence", "subject", "subject_id", "subject_name", "before",
            "after", "why")


def _found(request, form: AskedAudit):
    """Return the entries that are asked for, as far as who asks may see. Raises Refused."""
    seen = reach(demand_somewhere(request, Permission.SEE_AUDIT))
    data = form.cleaned_data if form.is_valid() else {}
    organisations, one = seen, data.get("organisation")
    if one is not None:
        organisations = contents([one.pk], today()) if data["parts"] else {one.pk}
        if seen is not None:
            organisations &= seen
            if not organisations:
                raise NotAllowed
    period = {"since": _day(data.get("since", ""), "since", 0),
              "until": _day(data.get("until", ""), "until", 1)}
    before = request.GET.get("before", "")
    subject, _, what = data.get("action", "").rpartition("/")
    moving = [] if subject else [name for name, book in BOOKS.items()
                                 if book.model.WORKFLOW.move(what)]
    return queries.entries(
        organisations=organisations, **period, action=what, subject=subject, apart=moving,
        actors=queries.actors(data["person"]) if data.get("person") else None,
        before=int(before[:18]) if before.isascii() and before.isdigit() else None)


def _day(written: str, field: str, which: int) -> datetime.datetime | None:
    """Return when a day begins, or the day after a last one, where the site is."""
    if not checked(written, field):
        return None
    day = bounds(written.strip())[which] + datetime.timedelta(days=which)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


@require_safe
def audit(request, language: str):
    """Entries of the audit, the newest first, a page at a time."""
    form = AskedAudit(language, request.GET)
    try:
        found = list(_found(request, form)[:PAGE + 1])
    except NotAllowed:
        raise
    except Refused as refused:
        found = []
        form.refuse(refused)
    if form.errors:
        found = []
    return page(request, language, "administration/audit.html", form=form, status=form.told_as,
                told=[tell(entry, language) for entry in found[:PAGE]],
                older=found[PAGE - 1].pk if len(found) > PAGE else None,
                asked=_asked(request))


def _asked(request) -> str:
    """Return what the address asks besides its page, for the file of the same."""
    asked = request.GET.copy()
    asked.pop("before", None)
    return asked.urlencode()


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, text: str) -> str:
        return text


def plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _rows(found: Iterable, language: str) -> Iterable[str]:
    writer = csv.writer(_Echo(), lineterminator="\n")
    yield "\ufeff" + writer.writerow(_COLUMNS)
    for entry in found:
        told = tell(entry, language)
        yield writer.writerow([plain(str(cell)) for cell in (
            timezone.localtime(entry.at).isoformat(timespec="seconds"), entry.actor_name,
            action(entry, language), told.sentence, entry.subject,
            "" if entry.subject_id is None else entry.subject_id, entry.subject_name,
            json.dumps(entry.before, ensure_ascii=False) if entry.before else "",
            json.dumps(entry.after, ensure_ascii=False) if entry.after else "", entry.why)])


@require_safe
def audit_csv(request, language: str):
    """The same entries as a file, all of them."""
    form = AskedAudit(language, request.GET)
    found = _found(request, form)
    if form.errors:
        raise Refused(*(" ".join(e for errors in form.errors.values() for e in errors),) * 2)
    response = StreamingHttpResponse(_rows(found.iterator(chunk_size=2000), language),
                                     content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{today()}.csv"'
    response["Cache-Control"] = "no-store"
    return response
