"""What the funding desk publishes; people, opinions and all money but what is granted stay."""

from decimal import Decimal

from belvedere.register.desk.publishing import Published, offer
from belvedere.register.funding.models import (
    Accreditation,
    ApplicationUnit,
    CallForProjects,
    FundedProject,
    FundingApplication,
    ProjectUnit,
)

_ABOUT = ("call__number", "call__programme", "discipline", "second_discipline", "theme")
_APPLICATION = (*_ABOUT, "state", "opened", "decided", "decision", "project__number")
_PROJECT = ("title", *_ABOUT, "state", "opened", "ended", "granted", "publications")


def _beside(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return columns of a dossier as a row of one of its other units reaches them."""
    return tuple(f"dossier__{name}" for name in names)


def _call(institute, *told) -> tuple:
    number, unit, title, programme, theme, state, opens, closes, settled = told
    return (number, institute, unit, title, programme, theme, state, opens, closes, settled)


def _application(institute, number, unit, *told) -> tuple:
    return (number, institute, unit, *told)


def _project(first: bool):
    def told(institute, number, unit, *rest) -> tuple:
        *about, granted, publications = rest
        return (number, institute, unit, first, *about, _amount(granted), publications.split())

    return told


def _amount(granted: Decimal | None) -> float | None:
    return None if granted is None else float(granted)


def _centre(institute, number, unit, *told) -> tuple:
    return (number, institute, unit, *told)


offer(
    Published("funding_calls",
              lambda: CallForProjects.objects.exclude(state="prepared").order_by("pk"),
              ("number", "unit", "title", "programme", "theme", "state", "opens", "closes",
               "settled"), _call),
    Published("funding_applications", lambda: FundingApplication.objects.order_by("pk"),
              ("number", "unit", *_APPLICATION), _application),
    Published("funding_applications", lambda: ApplicationUnit.objects.order_by("pk"),
              ("dossier__number", "unit", *_beside(_APPLICATION)), _application),
    Published("funding_projects", lambda: FundedProject.objects.order_by("pk"),
              ("number", "unit", *_PROJECT), _project(True)),
    Published("funding_projects", lambda: ProjectUnit.objects.order_by("pk"),
              ("dossier__number", "unit", *_beside(_PROJECT)), _project(False)),
    Published("funding_centres", lambda: Accreditation.objects.order_by("pk"),
              ("centre__number", "centre__unit", "centre__kind", "centre__title",
               "centre__theme", "centre__state", "start", "end"), _centre),
)
