"""What the partnerships desk publishes: what was concluded; people as counts that tell nobody."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from belvedere.register.desk.masking import pooled
from belvedere.register.desk.publishing import Published, offer
from belvedere.register.organisations.queries import today
from belvedere.register.partnerships import models
from belvedere.register.partnerships.vocabularies import PROGRAMMES
from belvedere.register.partnerships.workflows import CONCLUDED
from belvedere.tables.dates import bounds


def _partner(institute, number, unit, first, kind, title, state, signed, start, end, partner,
             country, elsewhere) -> tuple:
    return (number, institute, unit, first or number, kind, title, state, signed, start, end,
            partner, country or elsewhere)


def _numbered(institute, number, *rest) -> tuple:
    return number, institute, *rest


def _milestone(institute, number, rank, unit, action, title, due, reached) -> tuple:
    return (f"{number}.{rank}", number, institute, unit, action, title, due, reached,
            in_time(due, reached, today()))


def in_time(due: str, reached: str, day: str) -> bool | None:
    """Whether what was due was reached by then; None where it cannot be told."""
    last = bounds(due)[1]
    if not reached:
        return None if bounds(day)[0] <= last else False
    earliest, latest = bounds(reached)
    return True if latest <= last else False if earliest > last else None


def counted(rows: Iterable[tuple[str, str, str, int]]) -> Iterator[tuple]:
    """Yield laureates counted by programme, year, country and unit, so that none is told."""
    of: dict[tuple[str, str], Counter] = {}
    for kind, awarded, country, unit in rows:
        of.setdefault((kind, awarded[:4]), Counter())[country, str(unit)] += 1
    for (kind, year), counts in sorted(of.items()):
        for place, told in enumerate(_told(counts), start=1):
            yield f"{kind}-{year}-{place}", kind, year, *told


def _told(counts: Counter) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield (country, unit, how many): both where enough have them, else the country, else none."""
    countries = Counter()
    for (country, _), n in counts.items():
        countries[country] += n
    for country, n in pooled(countries).items():
        if not country:
            yield "", None, n
            continue
        units = {unit: some for (where, unit), some in counts.items() if where == country}
        for unit, some in pooled(units).items():
            yield country, int(unit) if unit else None, some


def _awarded(*kinds: str) -> QuerySet:
    return models.Distinction.objects.filter(
        kind__in=kinds, state__in=("awarded", "completed")).order_by("pk")


offer(
    Published("partnership_agreements", lambda: models.AgreementPartner.objects.filter(
                  agreement__state__in=CONCLUDED).order_by("pk"),
              ("agreement__number", "agreement__unit", "agreement__first", "agreement__kind",
               "agreement__title", "agreement__state", "agreement__signed", "agreement__start",
               "agreement__end", "partner", "partner__country", "agreement__country"), _partner),
    Published("partnership_infrastructures", lambda: models.InfrastructurePeriod.objects.filter(
                  state__in=("present", "coordinating")).order_by("pk"),
              ("dossier__number", "dossier__unit", "dossier__title", "dossier__acronym",
               "dossier__level", "dossier__country", "state", "start", "end"), _numbered),
    Published("partnership_laureates", lambda: _awarded(*PROGRAMMES),
              ("kind", "awarded", "country", "unit"), _numbered,
              together=counted),
    Published("partnership_prizes", lambda: _awarded("prize", "honour").annotate(
                  year=Substr("awarded", 1, 4)),
              ("number", "kind", "country", "year"), _numbered),
    Published("partnership_associations", lambda: models.PatientAssociationPeriod.objects.filter(
                  state__in=("in_network", "in_focus_group")).order_by("pk"),
              ("dossier__number", "dossier__unit", "dossier__title", "dossier__disease",
               "dossier__country", "state", "start", "end"), _numbered),
    Published("partnership_meetings", lambda: models.FocusMeeting.objects.filter(held__gt="")
              .annotate(n=Count("attendances")).order_by("pk"),
              ("number", "unit", "title", "held", "n"), _numbered),
    Published("partnership_plans", lambda: models.CoordinatedPlan.objects.filter(start__gt="")
              .order_by("pk"),
              ("number", "unit", "title", "ministry", "state", "start", "end"), _numbered),
    Published("partnership_milestones", lambda: models.Milestone.objects.filter(
                  plan__start__gt="").order_by("pk"),
              ("plan__number", "rank", "plan__unit", "action", "title", "due", "reached"),
              _milestone),
    Published("partnership_expertise", lambda: models.PublicExpertise.objects.filter(
                  given__gt="").order_by("pk"),
              ("number", "unit", "title", "kind", "requester", "country", "given"), _numbered),
)
