"""The way of a dossier that comes in: which states, since when, by which moves.

A file has a date for each state that it knows of, or the state of today and since
when. A step without a date on the way is made and leaves no period: nobody knows when.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from belvedere.register.accounts.refusals import Refused
from belvedere.register.desk.actions import past
from belvedere.register.desk.bulk import Way
from belvedere.register.desk.workflow import Workflow
from belvedere.register.exchange.lists import Draft
from belvedere.register.organisations.dates import before, surely_before
from belvedere.tables.dates import bounds


def way_of(workflow: Workflow, draft: Draft) -> Way:
    """Return the whole way of a new dossier; what cannot be is told with its column."""
    opened = draft.values["opened"]
    told = _told(workflow, draft, [(workflow.first, opened)])
    way = [(workflow.first, opened)]
    for state, on in told:
        current, since = way[-1]
        steps = _between(workflow, current, state, {name for name, _ in told})
        if surely_before(on, since) or steps is None:
            _astray(workflow, draft, (current, since), (state, on))
            return []
        way += [*((step, "") for step in steps), (state, on)]
    return way


def further(workflow: Workflow, draft: Draft, periods: Sequence[tuple[str, str]]) -> Way:
    """Return what a row adds to the way of a dossier of the book, one move for each state."""
    told = _told(workflow, draft, periods)
    current = periods[-1]
    for state, on in told:
        if _between(workflow, current[0], state, set(workflow.states)) is None:
            _astray(workflow, draft, current, (state, on))
            return []
        current = (state, on)
    return told


def _told(workflow: Workflow, draft: Draft, known: Sequence[tuple[str, str]]) -> Way:
    """Return the states and dates of a row beyond those that are known, in order."""
    values, was, now = draft.values, dict(known), known[-1][0]
    told: dict[str, str] = {}
    for state in workflow.states:
        on = values.get(f"at_{state}")
        if on and (state, on) not in known:
            told[state] = on
    state, since = values.get("state"), values.get("since")
    if state and state not in told and (state != now or (since and since != was[now])):
        told[state] = since or ""
    for name, on in told.items():
        about = f"at_{name}" if values.get(f"at_{name}") else "since"
        title = workflow.states[name]
        if not on:
            draft.wrong("since", f"Say since when it is “{title.en}”.",
                        f"Dites depuis quand elle est « {title.fr} ».")
        elif name in was and (not before(known[-1][1], on)
                              or _between(workflow, now, name, set()) is None):
            draft.wrong(about, f"“{title.en}” since {was[name]} stands: its way is not rewritten.",
                        f"« {title.fr} » depuis le {was[name]} reste : un parcours ne se "
                        "réécrit pas.")
        else:
            try:
                past(on, about)
            except Refused as refused:
                draft.refused(about, refused)
    if draft.problems:
        return []
    way = list(told.items())  # in the workflow's order, unless dates say another
    if any(surely_before(on, since) for (_, since), (_, on) in pairwise(way)):
        way.sort(key=lambda step: bounds(step[1])[0])
    if state and way and way[-1][0] != state:
        last, said = workflow.states[way[-1][0]], workflow.states[state]
        draft.wrong("state", f"It says “{said.en}”; by its dates it is “{last.en}” since "
                    f"{way[-1][1]}.", f"Elle dit « {said.fr} » ; par ses dates, c’est "
                    f"« {last.fr} » depuis le {way[-1][1]}.")
        return []
    return way


def _between(workflow: Workflow, source: str, target: str, without: set[str]) -> list[str] | None:
    """Return the states on the shortest way between two; None where there is no way."""
    ways, seen = [(source, [])], {source}
    for state, passed in ways:
        for move in workflow.possible(state):
            if move.target == target:
                return passed
            if move.target not in seen and move.target not in without:
                seen.add(move.target)
                ways.append((move.target, [*passed, move.target]))
    return None


def _astray(workflow: Workflow, draft: Draft, current: tuple[str, str], step: tuple[str, str]):
    states: Mapping = workflow.states
    one, other = states[current[0]], states[step[0]]
    about = f"at_{step[0]}" if draft.values.get(f"at_{step[0]}") else "since"
    draft.wrong(
        about, f"“{other.en}” on {step[1]} does not follow “{one.en}” on {current[1]}: look at "
        "the dates, or give those of the states between.",
        f"« {other.fr} » le {step[1]} ne suit pas « {one.fr} » le {current[1]} : revoyez les "
        "dates, ou donnez celles des états intermédiaires.")
