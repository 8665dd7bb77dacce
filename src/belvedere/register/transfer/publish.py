"""What the transfer desk publishes; inventors, titles, terms and money stay behind.

Of contracts only those that were signed, of start-ups only those that were founded, of
families only those that came into the portfolio: what is negotiated or prepared is nobody's.
"""

import datetime
from collections.abc import Iterator

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from belvedere.register.desk.publishing import Hanging, Published, offer
from belvedere.register.organisations.dates import before
from belvedere.register.transfer.models import (
    ContractFamily,
    ContractPartner,
    InventionDisclosure,
    PatentApplication,
    PatentFamilyPeriod,
    PatentOwner,
    ProofOfConcept,
    StartUp,
    TransferContract,
)
from belvedere.register.transfer.queries import institutes
from belvedere.tables.dates import bounds


def _first(rows: QuerySet, day: str) -> Subquery:
    return Subquery(rows.exclude(**{day: ""}).order_by(day).values(day)[:1])


def _shared(rows: QuerySet, family: str) -> QuerySet:
    """Return rows with the institute's share of their family, and how many own it."""
    owners = PatentOwner.objects.filter(family=OuterRef(family))
    return rows.annotate(
        share=Subquery(owners.filter(organisation__in=institutes()).values("share")[:1]),
        owners=Subquery(owners.order_by().values("family").annotate(n=Count("pk")).values("n")))


def _disclosures() -> QuerySet:
    of = {"family": OuterRef("family")}
    return InventionDisclosure.objects.annotate(
        filed=_first(PatentApplication.objects.filter(kind="priority", **of), "filed"),
        licensed=_first(TransferContract.objects.filter(
            kind="licence", about__family=OuterRef("family")), "signed")).order_by("pk")


def _after(start: str, end: str | None) -> tuple[str | None, int | None]:
    """Return a day that is not before another, and the days between where they are known."""
    if not end or before(end, start):
        return None, None
    if len(start) < 10 or len(end) < 10:
        return end, None
    return end, (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days


def _disclosure(institute, number, unit, state, field, opened, decided, family, filed, licensed):
    return (number, institute, unit, state, field, opened, decided, family,
            *_after(opened, filed), *_after(opened, licensed))


def _support(institute, pk, number, unit, field, start, end) -> tuple:
    return str(pk), number, institute, unit, field, start, end


def _periods() -> QuerySet:
    return _shared(PatentFamilyPeriod.objects.filter(state="in_portfolio").annotate(
        of=F("dossier")).order_by("pk"), "dossier")


def _portfolio(
    institute, contracts, of, number, unit, field, share, owners, start, end,
) -> Iterator[tuple]:
    """Yield the time of a family in the portfolio, cut where the contracts on it change."""
    signed = [on for kind, on, _, _ in contracts if kind == "rd"]
    licences = [(begins, ends) for kind, _, begins, ends in contracts if kind == "licence"]
    within = {day for day in (*signed, *(day for licence in licences for day in licence))
              if day and before(start, day) and (not end or before(day, end))}
    days = [start, *sorted(within, key=lambda day: bounds(day)[0])]
    for begun, after in zip(days, [*days[1:], end]):
        if after and not before(begun, after):
            continue  # it left as it came; or the same day is written in two ways
        yield (number, institute, unit, float(share / 100), owners > 1, field, begun, after,
               sum(not before(begun, on) for on in signed),
               any(not before(begun, begins) and (not ends or before(begun, ends))
                   for begins, ends in licences))


def _end(link: str = "") -> Case:
    """The day on which a contract ended, else the day that it says."""
    return Case(When(**{f"{link}ended": ""}, then=F(f"{link}until")), default=F(f"{link}ended"))


def _on_families() -> QuerySet:
    return (ContractFamily.objects.filter(contract__kind__in=("rd", "licence"))
            .exclude(contract__signed="").annotate(ends=_end("contract__")).order_by("pk"))


def _filed() -> QuerySet:
    earlier = PatentApplication.objects.filter(
        Q(filed__lt=OuterRef("filed")) | Q(filed=OuterRef("filed"), pk__lt=OuterRef("pk")),
        family=OuterRef("family"), kind="priority")
    return _shared(PatentApplication.objects.exclude(family__entered="").annotate(
        follows=Exists(earlier)).order_by("pk"), "family")


def _application(
    institute, application, number, unit, share, owners, field, office, kind, follows, filed,
    status,
) -> tuple:
    return (application, number, institute, unit, float(share / 100), owners > 1, field, office,
            kind, kind == "priority" and not follows, filed, status)


def _contract(institute, families, pk, number, unit, kind, state, field, signed, start, end):
    yield (number, institute, unit, kind, state, field, signed, start, end,
           [family for family, in families])


def _ourselves(institute, number, unit) -> tuple:
    return number, institute, unit, "institute", None


def _partner(institute, number, unit, partner, size) -> tuple:
    return number, partner, unit, "partner", size


def _startup(institute, number, unit, name, state, field, website, founded, ended) -> tuple:
    return number, institute, unit, name, state, field, website, founded, ended


def _signed() -> QuerySet:
    return TransferContract.objects.exclude(signed="").annotate(ends=_end()).order_by("pk")


offer(
    Published("transfer_disclosures", _disclosures,
              ("number", "unit", "state", "field", "opened", "decided", "family__number",
               "filed", "licensed"), _disclosure),
    Published("transfer_supports", lambda: ProofOfConcept.objects.order_by("pk"),
              ("id", "disclosure__number", "disclosure__unit", "disclosure__field", "start",
               "end"), _support),
    Published("transfer_portfolio", _periods,
              ("of", "dossier__number", "dossier__unit", "dossier__field", "share", "owners",
               "start", "end"), _portfolio,
              Hanging(_on_families, ("family", "contract__kind", "contract__signed",
                                     "contract__begins", "ends"))),
    Published("transfer_applications", _filed,
              ("number", "family__number", "family__unit", "share", "owners", "family__field",
               "office", "kind", "follows", "filed", "status"), _application),
    Published("transfer_contracts", _signed,
              ("id", "number", "unit", "kind", "state", "field", "signed", "begins", "ends"),
              _contract, Hanging(lambda: ContractFamily.objects.order_by("pk"),
                                 ("contract", "family__number"))),
    Published("transfer_contract_parties", _signed, ("number", "unit"), _ourselves),
    Published("transfer_contract_parties",
              lambda: ContractPartner.objects.exclude(contract__signed="").order_by("pk"),
              ("contract__number", "contract__unit", "organisation", "size"), _partner),
    Published("transfer_startups", lambda: StartUp.objects.exclude(founded="").order_by("pk"),
              ("number", "unit", "title", "state", "field", "website", "founded", "ended"),
              _startup),
)
