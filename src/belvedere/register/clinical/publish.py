"""What the clinical desk publishes; who leads a study, its money and its files stay behind."""

import datetime

from django.db.models import QuerySet, Sum
from django.db.models.functions import Substr

from belvedere.register.clinical.models import (
    ClinicalApplication,
    ClinicalProject,
    ClinicalProjectPeriod,
    Enrolment,
    Hold,
)
from belvedere.register.desk.masking import masked
from belvedere.register.desk.publishing import Published, offer
from belvedere.tables.dates import bounds

_STUDY = ("category", "product", "phase", "mesh", "orpha")


def _study(category: str, product: str, phase: str, mesh: str, orpha: str) -> tuple:
    return (category, product, phase.split("/") if phase else [], mesh.split(), orpha.split(),
            bool(orpha))


def _days(start: str, end: str) -> int | None:
    if len(start) < 10 or len(end) < 10:
        return None
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


def _request(institute, number, unit, kind, state, opened, admitted, decided, decision, project,
             *study) -> tuple:
    return (number, institute, unit, kind, state, opened, admitted, decided, decision,
            _days(opened, decided), project, *_study(*study))


def due(ended: str) -> str:
    """Return the day twelve months after an end; after the last day it may be."""
    last = bounds(ended)[1]
    try:
        return str(last.replace(year=last.year + 1))
    except ValueError:  # 29 February
        return str(datetime.date(last.year + 1, 3, 1))


def in_time(ended: str, out: tuple[str, ...], today: datetime.date) -> bool | None:
    """Whether results came out within twelve months of an end; None where it cannot be told."""
    last = datetime.date.fromisoformat(due(ended))
    dates = [bounds(day) for day in out if day]
    if any(latest <= last for _, latest in dates):
        return True
    if any(earliest <= last for earliest, _ in dates) or (not dates and today <= last):
        return None
    return False


def _project(institute, number, unit, title, state, sponsored, ended, *rest) -> tuple:
    *study, planned, nct, eudract, ctis, id_rcb, posted, published, publications = rest
    return (number, institute, unit, title, state, sponsored, ended, *_study(*study), planned,
            nct, eudract, ctis, id_rcb, posted, published, publications.split(),
            due(ended) if ended else None,
            in_time(ended, (posted, published), datetime.date.today()) if ended else None)


def _period(institute, number, unit, state, start, end) -> tuple:
    return number, institute, unit, state, start, end


def _enrolment(institute, number, unit, year, participants) -> tuple:
    return number, institute, unit, year, masked(participants)


def _enrolled() -> QuerySet:
    return (Enrolment.objects.annotate(year=Substr("on", 1, 4))
            .values("project__number", "project__unit", "year").annotate(n=Sum("participants"))
            .order_by("project__number", "year"))


offer(
    Published("clinical_applications", lambda: ClinicalApplication.objects.order_by("pk"),
              ("number", "unit", "kind", "state", "opened", "admitted", "decided", "decision",
               "project__number", *_STUDY), _request),
    Published("clinical_projects", lambda: ClinicalProject.objects.order_by("pk"),
              ("number", "unit", "title", "state", "opened", "ended", *_STUDY, "planned", "nct",
               "eudract", "ctis", "id_rcb", "posted", "published", "publications"), _project),
    Published("clinical_project_periods", lambda: ClinicalProjectPeriod.objects.order_by("pk"),
              ("dossier__number", "dossier__unit", "state", "start", "end"), _period),
    Published("clinical_project_periods", lambda: Hold.objects.order_by("pk"),
              ("project__number", "project__unit", "kind", "start", "end"), _period),
    Published("clinical_enrolments", _enrolled,
              ("project__number", "project__unit", "year", "n"), _enrolment),
)
