"""An invented funding book: years of calls, applications, projects, and accredited centres.

Written in bulk and in the order of its workflows, so that the database holds it to
the same moves as the desk's people. Nobody in it exists.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from django.db import transaction

from belvedere.register.accounts.audit import entry, record_all
from belvedere.register.desk.bulk import begin, walk
from belvedere.register.funding import vocabularies as words
from belvedere.register.funding.models import (
    PROPOSED,
    Accreditation,
    AccreditedCentre,
    ApplicationUnit,
    CallForProjects,
    CallPeriod,
    CentrePeriod,
    DueReport,
    FundedProject,
    FundedProjectPeriod,
    FundingApplication,
    FundingApplicationPeriod,
    Instalment,
    ProjectUnit,
)
from belvedere.register.organisations.models import Organisation

_PROGRAMMES = (("cancer", "Plan against the crab", "Dreams against cancer"),
               ("cancer", "Plan against the crab", "Physics of tumours"),
               ("rare_diseases", "Plan of rare dreams", "Rare dreams"),
               ("infectious_diseases", "Fog plan", "Fevers of fog"),
               ("neurosciences", "Plan of sleep", "Sleep and waking"),
               ("health_technologies", "Plan of machines", "Machines that care"))
_SUBJECTS = ("of lunar melancholy", "of dream apnea", "of fog fever", "of echo syndrome",
             "of the song of sirens", "of labyrinthine vertigo")
_WAYS = ("A physics", "An atlas", "A theory", "A machine", "A history", "An imaging")
_LEADERS = ("Dr Aurore Brume", "Pr Gaspard Lune", "Dr Inès Mirage", "Pr Ulysse Fontaine")
_WEIGHTS = (44, 12, 6, 6, 8, 4, 8, 6, 5, 1)
_CENTRES = {"siric": 4, "cic": 9, "clip2": 6}
_Day = datetime.date


@transaction.atomic
def fill(
    institute: Organisation, units: Sequence[Organisation], *, first: int, last: _Day,
    yearly: int = 5, seed: int = 6,
) -> None:
    """Fill an empty book with so many calls a year, from a year up to a day."""
    chance = Random(seed)
    calls = [made for year in range(first, last.year + 1) for _ in range(yearly)
             if (made := _call(chance, institute, year, last))]
    calls.sort(key=lambda pair: pair[0].opened)
    begin(CallForProjects, [one for one, _ in calls])
    walk(CallForProjects, CallPeriod, calls)
    applications = [_application(chance, units, call, dict(way), last) for call, way in calls
                    if "open" in dict(way) for _ in range(chance.choice((0, 36, 44, 52)))]
    applications = sorted((one for one in applications if one), key=lambda pair: pair[0].opened)
    funded = sorted((pair for pair in applications if pair[1][-1][0] == "funded"),
                    key=lambda pair: pair[1][-1][1])  # a project is numbered as it opens
    projects = [_project(chance, one, way[-1][1], last) for one, way in funded]
    begin(FundedProject, [one for one, _ in projects])
    for (one, _), (project, _) in zip(funded, projects):
        one.project = project
    begin(FundingApplication, [one for one, _ in applications])
    walk(FundingApplication, FundingApplicationPeriod, applications)
    walk(FundedProject, FundedProjectPeriod, projects)
    _beside(chance, units, applications)
    _money_and_reports(chance, projects, last)
    centres = _accredit(chance, units, first, last)
    record_all([entry(by=None, action="open", on=one, why="Demonstration")
                for one, _ in (*calls, *applications, *projects, *centres)])


def _later(chance: Random, day: _Day, least: int, most: int) -> _Day:
    return day + datetime.timedelta(chance.randint(least, most))


def _so_far(way: list[tuple[str, _Day]], last: _Day) -> list[tuple[str, str]]:
    """Return the steps that have come by a day."""
    return [(state, str(day)) for state, day in way if day <= last]


def _follow(one, way: list[tuple[str, str]]) -> None:
    """Note on a dossier what each of its moves makes true beside its state."""
    for state, day in way:
        one.state = state
        one.moved(day)


def _call(chance: Random, institute: Organisation, year: int, last: _Day):
    """Return a call and its way so far; None where it is not prepared yet."""
    prepared = _later(chance, _Day(year, 1, 1), 0, 150)
    opens = _later(chance, prepared, 20, 60)
    closes = _later(chance, opens, 45, 90)
    decided = closes + datetime.timedelta(200)
    way = _so_far([("prepared", prepared), ("open", opens), ("closed", closes),
                   ("decided", decided), ("archived", _later(chance, decided, 200, 400))], last)
    if not way:
        return None
    theme, programme, title = chance.choice(_PROGRAMMES)
    one = CallForProjects(
        opened=way[0][1], unit=institute, title=f"{title} {year}", programme=programme,
        theme=theme, opens=str(opens), closes=str(closes), partners="Invented foundation",
        criteria="Beauty of the question; care of the method; nothing of it is true.",
        budget=chance.randint(20, 90) * 100_000)
    _follow(one, way)
    return one, way


def _application(chance: Random, units, call: CallForProjects, when: dict[str, str], last: _Day):
    """Return an application to an open call and its way so far; decided before its call is."""
    opens, closes = (_Day.fromisoformat(day) for day in (call.opens, call.closes))
    received = _later(chance, opens, 0, (closes - opens).days)
    review = closes + datetime.timedelta(chance.randint(5, 25))
    decided = review + datetime.timedelta(chance.randint(40, 100))
    ending = chance.choices(("funded", "refused", "reserve", "taken_back"), (30, 55, 10, 5))[0]
    way = [("received", received), ("in_review", review), (ending, decided)]
    if ending == "reserve":
        way.append((chance.choice(("funded", "refused")),
                    decided + datetime.timedelta(chance.randint(20, 70))))
    way = _so_far(way, last)
    if not way:
        return None
    discipline = chance.choices(tuple(words.DISCIPLINES), _WEIGHTS)[0]
    one = FundingApplication(
        call=call, opened=way[0][1], unit=chance.choice(units), theme=call.theme,
        title=f"{chance.choice(_WAYS)} {chance.choice(_SUBJECTS)}", discipline=discipline,
        second_discipline=chance.choice(("", "", "mathematics", "physics")),
        summary_en="An invented project, of which no word is true.",
        summary_fr="Un projet inventé, dont aucun mot n’est vrai.",
        investigator=chance.choice(_LEADERS), asked=chance.randint(80, 600) * 1000)
    _follow(one, way)
    return one, way


def _project(chance: Random, application: FundingApplication, opened: str, last: _Day):
    """Return the project that an application opened, and its way so far."""
    begun = _later(chance, _Day.fromisoformat(opened), 20, 100)
    ended = _later(chance, begun, 700, 1500)
    ending = [("results_awaited", ended), ("closed", _later(chance, ended, 60, 300))]
    if chance.random() < 0.03:
        ending = [("abandoned", _later(chance, begun, 100, 400))]
    way = _so_far([("awarded", _Day.fromisoformat(opened)), ("running", begun), *ending], last)
    one = FundedProject(
        call=application.call, opened=opened, ends=str(ended),
        granted=(application.asked * chance.randint(60, 100) // 1000) * 10,
        **{name: getattr(application, name) for name in PROPOSED})
    _follow(one, way)
    if one.state == "closed":
        one.results = "Invented results."
    return one, way


def _beside(chance: Random, units, applications) -> None:
    """Let a third of the applications, and their projects, be of a second unit."""
    pairs = [(one, chance.choice(units)) for one, _ in applications if chance.random() < 0.3]
    pairs = [(one, unit) for one, unit in pairs if unit != one.unit]
    ApplicationUnit.objects.bulk_create(
        ApplicationUnit(dossier=one, unit=unit) for one, unit in pairs)
    ProjectUnit.objects.bulk_create(
        ProjectUnit(dossier=one.project, unit=unit) for one, unit in pairs if one.project)


def _money_and_reports(chance: Random, projects, last: _Day) -> None:
    """Pay a third of each amount a year, and ask for reports, some of which are late."""
    instalments, reports = [], []
    for one, way in projects:
        began = _Day.fromisoformat(way[0][1])
        stopped = one.state == "abandoned"
        part = Decimal(one.granted // 3)
        dues = [began + datetime.timedelta(days) for days in (60, 425, 790)]
        for due in dues[:1] if stopped else dues:
            paid = _later(chance, due, 0, 20)
            instalments.append(Instalment(project=one, due=str(due), amount=part,
                                          paid=str(paid) if paid <= last else ""))
        asked = [("progress", began + datetime.timedelta(400)),
                 ("final", _Day.fromisoformat(one.ends) + datetime.timedelta(60))]
        for kind, due in () if stopped else asked:
            came = due + datetime.timedelta(chance.randint(-20, 15))
            there = came <= last and (one.state == "closed" or chance.random() < 0.93)
            reports.append(DueReport(project=one, kind=kind, due=str(due),
                                     received=str(min(came, last)) if there or (
                                         one.state == "closed") else ""))
        waiting = [r.due for r in reports[-2:] if r.project is one and not r.received]
        unpaid = [i.due for i in instalments[-3:] if i.project is one and not i.paid]
        one.next_report, one.next_instalment = min(waiting, default=""), min(unpaid, default="")
    Instalment.objects.bulk_create(instalments, batch_size=500)
    DueReport.objects.bulk_create(reports, batch_size=500)
    FundedProject.objects.bulk_update([one for one, _ in projects],
                                      ["next_report", "next_instalment"], batch_size=500)


def _accredit(chance: Random, units, first: int, last: _Day) -> list:
    """Accredit centres for five years each; most are renewed, a few lapse."""
    made, times = [], []
    for kind, many in _CENTRES.items():
        for number in range(1, many + 1):
            applied = _later(chance, _Day(first + chance.randint(0, 5), 1, 1), 0, 300)
            start = _later(chance, applied, 60, 200)
            if start > last:
                continue
            one = AccreditedCentre(
                opened=str(applied), unit=chance.choice(units), kind=kind,
                title=f"{kind.upper()} {number} of dreams", director=chance.choice(_LEADERS),
                theme="cancer" if kind == "siric" else "")
            way = [("candidate", str(applied)), ("accredited", str(start))]
            begun, lapses = start, chance.random() < 0.2
            while True:
                end = begun.replace(year=begun.year + 5, day=min(begun.day, 28))
                times.append(Accreditation(centre=one, start=str(begun), end=str(end)))
                if end > last or lapses:
                    break
                begun = end
            if end <= last:
                way.append(("lapsed", str(end)))
            one.until = str(end)
            made.append((one, way))
    made.sort(key=lambda pair: pair[0].opened)
    begin(AccreditedCentre, [one for one, _ in made])
    walk(AccreditedCentre, CentrePeriod, made)
    Accreditation.objects.bulk_create(times)
    return made
