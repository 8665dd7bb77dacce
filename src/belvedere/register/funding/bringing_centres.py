"""What accreditation asks and does besides, for centres that a file brings."""

from belvedere.register.accounts.models import Account
from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.parts import Part, column
from belvedere.register.exchange.dates import day
from belvedere.register.exchange.lists import Draft
from belvedere.register.funding import centres
from belvedere.register.funding.models import Accreditation, AccreditedCentre
from belvedere.register.organisations.dates import before
from belvedere.tables.words import Words


def _renew(*, by: Account | None, dossier: AccreditedCentre, items, why: str) -> None:
    for item in items:
        if not dossier.accreditations.filter(start=item["start"]).exists():
            centres.renew(by=by, dossier=dossier, on=item["start"], until=item["end"] or "",
                          why=why)


ACCREDITATIONS = Part("accreditations", (
    column("accreditations", "start", Words("Accreditation from", "Labellisation du"), day,
           also=("Renewed from", "Renouvelé à partir du")),
    column("accreditations", "end", Words("Accreditation until", "Labellisation au"), day,
           also=("Renewed until", "Renouvelé jusqu’au"))),
    Accreditation, "centre", ("start",), rows=lambda items: (), adds=_renew, after=True)


def open_centre(centre: AccreditedCentre, draft: Draft) -> None:
    """Until when a centre is accredited is said of one that is."""
    if centre.until:
        raise Refused("It is accredited for a time: say since when.",
                      "Il est labellisé pour un temps : dites depuis quand.", "at_accredited")


def move_centre(centre: AccreditedCentre, draft: Draft, move: str, on: str) -> list[tuple]:
    """Return the accreditation that begins and its renewals, as far as none lapsed before."""
    if move != "accredit":
        return []
    way = draft.refs["way"]
    lapse = next((day for state, day in way[way.index(("accredited", on)):]
                  if state == "lapsed"), "")
    told = {item["start"]: item for item in draft.refs["parts"]["accreditations"]}
    own = told.get(on)
    centre.until = centres.until_of((own and own["end"]) or centre.until or lapse, on)
    times = [(on, centre.until, ())]
    for start, item in sorted(told.items()):
        if start and before(on, start) and not (lapse and not before(start, lapse)):
            try:
                times.append((start, _renewed(centre, start, item["end"] or ""), [
                    ("renew_accreditation", {"start": start, "end": item["end"]})]))
            except Refused as refused:
                item.refused(refused)
    made = []
    for start, end, acts in times:
        centre.until = lapse if lapse and before(lapse, end) else end
        made.append(("centre", Accreditation(
            centre=centre, start=start, end=centre.until, because=draft.why), acts))
    return made


def _renewed(centre: AccreditedCentre, start: str, end: str) -> str:
    """Return until when a centre is accredited once more, on a day at which it ends or later."""
    centres.may_renew(centre.until, start)
    centre.until = centres.until_of(end, start)
    return centre.until
